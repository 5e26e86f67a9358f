"""The complaint case: about a certified product, its holder or the body.

7.1.1 of the rules tells what a complaint that is proven leads to; how one is handled is read into ISO/IEC 17065 7.13.
"""

from typing import Final

from app.certification.lifecycle.citation import iso, printed, reading
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import Signal, Table, Transition
from app.certification.lifecycle.vocabulary import Actor, Cause, Kind

_HANDLER: Final = (Actor.COMPLAINTS_HANDLER,)

COMPLAINT: Final = Table(
    Kind.COMPLAINT,
    State.NOT_OPENED,
    frozenset({State.NOT_ACCEPTED, State.DISMISSED, State.UPHELD}),
    (
        Transition(State.NOT_OPENED, Event.RECEIVE, State.RECEIVED, _HANDLER, iso("7.13"), norms=("M-06",)),
        Transition(
            State.RECEIVED, Event.DECLINE, State.NOT_ACCEPTED, _HANDLER, iso("7.13"), guards=(Guard.REASONS_GIVEN,)
        ),
        Transition(
            State.RECEIVED,
            Event.TAKE_UP,
            State.INVESTIGATING,
            _HANDLER,
            iso("7.13"),
            guards=(Guard.HANDLER_UNINVOLVED,),
        ),
        Transition(
            State.INVESTIGATING, Event.DISMISS, State.DISMISSED, _HANDLER, iso("7.13"), guards=(Guard.REASONS_GIVEN,)
        ),
        # Against the body itself, or where no certificate is in use: what follows is the body's own correction.
        Transition(State.INVESTIGATING, Event.UPHOLD, State.UPHELD, _HANDLER, iso("7.13")),
        Transition(
            State.INVESTIGATING,
            Event.UPHOLD_FOR_SURVEILLANCE,
            State.UPHELD,
            _HANDLER,
            printed("7.1.1"),
            guards=(Guard.CERTIFICATE_IN_USE, Guard.TRIGGER_PROVEN),
            signals=(Signal(Kind.SURVEILLANCE, Event.PLAN_EXTRA),),
            norms=("C-7.1.1b",),
        ),
        Transition(
            State.INVESTIGATING,
            Event.UPHOLD_FOR_SUSPENSION,
            State.UPHELD,
            _HANDLER,
            reading("8.3"),
            guards=(Guard.CERTIFICATE_IN_USE, Guard.TRIGGER_PROVEN),
            signals=(Signal(Kind.SUSPENSION, Event.RAISE, Cause.COMPLAINT_PROVEN),),
            norms=("C-8.3",),
        ),
    ),
)
