"""What a programme asks of those who enter: conditions, what lifts them, what is preferred, what is filed."""

from dataclasses import dataclass
from enum import StrEnum

from app.certification.amounts import Amount
from app.certification.stage import Norm, StageName


class Sector(StrEnum):
    """农业, 制造业, 服务业."""

    AGRICULTURE = "agriculture"
    MANUFACTURING = "manufacturing"
    SERVICE = "service"


class Subject(StrEnum):
    """Of whom a condition speaks."""

    APPLICANT = "applicant"
    EXPERT = "expert"
    CERTIFICATION_BODY = "certification_body"
    CERTIFICATION_PERSON = "certification_person"


class Proof(StrEnum):
    """How a condition is proved.

    A person states it; days are counted; a sum of a year or a scale reaches a figure; accounts are above zero or grow;
    a record is clean; a right is valid; a word is one of a list.
    """

    STATED = "stated"
    YEARS = "years"
    AMOUNT = "amount"
    SCALE = "scale"
    PROFITABLE = "profitable"
    GROWING = "growing"
    CLEAN = "clean"
    VALID = "valid"
    ONE_OF = "one_of"


class Bound(StrEnum):
    """How a figure is worded: 以上 includes it, a translated `more than` does not, and some stand without a word."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UNWORDED = "unworded"


class Chooser(StrEnum):
    """Which word of the applicant chooses among several figures."""

    ORGANISATION = "organisation"
    PRODUCT_CLASS = "product_class"


class Effect(StrEnum):
    """What a waiver does to a condition: it lifts it, or a person may lower its threshold."""

    LIFTED = "lifted"
    MAY_BE_LOWERED = "may_be_lowered"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed and as read; `of` names the classes or measures that it is for, nothing for all.

    `bound` is the reading: `AT_LEAST` or `MORE_THAN`.
    """

    of: tuple[str, ...]
    amount: Amount
    printed: str
    printed_bound: Bound
    bound: Bound


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. `id` is the same in every programme that asks for the same; in one sector it stands once.

    `fact` is what the proof looks at. `year` is the calendar year of the accounts, None for the last complete one.
    `one_of` may be an open list (等).
    """

    id: str
    zh: str
    en: str
    norm: Norm
    sectors: frozenset[Sector]
    subject: Subject
    proof: Proof
    fact: str
    figures: tuple[Figure, ...]
    by: Chooser | None
    year: int | None
    one_of: tuple[str, ...]
    open_list: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiver:
    """A standing of the applicant that lifts conditions, or lets a person lower their threshold."""

    id: str
    zh: str
    en: str
    norm: Norm
    sectors: frozenset[Sector]
    any_of: tuple[str, ...]
    open_list: bool
    lifts: tuple[str, ...]
    effect: Effect
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Priority:
    """A standing that is preferred, other things equal. Never a gate."""

    id: str
    zh: str
    en: str
    norm: Norm
    sectors: frozenset[Sector]
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeededDocument:
    """A document that is filed at a stage; `form_is_free` is False where a form is meant that is not held."""

    id: str
    zh: str
    en: str
    norm: Norm
    sectors: frozenset[Sector]
    stage: StageName
    filed_by: str
    form_is_free: bool
