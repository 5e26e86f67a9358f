"""Events entered wrongly: what corrects them counts in their place, and both stay to be seen."""

from dataclasses import replace
from typing import Any

import pytest

from app.certification.cases.advance import Advanced, advance
from app.certification.cases.correction import CorrectsNothing
from app.certification.cases.fold import Impossible, fold
from app.certification.cases.past import to_review
from app.certification.cases.record import NOTHING, Case, Entry, Recorded
from app.certification.cases.refusal import Refused, WhyNot
from app.certification.cases.timeline import Happened, Ran, timeline
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Deadline, Kind
from tests.app.certification.cases.driven import (
    INSPECTED,
    REVIEWED,
    driven,
    held_of,
    last_on,
    next_record,
    refused,
    situation,
    taken,
)
from tests.app.certification.cases.evidence import SCHEME, recorded, statements
from tests.app.certification.cases.whole_life import BODY


def correcting(case: Case, n: int, **changed: Any) -> Recorded:  # noqa: ANN401 - members of what is changed
    """Return a correction of an event that says the same, but for what is changed."""
    wrong = case.records[n - 1]
    return replace(wrong, n=len(case.records) + 1, corrects=n, **changed)


def step_out(case: Case, n: int) -> Recorded:
    return correcting(case, n, event=Entry.TAKE_OUT, data=NOTHING)


def test_a_correction_stands_in_the_place_of_the_event() -> None:
    case = driven(Kind.APPLICATION, "file accept start_test")
    earlier = case.records[1].on
    corrected = taken(case, correcting(case, 2, on=earlier))
    assert held_of(corrected).state == "testing"
    assert [each.place for each in held_of(corrected).taken][:3] == [1, 2, 3]
    assert held_of(corrected).taken[1].record.n == 4


def test_an_event_that_never_was_is_taken_out() -> None:
    case = driven(Kind.APPLICATION, "file accept start_test")
    assert held_of(taken(case, step_out(case, 3))).state == "accepted"


def test_a_correction_can_be_corrected_but_nothing_twice() -> None:
    case = driven(Kind.APPLICATION, "file accept start_test")
    once = taken(case, step_out(case, 3))
    assert refused(once, correcting(once, 3)).why is WhyNot.CORRECTS_NOTHING
    twice = taken(once, replace(correcting(once, 3), corrects=4))
    assert held_of(twice).state == "testing"
    assert fold(replace(case, records=(*case.records, replace(case.records[0], n=4, corrects=9)))) == CorrectsNothing(4)


def test_what_is_taken_out_is_named() -> None:
    case = driven(Kind.APPLICATION, "file accept")
    assert refused(case, replace(step_out(case, 2), corrects=None)).why is WhyNot.CORRECTS_NOTHING


def test_a_correction_that_makes_a_later_step_impossible_is_refused() -> None:
    case = driven(Kind.APPLICATION, INSPECTED)
    found = refused(case, step_out(case, 4))
    assert (found.why, found.event, found.at) == (WhyNot.LATER_STEP_IMPOSSIBLE, "start_inspection", 5)


def test_a_correction_after_which_a_guard_would_have_stopped_a_later_step_is_refused() -> None:
    case = driven(Kind.APPLICATION, "file accept start_test pass_test")
    found = refused(case, correcting(case, 4, data=replace(case.records[3].data, tests=())))
    assert found.why is WhyNot.LATER_STEP_IMPOSSIBLE
    assert {each.guard for each in found.missing} == {"laboratory_designated", "every_item_passed"}


def test_an_event_is_not_corrected_into_one_of_another_role() -> None:
    case = driven(Kind.APPLICATION, "file accept")
    assert refused(case, correcting(case, 2, role=Actor.PLANNER, person="P-1")).why is WhyNot.OTHER_ACTOR
    assert refused(case, replace(step_out(case, 2), role=Actor.PLANNER, person="P-1")).why is WhyNot.OTHER_ACTOR


def test_what_a_step_did_to_the_certificate_is_not_corrected_away() -> None:
    case = driven(Kind.APPLICATION, f"{REVIEWED} issue")
    assert refused(case, step_out(case, len(case.records))).why is WhyNot.ALREADY_IN_EFFECT


def test_a_correction_of_evidence_voids_a_pending_decision() -> None:
    case = driven(Kind.APPLICATION, REVIEWED)
    found = advance(case, correcting(case, 2), situation(last_on(case)))
    assert isinstance(found, Advanced)
    assert (found.state, found.voided) == ("in_review", True)
    assert found.held.reviewed is None
    assert found.proof is None


def test_further_evidence_voids_a_pending_decision_but_the_ground_of_the_decision_does_not() -> None:
    case = driven(Kind.APPLICATION, REVIEWED)
    on = last_on(case)
    further = recorded(
        case, Entry.RECORD, Actor.EVALUATOR, on, data=replace(NOTHING, statements=statements(on, "E-1", "5.1"))
    )
    found = advance(case, further, situation(on))
    assert isinstance(found, Advanced)
    assert (found.state, found.voided) == ("in_review", True)
    ground = replace(further, data=replace(NOTHING, statements=statements(on, "D-1", "6.2")))
    kept = advance(case, ground, situation(on))
    assert isinstance(kept, Advanced)
    assert (kept.state, kept.voided) == ("deciding", False)


@pytest.mark.parametrize(
    ("way", "role", "why"),
    [
        ("", Actor.CLIENT, WhyNot.NO_SUCH_STEP),
        ("file take_back", Actor.CLIENT, WhyNot.NO_SUCH_STEP),
        ("file", Actor.COMPLAINTS_HANDLER, WhyNot.OTHER_ACTOR),
        ("file", Actor.SYSTEM, WhyNot.OTHER_ACTOR),
    ],
)
def test_evidence_is_brought_to_an_open_case_by_its_own_persons(way: str, role: Actor, why: WhyNot) -> None:
    case = driven(Kind.APPLICATION, way)
    assert refused(case, recorded(case, Entry.RECORD, role, last_on(case))).why is why


def test_review_and_decision_bring_no_evidence() -> None:
    case = driven(Kind.APPLICATION, REVIEWED)
    record = next_record(case, "issue")
    brought = replace(record.data, statements=statements(record.on, "D-1", "5.1"))
    assert refused(case, replace(record, data=brought)).why is WhyNot.EVIDENCE_AT_DECISION


def test_days_do_not_run_backwards_and_nothing_is_recorded_ahead() -> None:
    case = driven(Kind.APPLICATION, "file accept")
    early = replace(next_record(case, "start_test"), on=case.records[0].on)
    assert refused(case, early).why is WhyNot.OUT_OF_ORDER
    ahead = next_record(case, "start_test")
    found = advance(case, ahead, situation(last_on(case)))
    assert isinstance(found, Refused)
    assert found.why is WhyNot.IN_THE_FUTURE


def test_a_time_is_over_only_when_it_is() -> None:
    case = driven(Kind.APPLICATION, "file accept start_test")
    early = replace(next_record(case, "test_time_over"), on=last_on(case))
    assert refused(case, early).why is WhyNot.DEADLINE_NOT_OVER
    over = driven(Kind.APPLICATION, "file accept start_test test_time_over")
    assert (
        refused(over, recorded(over, Event.TEST_TIME_OVER, Actor.SYSTEM, last_on(over))).why is WhyNot.DEADLINE_NOT_OVER
    )
    rectifying = driven(Kind.APPLICATION, "file accept start_test allow_rectification")
    late = next_record(rectifying, "rectification_time_over")
    assert refused(rectifying, late, body=replace(BODY, rectification_term=None)).why is WhyNot.DEADLINE_NOT_OVER


def test_records_that_contradict_each_other_advance_nowhere() -> None:
    case = driven(Kind.APPLICATION, "file accept")
    broken = replace(case, records=(case.records[0], replace(case.records[1], event=Event.ISSUE)))
    assert isinstance(fold(broken), Impossible)
    assert (
        refused(broken, recorded(broken, Event.START_TEST, Actor.LABORATORY, last_on(case))).why
        is WhyNot.CASE_IMPOSSIBLE
    )


def test_the_timeline_shows_both_and_every_deadline() -> None:
    case = driven(Kind.APPLICATION, "file accept start_test allow_rectification test_again")
    corrected = taken(case, correcting(case, 3))
    lines = timeline(corrected, held_of(corrected), SCHEME, BODY)
    events = [line for line in lines if isinstance(line, Happened)]
    assert [line.record.n for line in events] == [1, 2, 3, 4, 5, 6]
    assert (events[2].corrected_by, events[2].to) == (6, None)
    assert (events[5].record.corrects, events[5].to) == (3, "testing")
    ran = [line for line in lines if isinstance(line, Ran)]
    assert [line.clock.deadline for line in ran] == [Deadline.RECTIFICATION, Deadline.TEST_TIME, Deadline.TEST_TIME]
    assert ran[0].stopped_on == case.records[4].on
    assert ran[1].stopped_on is None
    assert ran[1].clock.pauses[0].first == case.records[3].on


def test_a_past_decision_is_flagged_where_a_report_or_the_evidence_was_corrected_since() -> None:
    case = driven(Kind.APPLICATION, f"{REVIEWED} issue")
    held = held_of(case)
    day = held.decisions[0].on
    assert to_review(held, {}) == ()
    (found,) = to_review(held, {"W2026-0012": day})
    assert (found.corrected, found.evidence_changed) == (("W2026-0012",), False)
    assert to_review(held, {"W2026-0012": case.records[0].on, "W-9": day}) == ()
    (flagged,) = to_review(held_of(taken(case, correcting(case, 2))), {})
    assert (flagged.corrected, flagged.evidence_changed) == ((), True)
