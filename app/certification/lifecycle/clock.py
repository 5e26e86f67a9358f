"""What happens to a certificate without a decision: terms that run out, and what the body's office records."""

from enum import StrEnum
from typing import Final

from app.certification.lifecycle.citation import draft, notice, printed, reading
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.table import HERE, Signal, Transition, from_each
from app.certification.lifecycle.vocabulary import Actor, Cause, Deadline, Kind, Status


class ClockEvent(StrEnum):
    """What happens to a certificate without a decision."""

    EXPIRE = "expire"
    GRACE_OVER = "grace_over"
    BAR_OVER = "bar_over"
    WINDOW_OPENED = "window_opened"
    SURVEILLANCE_OVERDUE = "surveillance_overdue"
    RENEWAL_DUE = "renewal_due"
    REPORTING_OVERDUE = "reporting_overdue"
    REPORT_RESULT = "report_result"
    RECOVER = "recover"
    PUBLISH_WITHDRAWAL = "publish_withdrawal"
    LIST = "list"
    TRANSFER = "transfer"


IN_USE: Final = (Status.VALID, Status.SUSPENDED)
REPORTING: Final = (Deadline.REPORTING, Deadline.FEEDBACK)
VALIDITY: Final = (Deadline.VALIDITY, Deadline.RENEWAL_APPLICATION)
SURVEILLANCE: Final = (Deadline.SURVEILLANCE_WINDOW, Deadline.SURVEILLANCE_GAP)

ENDED: Final = tuple(
    Signal(kind, Event.CERTIFICATE_ENDED) for kind in (Kind.SURVEILLANCE, Kind.SAMPLE, Kind.CHANGE, Kind.EXTENSION)
)

_SYSTEM: Final = (Actor.SYSTEM,)
_OFFICE: Final = (Actor.APPLICATION_OFFICER,)

_EXPIRE: Final = Transition(
    HERE,
    ClockEvent.EXPIRE,
    Status.EXPIRED,
    _SYSTEM,
    printed("8.1.1"),
    signals=(*ENDED, Signal(Kind.SUSPENSION, Event.CERTIFICATE_EXPIRED)),
    starts=(Deadline.GRACE,),
    ends=(Deadline.RENEWAL_APPLICATION, *SURVEILLANCE),
    expires=(Deadline.VALIDITY,),
    norms=("C-8.1.1", "N-3.5a", "M-16c", "M-18b"),
)
_WINDOW_OPENED: Final = Transition(
    HERE,
    ClockEvent.WINDOW_OPENED,
    HERE,
    _SYSTEM,
    printed("7.1.1"),
    expires=(Deadline.SURVEILLANCE_WINDOW,),
    norms=("C-7.1.1a",),
)
_SURVEILLANCE_OVERDUE: Final = Transition(
    HERE,
    ClockEvent.SURVEILLANCE_OVERDUE,
    HERE,
    _SYSTEM,
    reading("7.1.1"),
    signals=(Signal(Kind.SUSPENSION, Event.RAISE, Cause.SURVEILLANCE_OVERDUE),),
    expires=(Deadline.SURVEILLANCE_GAP,),
    norms=("C-7.1.1a", "M-17"),
)
_RENEWAL_DUE: Final = Transition(
    HERE, ClockEvent.RENEWAL_DUE, HERE, _SYSTEM, printed("9"), expires=(Deadline.RENEWAL_APPLICATION,), norms=("C-9a",)
)
_GRACE_OVER: Final = Transition(
    Status.EXPIRED,
    ClockEvent.GRACE_OVER,
    Status.EXPIRED,
    _SYSTEM,
    printed("9"),
    signals=(Signal(Kind.RENEWAL, Event.GRACE_OVER), Signal(Kind.SUSPENSION, Event.GRACE_OVER)),
    expires=(Deadline.GRACE,),
    norms=("C-9d",),
)
_BAR_OVER: Final = Transition(
    Status.WITHDRAWN,
    ClockEvent.BAR_OVER,
    Status.WITHDRAWN,
    _SYSTEM,
    draft("23"),
    guards=(Guard.NORM_ADOPTED,),
    expires=(Deadline.BAR,),
    norms=("M-23d",),
)
_REPORTING_OVERDUE: Final = Transition(
    HERE,
    ClockEvent.REPORTING_OVERDUE,
    HERE,
    _SYSTEM,
    notice("3(3)"),
    expires=REPORTING,
    norms=("M-16b", "N-3.3a", "N-3.3b"),
)
_REPORT_RESULT: Final = Transition(
    HERE, ClockEvent.REPORT_RESULT, HERE, _OFFICE, notice("3(3)"), ends=REPORTING, norms=("M-16b", "N-3.3a", "N-3.3b")
)
_RECOVER: Final = Transition(
    HERE, ClockEvent.RECOVER, HERE, _OFFICE, draft("23"), guards=(Guard.NORM_ADOPTED,), norms=("M-23c",)
)
_PUBLISH_WITHDRAWAL: Final = Transition(
    HERE, ClockEvent.PUBLISH_WITHDRAWAL, HERE, _OFFICE, draft("23"), guards=(Guard.NORM_ADOPTED,), norms=("M-23c",)
)
# Outside the round of 2023 nobody is listed after the certification, and the step is not taken.
_LIST: Final = Transition(
    HERE, ClockEvent.LIST, HERE, _OFFICE, notice("5(3)"), guards=(Guard.LISTED,), norms=("N-5.3",)
)
_TRANSFER: Final = Transition(
    HERE, ClockEvent.TRANSFER, HERE, _OFFICE, draft("21"), guards=(Guard.NORM_ADOPTED,), norms=("M-21d",)
)

ROWS: Final = (
    *from_each(IN_USE, _EXPIRE),
    *from_each(IN_USE, _WINDOW_OPENED),
    *from_each(IN_USE, _SURVEILLANCE_OVERDUE),
    *from_each(IN_USE, _RENEWAL_DUE),
    _GRACE_OVER,
    _BAR_OVER,
    *from_each(Status, _REPORTING_OVERDUE),
    *from_each(Status, _REPORT_RESULT),
    *from_each((Status.WITHDRAWN,), _RECOVER),
    *from_each((Status.WITHDRAWN,), _PUBLISH_WITHDRAWAL),
    *from_each(IN_USE, _LIST),
    *from_each(IN_USE, _TRANSFER),
)
