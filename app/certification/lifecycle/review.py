"""The rows that an application and a renewal share: review, and what comes of it but for the decision in favour.

Review and decision are kept apart from the evaluation after ISO/IEC 17065 7.5 and 7.6; the rules print neither.
"""

from typing import Final

from app.certification.lifecycle.citation import iso, printed, reading
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import HERE, Transition, from_each
from app.certification.lifecycle.vocabulary import Actor, Deadline

TO_DECIDE: Final = (
    Guard.OVERALL_PASSED,
    Guard.DECIDER_UNINVOLVED,
    Guard.NO_CONSULTANCY,
    Guard.REVIEWER_MAY_DECIDE,
)

_REVIEWER: Final = (Actor.REVIEWER,)
_DECIDER: Final = (Actor.DECIDER,)
_SYSTEM: Final = (Actor.SYSTEM,)
OPEN: Final = (
    State.FILED,
    State.RETURNED,
    State.ACCEPTED,
    State.TESTING,
    State.RECTIFYING,
    State.TEST_PASSED,
    State.INSPECTING,
    State.CORRECTING,
    State.VERIFYING,
    State.INSPECTED,
    State.IN_REVIEW,
    State.DECIDING,
    State.FAILED,
)

ROWS: Final = (
    Transition(
        State.IN_REVIEW,
        Event.RECOMMEND,
        State.DECIDING,
        _REVIEWER,
        printed("6.1"),
        guards=(Guard.RESULTS_PRESENT, Guard.REVIEWER_UNINVOLVED),
        norms=("C-6.1",),
    ),
    Transition(
        State.IN_REVIEW,
        Event.SEND_BACK_TO_TEST,
        State.ACCEPTED,
        _REVIEWER,
        iso("7.5"),
        ends=(Deadline.CERTIFICATION_TIME,),
    ),
    Transition(
        State.IN_REVIEW,
        Event.SEND_BACK_TO_INSPECTION,
        State.TEST_PASSED,
        _REVIEWER,
        iso("7.5"),
        resumes=(Deadline.INSPECTION_WINDOW,),
        ends=(Deadline.CERTIFICATION_TIME,),
    ),
    Transition(State.IN_REVIEW, Event.SEND_BACK_TO_SCORING, State.INSPECTED, _REVIEWER, iso("7.5")),
    *from_each(
        (State.DECIDING, State.FAILED),
        Transition(
            HERE,
            Event.CHANGE_EVIDENCE,
            State.IN_REVIEW,
            (Actor.EVALUATOR, Actor.REVIEWER, Actor.SYSTEM),
            iso("7.5"),
            resumes=(Deadline.CERTIFICATION_TIME,),
        ),
    ),
    *from_each(
        (State.INSPECTED, State.IN_REVIEW, State.DECIDING),
        Transition(
            HERE,
            Event.CERTIFICATION_TIME_OVER,
            HERE,
            _SYSTEM,
            printed("6.2"),
            expires=(Deadline.CERTIFICATION_TIME,),
            norms=("C-6.2", "C-6.2a"),
        ),
    ),
    Transition(
        State.DECIDING,
        Event.REFUSE,
        State.REFUSED,
        _DECIDER,
        printed("6.1"),
        guards=(Guard.REASONS_GIVEN, Guard.DECIDER_UNINVOLVED),
        norms=("C-6.1",),
    ),
    Transition(
        State.FAILED,
        Event.TERMINATE,
        State.TERMINATED,
        _DECIDER,
        printed("6.3"),
        guards=(Guard.REASONS_GIVEN,),
        norms=("C-6.3",),
    ),
    *from_each(OPEN, Transition(HERE, Event.TAKE_BACK, State.TAKEN_BACK, (Actor.CLIENT,), reading("6.3"))),
    *from_each(
        (State.REFUSED, State.TERMINATED),
        Transition(HERE, Event.APPEAL_UPHELD, State.IN_REVIEW, _SYSTEM, iso("7.13")),
    ),
    Transition(State.NOT_ACCEPTED, Event.APPEAL_UPHELD, State.FILED, _SYSTEM, iso("7.13")),
    Transition(
        State.FILED, Event.RETURN_FILE, State.RETURNED, (Actor.APPLICATION_OFFICER,), reading("3.2"), norms=("C-3.2.2",)
    ),
    Transition(State.RETURNED, Event.COMPLETE_FILE, State.FILED, (Actor.CLIENT,), reading("3.2"), norms=("C-3.2.2",)),
    *from_each(
        (State.FILED, State.RETURNED),
        Transition(
            HERE,
            Event.NOT_ACCEPT,
            State.NOT_ACCEPTED,
            (Actor.APPLICATION_OFFICER,),
            reading("3.2"),
            guards=(Guard.REASONS_GIVEN,),
        ),
    ),
)
