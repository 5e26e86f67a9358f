"""The rows that an application and a renewal share: product test and factory inspection (clauses 4 and 5 of the rules).

Clause 9 sends a renewal back to both; draft article 18 would do the same.
"""

from typing import Final

from app.certification.lifecycle.citation import printed, reading
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import HERE, Transition, from_each
from app.certification.lifecycle.vocabulary import Actor, Deadline

_CLIENT: Final = (Actor.CLIENT,)
_LABORATORY: Final = (Actor.LABORATORY,)
_EVALUATOR: Final = (Actor.EVALUATOR,)
_VERIFIER: Final = (Actor.VERIFIER,)
_SYSTEM: Final = (Actor.SYSTEM,)

_TEST: Final = (
    Transition(
        State.ACCEPTED,
        Event.START_TEST,
        State.TESTING,
        _LABORATORY,
        printed("4.2.4"),
        guards=(Guard.SAMPLE_AND_FEE_RECEIVED,),
        starts=(Deadline.TEST_TIME,),
        norms=("C-4.2.4D", "C-4.2.4S"),
    ),
    Transition(
        State.ACCEPTED,
        Event.ADOPT_REPORT,
        State.TEST_PASSED,
        _EVALUATOR,
        printed("4.2.5"),
        guards=(Guard.REPORT_ADOPTABLE, Guard.EVERY_ITEM_PASSED),
        starts=(Deadline.INSPECTION_WINDOW,),
        norms=("C-4.2.5",),
    ),
    Transition(
        State.TESTING,
        Event.PASS_TEST,
        State.TEST_PASSED,
        _LABORATORY,
        printed("4.2.2"),
        guards=(Guard.LABORATORY_DESIGNATED, Guard.EVERY_ITEM_PASSED),
        starts=(Deadline.INSPECTION_WINDOW,),
        ends=(Deadline.TEST_TIME,),
        norms=("C-4.2.2v",),
    ),
    Transition(
        State.TESTING,
        Event.FAIL_TEST,
        State.FAILED,
        _LABORATORY,
        printed("4.2.2"),
        ends=(Deadline.TEST_TIME,),
        norms=("C-4.2.2v",),
    ),
    Transition(
        State.TESTING,
        Event.ALLOW_RECTIFICATION,
        State.RECTIFYING,
        _EVALUATOR,
        printed("4.2.2"),
        guards=(Guard.ONLY_NON_CRITICAL_FAILED, Guard.RECTIFICATION_TERM_SET),
        starts=(Deadline.RECTIFICATION,),
        ends=(Deadline.TEST_TIME,),
        norms=("C-4.2.2r",),
    ),
    Transition(
        State.TESTING,
        Event.TEST_TIME_OVER,
        State.TESTING,
        _SYSTEM,
        printed("4.2.4"),
        expires=(Deadline.TEST_TIME,),
        norms=("C-4.2.4D", "C-4.2.4S"),
    ),
    Transition(
        State.RECTIFYING,
        Event.TEST_AGAIN,
        State.TESTING,
        _LABORATORY,
        printed("4.2.2"),
        resumes=(Deadline.TEST_TIME,),
        ends=(Deadline.RECTIFICATION,),
        norms=("C-4.2.2r",),
    ),
    Transition(
        State.RECTIFYING,
        Event.RECTIFICATION_TIME_OVER,
        State.FAILED,
        _SYSTEM,
        printed("4.2.2"),
        expires=(Deadline.RECTIFICATION,),
        norms=("C-4.2.2r",),
    ),
)

# The window of 5.2 is read to close with the conclusion on site; what is to be corrected then has its own 40 days.
_INSPECTION: Final = (
    Transition(
        State.TEST_PASSED,
        Event.START_INSPECTION,
        State.INSPECTING,
        (Actor.PLANNER,),
        printed("5.2"),
        guards=(Guard.INSPECTION_IN_TIME, Guard.MAN_DAYS_PLANNED, Guard.TEAM_FREE_OF_CONFLICT),
        norms=("C-5.2a", "C-5.2b"),
    ),
    # After a test anew, an inspection that was completed before stands.
    Transition(
        State.TEST_PASSED,
        Event.KEEP_INSPECTION,
        State.INSPECTED,
        _EVALUATOR,
        reading("5.2"),
        guards=(Guard.INSPECTION_COMPLETE, Guard.NONCONFORMITIES_CLOSED),
        starts=(Deadline.CERTIFICATION_TIME,),
        ends=(Deadline.INSPECTION_WINDOW,),
    ),
    *from_each(
        (State.TEST_PASSED, State.INSPECTING),
        Transition(
            HERE,
            Event.INSPECTION_WINDOW_OVER,
            State.ACCEPTED,
            _SYSTEM,
            printed("5.2"),
            expires=(Deadline.INSPECTION_WINDOW,),
            norms=("C-5.2a",),
        ),
    ),
    Transition(
        State.INSPECTING,
        Event.PASS_INSPECTION,
        State.INSPECTED,
        _EVALUATOR,
        printed("5.3"),
        guards=(Guard.INSPECTION_COMPLETE,),
        starts=(Deadline.CERTIFICATION_TIME,),
        ends=(Deadline.INSPECTION_WINDOW,),
        norms=("C-5.1",),
    ),
    Transition(
        State.INSPECTING,
        Event.FIND_NONCONFORMITIES,
        State.CORRECTING,
        _EVALUATOR,
        printed("5.3"),
        starts=(Deadline.CORRECTION,),
        ends=(Deadline.INSPECTION_WINDOW,),
        norms=("C-5.3b",),
    ),
    Transition(
        State.INSPECTING,
        Event.FAIL_INSPECTION,
        State.FAILED,
        _EVALUATOR,
        printed("5.3"),
        ends=(Deadline.INSPECTION_WINDOW,),
        norms=("C-5.3a",),
    ),
    Transition(
        State.CORRECTING,
        Event.SUBMIT_CORRECTION,
        State.VERIFYING,
        _CLIENT,
        printed("5.3"),
        ends=(Deadline.CORRECTION,),
        norms=("C-5.3b",),
    ),
    Transition(
        State.CORRECTING,
        Event.CORRECTION_TIME_OVER,
        State.FAILED,
        _SYSTEM,
        printed("5.3"),
        expires=(Deadline.CORRECTION,),
        norms=("C-5.3b",),
    ),
    Transition(
        State.VERIFYING,
        Event.ACCEPT_CORRECTION,
        State.INSPECTED,
        _VERIFIER,
        printed("5.3"),
        guards=(Guard.INSPECTION_COMPLETE, Guard.NONCONFORMITIES_CLOSED),
        starts=(Deadline.CERTIFICATION_TIME,),
        norms=("C-5.3b",),
    ),
    Transition(State.VERIFYING, Event.REJECT_CORRECTION, State.FAILED, _VERIFIER, printed("5.3"), norms=("C-5.3b",)),
)

_SCORING: Final = (
    Transition(
        State.INSPECTED,
        Event.PASS_SCORING,
        State.IN_REVIEW,
        _EVALUATOR,
        printed("5.1.1"),
        guards=(Guard.VETO_ANSWERED, Guard.NOT_APPLICABLE_APPROVED, Guard.SCORE_REACHED),
        norms=("C-5.1.1", "A-02", "A-03", "A-04", "A-05"),
    ),
    Transition(
        State.INSPECTED,
        Event.FAIL_SCORING,
        State.FAILED,
        _EVALUATOR,
        printed("6.3"),
        ends=(Deadline.CERTIFICATION_TIME,),
        norms=("C-6.3",),
    ),
)

ROWS: Final = (*_TEST, *_INSPECTION, *_SCORING)
