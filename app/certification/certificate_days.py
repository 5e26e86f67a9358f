"""How a certificate stands on a day, by what had been made of it and done to it up to that day.

Acts are taken by the table of the certificate, and between them its terms run out: it is valid up to, not including,
the day of expiry, and can be renewed in the term of D-17 after it (9). What is done later changes no answer about an
earlier day, even where a renewed certificate counts from the old expiry: what a person does to a certificate that is
there is not dated before the day on which it is recorded, where it changes how it stands. A suspension ends by an act
alone, never by itself on the day that it was given until.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from app.certification.cases.over import last_day
from app.certification.certification_scheme import CertificationScheme
from app.certification.deadlines import due
from app.certification.lifecycle.certificate import CERTIFICATE, NOT_ISSUED
from app.certification.lifecycle.circumstances import Circumstances
from app.certification.lifecycle.clock import IN_USE, ClockEvent
from app.certification.lifecycle.vocabulary import Act, Cause, Deadline, Status

# A number that is new begins with what made it: an issue, an extension, or a renewal under another number.
_BEGINNING: Final = frozenset({Act.RENEW, Act.ISSUE_ANOTHER})


class Stands(StrEnum):
    """How a certificate stands on a day: before its issue, before its first day, or in one of its statuses."""

    NOT_ISSUED = "not_issued"
    NOT_YET_VALID = "not_yet_valid"
    VALID = "valid"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a certificate: valid from `starts_on` up to, not including, `expires_on`."""

    number: int
    starts_on: date
    expires_on: date


@dataclass(frozen=True, slots=True)
class Done:
    """One act on a certificate, of the version that it made or met; `until` of a suspension that states its end."""

    act: Act
    version: int
    on: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CertificateLife:
    """Every version of a certificate and every act on it, in the order in which they were recorded."""

    versions: tuple[Version, ...]
    acts: tuple[Done, ...]

    def __post_init__(self) -> None:
        known = {version.number for version in self.versions}
        if any(done.version not in known for done in self.acts):
            raise ValueError("an act is done to a version that there is")


@dataclass(frozen=True, slots=True)
class Move:
    """What moved a certificate on a day: an act, or a term that ran out; `status` is how it stands from then on."""

    on: date
    event: Act | ClockEvent
    status: Status
    done: Done | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An act that the certificate's table does not know in its status on that day: nothing can be said after it."""

    done: Done
    status: str


@dataclass(frozen=True, slots=True)
class CertificateOn:
    """How a certificate stands on a day: by which version, since when, and until when it is suspended if that is said.

    `version` is the newest one whose first day has come, before that the first one; None before the issue.
    """

    stands: Stands
    version: int | None = None
    since: date | None = None
    suspended_until: date | None = None
    in_grace: bool = False


@dataclass(frozen=True, slots=True)
class _At:
    status: str
    in_grace: bool
    expires_on: date
    moves: tuple[Move, ...]

    def moved(self, on: date, event: Act | ClockEvent, to: str, done: Done | None = None) -> "_At":
        return replace(self, status=to, moves=(*self.moves, Move(on, event, Status(to), done)))


def moves(life: CertificateLife, scheme: CertificationScheme, on: date) -> tuple[Move, ...] | Contradiction:
    """Return what moved a certificate up to and including a day, in the order of its days."""
    at = _at(life, scheme, on)
    return at if isinstance(at, Contradiction) else at.moves


def circumstances_on(
    life: CertificateLife, scheme: CertificationScheme, on: date, open_causes: frozenset[Cause] = frozenset()
) -> Circumstances | Contradiction:
    """Return how a certificate stands on a day for the guards of its cases; the causes are the caller's."""
    at = _at(life, scheme, on)
    if isinstance(at, Contradiction):
        return at
    return Circumstances(Status(at.status) if at.moves else None, at.in_grace, open_causes)


def stands_on(life: CertificateLife, scheme: CertificationScheme, on: date) -> CertificateOn | Contradiction:
    """Return how a certificate stands on a day for whoever holds it in their hands."""
    at = _at(life, scheme, on)
    if isinstance(at, Contradiction):
        return at
    if not at.moves:
        return CertificateOn(Stands.NOT_ISSUED)
    made = _made(life, at.moves)
    begun = [version for version in made if version.starts_on <= on]
    version = begun[-1] if begun else made[0]
    since = _since(at.moves)
    if at.status != Status.VALID:
        until = _suspended_until(at) if at.status == Status.SUSPENDED else None
        return CertificateOn(Stands(at.status), version.number, since, until, at.in_grace)
    if not begun:
        return CertificateOn(Stands.NOT_YET_VALID, version.number)
    if version.expires_on <= on:
        return CertificateOn(Stands.EXPIRED, version.number, version.expires_on)
    return CertificateOn(Stands.VALID, version.number, max(since, made[0].starts_on))


def _at(life: CertificateLife, scheme: CertificationScheme, on: date) -> _At | Contradiction:
    by_number = {version.number: version for version in life.versions}
    at = _At(NOT_ISSUED, in_grace=False, expires_on=date.max, moves=())
    for done in sorted((done for done in life.acts if done.on <= on), key=lambda done: done.on):
        at = _ticked(at, scheme, done.on)
        begins = at.status == NOT_ISSUED and done.act in _BEGINNING
        row = CERTIFICATE.row(at.status, Act.ISSUE if begins else done.act)
        if row is None or (at.status == Status.EXPIRED and done.act is Act.RENEW and not at.in_grace):
            return Contradiction(done, at.status)
        is_made = all(move.done is None or move.done.version != done.version for move in at.moves)
        expires_on = by_number[done.version].expires_on if is_made else at.expires_on
        in_grace = at.in_grace and Deadline.GRACE not in row.ends
        at = replace(at.moved(done.on, done.act, row.to, done), expires_on=expires_on, in_grace=in_grace)
    return _ticked(at, scheme, on)


def _ticked(at: _At, scheme: CertificationScheme, on: date) -> _At:
    """Let the terms run out that are over on a day: they are over as it begins, before anything is done on it."""
    if at.status in IN_USE and at.expires_on <= on:
        expired_on = max(at.expires_on, at.moves[-1].on)
        at = replace(at.moved(expired_on, ClockEvent.EXPIRE, Status.EXPIRED), in_grace=True)
    last = _last_of_grace(at.expires_on, scheme) if at.in_grace else None
    if last is not None and last < on:
        over_on = max(last + timedelta(days=1), at.moves[-1].on)
        at = replace(at.moved(over_on, ClockEvent.GRACE_OVER, Status.EXPIRED), in_grace=False)
    return at


def _last_of_grace(expires_on: date, scheme: CertificationScheme) -> date | None:
    return last_day(due(scheme.deadlines[Deadline.GRACE], expires_on, scheme.calendar))


def _made(life: CertificateLife, taken: tuple[Move, ...]) -> list[Version]:
    numbers = {move.done.version for move in taken if move.done is not None}
    return sorted((version for version in life.versions if version.number in numbers), key=lambda each: each.number)


def _since(taken: tuple[Move, ...]) -> date:
    """Return the day of the move that led to the last status, whatever else was done in it."""
    *_, first = _in_last_status(taken)
    return first.on


def _suspended_until(at: _At) -> date | None:
    return next(
        (move.done.until for move in _in_last_status(at.moves) if move.event is Act.SUSPEND and move.done), None
    )


def _in_last_status(taken: tuple[Move, ...]) -> Iterator[Move]:
    """Return the moves since the last change of status, the newest one first."""
    for move in reversed(taken):
        if move.status != taken[-1].status:
            return
        yield move
