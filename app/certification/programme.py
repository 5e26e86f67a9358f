"""A programme as data: who is to be cultivated, recommended and listed, in which order, by whom.

A programme is the notice of one round, or a draft. Its rules stand before certification; those of the products are
schemes. What a programme says is known by the ids of the requirements that stand in it (`norms`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.certification.entry import Condition, NeededDocument, Priority, Sector, Subject, Waiver
from app.certification.scheme import Doubt
from app.certification.stage import Norm, Role, Stage, StageName, Statute


class Status(StrEnum):
    """Whether a programme binds in the round that it names, or is a draft that binds nobody."""

    ROUND = "round"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme. `in_force` is None where no day is known; `year` is the round's, None for a draft."""

    id: str
    title: str
    title_en: str
    status: Status
    year: int | None
    in_force: date | None
    norms: tuple[str, ...]
    source_sha256: str
    roles: Mapping[str, Role]
    order: Norm
    stages: tuple[Stage, ...]
    statutes: tuple[Statute, ...]
    conditions: tuple[Condition, ...]
    waivers: tuple[Waiver, ...]
    priorities: tuple[Priority, ...]
    documents: tuple[NeededDocument, ...]
    doubts: tuple[Doubt, ...]

    def binds(self, on: date) -> bool:
        """Tell whether this programme refuses on a day: in its round, from its day in force. A draft never does."""
        return self.year == on.year and self.in_force is not None and self.in_force <= on

    def before_application(self) -> tuple[Stage, ...]:
        """Return the stages that have to be passed before certification is applied for."""
        names = [stage.name for stage in self.stages]
        return self.stages[: names.index(StageName.CERTIFICATION)]

    def asked_of(self, subject: Subject, sector: Sector) -> tuple[Condition, ...]:
        """Return the conditions for a subject in a sector."""
        return tuple(asked for asked in self.conditions if asked.subject is subject and sector in asked.sectors)


def adoptable(programmes: Iterable[Programme]) -> frozenset[str]:
    """Return the ids of the norms that only a draft prints, which a body can adopt in its settings."""
    drafts = [programme for programme in programmes if programme.status is Status.DRAFT]
    stated = (statute.norm for draft in drafts for statute in draft.statutes if statute.only_here)
    qualifying = (
        asked.norm for draft in drafts for asked in draft.conditions if asked.subject is not Subject.APPLICANT
    )
    return frozenset(id_ for norm in (*stated, *qualifying) for id_ in norm.ids)
