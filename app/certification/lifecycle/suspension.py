"""The suspension case: any case under clause 8.3, from its first cause to the decision that ends it.

A certificate has at most one; a further cause joins the case that is open. Only the causes of 7.2 are printed with
their consequence; what else leads to a suspension, how it ends, and withdrawal and cancellation are read into 8.3.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from app.certification.lifecycle.citation import Citation, iso, printed, reading
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import HERE, Table, Transition, from_each
from app.certification.lifecycle.vocabulary import Act, Actor, Cause, CauseChange, Deadline, Kind

CAUSES: Final[Mapping[Cause, Citation]] = MappingProxyType(
    {
        Cause.SAMPLE_NOT_SENT: printed("7.2"),
        Cause.NO_SAMPLE: printed("7.2"),
        Cause.SAMPLE_FAILED: printed("7.2"),
        Cause.SURVEILLANCE_FAILED: reading("7.3"),
        Cause.SURVEILLANCE_OVERDUE: reading("7.1.1"),
        Cause.UNAPPROVED_CHANGE: reading("4.3"),
        Cause.MARK_MISUSE: reading("10.2"),
        Cause.COMPLAINT_PROVEN: reading("8.3"),
        Cause.RULES_BROKEN: printed("8.3"),
        Cause.REQUIREMENTS_NOT_MET: printed("8.3"),
        Cause.ACCIDENT_OR_DISHONESTY: reading("8.3"),
    }
)

_CLIENT: Final = (Actor.CLIENT,)
_VERIFIER: Final = (Actor.VERIFIER,)
_DECIDER: Final = (Actor.DECIDER,)
_SYSTEM: Final = (Actor.SYSTEM,)
_RAISING: Final = (*(Actor.EVALUATOR, Actor.VERIFIER, Actor.PLANNER), Actor.COMPLAINTS_HANDLER, Actor.SYSTEM)
_TERM: Final = (Deadline.SUSPENSION_TERM,)

_SUSPENDED: Final = (State.IN_FORCE, State.VERIFYING, State.SETTLED, State.OVERDUE)

_RAISE: Final = Transition(
    HERE,
    Event.RAISE,
    HERE,
    _RAISING,
    printed("8.3"),
    guards=(Guard.CAUSE_NAMED,),
    causes=CauseChange.ADD,
    norms=("C-4.3", "C-8.3", "M-23b"),
)
_WITHDRAW: Final = Transition(
    HERE,
    Event.WITHDRAW,
    State.WITHDRAWN,
    _DECIDER,
    reading("8.3"),
    guards=(Guard.GRAVE_CASE, Guard.REASONS_GIVEN),
    act=Act.WITHDRAW,
    norms=("C-8.3", "M-23b"),
)
_CANCEL: Final = Transition(
    HERE,
    Event.CANCEL,
    State.CANCELLED,
    _DECIDER,
    reading("8.3"),
    guards=(Guard.CANCELLATION_GROUND, Guard.NO_GRAVE_CAUSE_OPEN),
    act=Act.CANCEL,
    norms=("C-8.3",),
)
_OPENING: Final = (
    Transition(
        State.NOT_OPENED,
        Event.RAISE,
        State.RAISED,
        _RAISING,
        printed("8.3"),
        guards=(Guard.CERTIFICATE_IN_USE, Guard.CAUSE_NAMED),
        causes=CauseChange.ADD,
        norms=("C-4.3", "C-8.3", "M-23b"),
    ),
    Transition(
        State.NOT_OPENED,
        Event.REQUEST_CANCELLATION,
        State.CANCELLATION_REQUESTED,
        (Actor.CLIENT, Actor.EVALUATOR),
        reading("8.3"),
        guards=(Guard.CERTIFICATE_IN_USE,),
        norms=("C-8.3",),
    ),
    Transition(State.CANCELLATION_REQUESTED, Event.TAKE_BACK, State.TAKEN_BACK, _CLIENT, reading("8.3")),
    Transition(
        State.CANCELLATION_REQUESTED,
        Event.DISMISS,
        State.DISMISSED,
        _DECIDER,
        reading("8.3"),
        guards=(Guard.REASONS_GIVEN,),
    ),
    Transition(
        State.RAISED,
        Event.DISMISS,
        State.DISMISSED,
        _DECIDER,
        reading("8.3"),
        guards=(Guard.CAUSE_UNFOUNDED, Guard.REASONS_GIVEN),
        causes=CauseChange.CLEAR,
    ),
    # No value of the body is asked for: what protects the public does not wait for a term that is not set.
    Transition(
        State.RAISED,
        Event.SUSPEND,
        State.IN_FORCE,
        _DECIDER,
        printed("8.3"),
        guards=(Guard.UNITS_AND_START_NAMED,),
        act=Act.SUSPEND,
        starts=_TERM,
        norms=("C-7.2e", "C-7.3", "C-8.3", "M-23b"),
    ),
)

_FURTHER_CAUSES: Final = (
    *from_each((State.RAISED, State.IN_FORCE, State.VERIFYING, State.OVERDUE, State.AFTER_EXPIRY), _RAISE),
    replace(_RAISE, state=State.CANCELLATION_REQUESTED, to=State.RAISED),
    replace(_RAISE, state=State.SETTLED, to=State.IN_FORCE, resumes=_TERM),
)

# The term stands still while the body verifies, and counts on from its first day if the correction is rejected.
_CORRECTION: Final = (
    Transition(State.IN_FORCE, Event.SUBMIT_CORRECTION, State.VERIFYING, _CLIENT, reading("8.3"), ends=_TERM),
    Transition(
        State.VERIFYING,
        Event.ACCEPT_CORRECTION,
        State.IN_FORCE,
        _VERIFIER,
        reading("8.3"),
        guards=(Guard.CORRECTION_VERIFIED,),
        causes=CauseChange.CLOSE,
        resumes=_TERM,
    ),
    Transition(State.VERIFYING, Event.REJECT_CORRECTION, State.IN_FORCE, _VERIFIER, reading("8.3"), resumes=_TERM),
    *from_each(
        (State.IN_FORCE, State.AFTER_EXPIRY),
        Transition(
            HERE,
            Event.DISMISS_CAUSE,
            HERE,
            _DECIDER,
            reading("8.3"),
            guards=(Guard.CAUSE_UNFOUNDED, Guard.REASONS_GIVEN),
            causes=CauseChange.CLOSE,
        ),
    ),
    Transition(
        State.IN_FORCE,
        Event.SETTLE,
        State.SETTLED,
        _VERIFIER,
        reading("8.3"),
        guards=(Guard.CAUSES_CLOSED,),
        ends=_TERM,
    ),
    Transition(
        State.SETTLED,
        Event.RESTORE,
        State.RESTORED,
        _DECIDER,
        reading("8.3"),
        guards=(
            Guard.CAUSES_CLOSED,
            Guard.WITHIN_SUSPENSION_TERM,
            Guard.DECIDER_IS_NOT_VERIFIER,
            Guard.NO_GRAVE_CAUSE_OPEN,
        ),
        act=Act.RESTORE,
        norms=("C-8.3",),
    ),
)

_END: Final = (
    Transition(State.IN_FORCE, Event.SUSPENSION_TERM_OVER, State.OVERDUE, _SYSTEM, reading("8.3"), expires=_TERM),
    *from_each((State.RAISED, State.IN_FORCE, State.VERIFYING, State.SETTLED), _WITHDRAW),
    replace(_WITHDRAW, state=State.OVERDUE, guards=(Guard.REASONS_GIVEN,)),
    *from_each((State.CANCELLATION_REQUESTED, State.RAISED, *_SUSPENDED), _CANCEL),
)

# Causes outlive the certificate's validity: a renewal in the three months after it waits until they are closed. Where
# the term was over they stay open for good.
_EXPIRY: Final = (
    *from_each(
        (State.RAISED, State.IN_FORCE, State.VERIFYING, State.SETTLED),
        Transition(HERE, Event.CERTIFICATE_EXPIRED, State.AFTER_EXPIRY, _SYSTEM, reading("8.1.1"), ends=_TERM),
    ),
    Transition(State.OVERDUE, Event.CERTIFICATE_EXPIRED, State.LAPSED, _SYSTEM, reading("8.1.1")),
    Transition(State.CANCELLATION_REQUESTED, Event.CERTIFICATE_EXPIRED, State.DISMISSED, _SYSTEM, reading("8.1.1")),
    Transition(
        State.AFTER_EXPIRY,
        Event.ACCEPT_CORRECTION,
        State.AFTER_EXPIRY,
        _VERIFIER,
        reading("9"),
        guards=(Guard.CORRECTION_VERIFIED,),
        causes=CauseChange.CLOSE,
    ),
    Transition(State.AFTER_EXPIRY, Event.SETTLE, State.LAPSED, _VERIFIER, reading("9"), guards=(Guard.CAUSES_CLOSED,)),
    *(
        Transition(State.AFTER_EXPIRY, event, State.LAPSED, _SYSTEM, reading("9"))
        for event in (Event.GRACE_OVER, Event.CERTIFICATE_RENEWED)
    ),
)

_APPEALED: Final = Transition(HERE, Event.APPEAL_UPHELD, HERE, _SYSTEM, iso("7.13"), causes=CauseChange.CLOSE)
_APPEALS: Final = (
    *from_each((State.IN_FORCE, State.VERIFYING, State.SETTLED, State.AFTER_EXPIRY), _APPEALED),
    replace(_APPEALED, state=State.OVERDUE, to=State.IN_FORCE, resumes=_TERM),
    Transition(
        State.WITHDRAWN,
        Event.APPEAL_UPHELD,
        State.ANNULLED,
        _SYSTEM,
        iso("7.13"),
        act=Act.LIFT_BAR,
        causes=CauseChange.CLEAR,
    ),
)

SUSPENSION: Final = Table(
    Kind.SUSPENSION,
    State.NOT_OPENED,
    frozenset(
        {
            *(State.TAKEN_BACK, State.DISMISSED, State.RESTORED, State.LAPSED),
            *(State.WITHDRAWN, State.ANNULLED, State.CANCELLED),
        }
    ),
    (*_OPENING, *_FURTHER_CAUSES, *_CORRECTION, *_END, *_EXPIRY, *_APPEALS),
)
