"""A report is corrected: a new revision with its reason, made from the one that was seen; the old one stays."""

from typing import Any

import httpx
import pytest

from app.identity.roles import Role
from tests.app.api.asking import SCHEME, Session, new_key, report
from tests.app.api.conftest import Enter


def corrected(document: dict[str, Any], value: str = "6.4") -> dict[str, Any]:
    first, *others = document["results"]
    return {**document, "results": [{**first, "value": value}, *others]}


def correct(
    session: Session, report_id: str, document: object, etag: str | None = '"1"', key: str | None = None, **asked: str
) -> httpx.Response:
    headers = {} if etag is None else {"If-Match": etag}
    params = {"reason": "硫含量录入有误", **asked}
    return session.post(f"/reports/{report_id}/corrections", document, key, params=params, headers=headers)


@pytest.fixture
def filed(laboratory: Session) -> tuple[str, dict[str, Any]]:
    document = report()
    return laboratory.file(document).json()["report"], document


def test_a_correction_is_the_next_revision_and_the_first_stays(
    laboratory: Session, filed: tuple[str, dict[str, Any]]
) -> None:
    name, document = filed
    before = laboratory.get(f"/reports/{name}/verdict").content
    answer = correct(laboratory, name, corrected(document))
    assert (answer.status_code, answer.headers["etag"], answer.json()["revision"]) == (201, '"2"', 2)
    assert answer.headers["location"] == f"/api/v1/reports/{name}"
    assert laboratory.get(f"/reports/{name}").json()["reason"] == "硫含量录入有误"
    assert laboratory.get(f"/reports/{name}/verdict", revision=1).content == before
    assert laboratory.get(f"/reports/{name}/verdict").json()["findings"][1]["value"] == "6.4"
    revisions = laboratory.get(f"/reports/{name}/revisions").json()["revisions"]
    assert [(each["revision"], each["reason"]) for each in revisions] == [(1, None), (2, "硫含量录入有误")]


def test_a_correction_that_is_repeated_gets_the_same_bytes(
    laboratory: Session, filed: tuple[str, dict[str, Any]]
) -> None:
    name, document = filed
    key = new_key()
    first, second = (correct(laboratory, name, corrected(document), key=key) for _ in range(2))
    assert (second.status_code, second.content, second.headers["etag"]) == (201, first.content, '"2"')


@pytest.mark.parametrize(
    ("etag", "status", "code"),
    [
        (None, 428, "precondition_required"),
        ('"2"', 412, "precondition_failed"),
        ('W/"1"', 412, "precondition_failed"),
        ("1", 412, "precondition_failed"),
        ('"99999999999999999999"', 412, "precondition_failed"),
        ('"0", "1"', 201, None),
        ("*", 201, None),
    ],
)
def test_a_correction_names_what_it_was_made_from(
    laboratory: Session, filed: tuple[str, dict[str, Any]], etag: str | None, status: int, code: str | None
) -> None:
    name, document = filed
    answer = correct(laboratory, name, corrected(document), etag)
    assert (answer.status_code, answer.json().get("code")) == (status, code)


@pytest.mark.parametrize("reason", ["", "a" * 501, "a\nb", "\u202e"])
def test_a_reason_is_one_clean_line(laboratory: Session, filed: tuple[str, dict[str, Any]], reason: str) -> None:
    name, document = filed
    answer = correct(laboratory, name, corrected(document), reason=reason)
    assert (answer.status_code, answer.json()["errors"][0]["place"]) == (422, "parameter reason")


def test_a_reason_may_have_500_characters(laboratory: Session, filed: tuple[str, dict[str, Any]]) -> None:
    name, document = filed
    assert correct(laboratory, name, corrected(document), reason="误" * 500).status_code == 201


def test_a_correction_keeps_number_and_sample(laboratory: Session, filed: tuple[str, dict[str, Any]]) -> None:
    name, document = filed
    other = {**corrected(document), "report_no": "another", "sample": {"id": "another"}}
    problem = correct(laboratory, name, other).json()
    assert problem["code"] == "correction_of_other_report"
    assert [error["pointer"] for error in problem["errors"]] == ["/report_no", "/sample/id"]


def test_a_correction_may_name_the_scheme_and_needs_not_to(
    laboratory: Session, filed: tuple[str, dict[str, Any]]
) -> None:
    name, document = filed
    assert correct(laboratory, name, corrected(document), scheme="JSPB01-110038-2023").status_code == 422
    assert correct(laboratory, name, corrected(document), scheme=SCHEME).status_code == 201
    assert correct(laboratory, name, corrected(document, "6.5"), '"2"').status_code == 201


@pytest.mark.parametrize("role", [Role.LAB_OPERATOR, Role.LIMS_CLIENT, Role.ADMINISTRATOR, Role.AUDITOR])
def test_only_who_authorises_reports_corrects_them(enter: Enter, filed: tuple[str, dict[str, Any]], role: Role) -> None:
    name, document = filed
    assert correct(enter("laboratory_1", role), name, corrected(document)).status_code == 403


def test_a_foreign_report_is_not_found_and_needs_its_headers_all_the_same(
    enter: Enter, filed: tuple[str, dict[str, Any]]
) -> None:
    name, document = filed
    stranger = enter("laboratory_2")
    for unknown in (name, "0" * 32, "nonsense"):
        assert correct(stranger, unknown, corrected(document)).status_code == 404
        assert correct(stranger, unknown, corrected(document), scheme=SCHEME).status_code == 404
    assert correct(stranger, name, corrected(document), None).status_code == 428
