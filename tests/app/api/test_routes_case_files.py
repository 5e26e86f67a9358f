"""Who takes part in a case, and who reads its files."""

from collections.abc import Iterator

import httpx
import pytest

from tests.app.api.asking import Session, new_key
from tests.app.api.casework import Casework, casework
from tests.app.api.world import APPLICANT


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def work(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casework]:
    with casework(request.param, tmp_path_factory.mktemp("files")) as found:
        yield found


@pytest.fixture
def case(work: Casework) -> str:
    return work.waiting(new_key())


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_files_are_read_by_their_sender_the_body_and_whom_they_are_open_to(work: Casework, case: str) -> None:
    party = {"organisation": work.town.organisations["laboratory_1"], "role": "laboratory"}
    assert work.sessions["P-0001"].post(f"/applications/{case}/parties", party).status_code == 201
    client, laboratory, body = (work.sessions[name] for name in ("A-0001", "L-0001", "P-0002"))
    path = f"/api/v1/applications/{case}/documents"

    def keep(session: Session, content: bytes, **asked: str) -> httpx.Response:
        headers = {"Idempotency-Key": new_key(), "Content-Type": "application/octet-stream"}
        return session.send("POST", path, content=content, headers=headers, params={"name": "执照.pdf", **asked})

    own, shared = keep(client, b"own"), keep(client, b"shared", open_to="laboratory")
    assert (own.status_code, shared.status_code) == (201, 201)
    assert keep(client, b"own").status_code == 200
    for session, names in ((client, {b"own", b"shared"}), (body, {b"own", b"shared"}), (laboratory, {b"shared"})):
        listed = session.get(f"/applications/{case}/documents").json()["documents"]
        assert {session.send("GET", each["links"]["document"]).content for each in listed} == names
    assert laboratory.send("GET", own.json()["links"]["document"]).status_code == 404
    kept = client.send("GET", own.json()["links"]["document"])
    assert kept.headers["content-disposition"].endswith("filename*=UTF-8''%E6%89%A7%E7%85%A7.pdf")
    assert problem(keep(laboratory, b"own")) == (409, "conflict")


def test_only_who_can_have_a_role_takes_part(work: Casework, case: str) -> None:
    path = f"/applications/{case}/parties"
    for organisation, role in (("laboratory_1", "applicant"), (APPLICANT, "laboratory"), ("body_2", "laboratory")):
        sent = {"organisation": work.town.organisations[organisation], "role": role}
        assert problem(work.sessions["P-0001"].post(path, sent)) == (422, "party_unknown")
    sent = {"organisation": work.town.organisations[APPLICANT], "role": "applicant"}
    assert problem(work.sessions["A-0001"].post(path, sent)) == (404, "not_found")
