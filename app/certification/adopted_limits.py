"""Limits that a certification body adopts where none is held: `labverdict.adopted_limits/1`.

All 13 requirements of GB/T 32237-2015 are of this sort: the standard's text is not held. A body that owns it reads the
limit out of it, cites the place, and two of its persons stand behind the document, which is sealed into every verdict
that it takes part in. A limit that is held is never replaced.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.verification.requirement import Certainty, Clause, Limit, Requirement
from app.verification.scheme import Scheme

FORMAT = "labverdict.adopted_limits/1"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a limit is printed."""

    document: str
    edition: str
    clause: str


@dataclass(frozen=True, slots=True)
class AdoptedLimit:
    """One limit, compiled, and where it is printed."""

    limit: Limit
    citation: Citation


@dataclass(frozen=True, slots=True)
class Adopted:
    """What a body takes for one requirement: all of its limits have to be met.

    It holds from `since` up to, not including, `until` (None: no end is set).
    """

    requirement: str
    limits: tuple[AdoptedLimit, ...]
    ground: str
    since: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the adoption holds on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class AdoptedLimits:
    """What one body has adopted for one scheme, in one version; of each requirement one adoption at most a day."""

    body: str
    version: int
    scheme: str
    set_by: tuple[str, str]
    adopted: tuple[Adopted, ...]


@dataclass(frozen=True, slots=True)
class SealedLimits:
    """Adopted limits with the SHA-256 of their document's canonical bytes."""

    limits: AdoptedLimits
    sha256: str

    @property
    def name(self) -> str:
        """Return the name under which the seals of a verdict list the document."""
        return f"adopted_limits/{self.limits.body}/{self.limits.version}"

    def hold(self, scheme: Scheme, on: date) -> Scheme:
        """Return the scheme with the requirements that are not held taken as adopted on a day, and sealed so.

        The document is sealed in even where nothing of it holds on that day: the verdict would say so. Raises
        ValueError for another scheme than that of the document.
        """
        if scheme.id != self.limits.scheme:
            raise ValueError(f"limits adopted for {self.limits.scheme} say nothing of {scheme.id}")
        in_force = {each.requirement: each for each in self.limits.adopted if each.covers(on)}
        requirements = {
            grade: tuple(held for each in asked for held in _held(each, in_force.get(each.id), self.limits))
            for grade, asked in scheme.requirements.items()
        }
        seals = dict(sorted({**scheme.seals, self.name: self.sha256}.items()))
        return replace(scheme, requirements=requirements, seals=seals)


def _held(requirement: Requirement, adopted: Adopted | None, limits: AdoptedLimits) -> Iterator[Requirement]:
    """Yield a requirement as it is, or one for each limit that is adopted for it; several are numbered."""
    if requirement.limit is not None or adopted is None:
        yield requirement
        return
    for place, each in enumerate(adopted.limits, start=1):
        citation = each.citation
        yield replace(
            requirement,
            id=requirement.id if len(adopted.limits) == 1 else f"{requirement.id}/{place}",
            clause=Clause(citation.document, citation.clause, requirement.clause.anchor),
            limit=each.limit,
            certainty=Certainty.CONFIRMED,
            basis=_basis(adopted, citation, limits),
            adopted=True,
        )


def _basis(adopted: Adopted, citation: Citation, limits: AdoptedLimits) -> str:
    persons = " and ".join(limits.set_by)
    return (
        f"adopted by {limits.body}, version {limits.version}, read back by {persons}: {citation.document}, "
        f"edition {citation.edition}, clause {citation.clause}; {adopted.ground}; since {adopted.since}"
    )
