"""Webhooks: added once, changed by version, guarded against addresses inside; another's are as unknown."""

from typing import Any

import httpx
import pytest

from app.identity.roles import Role
from app.store.outbox import StoredOutbox
from tests.app.api.asking import Session, new_key, report
from tests.app.api.conftest import Enter
from tests.app.api.world import World


@pytest.fixture
def manager(enter: Enter) -> Session:
    return enter("laboratory_1", Role.ADMINISTRATOR)


def url() -> str:
    return f"https://lims.example.com/{new_key()}"


def add(session: Session, where: str | None = None, key: str | None = None) -> httpx.Response:
    return session.post("/webhooks", {"url": where or url()}, key)


def change(session: Session, webhook: str, document: dict[str, Any], etag: str | None = '"1"') -> httpx.Response:
    headers = {} if etag is None else {"If-Match": etag}
    return session.send("PATCH", f"/api/v1/webhooks/{webhook}", json=document, headers=headers)


def test_a_webhook_is_added_with_the_keys_to_check_it(manager: Session) -> None:
    where = url()
    answer = add(manager, where)
    added = answer.json()
    assert (answer.status_code, answer.headers["etag"]) == (201, '"1"')
    assert added["public_keys"] == manager.get("/webhooks/key").json()["public_keys"]
    keys = added.pop("public_keys")
    assert all(key.startswith("whpk_") for key in keys)
    read = manager.send("GET", answer.headers["location"])
    assert (read.json(), read.headers["etag"]) == (added, '"1"')
    assert (added["url"], added["enabled"], added["disabled_at"]) == (where, True, None)
    assert added in manager.get("/webhooks").json()["webhooks"]


def test_a_webhook_is_added_once(manager: Session) -> None:
    where, key = url(), new_key()
    first, again, other = add(manager, where, key), add(manager, where, key), add(manager, where)
    assert [each.status_code for each in (first, again, other)] == [201, 201, 200]
    assert first.content == again.content == other.content
    assert add(manager, url(), key).json()["code"] == "idempotency_key_reused"
    assert [each["url"] for each in manager.get("/webhooks").json()["webhooks"]].count(where) == 1


def test_what_was_removed_is_not_told_to_be_there(manager: Session) -> None:
    where, key = url(), new_key()
    webhook = add(manager, where, key).json()["id"]
    manager.send("DELETE", f"/api/v1/webhooks/{webhook}", headers={"If-Match": '"1"'})
    again = add(manager, where, key)
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    assert add(manager, where).status_code == 201


@pytest.mark.parametrize(
    "where",
    [
        "http://lims.example.com/x",
        "https://localhost/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://lims.example.com:22/x",
        "https://user@lims.example.com/x",
        "ftp://lims.example.com/x",
        "nonsense",
    ],
)
def test_an_address_inside_is_forbidden(manager: Session, where: str) -> None:
    added = add(manager, where)
    changed = change(manager, add(manager).json()["id"], {"url": where})
    for answer in (added, changed):
        assert (answer.status_code, answer.json()["code"]) == (422, "webhook_url_forbidden")
        assert where not in answer.text


def test_a_webhook_is_changed_from_the_version_that_was_seen(manager: Session) -> None:
    webhook = add(manager).json()["id"]
    off = change(manager, webhook, {"enabled": False})
    assert (off.status_code, off.headers["etag"], off.json()["enabled"]) == (200, '"2"', False)
    assert off.json()["disabled_because"] == "disabled"
    assert change(manager, webhook, {"enabled": True}, None).status_code == 428
    assert change(manager, webhook, {"enabled": True}, '"1"').status_code == 412
    where = url()
    on = change(manager, webhook, {"enabled": True, "url": where}, '"2"').json()
    assert (on["enabled"], on["url"], on["disabled_at"], on["version"]) == (True, where, None, 3)


def test_what_is_left_out_stays(manager: Session) -> None:
    webhook, where = add(manager).json()["id"], url()
    change(manager, webhook, {"enabled": False})
    changed = change(manager, webhook, {"url": where}, '"2"').json()
    assert (changed["url"], changed["enabled"]) == (where, False)


@pytest.mark.parametrize(
    "document", [{}, {"url": None}, {"enabled": None}, {"enabled": "no"}, {"version": 2}, {"url": ""}]
)
def test_a_change_that_is_none_is_refused(manager: Session, document: dict[str, Any]) -> None:
    webhook = add(manager).json()["id"]
    assert change(manager, webhook, document).status_code == 422
    assert manager.get(f"/webhooks/{webhook}").headers["etag"] == '"1"'


def test_two_webhooks_cannot_have_one_url(manager: Session) -> None:
    first, second = add(manager).json(), add(manager).json()
    answer = change(manager, second["id"], {"url": first["url"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_a_webhook_is_removed_from_the_version_that_was_seen(manager: Session) -> None:
    webhook = add(manager).json()["id"]
    path = f"/api/v1/webhooks/{webhook}"
    assert manager.send("DELETE", path).status_code == 428
    assert manager.send("DELETE", path, headers={"If-Match": '"2"'}).status_code == 412
    assert manager.send("DELETE", path, headers={"If-Match": '"1"'}).status_code == 204
    assert manager.send("DELETE", path, headers={"If-Match": '"1"'}).status_code == 404
    assert manager.get(f"/webhooks/{webhook}").status_code == 404


def test_what_became_of_events_is_told_and_dead_letters_are_sent_again(
    town: World, enter: Enter, manager: Session
) -> None:
    outbox = StoredOutbox(town.database)
    # Events of other tests go to the webhooks of other tests.
    outbox.fan_out(100_000, town.parts.desk.clock.now())
    webhook = add(manager).json()["id"]
    enter("laboratory_1").file(report())
    now = town.parts.desk.clock.now()
    outbox.fan_out(1000, now)
    deliveries = manager.get(f"/webhooks/{webhook}/deliveries", limit=1).json()["deliveries"]
    assert [(each["type"], each["state"], each["attempts"]) for each in deliveries] == [("report.filed", "open", 0)]
    for due in outbox.claim(100_000, now, now):
        if due.endpoint.id == webhook:
            outbox.buried(due, "gone", now)
    dead = manager.get(f"/webhooks/{webhook}/deliveries").json()["deliveries"]
    assert [each["state"] for each in dead] == ["dead"]
    replay = manager.send("POST", f"/api/v1/webhooks/{webhook}/replay")
    assert (replay.status_code, replay.json()) == (200, {"replayed": 1})
    assert manager.send("POST", f"/api/v1/webhooks/{webhook}/replay").json() == {"replayed": 0}


@pytest.mark.parametrize("role", [Role.LAB_AUTHORISER, Role.LIMS_CLIENT, Role.AUDITOR])
def test_only_an_administrator_manages_webhooks(enter: Enter, role: Role) -> None:
    session = enter("laboratory_1", role)
    assert session.get("/webhooks").status_code == 403
    assert add(session).status_code == 403


def test_another_organisations_webhook_is_as_one_that_is_unknown(enter: Enter, manager: Session) -> None:
    foreign = add(manager).json()["id"]
    stranger = enter("laboratory_2", Role.ADMINISTRATOR)
    for name in (foreign, "0" * 32, "nonsense"):
        path = f"/api/v1/webhooks/{name}"
        answers = [
            stranger.send("GET", path),
            stranger.send("PATCH", path, json={"enabled": False}, headers={"If-Match": '"1"'}),
            stranger.send("DELETE", path, headers={"If-Match": '"1"'}),
            stranger.send("GET", f"{path}/deliveries"),
            stranger.send("POST", f"{path}/replay"),
        ]
        assert {answer.status_code for answer in answers} == {404}
    assert manager.get(f"/webhooks/{foreign}").headers["etag"] == '"1"'
