"""The stages of a programme, who carries them out, and what it prints beside them."""

from dataclasses import dataclass
from enum import StrEnum

from app.certification.scheme import Nature


class StageName(StrEnum):
    """The stages that programmes put into an order of their own."""

    CULTIVATION = "cultivation"
    RECOMMENDATION = "recommendation"
    SELECTION = "selection"
    STANDARD_EVALUATION = "standard_evaluation"
    CREDIT_CONSULTATION = "credit_consultation"
    CERTIFICATION = "certification"
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class Norm:
    """A requirement by its id, where it stands, and a few printed words to find it by."""

    ids: tuple[str, ...]
    article: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Statute:
    """What a programme prints beside stages, roles and conditions.

    `only_here`: no product rule and no notice prints it, so that a draft's acts only where a body adopts it.
    """

    norm: Norm
    nature: Nature
    only_here: bool


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody who acts under a programme; `appointed_by` is another role, None where no act is printed."""

    id: str
    name: str
    appointed_by: str | None
    norm: Norm


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage and the roles that may carry it out."""

    name: StageName
    by: tuple[str, ...]
    norm: Norm
