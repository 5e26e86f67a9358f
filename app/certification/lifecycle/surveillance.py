"""The surveillance case: yearly or extra inspection of a certificate in use (clause 7)."""

from typing import Final

from app.certification.lifecycle.citation import printed, reading
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import HERE, Signal, Table, Transition, from_each
from app.certification.lifecycle.vocabulary import Act, Actor, Cause, Deadline, Kind

_EVALUATOR: Final = (Actor.EVALUATOR,)
_PLANNER: Final = (Actor.PLANNER,)
_VERIFIER: Final = (Actor.VERIFIER,)
_DECIDER: Final = (Actor.DECIDER,)
_SYSTEM: Final = (Actor.SYSTEM,)

_OPEN: Final = (State.PLANNED, State.INSPECTING, State.CORRECTING, State.VERIFYING, State.INSPECTED)
# 7.3 sends a surveillance that is not passed to 8.3; that a suspension is weighed there is read into it.
_TO_SUSPENSION: Final = (Signal(Kind.SUSPENSION, Event.RAISE, Cause.SURVEILLANCE_FAILED),)

SURVEILLANCE: Final = Table(
    Kind.SURVEILLANCE,
    State.NOT_OPENED,
    frozenset({State.PASSED, State.NOT_PASSED, State.CLOSED}),
    (
        Transition(
            State.NOT_OPENED,
            Event.PLAN,
            State.PLANNED,
            _PLANNER,
            printed("7.1.1"),
            guards=(Guard.CERTIFICATE_IN_USE,),
            norms=("C-7.1.1a", "M-17"),
        ),
        Transition(
            State.NOT_OPENED,
            Event.PLAN_EXTRA,
            State.PLANNED,
            (Actor.PLANNER, Actor.SYSTEM),
            printed("7.1.1"),
            guards=(Guard.CERTIFICATE_IN_USE, Guard.TRIGGER_PROVEN),
            norms=("C-7.1.1b",),
        ),
        # A further trigger is looked into by the surveillance that is open.
        *from_each(
            _OPEN,
            Transition(
                HERE, Event.PLAN_EXTRA, HERE, (Actor.PLANNER, Actor.SYSTEM), printed("7.1.1"), norms=("C-7.1.1b",)
            ),
        ),
        Transition(
            State.PLANNED,
            Event.START_INSPECTION,
            State.INSPECTING,
            _PLANNER,
            printed("7.1.2"),
            guards=(Guard.MAN_DAYS_PLANNED, Guard.TEAM_FREE_OF_CONFLICT),
            norms=("C-7.1.2",),
        ),
        Transition(
            State.INSPECTING,
            Event.PASS_INSPECTION,
            State.INSPECTED,
            _EVALUATOR,
            printed("7.1.3"),
            guards=(Guard.COMPULSORY_BLOCKS_DONE,),
            act=Act.SURVEY,
            norms=("C-7.1.3",),
        ),
        Transition(
            State.INSPECTING,
            Event.FIND_NONCONFORMITIES,
            State.CORRECTING,
            _EVALUATOR,
            printed("7.1.4"),
            act=Act.SURVEY,
            starts=(Deadline.SURVEILLANCE_CORRECTION,),
            norms=("C-7.1.4",),
        ),
        Transition(
            State.INSPECTING,
            Event.FAIL_INSPECTION,
            State.NOT_PASSED,
            _EVALUATOR,
            printed("7.1.4"),
            act=Act.SURVEY,
            signals=_TO_SUSPENSION,
            norms=("C-7.1.4", "C-7.3"),
        ),
        Transition(
            State.CORRECTING,
            Event.SUBMIT_CORRECTION,
            State.VERIFYING,
            (Actor.CLIENT,),
            printed("7.1.4"),
            ends=(Deadline.SURVEILLANCE_CORRECTION,),
            norms=("C-7.1.4",),
        ),
        Transition(
            State.CORRECTING,
            Event.CORRECTION_TIME_OVER,
            State.NOT_PASSED,
            _SYSTEM,
            printed("7.1.4"),
            signals=_TO_SUSPENSION,
            expires=(Deadline.SURVEILLANCE_CORRECTION,),
            norms=("C-7.1.4", "C-7.3"),
        ),
        Transition(
            State.VERIFYING,
            Event.ACCEPT_CORRECTION,
            State.INSPECTED,
            _VERIFIER,
            printed("7.1.4"),
            guards=(Guard.COMPULSORY_BLOCKS_DONE, Guard.NONCONFORMITIES_CLOSED),
            norms=("C-7.1.4",),
        ),
        Transition(
            State.VERIFYING,
            Event.REJECT_CORRECTION,
            State.NOT_PASSED,
            _VERIFIER,
            printed("7.1.4"),
            signals=_TO_SUSPENSION,
            norms=("C-7.1.4", "C-7.3"),
        ),
        Transition(
            State.INSPECTED,
            Event.CONCLUDE,
            State.PASSED,
            _DECIDER,
            printed("7.3"),
            guards=(Guard.SAMPLE_PASSED, Guard.DECIDER_UNINVOLVED),
            act=Act.MAINTAIN,
            norms=("C-7.3",),
        ),
        Transition(
            State.INSPECTED,
            Event.FAIL,
            State.NOT_PASSED,
            _DECIDER,
            printed("7.3"),
            guards=(Guard.REASONS_GIVEN,),
            signals=_TO_SUSPENSION,
            norms=("C-7.3",),
        ),
        *from_each(_OPEN, Transition(HERE, Event.CERTIFICATE_ENDED, State.CLOSED, _SYSTEM, reading("8.3"))),
    ),
)
