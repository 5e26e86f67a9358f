"""Evidence, its review, the decision: in this order, or the review is open again."""

from collections.abc import Callable
from datetime import date

import pytest

from app.certification.finding import Why
from app.certification.standing import Standing
from tests.app.dossiers import NO, Change, Document, answer, decided, put, report, statement, wanted

MET, NOT_MET, OPEN = Standing.MET, Standing.NOT_MET, Standing.OPEN
LATER = date(2026, 7, 20)
DAY, NEXT = "2026-07-10", "2026-07-11"
CERTIFIED = {"number": "1", "starts_on": "2023-07-10", "expires_on": "2026-07-10", "last_visit_was_surveillance": True}


def certified(day: str) -> Change:
    return put({**CERTIFIED, "last_visit_on": day}, "certified")


def sampled(day: str) -> Change:
    return put({"items": ["sulfur_content"], "drawn_on": "2026-05-01", "sent_on": day}, "sampling")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda day: put(day, "application", "accepted_on"), "application"),
        (lambda day: statement("5.1", on=day), "5.1"),
        (lambda day: put(day, "card", "evaluated_on"), "card"),
        (lambda day: put(day, "inspection", "ended_on"), "inspection"),
        (lambda day: put(day, "inspection", "nonconformities", 0, "verified_on"), "B 4.2"),
        (lambda day: put(day, "tests", 0, "sample_received_on"), "W2026-0012"),
        (lambda day: put(day, "tests", 0, "failure_noticed_on"), "W2026-0012"),
        (certified, "certified"),
        (sampled, "sampling"),
    ],
)
def test_evidence_after_the_review_reopens_it(change: Callable[[str], Change], name: str) -> None:
    assert answer(decided(change(DAY), on=LATER), "6.1").standing is MET
    assert wanted(decided(change(NEXT), on=LATER), "6.1") == (OPEN, {("review", f"{name} {NEXT}")})


def test_a_report_after_the_review_reopens_it() -> None:
    reports = {"diesel_report.json": report("diesel_report.json", put(NEXT, "issued_on"))}
    assert wanted(decided(on=LATER, reports=reports), "6.1") == (OPEN, {("review", f"W2026-0012 {NEXT}")})


def test_a_review_that_was_too_early_refuses_nobody() -> None:
    refused = put(NO, "review", "recommends")
    assert answer(decided(refused, put(NEXT, "inspection", "ended_on"), on=LATER), "6.1").standing is OPEN
    assert answer(decided(refused), "6.1").standing is NOT_MET


@pytest.mark.parametrize(("on", "standing"), [(DAY, MET), ("2026-07-09", OPEN), ("0001-01-01", OPEN)])
def test_nothing_is_decided_before_its_review(on: str, standing: Standing) -> None:
    decision = decided(on=date.fromisoformat(on))
    assert (answer(decision, "6.1").standing, decision.standing) == (standing, standing)
    assert standing is MET or ("decision", f"review {DAY}") in wanted(decision, "6.1")[1]


def said(*statements: tuple[bool, str]) -> Change:
    def change(held: Document) -> None:
        held["statements"] = [each for each in held["statements"] if each["clause"] != "5.1"]
        for holds, day in statements:
            one = {"clause": "5.1", "holds": holds, "by": "P-0003", "on": day, "ground": "检查记录"}
            held["statements"].append(one)

    return change


@pytest.mark.parametrize(
    ("statements", "why"),
    [
        (((True, "2026-06-12"), (False, "2026-06-13")), Why.DENIED),
        (((False, "2026-06-13"), (True, "2026-06-12")), Why.DENIED),  # whatever the order of their listing
        (((False, "2026-06-12"), (True, "2026-06-12")), Why.STATED),  # of one day the one recorded last
        (((True, "2026-06-12"), (False, NEXT)), Why.STATED),  # not yet said on the day of the decision
        (((True, NEXT),), Why.NOT_STATED),
    ],
)
def test_the_last_statement_up_to_the_decision_counts(statements: tuple[tuple[bool, str], ...], why: Why) -> None:
    assert answer(decided(said(*statements)), "5.1").why is why


def test_a_late_certificate_is_not_explained_by_a_ground_that_does_not_hold() -> None:
    def ground(held: Document) -> None:
        one = {"clause": "6.2", "holds": False, "by": "P-0006", "on": "2026-08-01", "ground": "无理由"}
        held["statements"].append(one)

    assert wanted(decided(ground, on=date(2026, 8, 1)), "6.2") == (OPEN, {("ground", "6.2")})
