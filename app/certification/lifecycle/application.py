"""The application case: from the file to the certificate, or to the end of the certification (clauses 3 to 6)."""

from typing import Final

from app.certification.lifecycle import evaluation, review
from app.certification.lifecycle.citation import printed
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import Table, Transition
from app.certification.lifecycle.vocabulary import Act, Actor, Kind

_OFFICER: Final = (Actor.APPLICATION_OFFICER,)

APPLICATION: Final = Table(
    Kind.APPLICATION,
    State.NOT_OPENED,
    frozenset({State.NOT_ACCEPTED, State.TAKEN_BACK, State.TERMINATED, State.REFUSED, State.ISSUED}),
    (
        Transition(State.NOT_OPENED, Event.FILE, State.FILED, (Actor.CLIENT,), printed("3.2"), norms=("C-2", "M-14")),
        Transition(
            State.FILED,
            Event.ACCEPT,
            State.ACCEPTED,
            _OFFICER,
            printed("6.2"),
            guards=(
                Guard.RULE_IN_FORCE,
                Guard.BODY_MAY_USE_RULE,
                Guard.IN_SCOPE,
                Guard.PROGRAMME_STAGES_NAMED,
                Guard.DOCUMENTS_COMPLETE,
                Guard.NOT_BARRED,
            ),
            norms=("C-1", "C-3.2.1D", "C-3.2.1S"),
        ),
        *evaluation.ROWS,
        *review.ROWS,
        Transition(
            State.DECIDING,
            Event.ISSUE,
            State.ISSUED,
            (Actor.DECIDER,),
            printed("6.1"),
            guards=(*review.TO_DECIDE, Guard.NUMBER_FORMAT_SET),
            act=Act.ISSUE,
            norms=("C-6.1", "C-6.2"),
        ),
    ),
)
