"""The certificate: five statuses, and what leads from one to another.

Nothing leads out of withdrawn or cancelled, and out of expired only a renewal that is decided in time.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.certification.lifecycle import clock
from app.certification.lifecycle.citation import Citation, iso, printed, reading
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.table import HERE, Signal, Table, Transition, from_each
from app.certification.lifecycle.vocabulary import Act, Actor, Deadline, Kind, Status

NOT_ISSUED: Final = "not_issued"

# The dryer rule leaves the years of 8.1.1 blank; how the blank is read is a doubt of the rule.
STATUS_CLAUSES: Final[Mapping[Status, Citation]] = MappingProxyType(
    {
        Status.VALID: printed("8.1.1"),
        Status.SUSPENDED: printed("8.3"),
        Status.WITHDRAWN: printed("8.3"),
        Status.CANCELLED: printed("8.3"),
        Status.EXPIRED: printed("9"),
    }
)

_SYSTEM: Final = (Actor.SYSTEM,)
_GAP: Final = (Deadline.SURVEILLANCE_GAP,)
_FROM_RENEWAL: Final = (*clock.REPORTING, *clock.VALIDITY, *_GAP)
_FROM_ISSUE: Final = (*clock.REPORTING, *clock.VALIDITY, *clock.SURVEILLANCE)
_IN_USE_ONLY: Final = (*clock.VALIDITY, *clock.SURVEILLANCE)
_ENDED: Final = (*clock.ENDED, Signal(Kind.RENEWAL, Event.CERTIFICATE_ENDED))


def _row(status: str, act: Act, to: str, citation: Citation, starts: tuple[Deadline, ...] = ()) -> Transition:
    return Transition(status, act, to, _SYSTEM, citation, starts=starts)


# The bar of D-18 runs only where the body has adopted M-23d.
_WITHDRAW: Final = Transition(
    HERE,
    Act.WITHDRAW,
    Status.WITHDRAWN,
    _SYSTEM,
    reading("8.3"),
    signals=_ENDED,
    starts=(Deadline.BAR,),
    ends=_IN_USE_ONLY,
    norms=("C-8.3", "M-23b", "M-23d"),
)
_CANCEL: Final = Transition(
    HERE,
    Act.CANCEL,
    Status.CANCELLED,
    _SYSTEM,
    reading("8.3"),
    signals=_ENDED,
    ends=_IN_USE_ONLY,
    norms=("C-8.3",),
)
_RENEW_LATE: Final = Transition(
    Status.EXPIRED,
    Act.RENEW,
    Status.VALID,
    _SYSTEM,
    printed("9"),
    signals=(Signal(Kind.SUSPENSION, Event.CERTIFICATE_RENEWED),),
    starts=_FROM_RENEWAL,
    ends=(Deadline.GRACE,),
    norms=("C-9d",),
)
_LIFT_BAR: Final = Transition(
    Status.WITHDRAWN, Act.LIFT_BAR, Status.WITHDRAWN, _SYSTEM, iso("7.13"), ends=(Deadline.BAR,)
)

CERTIFICATE: Final = Table(
    "certificate",
    NOT_ISSUED,
    frozenset({Status.WITHDRAWN, Status.CANCELLED, Status.EXPIRED}),
    (
        _row(NOT_ISSUED, Act.ISSUE, Status.VALID, printed("6.1"), _FROM_ISSUE),
        _row(Status.VALID, Act.MAINTAIN, Status.VALID, printed("7.3")),
        _row(Status.SUSPENDED, Act.MAINTAIN, Status.SUSPENDED, reading("7.3")),
        _row(Status.VALID, Act.SURVEY, Status.VALID, printed("7.1.1"), _GAP),
        _row(Status.SUSPENDED, Act.SURVEY, Status.SUSPENDED, reading("7.1.1"), _GAP),
        _row(Status.VALID, Act.REISSUE, Status.VALID, printed("8.1.2.2")),
        _row(Status.SUSPENDED, Act.REISSUE, Status.SUSPENDED, reading("8.1.2.2")),
        _row(Status.VALID, Act.ISSUE_ANOTHER, Status.VALID, printed("8.2.1")),
        _row(Status.VALID, Act.SUSPEND, Status.SUSPENDED, printed("8.3")),
        _row(Status.SUSPENDED, Act.RESTORE, Status.VALID, reading("8.3")),
        _row(Status.VALID, Act.RENEW, Status.VALID, printed("9"), _FROM_RENEWAL),
        _RENEW_LATE,
        *from_each(clock.IN_USE, _WITHDRAW),
        *from_each(clock.IN_USE, _CANCEL),
        _LIFT_BAR,
        *clock.ROWS,
    ),
)
