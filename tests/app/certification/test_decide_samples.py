"""What counts as a test of a surveillance sample (7.2), and which certificate a later decision can be about."""

from datetime import date

import pytest

from app.certification.decide import decide
from app.certification.form import Refused
from app.certification.standing import Standing
from tests.app.certification.test_decide_later import ON, TESTED, sample, sample_report, stage, surveyed
from tests.app.dossiers import (
    Change,
    Document,
    answer,
    document,
    dossier,
    put,
    read,
    scheme_of,
    settings,
    wanted,
)

NOT_MET, OPEN = Standing.NOT_MET, Standing.OPEN
SULFUR = "JSPB01-180004-2023/4.2.2/1"


def results(value: str) -> Change:
    return lambda held: held["results"][1].update(value=value)


def twice(held: Document) -> None:
    held["tests"].append({**held["tests"][0], "report": "again.json"})


@pytest.mark.parametrize(("first", "second"), [("8.1", "6.2"), ("6.2", "8.1")])
def test_a_second_report_puts_no_failed_sample_right(first: str, second: str) -> None:
    reports = sample_report(results(first)) | {
        "again.json": sample_report(results(second), put("W-2", "report_no"))[TESTED]
    }
    assert wanted(surveyed(twice, reports=reports), "7.2") == (NOT_MET, {("result", SULFUR)})


def test_a_report_from_before_the_sample_is_none_of_it() -> None:
    found, needs = wanted(
        surveyed(sample(drawn_on="2027-05-20", sent_on="2027-05-20", recorded_on="2027-05-20")), "7.2"
    )
    assert found is OPEN
    assert ("result", SULFUR) in needs


@pytest.mark.parametrize(
    ("change", "needs"),
    [
        (put("别的实验室", "laboratory", "name"), {("laboratory", "W2026-0012")}),
        (put("二号厂", "product", "plant"), {("result", "W2026-0012: plant")}),
    ],
)
def test_a_sample_is_of_the_certified_unit_and_tested_by_a_designated_laboratory(
    change: Change, needs: set[tuple[str, str]]
) -> None:
    assert wanted(surveyed(reports=sample_report(change)), "7.2") == (OPEN, needs)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (sample(sent_on="2027-05-09"), "/sampling/sent_on"),
        (sample(missed_on="2027-05-11"), "/sampling/drawn_on"),
        (sample(missed_on="2027-04-20", missed_again_on="2027-04-19"), "/sampling/missed_again_on"),
    ],
)
def test_a_sample_has_its_order(change: Change, where: str) -> None:
    held = document("diesel_dossier.json", put({"items": [], "drawn_on": "2027-05-10"}, "sampling"), change)
    refused = read(held)
    assert isinstance(refused, Refused)
    assert ("dates_out_of_order", where) in {(issue.code, issue.where) for issue in refused.issues}


@pytest.mark.parametrize(
    ("starts", "expires", "standing"),
    [
        ("2027-05-20", "2029-07-10", Standing.MET),
        ("2027-05-21", "2029-07-10", NOT_MET),  # not yet valid
        ("2024-05-20", "2027-05-21", Standing.MET),  # its last day
        ("2024-05-20", "2027-05-20", NOT_MET),  # the first day without validity
    ],
)
def test_a_surveillance_is_of_a_certificate_in_its_term(starts: str, expires: str, standing: Standing) -> None:
    term = (put(starts, "certified", "starts_on"), put(expires, "certified", "expires_on"))
    assert answer(surveyed(*term), "7.3").standing is standing


@pytest.mark.parametrize("name", ["change", "extension"])
def test_a_change_and_an_extension_are_reviewed_like_the_certificate_itself(name: str) -> None:
    held = document("diesel_dossier.json", stage(name), put("P-0003", "review", "decider"))
    decision = decide(scheme_of(held["scheme"]), dossier(held), settings(), ON)
    assert wanted(decision, "6.1") == (OPEN, {("person", "decider")})
    alone = document("diesel_dossier.json", put(name, "stage"))
    found = decide(scheme_of(held["scheme"]), dossier(alone), settings(), date(2026, 7, 10))
    assert wanted(found, "6.1") == (OPEN, {("day", "expires_on")})
