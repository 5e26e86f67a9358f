"""The appeal case: the client against a decision of the body. No rule prints one; it is read into ISO/IEC 17065 7.13.

An appeal that is upheld edits no status: it sends the case back to those who decide. A withdrawn certificate stays
withdrawn; what falls is the bar to a new application.
"""

from typing import Final

from app.certification.lifecycle.citation import iso
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import HERE, Signal, Table, Transition, from_each
from app.certification.lifecycle.vocabulary import Actor, Kind

_CLIENT: Final = (Actor.CLIENT,)
_HANDLER: Final = (Actor.COMPLAINTS_HANDLER,)

APPEAL: Final = Table(
    Kind.APPEAL,
    State.NOT_OPENED,
    frozenset({State.NOT_ACCEPTED, State.TAKEN_BACK, State.DISMISSED, State.UPHELD}),
    (
        Transition(State.NOT_OPENED, Event.FILE, State.FILED, _CLIENT, iso("7.13"), guards=(Guard.DECISION_TO_APPEAL,)),
        Transition(
            State.FILED, Event.DECLINE, State.NOT_ACCEPTED, _HANDLER, iso("7.13"), guards=(Guard.REASONS_GIVEN,)
        ),
        Transition(
            State.FILED, Event.TAKE_UP, State.HEARING, _HANDLER, iso("7.13"), guards=(Guard.HANDLER_UNINVOLVED,)
        ),
        Transition(State.HEARING, Event.DISMISS, State.DISMISSED, _HANDLER, iso("7.13"), guards=(Guard.REASONS_GIVEN,)),
        Transition(
            State.HEARING,
            Event.UPHOLD,
            State.UPHELD,
            _HANDLER,
            iso("7.13"),
            signals=(Signal(None, Event.APPEAL_UPHELD),),
        ),
        *from_each(
            (State.FILED, State.HEARING), Transition(HERE, Event.TAKE_BACK, State.TAKEN_BACK, _CLIENT, iso("7.13"))
        ),
    ),
)
