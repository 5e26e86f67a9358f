"""Surveillance (7) and renewal (9) of the shipped diesel dossier."""

from datetime import date

import pytest

from app.certification.decide import Decision
from app.certification.finding import Need, Needed, Why
from app.certification.scheme import Stage
from app.certification.standing import Standing
from tests.app.dossiers import DIESEL, Change, answer, decided, put, report, scheme_of, settings, take, wanted

MET, NOT_MET, OPEN, NOT_APPLICABLE = Standing.MET, Standing.NOT_MET, Standing.OPEN, Standing.NOT_APPLICABLE
ON = date(2027, 5, 20)
CERTIFIED = {
    "number": "JSPB-2026-0001",
    "starts_on": "2026-07-10",
    "expires_on": "2029-07-10",
    "last_visit_on": "2026-06-11",
    "last_visit_was_surveillance": False,
}
SAMPLING = {
    "items": ["sulfur_content", "pah_content"],
    "recorded_on": "2027-05-10",
    "drawn_on": "2027-05-10",
    "sent_on": "2027-05-14",
}
TESTED = "diesel_report.json"
BLOCKS = [block.id for block in scheme_of(DIESEL).rule.inspection.blocks]


def stage(name: str) -> Change:
    def change(held: dict[str, object]) -> None:
        held["stage"] = name
        held["certified"] = dict(CERTIFIED)

    return change


def visited(ended: str = "2027-05-10") -> Change:
    """Put the visit of a surveillance in place of the initial inspection."""
    points = [{"id": block, "observed": "conform"} for block in BLOCKS]
    visit = {"began_on": ended, "ended_on": ended, "team": ["P-0003"], "head_count": 320, "man_days": 2, "passed": True}
    return put({**visit, "points": points}, "inspection")


def marks(held: dict[str, list[object]]) -> None:
    for clause in ("10.1", "10.2"):
        held["statements"].append(
            {"clause": clause, "holds": True, "by": "P-0003", "on": "2027-05-10", "ground": "现场核对"}
        )


def sample_report(*changes: Change) -> dict[str, bytes]:
    """Return the report on the sample, all of it tested on one day."""

    def dated(held: dict[str, list[dict[str, str]]]) -> None:
        for result in held["results"]:
            result["tested_on"] = "2027-05-17"

    return {TESTED: report(TESTED, dated, put("2027-05-19", "issued_on"), *changes)}


def surveyed(*changes: Change, on: date = ON, reports: dict[str, bytes] | None = None) -> Decision:
    reviewed = put("2027-05-20", "review", "on")
    base = (stage("surveillance"), visited(), put(dict(SAMPLING), "sampling"), marks, reviewed)
    return decided(*base, *changes, on=on, reports=sample_report() if reports is None else reports)


def test_a_surveillance_that_is_passed_keeps_the_certificate_valid() -> None:
    decision = surveyed()
    assert decision.standing is MET
    assert [finding.clause.number for finding in decision.findings] == [
        *("7.1.1", "7.1.2", "7.1.3", "7.1.4", "7.2", "7.3", "10.1", "10.2"),
    ]


@pytest.mark.parametrize(("ended", "standing"), [("2027-06-11", MET), ("2027-06-12", NOT_MET)])
def test_no_more_than_12_months_lie_between_two_visits(ended: str, standing: Standing) -> None:
    assert answer(surveyed(visited(ended), on=date(2027, 7, 1)), "7.1.1").standing is standing


def test_the_last_visit_is_not_held_again() -> None:
    assert wanted(surveyed(visited("2026-06-11")), "7.1.1") == (OPEN, {("finding", "inspection")})


@pytest.mark.parametrize(("on", "standing"), [("2027-06-11", MET), ("2027-06-12", NOT_MET)])
def test_a_visit_that_is_still_to_come_is_overdue_after_12_months(on: str, standing: Standing) -> None:
    assert answer(surveyed(take("inspection"), on=date.fromisoformat(on)), "7.1.1").standing is standing


def test_a_surveillance_is_about_a_certificate() -> None:
    assert wanted(surveyed(take("certified")), "7.1.1") == (OPEN, {("day", "last_visit_on")})


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_is_compulsory(block: str) -> None:
    def leave_out(held: dict[str, dict[str, list[dict[str, str]]]]) -> None:
        held["inspection"]["points"] = [each for each in held["inspection"]["points"] if each["id"] != block]

    assert wanted(surveyed(leave_out), "7.1.3") == (OPEN, {("finding", block)})


def test_a_surveillance_takes_two_man_days() -> None:
    assert answer(surveyed(put(1, "inspection", "man_days")), "7.1.2").standing is OPEN
    assert answer(surveyed(put(501, "inspection", "head_count")), "7.1.2").standing is OPEN  # 3 from 501 on


def sample(**changed: object) -> Change:
    return lambda held: held["sampling"].update(changed)


@pytest.mark.parametrize(
    ("change", "on", "standing", "needs"),
    [
        (take("sampling"), ON, OPEN, {("statement", "sampling")}),
        (sample(none_needed="上年监督抽样合格"), ON, NOT_APPLICABLE, set()),
        (sample(sent_on=None), date(2027, 5, 20), OPEN, None),
        (sample(drawn_on=None, sent_on=None), ON, OPEN, {("day", "drawn_on")}),
        (sample(drawn_on=None, missed_on="2027-05-10"), date(2027, 5, 30), OPEN, {("day", "drawn_on")}),
        (
            sample(drawn_on=None, missed_on="2027-05-10", missed_again_on="2027-05-25"),
            ON,
            NOT_MET,
            {("result", "sample")},
        ),
        (sample(items=["sulfur_content", "colour"]), ON, OPEN, {("result", "colour")}),
    ],
)
def test_the_sample_is_drawn_sent_and_tested(
    change: Change, on: date, standing: Standing, needs: set[tuple[str, str]] | None
) -> None:
    found, wants = wanted(surveyed(change, on=on), "7.2")
    assert found is standing
    assert needs is None or wants == needs


@pytest.mark.parametrize(("sent", "standing"), [("2026-11-20", MET), ("2026-11-23", NOT_MET)])
def test_a_sample_is_sent_within_10_working_days(sent: str, standing: Standing) -> None:
    decision = surveyed(sample(drawn_on="2026-11-06", sent_on=sent), on=date(2026, 12, 1))
    assert answer(decision, "7.2").standing is standing


@pytest.mark.parametrize(("on", "standing"), [("2026-11-20", OPEN), ("2026-11-23", NOT_MET)])
def test_a_sample_that_is_not_sent_counts_as_refused_after_10_working_days(on: str, standing: Standing) -> None:
    decision = surveyed(sample(drawn_on="2026-11-06", sent_on=None), on=date.fromisoformat(on))
    assert answer(decision, "7.2").standing is standing


@pytest.mark.parametrize(("on", "why"), [("2026-11-26", Why.INCOMPLETE), ("2026-11-27", Why.LATE)])
def test_a_body_that_looks_again_after_more_than_20_days_is_late_itself_and_suspends_nobody(on: str, why: Why) -> None:
    found = answer(surveyed(sample(drawn_on=None, missed_on="2026-11-06"), on=date.fromisoformat(on)), "7.2")
    assert (found.standing, found.why, found.needs) == (OPEN, why, (Need(Needed.DAY, "drawn_on"),))


@pytest.mark.parametrize("again", ["2026-11-26", "2026-11-27"])
def test_a_second_visit_in_vain_fails_the_surveillance_whenever_it_was(again: str) -> None:
    change = sample(drawn_on=None, missed_on="2026-11-06", missed_again_on=again)
    assert wanted(surveyed(change, on=date(2026, 12, 1)), "7.2") == (NOT_MET, {("result", "sample")})


@pytest.mark.parametrize(
    ("recorded", "standing", "needs"),
    [
        ("2027-05-16", MET, set()),
        ("2027-05-17", OPEN, {("result", "sample")}),  # which of the two was first is not known
        ("2027-05-18", OPEN, {("result", "sample")}),
        (None, OPEN, {("day", "recorded_on")}),
    ],
)
def test_the_items_are_recorded_before_their_test(
    recorded: str | None, standing: Standing, needs: set[tuple[str, str]]
) -> None:
    assert wanted(surveyed(sample(recorded_on=recorded)), "7.2") == (standing, needs)


def test_a_sample_of_which_no_item_was_chosen_shows_nothing() -> None:
    assert wanted(surveyed(sample(items=[])), "7.2") == (OPEN, {("statement", "items")})


def test_before_the_test_its_results_alone_are_needed() -> None:
    found, needs = wanted(surveyed(put([], "tests")), "7.2")
    assert (found, {sort for sort, _ in needs}) == (OPEN, {"result"})
    assert ("result", "sample") not in needs


def test_an_item_that_fails_counts_though_it_was_not_chosen() -> None:
    decision = surveyed(
        sample(items=["pah_content"]), reports=sample_report(lambda held: held["results"][1].update(value="8.1"))
    )
    assert wanted(decision, "7.2") == (NOT_MET, {("result", "JSPB01-180004-2023/4.2.2/1")})


def test_a_failing_sample_fails_the_surveillance() -> None:
    decision = surveyed(reports=sample_report(lambda held: held["results"][1].update(value="8.1")))
    assert decision.standing is NOT_MET
    assert wanted(decision, "7.2") == (NOT_MET, {("result", "JSPB01-180004-2023/4.2.2/1")})


def test_a_chosen_item_without_result_is_still_needed() -> None:
    assert wanted(surveyed(reports=sample_report(lambda held: held["results"].pop(1))), "7.2")[0] is OPEN


def test_a_day_that_only_the_next_notice_can_place_leaves_the_clause_open() -> None:
    decision = surveyed(sample(drawn_on="2027-01-27", sent_on="2027-02-16"), on=date(2027, 3, 1))
    found, needs = wanted(decision, "7.2")
    assert (found, needs) == (OPEN, {("calendar", "2027")})


def test_a_day_after_all_that_the_next_notice_can_bring_is_late() -> None:
    decision = surveyed(sample(drawn_on="2027-01-27", sent_on="2027-02-20"), on=date(2027, 3, 1))
    assert answer(decision, "7.2").standing is NOT_MET


def renewed(*changes: Change, on: date = date(2029, 6, 1), body: object = None) -> Decision:
    surveillance = put("2028-08-20", "certified", "last_visit_on")
    was = put(True, "certified", "last_visit_was_surveillance")  # noqa: FBT003 - the value of a member
    accepted = put("2029-01-10", "application", "accepted_on")
    reviewed = put("2029-05-20", "review", "on")
    base = (stage("renewal"), surveillance, was, accepted, reviewed, put([], "tests"), take("inspection"))
    return decided(*base, *changes, on=on, body=settings() if body is None else settings(renewal_start=None))


def with_new_test(held: dict[str, object]) -> None:
    held["tests"] = [{"report": "late.json"}]


LATE = {"late.json": report("diesel_report.json", put("2029-05-12", "issued_on"))}


def test_a_renewal_rests_on_a_valid_surveillance_and_new_tests() -> None:
    reviewed = put("2029-05-20", "review", "on")
    accepted = put("2029-01-10", "application", "accepted_on")
    base = (stage("renewal"), with_new_test, take("inspection"), accepted, reviewed)
    surveillance = (
        put("2028-08-20", "certified", "last_visit_on"),
        put(bool(1), "certified", "last_visit_was_surveillance"),
    )
    decision = decided(*base, *surveillance, on=date(2029, 6, 1), reports=LATE)
    assert answer(decision, "9").standing is MET
    assert {finding.clause.number for finding in decision.findings} >= {"1", "3.1", "8.1.1", "9"}
    assert all(Stage.RENEWAL in finding.clause.stages for finding in decision.findings)


def test_without_new_tests_a_renewal_is_open() -> None:
    found, needs = wanted(renewed(), "9")
    assert (found, len(needs)) == (OPEN, 23)


@pytest.mark.parametrize(
    ("last", "surveillance", "on", "needs_inspection"),
    [
        ("2028-08-20", True, "2029-08-20", False),
        ("2028-08-20", True, "2029-08-21", True),
        ("2028-08-20", False, "2029-06-01", True),
    ],
)
def test_a_surveillance_of_the_last_12_months_replaces_the_inspection(
    last: str, on: str, *, surveillance: bool, needs_inspection: bool
) -> None:
    decision = renewed(
        put(last, "certified", "last_visit_on"),
        put(surveillance, "certified", "last_visit_was_surveillance"),
        on=date.fromisoformat(on),
    )
    assert (("finding", "inspection") in wanted(decision, "9")[1]) is needs_inspection


def test_an_inspection_of_a_renewal_is_a_whole_one() -> None:
    decision = renewed(
        visited("2029-05-10"),
        put(bool(0), "certified", "last_visit_was_surveillance"),
    )
    assert ("finding", "B 4.1") in wanted(decision, "9")[1]


@pytest.mark.parametrize(("on", "standing"), [("2029-10-10", OPEN), ("2029-10-11", NOT_MET)])
def test_a_renewal_ends_three_months_after_expiry(on: str, standing: Standing) -> None:
    assert answer(renewed(on=date.fromisoformat(on)), "9").standing is standing


def test_a_late_application_is_accepted_and_said() -> None:
    figures = answer(renewed(put("2029-02-01", "application", "accepted_on")), "9").figures
    assert ("due", "2029-01-10") in figures
    assert ("done", "2029-02-01") in figures


def test_what_the_body_has_not_set_is_named() -> None:
    assert ("setting", "renewal_start") in wanted(renewed(body="unset"), "9")[1]


def test_a_renewal_is_about_a_certificate() -> None:
    assert wanted(renewed(take("certified")), "9") == (OPEN, {("day", "expires_on")})


def test_why_is_told() -> None:
    assert answer(surveyed(sample(none_needed="x")), "7.2").why is Why.STATED
