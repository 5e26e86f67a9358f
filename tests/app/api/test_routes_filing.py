"""A laboratory files reports: in JSON, as tables, once for ever; and refused reports leave nothing behind."""

import json
from typing import Any

import pytest

from app.identity.roles import Role
from tests.app.api.asking import SCHEME, Line, Session, new_key, report
from tests.app.api.conftest import Enter
from tests.app.api.world import DATA, World, diesel

JSON = {"Content-Type": "application/json"}
VALID = json.dumps(report("A-0")).encode()


def test_a_report_is_filed_and_its_receipt_names_it(laboratory: Session) -> None:
    answer = laboratory.file(report("A-1"))
    receipt = answer.json()
    assert answer.status_code == 201
    assert (receipt["report_no"], receipt["revision"], receipt["outcome"]) == ("A-1", 1, "undetermined")
    assert answer.headers["location"] == f"/api/v1/reports/{receipt['report']}"
    assert laboratory.send("GET", answer.headers["location"]).headers["etag"] == answer.headers["etag"] == '"1"'


def test_a_whole_report_conforms(laboratory: Session) -> None:
    receipt = laboratory.file(diesel()).json()
    assert receipt["outcome"] == "conforming"
    assert laboratory.get(f"/reports/{receipt['report']}/verdict").json()["outcome"] == "conforming"


def test_a_request_that_is_repeated_gets_the_same_bytes(laboratory: Session) -> None:
    key, document = new_key(), report()
    first, second = laboratory.file(document, key), laboratory.file(document, key)
    assert (second.status_code, second.content) == (201, first.content)
    named = ("etag", "location", "content-type")
    assert [second.headers[name] for name in named] == [first.headers[name] for name in named]


def test_a_report_that_is_filed_already_gets_its_first_receipt_under_every_key(laboratory: Session) -> None:
    document, key = report(), new_key()
    first = laboratory.file(document)
    second, again = laboratory.file(document, key), laboratory.file(document, key)
    assert (second.status_code, second.content) == (200, first.content)
    assert (again.status_code, again.content) == (200, first.content)


def test_a_report_in_other_words_is_the_same_report(laboratory: Session) -> None:
    document = report()
    first = laboratory.file(document)
    turned = {**document, "results": document["results"][::-1]}
    assert laboratory.file(turned).content == first.content


def test_another_report_of_the_same_number_is_told_to_be_one(laboratory: Session) -> None:
    document = report()
    laboratory.file(document)
    answer = laboratory.file({**document, "results": document["results"][:1]})
    assert (answer.status_code, answer.json()["code"]) == (409, "report_differs")


def test_a_key_answers_one_request_only(laboratory: Session) -> None:
    key = new_key()
    laboratory.file(report(), key)
    answer = laboratory.file(report(), key)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_two_laboratories_may_use_one_key_and_one_number(enter: Enter) -> None:
    key, document = new_key(), report()
    first, second = (enter(name).file(document, key) for name in ("laboratory_1", "laboratory_2"))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["report"] != second.json()["report"]


def test_a_refused_report_leaves_its_key_free(laboratory: Session) -> None:
    key, document = new_key(), report()
    assert laboratory.file({**document, "results": []}, key).status_code == 422
    assert laboratory.file(document, key).status_code == 201


def test_every_fault_is_named_at_once_and_nothing_of_the_input_is_repeated(laboratory: Session) -> None:
    document = report("A-2")
    document["results"][0] |= {"value": "8,05", "unit": "mgkg-quirk"}
    problem = laboratory.file({**document, "surplus-quirk": 1}).json()
    assert {error["code"]: error["pointer"] for error in problem["errors"]} == {
        "unknown_field": "/surplus-quirk",
        "decimal_separator_ambiguous": "/results/0/value",
        "unit_unknown": "/results/0/unit",
    }
    assert problem["code"] == "refused"
    assert "8,05" not in json.dumps(problem)
    assert "mgkg-quirk" not in json.dumps(problem)


@pytest.mark.parametrize(
    ("body", "headers", "params", "told"),
    [
        (b"{", JSON, {}, (400, "malformed_json")),
        (b'{"a": 1, "a": 2}', JSON, {}, (400, "refused")),
        (b"\xff", JSON, {}, (422, "text_not_unicode")),
        (b"{}", {}, {}, (415, "media_type_unsupported")),
        (b"a,b", {"Content-Type": "text/csv"}, {}, (415, "media_type_unsupported")),
        (b"{}", {**JSON, "Content-Encoding": "gzip"}, {}, (415, "media_type_unsupported")),
        (b" " * (4 * 1024 * 1024 + 1), JSON, {}, (413, "body_too_large")),
        (b"{}", {**JSON, "Idempotency-Key": ""}, {}, (400, "idempotency_key_malformed")),
        (b"{}", {**JSON, "Idempotency-Key": "a,b"}, {}, (400, "idempotency_key_malformed")),
        (VALID, JSON, {"scheme": "JSPB01-999999-2023"}, (422, "scheme_unknown")),
        (b"{}", JSON, {"as_of": "12.05.2026"}, (422, "parameter_invalid")),
        (b"{}", JSON, {"surplus": "1"}, (422, "parameter_unknown")),
        (b"{}", JSON, {"scheme": [SCHEME, SCHEME]}, (422, "parameter_repeated")),
        (b"{}", JSON, {"scheme": None}, (422, "parameter_missing")),
        (b"{}", JSON, {"share_with": "nobody"}, (422, "parameter_invalid")),
        (b"{}", JSON, {"share_with": ["0" * 32] * 21}, (422, "parameter_invalid")),
        (b"{}", JSON, {"share_with": "0" * 32}, (422, "organisation_unknown")),
    ],
)
def test_what_cannot_be_filed_is_told(
    laboratory: Session, body: bytes, headers: dict[str, str], params: dict[str, Any], told: tuple[int, str]
) -> None:
    asked = {name: value for name, value in {"scheme": SCHEME, **params}.items() if value is not None}
    sent = {"Idempotency-Key": new_key(), **headers}
    answer = laboratory.send("POST", "/api/v1/reports", params=asked, headers=sent, content=body)
    assert (answer.status_code, answer.json()["code"]) == told


def test_a_post_that_stores_needs_a_key(laboratory: Session) -> None:
    answer = laboratory.send("POST", "/api/v1/reports", params={"scheme": SCHEME}, json=report())
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")


def test_a_verification_gives_the_bytes_that_filing_gives_and_stores_nothing(laboratory: Session) -> None:
    document = report("A-3")
    found = laboratory.post("/verifications", document, params={"scheme": SCHEME})
    assert laboratory.get("/reports", report_no="A-3").json()["reports"] == []
    filed = laboratory.file(document).json()
    verdict = laboratory.get(f"/reports/{filed['report']}/verdict").content
    assert (found.status_code, found.content) == (200, b'{"verdicts":[' + verdict + b"]}")


def test_a_verification_is_for_a_grade_and_a_day_that_are_asked(laboratory: Session) -> None:
    document = report("A-4", product={"name": "车用柴油"})
    refused = laboratory.post("/verifications", document, params={"scheme": SCHEME})
    assert refused.json()["code"] == "grade_missing"
    asked = {"scheme": SCHEME, "grade": "0#", "as_of": "2026-05-13"}
    verdict = laboratory.post("/verifications", document, params=asked).json()["verdicts"][0]
    assert (verdict["report"]["grade"], verdict["as_of"]) == ("0号", "2026-05-13")


def upload(session: Session, path: str = "/uploads", **parts: Any) -> Any:  # noqa: ANN401 - an answer, or what httpx takes
    files = {name: value for name, value in parts.items() if isinstance(value, tuple)}
    fields = {name: value for name, value in parts.items() if not isinstance(value, tuple)}
    return session.send(
        "POST", f"/api/v1{path}", files=files, data=fields or None, headers={"Idempotency-Key": new_key()}
    )


def table(name: str = "diesel_report.csv") -> tuple[str, bytes]:
    return name, (DATA / name).read_bytes()


def head(number: str) -> tuple[str, bytes]:
    document = json.loads((DATA / "diesel_head.json").read_bytes())
    return "head.json", json.dumps({**document, "report_no": number}).encode()


@pytest.mark.parametrize("file", ["diesel_report.csv", "diesel_report.xlsx"])
def test_a_table_is_filed_with_its_head(laboratory: Session, file: str) -> None:
    answer = upload(laboratory, file=table(file), head=head(f"B-{file}"), scheme=SCHEME)
    receipts = answer.json()["reports"]
    assert (answer.status_code, [receipt["outcome"] for receipt in receipts]) == (201, ["conforming"])
    original = laboratory.get(f"/reports/{receipts[0]['report']}/original")
    assert original.content == (DATA / file).read_bytes()
    assert original.headers["content-disposition"].endswith(f"filename*=UTF-8''{file}")


def test_a_table_that_is_filed_already_gets_its_first_receipts(laboratory: Session) -> None:
    first, second = (
        upload(laboratory, file=table(), head=head("B-1"), scheme=SCHEME, format="csv_table") for _ in range(2)
    )
    assert (first.status_code, second.status_code, second.content) == (201, 200, first.content)


def test_a_table_is_verified_without_being_stored(laboratory: Session) -> None:
    answer = upload(laboratory, f"/verifications?scheme={SCHEME}", file=table(), head=head("B-2"))
    assert answer.json()["verdicts"][0]["outcome"] == "conforming"
    assert laboratory.get("/reports", report_no="B-2").json()["reports"] == []


@pytest.mark.parametrize(
    ("parts", "status", "code", "places"),
    [
        ({"scheme": SCHEME, "head": head("B-3")}, 422, "parameter_missing", ["part file"]),
        ({"file": table()}, 422, "parameter_missing", ["part scheme"]),
        ({"file": table(), "scheme": SCHEME, "surplus": "1"}, 422, "parameter_unknown", ["part surplus"]),
        ({"file": ("quirk.bin", b"\x00\x01"), "scheme": SCHEME}, 422, "format_unknown", ["part file"]),
        ({"file": table(), "scheme": SCHEME, "format": "pdf"}, 422, "format_unknown", ["part file"]),
    ],
)
def test_what_is_wrong_with_an_upload_is_told(
    laboratory: Session, parts: dict[str, Any], status: int, code: str, places: list[str]
) -> None:
    answer = upload(laboratory, **parts)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code)
    assert [error["place"] for error in problem["errors"]] == places
    assert "quirk" not in answer.text


def test_the_faults_of_a_table_are_told_by_their_cells(laboratory: Session) -> None:
    name, content = table()
    broken = content.replace(b",6.2,", b",6.2.0,")
    problem = upload(laboratory, file=(name, broken), head=head("B-4"), scheme=SCHEME).json()
    assert [error["code"] for error in problem["errors"]] == ["number_malformed"]
    assert problem["errors"][0]["place"].startswith("row ")


@pytest.mark.parametrize("role", [Role.LAB_OPERATOR, Role.LAB_AUTHORISER, Role.LIMS_CLIENT])
def test_who_writes_reports_may_file_them(enter: Enter, role: Role) -> None:
    assert enter("laboratory_1", role).file(report()).status_code == 201


def test_an_operator_files_but_does_not_share(enter: Enter, town: World) -> None:
    answer = enter("laboratory_1", Role.LAB_OPERATOR).file(report(), share_with=town.organisations["body_1"])
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_what_is_filed_is_counted_once(town: World, opened: Line, laboratory: Session) -> None:
    def filed() -> float:
        figures = opened.ask("GET", "/metrics").text.splitlines()
        return next(float(line.split()[1]) for line in figures if line.startswith("labverdict_reports_filed_total "))

    before, key, document = filed(), new_key(), report()
    for _ in range(3):
        laboratory.file(document, key)
    laboratory.file(document)
    assert filed() == before + 1
    assert town.organisations["laboratory_1"] in town.log.getvalue()
