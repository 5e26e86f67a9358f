"""The renewal case: decided before the expiry or within three months after it (clause 9).

Meanwhile an expired certificate is not valid. A suspended one is restored first, or every cause is closed after its
expiry: a renewal is no way round a suspension.
"""

from typing import Final

from app.certification.lifecycle import evaluation, review
from app.certification.lifecycle.citation import printed, reading
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import HERE, Table, Transition, from_each
from app.certification.lifecycle.vocabulary import Act, Actor, Deadline, Kind

_FINAL: Final = frozenset(
    {
        *(State.NOT_ACCEPTED, State.TAKEN_BACK, State.TERMINATED, State.REFUSED),
        *(State.RENEWED, State.LAPSED, State.CLOSED),
    }
)

RENEWAL: Final = Table(
    Kind.RENEWAL,
    State.NOT_OPENED,
    _FINAL,
    (
        Transition(
            State.NOT_OPENED,
            Event.FILE,
            State.FILED,
            (Actor.CLIENT,),
            printed("9"),
            guards=(Guard.RENEWAL_OPEN,),
            ends=(Deadline.RENEWAL_APPLICATION,),
            norms=("C-9a", "M-18a"),
        ),
        Transition(
            State.FILED,
            Event.ACCEPT,
            State.ACCEPTED,
            (Actor.APPLICATION_OFFICER,),
            reading("9"),
            guards=(Guard.RULE_IN_FORCE, Guard.BODY_MAY_USE_RULE, Guard.DOCUMENTS_COMPLETE),
            norms=("C-9c",),
        ),
        *evaluation.ROWS,
        Transition(
            State.TEST_PASSED,
            Event.RELY_ON_SURVEILLANCE,
            State.IN_REVIEW,
            (Actor.EVALUATOR,),
            printed("9"),
            guards=(Guard.SURVEILLANCE_VALID,),
            starts=(Deadline.CERTIFICATION_TIME,),
            ends=(Deadline.INSPECTION_WINDOW,),
            norms=("C-9b",),
        ),
        *review.ROWS,
        Transition(
            State.DECIDING,
            Event.RENEW,
            State.RENEWED,
            (Actor.DECIDER,),
            printed("9"),
            guards=(
                *review.TO_DECIDE,
                Guard.RENEWAL_OPEN,
                Guard.CAUSES_CLOSED,
                Guard.NOT_SUSPENDED,
                Guard.RENEWAL_NUMBER_SET,
                Guard.RENEWAL_START_SET,
            ),
            act=Act.RENEW,
            norms=("C-9d",),
        ),
        *from_each(
            review.OPEN,
            Transition(HERE, Event.GRACE_OVER, State.LAPSED, (Actor.SYSTEM,), printed("9"), norms=("C-9d",)),
        ),
        *from_each(
            review.OPEN, Transition(HERE, Event.CERTIFICATE_ENDED, State.CLOSED, (Actor.SYSTEM,), reading("8.3"))
        ),
    ),
)
