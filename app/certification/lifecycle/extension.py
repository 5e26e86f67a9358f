"""The extension case: further products of the same unit under a certificate (clause 8.2)."""

from typing import Final

from app.certification.lifecycle.citation import iso, printed, reading
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import HERE, Table, Transition, from_each
from app.certification.lifecycle.vocabulary import Act, Actor, Kind

_EVALUATOR: Final = (Actor.EVALUATOR,)
_DECIDER: Final = (Actor.DECIDER,)
_SYSTEM: Final = (Actor.SYSTEM,)
_OPEN: Final = (State.FILED, State.EVALUATING, State.DECIDING)
# That a suspended certificate is not extended is read into 8.3.
_TO_APPROVE: Final = (Guard.EXTENSION_CONFORMS, Guard.DECIDER_UNINVOLVED, Guard.CERTIFICATE_VALID)

EXTENSION: Final = Table(
    Kind.EXTENSION,
    State.NOT_OPENED,
    frozenset({State.APPROVED, State.REJECTED, State.TAKEN_BACK, State.CLOSED}),
    (
        Transition(
            State.NOT_OPENED,
            Event.FILE,
            State.FILED,
            (Actor.CLIENT,),
            printed("8.2.1"),
            guards=(Guard.CERTIFICATE_IN_USE,),
            norms=("C-8.2",),
        ),
        Transition(
            State.FILED,
            Event.START_EVALUATION,
            State.EVALUATING,
            (Actor.APPLICATION_OFFICER,),
            printed("8.2.2"),
            guards=(Guard.TECHNICAL_FILE_FIRST,),
            norms=("C-8.2.2",),
        ),
        Transition(State.EVALUATING, Event.CONCLUDE, State.DECIDING, _EVALUATOR, printed("8.2.1"), norms=("C-8.2",)),
        Transition(State.DECIDING, Event.SEND_BACK, State.EVALUATING, _DECIDER, iso("7.10")),
        Transition(State.DECIDING, Event.CHANGE_EVIDENCE, State.EVALUATING, (*_EVALUATOR, Actor.SYSTEM), iso("7.10")),
        Transition(
            State.DECIDING,
            Event.APPROVE,
            State.APPROVED,
            _DECIDER,
            printed("8.2.1"),
            guards=_TO_APPROVE,
            act=Act.REISSUE,
            norms=("C-8.2",),
        ),
        Transition(
            State.DECIDING,
            Event.APPROVE_SEPARATELY,
            State.APPROVED,
            _DECIDER,
            printed("8.2.1"),
            guards=(*_TO_APPROVE, Guard.NUMBER_FORMAT_SET),
            act=Act.ISSUE_ANOTHER,
            norms=("C-8.2",),
        ),
        Transition(
            State.DECIDING,
            Event.REJECT,
            State.REJECTED,
            _DECIDER,
            printed("8.2.1"),
            guards=(Guard.REASONS_GIVEN,),
            norms=("C-8.2",),
        ),
        Transition(State.REJECTED, Event.APPEAL_UPHELD, State.EVALUATING, _SYSTEM, iso("7.13")),
        *from_each(_OPEN, Transition(HERE, Event.TAKE_BACK, State.TAKEN_BACK, (Actor.CLIENT,), reading("8.2.1"))),
        *from_each(_OPEN, Transition(HERE, Event.CERTIFICATE_ENDED, State.CLOSED, _SYSTEM, reading("8.3"))),
    ),
)
