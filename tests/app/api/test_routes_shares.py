"""Reports are shared: a body sees nothing before and everything after; what is foreign is as what is unknown."""

import json
from typing import Any

import httpx
import pytest

from app.identity.roles import Role
from tests.app.api.asking import Session, new_key, report
from tests.app.api.conftest import Enter
from tests.app.api.world import World

UNKNOWN = "0197a0c1e2b47d02b6c18f3a5d7e9012"
OF_A_REPORT = ("", "/verdict", "/verdict?revision=1", "/original", "/revisions", "/revisions/1")


def share(session: Session, name: str, body: str, key: str | None = None) -> httpx.Response:
    return session.post(f"/reports/{name}/shares", {"organisation": body}, key)


def told(answer: httpx.Response) -> tuple[int, dict[str, Any]]:
    problem = answer.json()
    return answer.status_code, {name: value for name, value in problem.items() if name != "request_id"}


def test_a_body_sees_nothing_before_a_report_is_shared_and_all_of_it_after(
    town: World, laboratory: Session, enter: Enter
) -> None:
    receipt = laboratory.file(report("S-1")).json()
    name, entry = receipt["report"], f"/log/entries/{receipt['log_entry']}/proof"
    body, other = enter("body_1"), enter("body_2")
    before = {path: body.get(f"/reports/{name}{path}") for path in OF_A_REPORT}
    assert {answer.status_code for answer in before.values()} == {404}
    assert body.get(entry).status_code == 404
    assert body.get("/reports", report_no="S-1").json()["reports"] == []

    assert share(laboratory, name, town.organisations["body_1"]).status_code == 201

    for path in OF_A_REPORT:
        assert body.get(f"/reports/{name}{path}").content == laboratory.get(f"/reports/{name}{path}").content
        assert other.get(f"/reports/{name}{path}").status_code == 404
    assert body.get(entry).status_code == 200
    assert [each["report"] for each in body.get("/reports", report_no="S-1").json()["reports"]] == [name]
    assert name in {each["report"] for each in body.get("/verdicts").json()["verdicts"]}
    assert other.get("/reports", report_no="S-1").json()["reports"] == []


def test_a_report_may_be_shared_as_it_is_filed(town: World, laboratory: Session, body: Session) -> None:
    readers = [town.organisations[name] for name in ("body_1", "body_2")]
    name = laboratory.file(report(), share_with=[*readers, readers[0]]).json()["report"]
    assert body.get(f"/reports/{name}").status_code == 200
    shares = laboratory.get(f"/reports/{name}/shares").json()["shares"]
    assert {each["organisation"] for each in shares} == set(readers)


def test_a_body_sees_the_revisions_that_come_later(town: World, laboratory: Session, body: Session) -> None:
    document = report()
    name = laboratory.file(document, share_with=town.organisations["body_1"]).json()["report"]
    corrected = {**document, "results": document["results"][:1]}
    why, seen = {"reason": "铜片腐蚀未检"}, {"If-Match": '"1"'}
    answer = laboratory.post(f"/reports/{name}/corrections", corrected, params=why, headers=seen)
    assert answer.status_code == 201
    assert body.get(f"/reports/{name}").json()["revision"] == 2


def test_sharing_is_once(town: World, laboratory: Session) -> None:
    name, key = laboratory.file(report()).json()["report"], new_key()
    reader = town.organisations["body_1"]
    first, again, other = (
        share(laboratory, name, reader, key),
        share(laboratory, name, reader, key),
        share(laboratory, name, reader),
    )
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 200)
    assert first.content == again.content == other.content
    assert share(laboratory, name, town.organisations["body_2"], key).json()["code"] == "idempotency_key_reused"
    assert len(laboratory.get(f"/reports/{name}/shares").json()["shares"]) == 1


@pytest.mark.parametrize("reader", [UNKNOWN, "laboratory_1", "laboratory_2"])
def test_a_report_is_shared_with_a_certification_body_only(town: World, laboratory: Session, reader: str) -> None:
    name = laboratory.file(report()).json()["report"]
    answer = share(laboratory, name, town.organisations.get(reader, reader))
    assert (answer.status_code, answer.json()["code"]) == (422, "organisation_unknown")
    assert answer.json()["errors"][0]["pointer"] == "/organisation"


@pytest.mark.parametrize(
    ("document", "code", "pointer"),
    [
        ({}, "field_missing", "/organisation"),
        ({"organisation": 5}, "wrong_type", "/organisation"),
        ({"organisation": "示例"}, "value_invalid", "/organisation"),
        ({"organisation": UNKNOWN, "surplus": 1}, "unknown_field", "/surplus"),
    ],
)
def test_what_is_wrong_with_a_share_is_told(
    laboratory: Session, document: dict[str, object], code: str, pointer: str
) -> None:
    name = laboratory.file(report()).json()["report"]
    answer = laboratory.post(f"/reports/{name}/shares", document)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_only_the_laboratory_itself_shares_and_sees_with_whom(town: World, laboratory: Session, enter: Enter) -> None:
    reader = town.organisations["body_1"]
    name = laboratory.file(report(), share_with=reader).json()["report"]
    assert enter("body_1").get(f"/reports/{name}/shares").status_code == 404
    assert share(enter("body_1"), name, reader).status_code == 403
    assert share(enter("laboratory_1", Role.LAB_OPERATOR), name, reader).status_code == 403
    assert share(enter("laboratory_2"), name, reader).status_code == 404
    assert share(enter("laboratory_1", Role.LIMS_CLIENT), name, reader).status_code == 200


def test_who_reports_can_be_shared_with_is_told_to_every_account(town: World, enter: Enter) -> None:
    for session in (enter("laboratory_1", Role.ADMINISTRATOR), enter("body_2", Role.AUDITOR)):
        found = session.get("/organisations", kind="certification_body").json()["organisations"]
        assert {each["id"] for each in found} == {town.organisations["body_1"], town.organisations["body_2"]}


@pytest.mark.parametrize(
    ("asked", "code", "expected"),
    [
        ({}, "parameter_missing", "one of: certification_body, laboratory, applicant"),
        (
            {"kind": "regulator"},
            "parameter_invalid",
            "Input should be 'certification_body', 'laboratory' or 'applicant'",
        ),
    ],
)
def test_which_kinds_there_are_is_told(laboratory: Session, asked: dict[str, str], code: str, expected: str) -> None:
    answer = laboratory.get("/organisations", **asked)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    (told,) = answer.json()["errors"]
    assert (told["place"], told["expected"]) == ("parameter kind", expected)


@pytest.mark.parametrize("path", [*OF_A_REPORT, "/shares"])
def test_what_is_foreign_is_as_what_is_unknown(laboratory: Session, enter: Enter, path: str) -> None:
    foreign = laboratory.file(report()).json()["report"]
    for session in (enter("laboratory_2"), enter("body_1"), enter("body_2", Role.AUDITOR)):
        answers = [told(session.get(f"/reports/{name}{path}")) for name in (foreign, UNKNOWN, "nonsense", "%00")]
        assert answers[0][0] == 404
        assert all(answer == answers[0] for answer in answers), json.dumps(answers)


def test_the_entry_of_a_foreign_report_is_as_one_that_is_unknown(laboratory: Session, enter: Enter) -> None:
    foreign = laboratory.file(report()).json()["log_entry"]
    names = (foreign, 0, 10**9, 10**15 + 1, 10**30, "one", -1)
    answers = [told(enter("laboratory_2").get(f"/log/entries/{name}/proof")) for name in names]
    assert answers[0][0] == 404
    assert all(answer == answers[0] for answer in answers)
