"""The sample case: one sample drawn from what is on line, in store or on the market (clause 7.2)."""

from typing import Final

from app.certification.lifecycle.citation import printed, reading
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import HERE, Signal, Table, Transition, from_each
from app.certification.lifecycle.vocabulary import Actor, Cause, Deadline, Kind

_EVALUATOR: Final = (Actor.EVALUATOR,)
_LABORATORY: Final = (Actor.LABORATORY,)
_SYSTEM: Final = (Actor.SYSTEM,)
_OPEN: Final = (State.DRAWING, State.DRAWING_AGAIN, State.DRAWN, State.TESTING)


def _suspend(cause: Cause) -> tuple[Signal, ...]:
    return (Signal(Kind.SUSPENSION, Event.RAISE, cause),)


SAMPLE: Final = Table(
    Kind.SAMPLE,
    State.NOT_OPENED,
    frozenset({State.PASSED, State.NOT_PASSED, State.NOT_SENT, State.NOT_AVAILABLE, State.CLOSED}),
    (
        Transition(
            State.NOT_OPENED,
            Event.PLAN,
            State.DRAWING,
            (Actor.PLANNER,),
            printed("7.2"),
            guards=(Guard.CERTIFICATE_IN_USE, Guard.SAMPLING_PLANNED),
            norms=("C-7.2a",),
        ),
        *from_each(
            (State.DRAWING, State.DRAWING_AGAIN),
            Transition(
                HERE,
                Event.DRAW,
                State.DRAWN,
                _EVALUATOR,
                printed("7.2"),
                guards=(Guard.DRAWN_AT_RANDOM,),
                starts=(Deadline.SENDING,),
                ends=(Deadline.REDRAWING,),
                norms=("C-7.2a", "C-7.2b"),
            ),
        ),
        Transition(
            State.DRAWING,
            Event.FIND_NONE,
            State.DRAWING_AGAIN,
            _EVALUATOR,
            printed("7.2"),
            starts=(Deadline.REDRAWING,),
            norms=("C-7.2c",),
        ),
        Transition(
            State.DRAWING_AGAIN,
            Event.FIND_NONE,
            State.NOT_AVAILABLE,
            _EVALUATOR,
            printed("7.2"),
            signals=_suspend(Cause.NO_SAMPLE),
            norms=("C-7.2c",),
        ),
        # The 20 days bind the body, which comes again; only a second visit without a sample counts against the holder.
        Transition(
            State.DRAWING_AGAIN,
            Event.REDRAWING_TIME_OVER,
            State.DRAWING_AGAIN,
            _SYSTEM,
            reading("7.2"),
            expires=(Deadline.REDRAWING,),
            norms=("C-7.2c",),
        ),
        Transition(
            State.DRAWN,
            Event.SEND,
            State.TESTING,
            (Actor.CLIENT,),
            printed("7.2"),
            ends=(Deadline.SENDING,),
            norms=("C-7.2b",),
        ),
        Transition(
            State.DRAWN,
            Event.SENDING_TIME_OVER,
            State.NOT_SENT,
            _SYSTEM,
            printed("7.2"),
            signals=_suspend(Cause.SAMPLE_NOT_SENT),
            expires=(Deadline.SENDING,),
            norms=("C-7.2b",),
        ),
        Transition(
            State.TESTING,
            Event.PASS_TEST,
            State.PASSED,
            _LABORATORY,
            printed("7.2"),
            guards=(Guard.LABORATORY_DESIGNATED, Guard.EVERY_ITEM_PASSED),
            norms=("C-7.2f", "C-7.2dD", "C-7.2dS", "C-7.2dS2"),
        ),
        Transition(
            State.TESTING,
            Event.FAIL_TEST,
            State.NOT_PASSED,
            _LABORATORY,
            printed("7.2"),
            signals=_suspend(Cause.SAMPLE_FAILED),
            norms=("C-7.2e",),
        ),
        *from_each(_OPEN, Transition(HERE, Event.CERTIFICATE_ENDED, State.CLOSED, _SYSTEM, reading("8.3"))),
    ),
)
