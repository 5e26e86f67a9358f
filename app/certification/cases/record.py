"""A case as it is kept: who recorded which event, and what came with it. Everything else is folded from this."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from app.certification.calendar import Pause
from app.certification.dossier import Application, Certified, Inspection, ProductTest, Sampling, Statement
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Actor, Cause, Kind
from app.certification.score import Card
from app.certification.standing import Standing
from app.certification.unit import Unit

# The guards that the person who takes the step answers in words: no clause of the evidence does.
STATED: Final = frozenset(
    {
        *(Guard.PROGRAMME_STAGES_NAMED, Guard.TRIGGER_PROVEN, Guard.DRAWN_AT_RANDOM, Guard.CAUSE_UNFOUNDED),
        *(Guard.CORRECTION_VERIFIED, Guard.GRAVE_CASE, Guard.CANCELLATION_GROUND, Guard.LISTED),
    }
)


class Entry(StrEnum):
    """What is recorded beside the steps of a case: further evidence, and that an event never was."""

    RECORD = "record"
    TAKE_OUT = "take_out"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the laboratory has received, and the spans in which its clock stands still."""

    sample_received_on: date | None
    fee_received_on: date | None
    sample_l: Fraction | None
    pauses: tuple[Pause, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned inspection."""

    team: frozenset[str]
    head_count: int
    man_days: int
    man_days_ground: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """What the person who takes a step states of one of its guards: met, not met or not applicable, with a ground."""

    guard: Guard
    standing: Standing
    ground: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What an event brings. Statements and tests are added to those before, every other part takes the earlier's place.

    `reasons`, `cause`, `units` and `stated` belong to the step itself.
    """

    application: Application | None = None
    certified: Certified | None = None
    statements: tuple[Statement, ...] = ()
    receipt: Receipt | None = None
    tests: tuple[ProductTest, ...] = ()
    plan: Plan | None = None
    inspection: Inspection | None = None
    card: Card | None = None
    sampling: Sampling | None = None
    reasons: str | None = None
    cause: Cause | None = None
    units: tuple[str, ...] = ()
    stated: tuple[Stated, ...] = ()

    @property
    def is_evidence(self) -> bool:
        """Tell whether a review could rest on something of it.

        What is stated on chapter 6 belongs to the decision itself, such as why it comes late (6.2).
        """
        parts = (self.application, self.certified, self.receipt, self.inspection, self.card, self.sampling)
        stated = any(not each.clause.startswith("6") for each in self.statements)
        return stated or bool(self.tests) or any(part is not None for part in parts)

    @property
    def evaluates(self) -> bool:
        """Tell whether what is brought is part of the evaluation, whoever brings it."""
        parts = (self.inspection, self.card, self.sampling)
        return bool(self.tests) or any(part is not None for part in parts)


NOTHING = Brought()


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event: `n` counts from 1, `on` is the civil day of its effect, `at` the instant at which it was recorded.

    `person` is None for what the system records. `corrects` is the `n` of an event that was entered wrongly: this one
    stands in its place.
    """

    n: int
    event: Event | Entry
    role: Actor
    person: str | None
    on: date
    at: str
    data: Brought = NOTHING
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case about one unit under one scheme; `certificate` is None before there is one."""

    id: str
    kind: Kind
    body: str
    scheme: str
    unit: Unit
    certificate: str | None
    records: tuple[Recorded, ...] = ()
