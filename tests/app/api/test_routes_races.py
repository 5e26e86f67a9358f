"""Many at once, on both databases: one effect, one receipt, and one correction that wins."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest

from app.identity.roles import Role
from tests.app.api.asking import SCHEME, Session, line, new_key, report
from tests.app.api.probe import serving
from tests.app.api.world import World, world

MANY = 64


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(request.param, tmp_path_factory.mktemp("races")) as made:
        yield made


@pytest.fixture(scope="module")
def session(either: World) -> Iterator[Session]:
    with line(either.app) as opened:
        yield Session(opened, either.bearer("laboratory_1"))


def at_once(session: Session, document: object, keys: list[str]) -> list[httpx.Response]:
    ready = Barrier(len(keys))

    def post(key: str) -> httpx.Response:
        ready.wait()
        return session.file(document, key)

    with ThreadPoolExecutor(len(keys)) as pool:
        return list(pool.map(post, keys))


def test_one_report_under_64_keys_is_filed_once(either: World, session: Session) -> None:
    document, before = report(), either.notary.log.size()
    answers = at_once(session, document, [new_key() for _ in range(MANY)])
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: MANY - 1}
    assert len({answer.content for answer in answers}) == 1
    assert either.notary.log.size() == before + 1


def test_one_report_64_times_under_one_key_is_filed_once(either: World, session: Session) -> None:
    document, before, key = report(), either.notary.log.size(), new_key()
    answers = at_once(session, document, [key] * MANY)
    assert {answer.status_code for answer in answers} <= {201, 409}
    running = [answer for answer in answers if answer.status_code == 409]
    assert {answer.json()["code"] for answer in running} <= {"idempotency_key_running"}
    assert all(answer.headers["retry-after"] == "1" for answer in running)
    again = [session.file(document, key) for _ in running]
    assert len({answer.content for answer in (*answers, *again) if answer.status_code == 201}) == 1
    assert {answer.status_code for answer in again} <= {201}
    assert either.notary.log.size() == before + 1


def test_of_many_corrections_of_one_revision_one_wins(session: Session) -> None:
    document = report()
    name = session.file(document).json()["report"]

    def correct(value: int) -> httpx.Response:
        first, *others = document["results"]
        changed = {**document, "results": [{**first, "value": f"{value}"}, *others]}
        seen = {"If-Match": '"1"'}
        return session.post(f"/reports/{name}/corrections", changed, params={"reason": "误"}, headers=seen)

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(correct, range(1, 17)))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 412: 15}
    assert session.get(f"/reports/{name}").json()["revision"] == 2


def test_a_laboratory_and_a_body_over_real_http(either: World) -> None:
    with serving(either.app) as address, httpx.Client(base_url=address, timeout=30) as client:
        mine, theirs = either.bearer("laboratory_1"), either.bearer("body_1")
        asked = {"scheme": SCHEME, "share_with": either.organisations["body_1"]}
        headers = {**mine, "Idempotency-Key": new_key()}
        filed = client.post("/api/v1/reports", params=asked, headers=headers, json=report())
        assert filed.status_code == 201
        verdict = client.get(f"{filed.headers['location']}/verdict", headers=theirs)
        assert verdict.headers["etag"] == f'"{filed.json()["verdict_sha256"]}"'
        head = client.head(filed.headers["location"], headers=theirs)
        assert (head.status_code, head.content) == (200, b"")
        assert client.get(filed.headers["location"]).status_code == 401
        chunked = {**mine, "Content-Type": "application/json", "Idempotency-Key": new_key()}
        big = client.post("/api/v1/reports", params=asked, headers=chunked, content=iter([b" " * 65536] * 80))
        assert (big.status_code, big.json()["code"]) == (413, "body_too_large")
        assert either.keys["laboratory_1", Role.LAB_AUTHORISER] not in either.log.getvalue()
