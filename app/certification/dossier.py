"""Everything that a decision on one certification unit rests on, as its persons recorded it.

What is not there is not known: a list without a finding is no finding, and no day stands in for a missing one.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.certification.assessment import Assessment
from app.certification.calendar import Pause
from app.certification.scheme import Stage
from app.certification.score import Card
from app.certification.unit import Unit
from app.verification.verdict import Verdict


class Observed(StrEnum):
    """What an inspector found on one point."""

    CONFORM = "conform"
    NONCONFORM = "nonconform"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a named person states on an attested clause, or decides where a rule leaves it open.

    `ground` is never empty: a statement without one is none.
    """

    clause: str
    holds: bool
    by: str
    on: date
    ground: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A document that was filed, by its place in the list of the rule; `verified_by` is who checked what it says."""

    id: str
    verified_by: str | None


class Never(StrEnum):
    """That something never happened, as a person stated."""

    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies, and what the conditions of the papers ask about them.

    `withdrawn_on` is when a certificate of theirs was last withdrawn (撤销); None where nobody has said.
    """

    name: str
    credit_code: str
    withdrawn_on: date | Never | None
    is_maker: bool
    is_seller_or_importer: bool
    has_agent: bool
    applies_first: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """Another unit, filed together, whose passed test this one rests on, once its own consistency file is verified."""

    unit: Unit
    consistency_verified_by: str | None


@dataclass(frozen=True, slots=True)
class Application:
    """An application for one unit. `absent` are papers of the sort "if any" (如有) that do not exist, as stated."""

    number: str
    accepted_on: date
    applicant: Applicant
    unit: Unit
    linked: Linked | None
    filed: tuple[Filed, ...]
    absent: frozenset[str]

    @property
    def tested_unit(self) -> Unit:
        """Return the unit that the tests are about."""
        return self.unit if self.linked is None else self.linked.unit


@dataclass(frozen=True, slots=True)
class AdoptedOn:
    """That a report is to be adopted: the assessment, and the day."""

    assessment: Assessment
    on: date


@dataclass(frozen=True, slots=True)
class ProductTest:
    """One test of a sample of the unit, or a report that is adopted instead.

    `pauses` are half-open spans in which the clock stood still; `failure_noticed_on` is when a failure was notified.
    """

    verdict: Verdict
    adopted: AdoptedOn | None
    sample_received_on: date | None
    fee_received_on: date | None
    sample_l: Fraction | None
    pauses: tuple[Pause, ...]
    failure_noticed_on: date | None


@dataclass(frozen=True, slots=True)
class Point:
    """What was found on one point of an inspection; a point that does not apply has its reason."""

    id: str
    observed: Observed
    reason: str | None


@dataclass(frozen=True, slots=True)
class Nonconformity:
    """A nonconformity from the day on which its report was signed to the day on which its correction was verified."""

    id: str
    signed_on: date
    corrected_on: date | None
    verified_on: date | None
    verified_by: str | None


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection of the factory: who, when, how long, and what was found."""

    began_on: date
    ended_on: date
    team: frozenset[str]
    head_count: int
    man_days: int
    man_days_ground: str | None
    passed: bool
    points: tuple[Point, ...]
    nonconformities: tuple[Nonconformity, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """The review of all evidence, and the person who is to decide on it."""

    by: str
    on: date
    recommends: bool
    ground: str
    decider: str


@dataclass(frozen=True, slots=True)
class Certified:
    """The certificate that a surveillance, a change or a renewal is about."""

    number: str
    starts_on: date
    expires_on: date
    last_visit_on: date
    last_visit_was_surveillance: bool


@dataclass(frozen=True, slots=True)
class Sampling:
    """The sample of a surveillance: the items that were chosen, and what became of it.

    `recorded_on` is the day on which the choice of items was recorded, which has to be before their test.
    `missed_on` is a visit on which no sample was there, `missed_again_on` the second one. Without a sample
    `none_needed` says why none was drawn.
    """

    none_needed: str | None
    items: frozenset[str]
    recorded_on: date | None
    drawn_on: date | None
    sent_on: date | None
    missed_on: date | None
    missed_again_on: date | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """The evidence of one decision."""

    scheme: str
    stage: Stage
    application: Application
    certified: Certified | None
    sampling: Sampling | None
    statements: tuple[Statement, ...]
    tests: tuple[ProductTest, ...]
    card: Card | None
    inspection: Inspection | None
    review: Review | None
