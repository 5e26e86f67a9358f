"""How a certificate stands on a day: what was done to it up to then, and what the clock did.

Expiry and the end of the months for a late renewal are no acts: they follow from the day alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.certification.cases.over import is_over, last_day
from app.certification.certification_scheme import CertificationScheme
from app.certification.deadlines import due
from app.certification.lifecycle.certificate import CERTIFICATE, NOT_ISSUED
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.table import Signal
from app.certification.lifecycle.vocabulary import Act, Deadline, Status
from app.ports.certificates import ActView, CertificateView, Published


@dataclass(frozen=True, slots=True)
class Stands:
    """A certificate on a day: its status, whether it may still be renewed late, and the version that counts."""

    status: Status
    in_grace: bool
    newest: CertificateView
    acts: int

    @property
    def is_bound(self) -> bool:
        """Tell whether causes that were left open still count: for a certificate in use, or to be renewed late."""
        return self.status in {Status.VALID, Status.SUSPENDED} or self.in_grace


def stands(published: Published, scheme: CertificationScheme, on: date) -> Stands:
    """Return how a certificate stands on a day."""
    newest = published.versions[-1]
    status: str = NOT_ISSUED
    for act in _done_by(published.acts, on):
        status = _moved(_expired(status, published, act), act.act)
    status = _expired_on(status, _expires_on(published, None), on)
    in_grace = status == Status.EXPIRED and not _grace_is_over(_expires_on(published, None), scheme, on)
    return Stands(Status(status), in_grace, newest, len(published.acts))


def signals_of(status: Status, act: Act) -> tuple[Signal, ...] | None:
    """Return what an act tells to other cases; None where nobody can do it to a certificate of this status."""
    row = CERTIFICATE.row(status, act)
    return None if row is None else row.signals


def grace_ends_on(expires_on: date, scheme: CertificationScheme) -> date | None:
    """Return the last day of a late renewal, None where none can be given."""
    return last_day(due(scheme.deadlines[Deadline.GRACE], expires_on, scheme.calendar))


def _done_by(acts: Sequence[ActView], on: date) -> Sequence[ActView]:
    """Return what was done up to a day; an issue counts from the first, so that there is always a status."""
    return [act for act in acts if act.dated <= on or act.act == Act.ISSUE]


def _moved(status: str, act: str) -> str:
    row = CERTIFICATE.row(status, act)
    return status if row is None else row.to


def _expired(status: str, published: Published, act: ActView) -> str:
    return _expired_on(status, _expires_on(published, act), act.dated)


def _expired_on(status: str, expires_on: date, on: date) -> str:
    is_out = on >= expires_on and CERTIFICATE.row(status, ClockEvent.EXPIRE) is not None
    return Status.EXPIRED if is_out else status


def _expires_on(published: Published, before: ActView | None) -> date:
    """Return the day of expiry by the versions that were there before an act, by all of them without one."""
    most = None if before is None else before.version - (before.act in {Act.RENEW, Act.REISSUE})
    versions = [each for each in published.versions if most is None or each.version <= max(most, 1)]
    return versions[-1].expires_on


def _grace_is_over(expires_on: date, scheme: CertificationScheme, on: date) -> bool:
    rule = scheme.deadlines[Deadline.GRACE]
    return is_over(rule, due(rule, expires_on, scheme.calendar), on)
