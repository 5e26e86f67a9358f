"""An applicant for cultivation or recommendation, by what it states of itself.

None is what is not known. A list or mapping that is there is whole, even an empty one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.certification.amounts import Amount, Unit
from app.certification.entry import Effect, Proof, Sector, Subject
from app.certification.programme import Programme
from app.certification.stage import StageName


class Organisation(StrEnum):
    """Kinds of organisation that programmes tell apart."""

    ENTERPRISE = "enterprise"
    COOPERATIVE = "cooperative"
    SERVICE_INSTITUTION = "service_institution"
    OTHER = "other"


class ProductClass(StrEnum):
    """消费类产品, 生产资料类产品."""

    CONSUMER = "consumer"
    MEANS_OF_PRODUCTION = "means_of_production"


class Account(StrEnum):
    """Sums of a calendar year."""

    SALES = "sales"
    SERVICE_REVENUE = "service_revenue"
    PROFIT = "profit"
    PROFIT_AND_TAX = "profit_and_tax"


class Start(StrEnum):
    """Days from which years are counted."""

    ESTABLISHED_ON = "established_on"
    OPERATING_SINCE = "operating_since"
    MASS_PRODUCTION_SINCE = "mass_production_since"


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact that a named person states to hold or not to hold, and on what ground."""

    holds: bool
    by: str
    ground: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a search of a register covered (both days included), and the days of what it found."""

    first: date
    last: date
    events: tuple[date, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A standing that the applicant claims, with its evidence; `until` is the last day on which it holds."""

    evidence: str | None
    since: date | None
    until: date | None

    def holds(self, on: date) -> bool:
        """Tell whether the standing is claimed for a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Trademark:
    """A registered trademark; `expires_on` is the last day of its right."""

    number: str
    owned: bool
    expires_on: date


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided where a programme leaves a condition to one."""

    granted: bool
    by: str
    ground: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class StageRecord:
    """The outcome of a stage as attested, and the role that carried it out."""

    passed: bool
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Applicant:
    """Everything that is known of one applicant on a day. `rulings` are by programme and condition."""

    name: str
    stated_on: date
    sector: Sector
    organisation: Organisation | None = None
    product_class: ProductClass | None = None
    province: str | None = None
    starts: Mapping[Start, date] = field(default_factory=dict)
    accounts: Mapping[Account, Mapping[int, Amount]] = field(default_factory=dict)
    scales: Mapping[str, Amount] | None = None
    trademark: Trademark | None = None
    statements: Mapping[str, Statement] | None = None
    records: Mapping[str, Record] | None = None
    standings: Mapping[str, Claim] | None = None
    documents: frozenset[str] | None = None
    stages: Mapping[StageName, StageRecord] | None = None
    rulings: Mapping[tuple[str, str], Ruling] | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the programmes in use give a meaning to; a document with any other word is refused.

    `measures` has the unit in which each scale is printed, `rulable` the conditions that are left to a person.
    """

    statements: frozenset[str]
    standings: frozenset[str]
    records: frozenset[str]
    measures: Mapping[str, Unit]
    documents: frozenset[str]
    roles: frozenset[str]
    rulable: frozenset[tuple[str, str]]


def vocabulary_of(programmes: Iterable[Programme]) -> Vocabulary:
    """Return the words of some programmes."""
    held = tuple(programmes)
    asked = [condition for programme in held for condition in programme.conditions]
    standings = (
        *(condition.one_of for condition in asked if condition.fact == "entity"),
        *(waiver.any_of for programme in held for waiver in programme.waivers),
        *(priority.any_of for programme in held for priority in programme.priorities),
    )
    return Vocabulary(
        statements=frozenset(
            condition.fact
            for condition in asked
            if condition.proof is Proof.STATED and condition.subject is Subject.APPLICANT
        ),
        standings=frozenset(word for words in standings for word in words) - set(Organisation),
        records=frozenset(condition.fact for condition in asked if condition.proof is Proof.CLEAN),
        measures={
            measure: figure.amount.unit
            for condition in asked
            if condition.proof is Proof.SCALE
            for figure in condition.figures
            for measure in figure.of
        },
        documents=frozenset(
            document.id
            for programme in held
            for document in programme.documents
            if document.filed_by == Subject.APPLICANT
        ),
        roles=frozenset(role for programme in held for role in programme.roles),
        rulable=frozenset((programme.id, named) for programme in held for named in _rulable(programme)),
    )


def _rulable(programme: Programme) -> Iterable[str]:
    """Yield what is left to a person: open lists, thresholds that may be lowered, figures that are not printed."""
    for condition in programme.conditions:
        if condition.open_list or condition.proof is Proof.SCALE or condition.by is not None:
            yield condition.id
    for waiver in programme.waivers:
        if waiver.open_list or waiver.effect is Effect.MAY_BE_LOWERED:
            yield from waiver.lifts
