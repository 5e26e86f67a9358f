"""How a stored certificate stands on a day, as its cases and its holder are told."""

from dataclasses import dataclass
from datetime import date

from app.certification.certificate_days import (
    CertificateLife,
    Contradiction,
    Done,
    Version,
    circumstances_on,
)
from app.certification.certification_scheme import CertificationScheme
from app.certification.lifecycle.circumstances import Circumstances
from app.certification.lifecycle.vocabulary import Act, Status
from app.ports.certificates import CertificateView, Published
from app.workflow.unreadable import CertificateContradicted


@dataclass(frozen=True, slots=True)
class Stands:
    """A certificate on a day, the version that was made last, and how many acts there are, the last one on a day.

    `surveyed_on` is the day of the last surveillance that is on record, None where none is.
    """

    on: Circumstances
    newest: CertificateView
    acts: int
    last_act_on: date
    surveyed_on: date | None

    @property
    def is_bound(self) -> bool:
        """Tell whether causes that were left open still count: for a certificate in use, or to be renewed late."""
        return self.on.status in {Status.VALID, Status.SUSPENDED} or self.on.in_grace


def stands(published: Published, scheme: CertificationScheme, on: date) -> Stands:
    """Return how a certificate stands on a day; the causes of suspension are those of its cases."""
    found = circumstances_on(life_of(published), scheme, on)
    newest = published.versions[-1]
    if isinstance(found, Contradiction):
        raise CertificateContradicted(f"{newest.number}: {found.done.act} of {found.done.on} while {found.status}")
    last = max(each.dated for each in published.acts)
    surveyed_on = max((each.dated for each in published.acts if each.act == Act.SURVEY), default=None)
    return Stands(found, newest, len(published.acts), last, surveyed_on)


def life_of(published: Published) -> CertificateLife:
    """Return the versions and acts of a certificate as plain values."""
    return CertificateLife(
        tuple(Version(each.version, each.starts_on, each.expires_on) for each in published.versions),
        tuple(Done(Act(each.act), each.version, each.dated, each.until) for each in published.acts),
    )
