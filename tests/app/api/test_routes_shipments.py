"""A buyer checks a shipment: the report on the batch, and the certificate on the loading day."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import httpx
import pytest

from app.certification.lifecycle.vocabulary import Act
from app.certification.unit import Unit
from app.ledger.canonical import canonical
from app.ports.body_papers import Paper, PaperRow
from app.workflow.fingerprint import digest
from tests.app.api.asking import Line
from tests.app.api.world import World, certificates, certify, diesel
from tests.app.certificates import AT, code_of
from tests.app.dossiers import DRYER, document

Sent = Mapping[str, Any]
NUMBER, DRYER_NUMBER = "JSPB-2024-0021", "JSPB-2024-0022"


@pytest.fixture(scope="module")
def code(town: World) -> str:
    """Issue a certificate that was suspended from September on."""
    made = certify(town, NUMBER)
    certificates(town).act(NUMBER, Act.SUSPEND, date(2024, 9, 2), date(2025, 3, 2))
    return code_of(made)


def of_2024(document: dict[str, Any]) -> dict[str, Any]:
    """Return a report as if all of it had happened in the summer of 2024."""
    told: dict[str, Any] = json.loads(json.dumps(document).replace("2026-05-", "2024-07-"))
    return told


def check(
    opened: Line, code: str, loaded_on: str = "2024-07-20", number: str = NUMBER, sent: Sent | None = None
) -> httpx.Response:
    path = f"/api/v1/public/certificates/{number}/shipments"
    request: Sent = sent or {"json": of_2024(diesel())}
    return opened.ask("POST", path, params={"code": code, "loaded_on": loaded_on}, **request)


def test_a_batch_under_a_valid_certificate_is_covered(opened: Line, code: str) -> None:
    told = check(opened, code).json()
    assert (told["standing"], told["certificate"]["status"]) == ("met", "valid")
    (batch,) = told["batches"]
    assert {each["standing"] for each in batch["answers"]} == {"met"}
    sulfur = [each for each in batch["results"] if each["item"] == "硫含量"]
    assert [(each["level"], each["limit"], each["value"]) for each in sulfur] == [
        ("base", "≤10", "6.2"),
        ("advanced", "≤8", "6.2"),
    ]


def test_a_suspended_certificate_covers_nothing(opened: Line, code: str) -> None:
    told = check(opened, code, "2024-09-02").json()
    assert (told["standing"], told["certificate"]["status"]) == ("not_met", "suspended")
    assert told["batches"][0]["standing"] == "met"
    assert check(opened, code, "2024-09-01").json()["standing"] == "met"


def test_a_result_that_is_missing_stays_missing(opened: Line, code: str) -> None:
    report = of_2024(diesel())
    report["results"] = [each for each in report["results"] if each["item"] != "硫含量"]
    told = check(opened, code, sent={"json": report}).json()
    assert told["standing"] == "open"
    missing = [each for each in told["batches"][0]["results"] if each["outcome"] == "missing"]
    assert {(each["item"], each["value"], each["reason"]) for each in missing} == {("硫含量", None, "no_result")}


def test_a_result_beyond_the_advanced_limit_alone_is_not_covered(opened: Line, code: str) -> None:
    report = of_2024(diesel())
    next(each for each in report["results"] if each["item"] == "硫含量")["value"] = "9.1"
    (batch,) = check(opened, code, sent={"json": report}).json()["batches"]
    answers = {each["question"]: each["standing"] for each in batch["answers"]}
    assert (answers["base_limits"], answers["advanced_limits"], batch["standing"]) == ("met", "not_met", "not_met")


def test_a_report_on_another_plant_leaves_it_open(opened: Line, code: str) -> None:
    report = of_2024(diesel())
    report["product"]["plant"] = "二号厂"
    told = check(opened, code, sent={"json": report}).json()
    assert (told["standing"], told["batches"][0]["differs"]) == ("open", ["plant"])


def test_the_report_may_be_a_file(opened: Line, code: str) -> None:
    file = {"file": ("batch.json", json.dumps(of_2024(diesel())).encode())}
    assert check(opened, code, sent={"files": file}).json()["standing"] == "met"


def test_without_the_code_the_report_is_not_even_read(opened: Line, code: str) -> None:
    wrong = ("Z" if code[0] != "Z" else "Y") + code[1:]
    broken = {"content": b"{", "headers": {"Content-Type": "application/json", "X-Request-Id": "a" * 32}}
    answers = [
        check(opened, given, number=number, sent=broken) for given, number in ((wrong, NUMBER), (code, "JSPB-0"))
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert check(opened, code, sent=broken).status_code == 400


@pytest.mark.parametrize(
    ("loaded_on", "place"), [("2999-01-01", "parameter loaded_on"), ("2023-10-15", "parameter loaded_on")]
)
def test_a_day_that_nobody_can_judge_is_refused(opened: Line, code: str, loaded_on: str, place: str) -> None:
    answer = check(opened, code, loaded_on)
    assert answer.status_code == 422
    assert {each["place"] for each in answer.json()["errors"]} == {place}


def test_a_report_is_no_larger_than_elsewhere(opened: Line, code: str, town: World) -> None:
    large = {"content": b" " * (town.parts.bounds.body + 1), "headers": {"Content-Type": "application/json"}}
    assert check(opened, code, sent=large).status_code == 413


@pytest.fixture(scope="module")
def dryer(town: World) -> str:
    """Issue a certificate that rests on the second of three versions of adopted limits, and return its code."""
    by, papers = certificates(town).by, town.parts.public.papers
    other = next(each.id for each in town.office.access.persons(by.body) if each.id != by.person)
    newest = papers.newest(Paper.ADOPTED_LIMITS, by.body)
    former, contents = 0 if newest is None else newest.version, []
    for version in (1, 2, 3):
        limits = json.loads(json.dumps(document("adopted_limits.json")).replace("2026-01-01", "2024-01-01"))
        limits["version"] = former + version
        if version != 2:
            limits["adopted"] = limits["adopted"][:1]
        content = canonical(limits)
        papers.put(Paper.ADOPTED_LIMITS, PaperRow(by.body, former + version, content, by.person, other, by.account, AT))
        contents.append(content)
    product = document("dryer_report.json")["product"]
    unit, cited = Unit(product["manufacturer"], product["plant"], None, "GZP"), digest(contents[1])
    return code_of(certify(town, DRYER_NUMBER, scheme=DRYER, unit=unit, adopted=cited))


def test_limits_that_the_certificate_rests_on_take_part(opened: Line, dryer: str) -> None:
    report = json.loads(json.dumps(document("dryer_report.json")).replace("2026-", "2024-"))
    (batch,) = check(opened, dryer, "2024-12-01", DRYER_NUMBER, sent={"json": report}).json()["batches"]
    held = [each for each in batch["results"] if each["level"] == "base" and each["certainty"] != "not_held"]
    assert len({each["item"] for each in held}) == 13
    assert "P-0007" not in json.dumps(batch, ensure_ascii=False)
