"""Reports are read: newest first, page by page, by version; and the bytes as they were sent."""

import hashlib
from typing import Any

import pytest

from app.api.paging import USUAL
from tests.app.api.asking import Session, new_key, report
from tests.app.api.test_routes_filing import head, table, upload


def test_what_is_read_is_what_was_filed(laboratory: Session) -> None:
    receipt = laboratory.file(report("R-1")).json()
    name = receipt["report"]
    view = laboratory.get(f"/reports/{name}").json()
    for mine, theirs in (("report", "report"), ("entry", "log_entry"), ("verdict_sha256", "verdict_sha256")):
        assert view[mine] == receipt[theirs]
    assert laboratory.get(f"/reports/{name}/revisions/1").json() == view
    for link in ("report", "revision", "verdict", "original", "proof"):
        assert laboratory.send("GET", view["links"][link]).status_code == 200


def test_a_verdict_is_its_evidence_and_tagged_by_its_digest(laboratory: Session) -> None:
    receipt = laboratory.file(report()).json()
    answer = laboratory.get(f"/reports/{receipt['report']}/verdict")
    digest = hashlib.sha256(answer.content).hexdigest()
    assert receipt["verdict_sha256"] == digest
    assert answer.headers["etag"] == f'"{digest}"'
    assert answer.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["", "/revisions/1", "/verdict", "/verdict?revision=1"])
def test_a_version_that_is_known_is_not_sent_again(laboratory: Session, path: str) -> None:
    name = laboratory.file(report()).json()["report"]
    path = f"/api/v1/reports/{name}{path}"
    etag = laboratory.send("GET", path).headers["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = laboratory.send("GET", path, headers={"If-None-Match": known})
        assert (answer.status_code, answer.headers["etag"], answer.content) == (304, etag, b"")
    assert laboratory.send("GET", path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_tells_the_same_without_the_body(laboratory: Session) -> None:
    path = f"/api/v1/reports/{laboratory.file(report()).json()['report']}"
    told, asked = laboratory.send("GET", path), laboratory.send("HEAD", path)
    assert (asked.status_code, asked.headers["etag"]) == (200, told.headers["etag"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/revisions/2", 404),
        ("/revisions/0", 404),
        ("/revisions/-1", 404),
        ("/revisions/01", 404),
        ("/revisions/one", 404),
        ("/revisions/1000000001", 404),
        ("/revisions/99999999999999999999", 404),
        ("/verdict?revision=2", 404),
        ("/original?revision=2", 404),
        ("/verdict?revision=0", 422),
        ("/verdict?revision=99999999999999999999", 422),
        ("/verdict?revision=one", 422),
    ],
)
def test_a_revision_that_is_not_there_is_not_found(laboratory: Session, path: str, status: int) -> None:
    name = laboratory.file(report()).json()["report"]
    assert laboratory.get(f"/reports/{name}{path}").status_code == status


def filed_on(laboratory: Session, day: str, number: str, many: int) -> list[str]:
    """File several samples of one report that no other test has."""
    samples = [report(number, issued_on=day, sample={"id": f"S-{place}"}) for place in range(many)]
    return [laboratory.file(each).json()["report"] for each in samples]


@pytest.mark.parametrize(
    ("path", "name", "asked"),
    [
        ("/reports", "reports", {"report_no": "R-4"}),
        ("/verdicts", "verdicts", {"issued_from": "2026-09-02", "issued_to": "2026-09-02"}),
    ],
)
def test_pages_go_from_the_newest_to_the_oldest(
    laboratory: Session, path: str, name: str, asked: dict[str, str]
) -> None:
    filed = filed_on(laboratory, "2026-09-02", "R-4", 5)
    seen: list[str] = []
    cursor: str | None = None
    for expected in (2, 2, 1):
        page = laboratory.get(path, limit=2, cursor=cursor, **asked).json()
        assert len(page[name]) == expected
        seen += [each["report"] for each in page[name]]
        cursor = page["next"]
    assert cursor is None
    assert seen == filed[::-1]


def test_what_is_filed_meanwhile_does_not_move_the_pages(laboratory: Session) -> None:
    filed_on(laboratory, "2026-09-03", "R-5", 3)
    first = laboratory.get("/reports", limit=1, report_no="R-5").json()
    second = laboratory.get("/reports", limit=1, report_no="R-5", cursor=first["next"]).json()
    laboratory.file(report("R-5", sample={"id": "later"}))
    assert laboratory.get("/reports", limit=1, report_no="R-5", cursor=first["next"]).json() == second


@pytest.mark.parametrize("cursor", ["MTo", "MTowMQ", "eA", "a", "MToxeA"])
def test_a_cursor_of_ones_own_making_is_told(laboratory: Session, cursor: str) -> None:
    answer = laboratory.get("/reports", cursor=cursor)
    assert (answer.status_code, answer.json()["code"]) == (422, "cursor_invalid")


@pytest.mark.parametrize("asked", [{"limit": 0}, {"limit": 201}, {"limit": "many"}, {"cursor": "!"}, {"surplus": 1}])
def test_a_page_that_is_none_is_told(laboratory: Session, asked: dict[str, Any]) -> None:
    assert laboratory.get("/reports", **asked).status_code == 422


def test_a_page_holds_fifty_unless_it_is_asked_for_more() -> None:
    assert USUAL == 50


def test_reports_are_found_by_their_number(laboratory: Session) -> None:
    laboratory.file(report("R-2"))
    found = laboratory.get("/reports", report_no="R-2").json()["reports"]
    assert [each["report_no"] for each in found] == ["R-2"]
    assert laboratory.get("/reports", report_no="R-").json()["reports"] == []


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"scheme": "JSPB01-180004-2023"}, True),
        ({"scheme": "JSPB01-110038-2023"}, False),
        ({"scheme": "a rule that was never held"}, False),
        ({"outcome": "undetermined"}, True),
        ({"outcome": "conforming"}, False),
        ({"issued_from": "2026-05-12", "issued_to": "2026-05-12"}, True),
        ({"issued_from": "2026-05-13"}, False),
        ({"issued_to": "2026-05-11"}, False),
        ({"laboratory": "0" * 32}, False),
    ],
)
def test_verdicts_are_narrowed_by_what_is_asked(laboratory: Session, asked: dict[str, str], *, is_found: bool) -> None:
    name = laboratory.file(report()).json()["report"]
    found = laboratory.get("/verdicts", limit=1, **asked).json()["verdicts"]
    assert (name in {each["report"] for each in found}) is is_found


@pytest.mark.parametrize("asked", [{"outcome": "missing"}, {"issued_from": "yesterday"}, {"laboratory": "示例"}])
def test_what_verdicts_cannot_be_narrowed_by_is_told(laboratory: Session, asked: dict[str, str]) -> None:
    assert laboratory.get("/verdicts", **asked).json()["code"] == "parameter_invalid"


def test_the_original_is_what_was_sent_byte_by_byte(laboratory: Session) -> None:
    sent = (
        b'\xef\xbb\xbf  {"format":"labverdict.report/1","report_no":"R-3","issued_on":"2026-05-12",\n'
        + (
            '"product":{"name":"车用柴油","grade":"0#"},"sample":{"id":"S"},"results":[{"item":"硫含量","value":6.20,'
            '"unit":"mg/kg","method":"SH/T 0689-2000","tested_on":"2026-05-06"}]}'
        ).encode()
    )
    headers = {"Content-Type": "application/json", "Idempotency-Key": new_key()}
    asked = {"scheme": "JSPB01-180004-2023"}
    name = laboratory.send("POST", "/api/v1/reports", params=asked, headers=headers, content=sent).json()["report"]
    answer = laboratory.get(f"/reports/{name}/original")
    assert answer.content == sent
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == f'attachment; filename="report-{name}"'
    assert laboratory.get(f"/reports/{name}/verdict").json()["findings"][1]["result"]["value"] == "6.20"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/quirk.csv", "_.._etc_quirk.csv"),
        ("a; x='b.csv", "a%3B%20x%3D%27b.csv"),
        ("检验\u202e报告.csv", "%E6%A3%80%E9%AA%8C_u202e%E6%8A%A5%E5%91%8A.csv"),
    ],
)
def test_the_name_of_a_file_is_escaped_wholly(laboratory: Session, sent: str, shown: str) -> None:
    answer = upload(laboratory, file=(sent, table()[1]), head=head(new_key()), scheme="JSPB01-180004-2023")
    name = answer.json()["reports"][0]["report"]
    told = laboratory.get(f"/reports/{name}/original").headers["content-disposition"]
    assert told.isascii()
    assert told.startswith(f"attachment; filename=\"report-{name}\"; filename*=UTF-8''")
    assert told.rpartition("'")[2] == shown
