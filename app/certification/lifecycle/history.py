"""The status of a certificate on a day, from its dated acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.certification.lifecycle.certificate import CERTIFICATE, NOT_ISSUED
from app.certification.lifecycle.vocabulary import Act, Status

_WITH_VALIDITY: Final = frozenset({Act.ISSUE, Act.RENEW})


@dataclass(frozen=True, slots=True)
class Validity:
    """From the first day of validity up to, not including, the day of expiry."""

    starts_on: date
    expires_on: date

    def __post_init__(self) -> None:
        if self.starts_on >= self.expires_on:
            raise ValueError(f"validity from {self.starts_on} to {self.expires_on}: at least one day")

    def covers(self, day: date) -> bool:
        """Tell whether a day is one of validity."""
        return self.starts_on <= day < self.expires_on


@dataclass(frozen=True, slots=True)
class Dated:
    """An act and the day from which it counts; `validity` stands exactly at an issue and a renewal.

    Expiry is no act: it follows from the dates.
    """

    act: Act
    on: date
    validity: Validity | None = None

    def __post_init__(self) -> None:
        if (self.validity is not None) is not (self.act in _WITH_VALIDITY):
            raise ValueError(f"{self.act}: a validity stands exactly at an issue and a renewal")


def status_on(acts: Sequence[Dated], day: date) -> Status | None:
    """Return the status on a day, None before the first day of validity.

    Acts count from their day on, those of one day in the order given. A renewal that is decided after the expiry
    leaves the days between expired, whatever its validity says: clause 9 of the rules gives time to decide, not
    validity. An act that the certificate's table does not know in its status raises ValueError.
    """
    standing: str = NOT_ISSUED
    periods: list[Validity] = []
    for dated in sorted(acts, key=lambda dated: dated.on):
        if dated.on > day:
            break
        standing = _after(_aged(standing, periods, dated.on), dated.act)
        if dated.validity is not None:
            periods.append(_counted(dated.validity, dated.on))
    if not periods or day < periods[0].starts_on:
        return None
    return Status(_aged(standing, periods, day))


def _counted(validity: Validity, decided_on: date) -> Validity:
    return Validity(max(validity.starts_on, decided_on), validity.expires_on)


def _aged(standing: str, periods: Sequence[Validity], day: date) -> str:
    """Return the standing with the expiry that the dates bring, also between two periods."""
    is_over = standing in {Status.VALID, Status.SUSPENDED} and day >= periods[0].starts_on
    return Status.EXPIRED if is_over and not any(period.covers(day) for period in periods) else standing


def _after(standing: str, act: Act) -> str:
    row = CERTIFICATE.row(standing, act)
    if row is None:
        raise ValueError(f"{act}: impossible while the certificate is {standing}")
    return row.to
