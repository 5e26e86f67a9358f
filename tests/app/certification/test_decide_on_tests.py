"""Clause 4.2.2 in a decision: results that count, failures that are put right and those that are not."""

import json
from datetime import date
from typing import Any

import pytest

from app.certification.finding import Why
from app.certification.standing import Standing
from tests.app.dossiers import ON, Change, answer, decided, document, put, report, settings, take, wanted

MET, NOT_MET, OPEN, NOT_APPLICABLE = Standing.MET, Standing.NOT_MET, Standing.OPEN, Standing.NOT_APPLICABLE
SULFUR, LUBRICITY = 1, 7
ADVANCED = {"JSPB01-180004-2023/4.2.2/1"}
LUBRICITY_ID = "GB_19147-2016/lubricity_wear_scar"
TERM = {"length": "30", "kind": "calendar_day"}


def results(place: int, **changed: object) -> Change:
    return lambda held: held["results"][place].update(changed)


def first(*changes: Change) -> dict[str, bytes]:
    return {"diesel_report.json": report("diesel_report.json", *changes)}


def again(*changes: Change, report_no: str = "W2026-0031", issued_on: str = "2026-06-01") -> bytes:
    """Return a later report."""
    return report("diesel_report.json", put(report_no, "report_no"), put(issued_on, "issued_on"), *changes)


def retested(noticed: str | None = "2026-05-14", *more: str) -> Change:
    """Add a second test, after the failure of the first one was notified on a day."""

    def change(held: dict[str, Any]) -> None:
        if noticed is not None:
            held["tests"][0]["failure_noticed_on"] = noticed
        held["tests"] += [{**held["tests"][0], "report": name} for name in ("again.json", *more)]

    return change


def test_a_failing_item_fails_the_unit() -> None:
    decision = decided(reports=first(results(SULFUR, value="8.1")))
    assert decision.standing is NOT_MET
    assert wanted(decision, "4.2.2") == (NOT_MET, {("result", each) for each in ADVANCED})


def test_a_missing_item_is_still_needed() -> None:
    decision = decided(reports=first(lambda held: held["results"].pop(LUBRICITY)))
    assert wanted(decision, "4.2.2") == (OPEN, {("result", LUBRICITY_ID)})


def test_an_undecided_item_is_still_needed() -> None:
    decision = decided(reports=first(results(SULFUR, value="<9")))
    assert wanted(decision, "4.2.2") == (OPEN, {("result", each) for each in ADVANCED})


def test_without_a_test_everything_is_needed() -> None:
    decision = decided(put([], "tests"))
    found, needs = wanted(decision, "4.2.2")
    assert (found, len(needs)) == (OPEN, 23)
    assert answer(decision, "4.2.4").standing is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("designated", "needs"),
    [(None, {("setting", "designated_laboratories")}), (["别的实验室"], {("laboratory", "W2026-0012")})],
)
def test_a_test_of_the_units_own_comes_from_a_designated_laboratory(
    designated: list[str] | None, needs: set[tuple[str, str]]
) -> None:
    assert wanted(decided(body=settings(designated_laboratories=designated)), "4.2.2") == (OPEN, needs)


@pytest.mark.parametrize(
    ("non_critical", "noticed", "issued", "standing"),
    [
        (["lubricity_wear_scar"], "2026-05-14", "2026-06-13", MET),  # the 30th day
        (["lubricity_wear_scar"], "2026-05-14", "2026-06-14", NOT_MET),
        (["lubricity_wear_scar"], None, "2026-06-01", OPEN),  # the day of notice is not recorded
        (["sulfur_content"], "2026-05-14", "2026-06-01", NOT_MET),  # another item is non-critical
        (None, "2026-05-14", "2026-06-01", NOT_MET),  # nothing is non-critical until the body says so
    ],
)
def test_a_non_critical_item_is_put_right_within_the_bodys_term(
    non_critical: list[str] | None, noticed: str | None, issued: str, standing: Standing
) -> None:
    reports = first(results(LUBRICITY, value="461")) | {"again.json": again(issued_on=issued)}
    body = settings(non_critical_items=non_critical, rectification_term=TERM)
    assert answer(decided(retested(noticed), body=body, reports=reports), "4.2.2").standing is standing


def test_a_term_that_is_not_set_is_named() -> None:
    reports = first(results(LUBRICITY, value="461")) | {"again.json": again()}
    decision = decided(retested(), body=settings(non_critical_items=["lubricity_wear_scar"]), reports=reports)
    assert wanted(decision, "4.2.2") == (OPEN, {("setting", "rectification_term")})


@pytest.mark.parametrize(("on", "standing"), [("2026-06-13", OPEN), ("2026-06-15", NOT_MET)])
def test_a_failure_that_is_not_yet_put_right_waits_for_the_end_of_the_term(on: str, standing: Standing) -> None:
    body = settings(non_critical_items=["lubricity_wear_scar"], rectification_term=TERM)
    reports = first(results(LUBRICITY, value="461"))
    noticed = put("2026-05-14", "tests", 0, "failure_noticed_on")
    assert answer(decided(noticed, on=date.fromisoformat(on), body=body, reports=reports), "4.2.2").standing is standing


def test_a_second_failure_is_not_put_right() -> None:
    body = settings(non_critical_items=["lubricity_wear_scar"], rectification_term=TERM)
    reports = first(results(LUBRICITY, value="461")) | {"again.json": again(results(LUBRICITY, value="470"))}
    decision = decided(retested(), on=date(2026, 7, 10), body=body, reports=reports)
    assert answer(decision, "4.2.2").standing is NOT_MET
    assert answer(decision, "5.2").standing is OPEN  # nothing has passed that a window could count from


def test_a_good_first_result_does_not_hide_a_later_failure() -> None:
    reports = {"again.json": again(results(SULFUR, value="8.1"))}
    assert answer(decided(retested(), reports=reports), "4.2.2").standing is NOT_MET


def test_a_test_before_the_failure_puts_nothing_right() -> None:
    body = settings(non_critical_items=["lubricity_wear_scar"], rectification_term=TERM)
    failing = again(results(LUBRICITY, value="461"), issued_on="2026-05-20")
    listed_first = put("again.json", "tests", 0, "report")

    def good_one(held: dict[str, Any]) -> None:
        held["tests"].append({**held["tests"][0], "report": "diesel_report.json"})

    noticed = put("2026-05-21", "tests", 0, "failure_noticed_on")
    decision = decided(
        listed_first, noticed, good_one, on=date(2026, 7, 10), body=body, reports={"again.json": failing}
    )
    assert answer(decision, "4.2.2").standing is NOT_MET


def test_the_window_counts_from_the_test_that_put_things_right() -> None:
    body = settings(non_critical_items=["lubricity_wear_scar"], rectification_term=TERM)
    reports = first(results(LUBRICITY, value="461")) | {"again.json": again()}
    assert ("passed", "2026-06-01") in answer(decided(retested(), body=body, reports=reports), "5.2").figures


def test_a_retest_puts_right_only_what_was_noticed_before_it() -> None:
    body = settings(non_critical_items=["lubricity_wear_scar"], rectification_term=TERM)
    reports = first(results(LUBRICITY, value="461")) | {"again.json": again()}
    noticed_later = decided(retested("2026-06-01"), body=body, reports=reports)
    assert answer(noticed_later, "4.2.2").standing is NOT_MET  # by then the term of 30 days is over too
    assert answer(decided(retested("2026-05-31"), body=body, reports=reports), "4.2.2").standing is MET


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_one_day_a_failure_stands_whatever_the_order_of_listing(order: tuple[int, int]) -> None:
    body = settings(non_critical_items=["lubricity_wear_scar"], rectification_term=TERM)
    reports = {"again.json": again(results(LUBRICITY, value="461"), issued_on="2026-05-12")}

    def listed(held: dict[str, Any]) -> None:
        held["tests"] = [held["tests"][place] for place in order]

    noticed = put("2026-05-11", "tests", 1, "failure_noticed_on")
    decision = decided(retested(None), noticed, listed, on=date(2026, 7, 10), body=body, reports=reports)
    assert answer(decision, "4.2.2").standing is NOT_MET


def test_an_earlier_report_that_is_adopted_puts_no_failure_right() -> None:
    body = settings(non_critical_items=["lubricity_wear_scar"], rectification_term=TERM)
    failing = first(results(LUBRICITY, value="461"), put("2026-05-20", "issued_on"))
    reports = failing | {"again.json": again(issued_on="2026-05-12")}

    def adopt_another(held: dict[str, Any]) -> None:
        held["tests"][0]["failure_noticed_on"] = "2026-05-21"
        adopted()(held)
        held["tests"].append({"report": "again.json", "adopted": held["tests"][0].pop("adopted")})

    decision = decided(adopt_another, body=body, reports=reports)
    assert answer(decision, "4.2.2").standing is NOT_MET
    assert answer(decision, "5.2").standing is OPEN


@pytest.mark.parametrize(("accepted", "standing"), [("2026-05-12", MET), ("2026-05-13", OPEN)])
def test_a_report_from_before_the_application_is_not_a_test_of_it(accepted: str, standing: Standing) -> None:
    decision = decided(put(accepted, "application", "accepted_on"))
    assert answer(decision, "4.2.2").standing is standing
    assert standing is MET or wanted(decision, "4.2.2")[1] == {("adoption", "W2026-0012")}


@pytest.mark.parametrize(("accepted", "standing"), [("2026-06-02", MET), ("2026-06-03", OPEN)])
def test_nothing_is_adopted_before_the_application(accepted: str, standing: Standing) -> None:
    decision = decided(adopted("2026-06-02"), put(accepted, "application", "accepted_on"))
    assert [answer(decision, number).standing for number in ("4.2.2", "4.2.5")] == [standing] * 2


def test_a_report_is_not_issued_before_its_sample_is_received() -> None:
    received = put("2026-05-13", "tests", 0, "sample_received_on")
    assert wanted(decided(received), "4.2.4") == (OPEN, {("day", "sample_received_on")})
    assert answer(decided(put("2026-05-12", "tests", 0, "sample_received_on")), "4.2.4").standing is MET


def adopted(on: str = "2026-06-02", **changed: object) -> Change:
    """Rest on the report by adoption, by the shipped assessment and another scope."""
    assessment = document("assessment.json")
    del assessment["format"]
    assessment["methods"].append({"method": "SH/T 0606", "since": "2024-01-01"})
    return put({"assessment": assessment | changed, "on": on}, "tests", 0, "adopted")


def test_an_adopted_report_needs_no_designated_laboratory() -> None:
    decision = decided(adopted(), body=settings(designated_laboratories=None))
    assert [answer(decision, number).standing for number in ("4.2.2", "4.2.5")] == [MET, MET]
    assert answer(decision, "4.2.5").figures == (("W2026-0012", "adopt"),)


def test_an_adopted_report_counts_from_the_day_of_adoption() -> None:
    figures = dict(answer(decided(adopted()), "5.2").figures)
    assert (figures["passed"], figures["due"]) == ("2026-06-02", "2027-06-02")


def test_an_adopted_report_has_no_sample_and_no_test_time_of_its_own() -> None:
    decision = decided(adopted(), take("tests", 0, "sample_l"), take("tests", 0, "fee_received_on"))
    assert [answer(decision, number).standing for number in ("4.1.2", "4.2.4")] == [NOT_APPLICABLE] * 2


def test_of_a_report_that_is_adopted_in_part_the_rest_is_still_to_test() -> None:
    assessment = document("assessment.json")
    decision = decided(adopted(methods=assessment["methods"]))
    assert answer(decision, "4.2.5").standing is MET
    needs = {("result", "GB_19147-2016/pah_content"), ("result", "JSPB01-180004-2023/4.2.2/2")}
    assert wanted(decision, "4.2.2") == (OPEN, needs)


def test_a_rejected_report_leaves_the_whole_test_to_do() -> None:
    decision = decided(adopted(on="2028-05-13"), on=date(2028, 5, 20))
    assert wanted(decision, "4.2.5") == (OPEN, {("adoption", "W2026-0012")})
    assert len(wanted(decision, "4.2.2")[1]) == 23


def test_without_adoption_the_clause_does_not_apply() -> None:
    found = answer(decided(), "4.2.5")
    assert (found.standing, found.why) == (NOT_APPLICABLE, Why.NOT_USED)


def test_a_report_is_verified_under_the_edition_of_the_day_of_acceptance() -> None:
    assert json.loads(report("diesel_report.json"))["issued_on"] == "2026-05-12"
    assert decided(put("2023-10-16", "application", "accepted_on"), on=ON).standing is MET
