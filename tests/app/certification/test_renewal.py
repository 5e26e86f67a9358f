"""What a renewal asks beyond its times: a review, a whole new inspection, and a first day that the body has set."""

from datetime import date

import pytest

from app.certification.decide import Decision
from app.certification.standing import Standing
from tests.app.dossiers import NO, Change, Document, answer, decided, put, report, settings, take, wanted

MET, NOT_MET, OPEN = Standing.MET, Standing.NOT_MET, Standing.OPEN
ON = date(2029, 6, 1)
REPORTS = {"diesel_report.json": report("diesel_report.json", put("2029-05-12", "issued_on"))}
CORRECTED = {"signed_on": "2029-05-16", "corrected_on": "2029-05-18", "verified_on": "2029-05-19"}
NONCONFORMITY = {"id": "B 4.2", "verified_by": "P-0004", **CORRECTED}


def scored_anew(held: Document) -> None:
    """Evaluate the organisation at the renewal, on evidence as recent as the first time."""
    held["card"]["evaluated_on"] = "2029-05-16"
    for line in held["card"]["lines"]:
        if "evidence_on" in line:
            line["evidence_on"] = f"{int(line['evidence_on'][:4]) + 3}{line['evidence_on'][4:]}"


def renewed(*changes: Change, on: date = ON, start: str | None = "expiry") -> Decision:
    """Decide on a renewal with a new inspection, the last visit being too long ago."""
    certified = {"number": "1", "starts_on": "2026-07-10", "expires_on": "2029-07-10", "last_visit_on": "2028-05-10"}
    base = (
        put("renewal", "stage"),
        put({**certified, "last_visit_was_surveillance": True}, "certified"),
        put("2029-01-10", "application", "accepted_on"),
        put("2029-05-15", "inspection", "began_on"),
        put("2029-05-16", "inspection", "ended_on"),
        put([dict(NONCONFORMITY)], "inspection", "nonconformities"),
        scored_anew,
        put("2029-05-20", "review", "on"),
    )
    return decided(*base, *changes, on=on, body=settings(renewal_start=start), reports=REPORTS)


def late(held: Document) -> None:
    """Correct the nonconformity after its 40 working days."""
    held["inspection"]["nonconformities"][0] |= {"corrected_on": "2029-08-01", "verified_on": "2029-08-01"}


def test_a_whole_new_inspection_renews() -> None:
    assert renewed().standing is MET


@pytest.mark.parametrize(
    ("change", "standing", "need"),
    [
        (put(NO, "inspection", "passed"), NOT_MET, ("finding", "inspection")),
        (late, NOT_MET, ("correction", "B 4.2")),
        (take("inspection", "nonconformities", 0, "verified_on"), OPEN, ("correction", "B 4.2")),
        (put(3, "inspection", "man_days"), OPEN, ("ground", "man_days_ground")),
        (take("card"), OPEN, ("marks", "scorecard")),
        (put("2029-01-09", "card", "evaluated_on"), OPEN, ("marks", "evaluated_on")),  # before the application
        (put("2028-05-10", "inspection", "began_on"), OPEN, ("finding", "inspection")),  # no new one
        (take("review"), OPEN, ("person", "reviewer")),
        (put("P-0003", "review", "by"), OPEN, ("person", "reviewer")),
        (put(NO, "review", "recommends"), NOT_MET, ("person", "reviewer")),
        (put("2029-05-15", "review", "on"), OPEN, ("review", "inspection 2029-05-16")),
    ],
)
def test_a_renewal_is_inspected_and_reviewed_like_the_first_time(
    change: Change, standing: Standing, need: tuple[str, str]
) -> None:
    found, needs = wanted(renewed(change), "9")
    assert found is standing
    assert need in needs


def test_a_valid_surveillance_needs_no_inspection_and_no_card() -> None:
    recent = put("2028-07-10", "certified", "last_visit_on")
    assert renewed(recent, take("inspection"), take("card")).standing is MET


@pytest.mark.parametrize(
    ("start", "on", "figures"),
    [
        ("expiry", "2029-06-01", ("2029-07-10", "2032-07-10")),
        ("decision", "2029-06-01", ("2029-06-01", "2032-06-01")),
        ("expiry", "2029-08-01", ("2029-08-01", "2032-08-01")),  # between expiry and decision it was not valid
    ],
)
def test_a_renewed_certificate_starts_where_the_body_says(start: str, on: str, figures: tuple[str, str]) -> None:
    found = answer(renewed(on=date.fromisoformat(on), start=start), "8.1.1").figures
    assert found == (("starts_on", figures[0]), ("expires_on", figures[1]))


def test_without_the_bodys_word_a_renewed_certificate_has_no_first_day() -> None:
    assert wanted(renewed(start=None), "8.1.1") == (OPEN, {("setting", "renewal_start")})


def test_a_renewal_of_no_certificate_starts_nowhere_else_than_today() -> None:
    assert ("starts_on", "2029-06-01") in answer(renewed(take("certified")), "8.1.1").figures


@pytest.mark.parametrize(("on", "standing"), [("9996-12-31", MET), ("9997-01-01", OPEN), ("9999-12-31", OPEN)])
def test_a_term_beyond_the_calendar_of_dates_stays_open(on: str, standing: Standing) -> None:
    assert answer(decided(on=date.fromisoformat(on)), "8.1.1").standing is standing
