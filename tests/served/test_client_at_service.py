"""What the client asks is answered by the service itself: reports, webhooks, tokens, rules, files, simulations."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from app.certification.lifecycle.vocabulary import Actor, Kind
from app.client import Client, Refused
from app.identity.credentials import CredentialKind
from app.identity.roles import Role
from app.workflow.administer import Term, add_account, grant_role
from app.workflow.issue_key import KeyRequest, issue_key
from tests.app.dossiers import DIESEL
from tests.served.cast import BODY, CLIENT, LABORATORY, Document, cast, done, join
from tests.served.told import report_of, set_up
from tests.served.town import Town
from tests.served.walk import Walk

ADMINISTRATOR = "administrator"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = Town(tmp_path_factory.mktemp("called"))
    with cast("sqlite", tmp_path_factory.mktemp("town"), made.wire) as found:
        set_up(found)
        join(found, ADMINISTRATOR, LABORATORY, Role.ADMINISTRATOR)
        made.cast = found
        yield made


def report(town: Town, **changes: object) -> bytes:
    return json.dumps({**report_of("diesel_report.json", town.cast.today), **changes}).encode()


def test_a_report_is_corrected_under_a_scheme_and_shared(town: Town) -> None:
    sent: Document = json.loads(report(town))
    with town.client(Actor.LABORATORY) as client:
        receipt = client.post_report(json.dumps(sent).encode(), DIESEL).document
        number = receipt["report"]
        etag = client.report(number).etag
        assert etag is not None
        del sent["product"]["grade"]
        content = json.dumps(sent).encode()
        corrected = client.correct(number, content, "更正", etag, scheme=DIESEL, grade="-10号").document
        assert corrected["revision"] == 2
        assert [each["revision"] for each in client.revisions(number).document["revisions"]] == [1, 2]
        assert client.revision(number, 1).document["revision"] == 1
        (body,) = client.organisations(kind="certification_body").document["organisations"]
        assert body["id"] == town.cast.organisations[BODY]
        assert client.shares(number).document == {"shares": []}
        client.share(number, body["id"])
        assert [each["organisation"] for each in client.shares(number).document["shares"]] == [body["id"]]


def test_a_webhook_is_added_changed_looked_at_and_removed(town: Town) -> None:
    with town.client(ADMINISTRATOR) as client:
        added = client.add_webhook("https://lims.example.com/events").document
        assert added["public_keys"] == client.webhook_keys().document["public_keys"]
        webhook = added["id"]
        etag = client.webhook(webhook).etag
        assert etag is not None
        changed = client.change_webhook(webhook, etag, enabled=False)
        assert changed.document["enabled"] is False
        assert changed.etag is not None
        with pytest.raises(Refused) as overtaken:
            client.change_webhook(webhook, etag, url="https://lims.example.com/other")
        assert overtaken.value.code == "precondition_failed"
        assert [each["id"] for each in client.webhooks().document["webhooks"]] == [webhook]
        assert client.deliveries(webhook, 5).document == {"deliveries": []}
        assert client.replay(webhook).document == {"replayed": 0}
        removed = client.remove_webhook(webhook, changed.etag)
        assert (removed.status, removed.content) == (204, b"")
        assert client.webhooks().document == {"webhooks": []}


def test_a_machine_gets_a_token_and_works_with_it(town: Town) -> None:
    office = town.cast.office
    account = done(add_account(town.cast.organisations[LABORATORY], "lims", None, office))
    done(grant_role(account.id, Role.LIMS_CLIENT, Term(None, None), None, office))
    secret = done(issue_key(KeyRequest(account.id, CredentialKind.CLIENT_SECRET, None, timedelta(days=9)), office)).text
    with town.client(ADMINISTRATOR) as client:
        told = client.token(account.id, secret, ["reports:write"]).document
        assert (told["token_type"], told["scope"]) == ("Bearer", "reports:write")
        with pytest.raises(Refused) as refused:
            client.token(account.id, "wrong")
    assert (refused.value.status, refused.value.problem["error"]) == (401, "invalid_client")
    with Client(town.address, told["access_token"]) as machine:
        assert machine.post_report(report(town), DIESEL).status == 201


def test_the_rules_need_no_key_and_limits_a_day(town: Town) -> None:
    with Client(town.address) as anybody:
        every = anybody.limits(DIESEL, date(2026, 5, 12)).document["limits"]
        assert 0 < len(anybody.limits(DIESEL, "2026-05-12", "0号").document["limits"]) <= len(every)
        assert anybody.scheme(DIESEL).document in anybody.schemes().document["schemes"]
        methods = anybody.methods("2026-05-12").document["methods"]
        assert anybody.method(methods[0]["id"]).document["id"] == methods[0]["id"]
        asked = anybody.characteristics(scheme=DIESEL).document["characteristics"]
        assert 0 < len(asked) < len(anybody.characteristics().document["characteristics"])


def test_cases_are_read_with_their_files_and_simulated(town: Town) -> None:
    walk = Walk(town.cast)
    walk.apply()
    case = walk.ids[Kind.APPLICATION]
    with town.client(Actor.CLIENT) as client:
        kept = client.keep_file("applications", case, b"licence", "licence.txt").document
        assert [each["sha256"] for each in client.files("applications", case).document["documents"]] == [kept["sha256"]]
    with town.client(Actor.DECIDER) as client:
        applicant = town.cast.organisations[CLIENT]
        declared = client.declarations(applicant, 2).document["declarations"]
        assert [each["client"] for each in declared] == [applicant] * 2
        told = client.simulate({"programme": "measures-2025-draft"}).document
        assert told["next"] is None
