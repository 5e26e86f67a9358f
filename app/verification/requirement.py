"""What is required of an item, by which clause, and how sure the number is."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from app.verification.method import Method
from methods.acceptance import UPPER, Acceptance, Comparison, Condition, Span, in_unit, judge
from methods.gate import gate
from methods.outcome import Outcome
from methods.reading import Measured, Reading, Written
from methods.units import Kind, Unit, convert


class Form(StrEnum):
    """How results of a characteristic are reported."""

    QUANTITY = "quantity"
    CLASS = "class"
    TEXT = "text"


class Certainty(StrEnum):
    """How sure a limit is.

    `confirmed`: printed in a rule whose text is held, or read back against the standard by two persons of a body.
    `provisional`: everything else that has a number; it is used and flagged. `not_held`: the requirement is not
    known here, and whatever is reported for it stays undetermined.
    """

    CONFIRMED = "confirmed"
    PROVISIONAL = "provisional"
    NOT_HELD = "not_held"


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One thing that is measured: its names, its kind of quantity and what is physically possible.

    `unit` is the unit of `lowest` and `highest` (None: no bound known); quantities only. `scale` lists the classes,
    best first. `words` are texts that may stand in place of a number (无, 痕迹).
    """

    id: str
    zh: str
    en: str
    form: Form
    kind: Kind | None = None
    unit: Unit | None = None
    lowest: Fraction | None = None
    highest: Fraction | None = None
    scale: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()

    @property
    def nonnegative(self) -> bool:
        """Tell whether the quantity is never below zero in its unit."""
        return self.lowest is not None and self.lowest.numerator >= 0


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a requirement stands: document, number there, and a few printed words to find it by."""

    document: str
    number: str
    anchor: str


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """A limit as written and as compiled; equal to itself alone.

    `text` has the digits as written (`≤8`, `3.0~8.0`); `acceptance` is the compiled set in `unit` (None for classes
    and words); `comparison_source` says where full-value or rounded-value comparison is prescribed.
    """

    text: str
    unit: Unit | None
    conditions: tuple[Condition, ...]
    acceptance: Acceptance
    comparison: Comparison
    comparison_source: str

    def nearest(self, value: Fraction) -> tuple[Fraction, Condition]:
        """Return the bound as written that a value in the unit of the limit is nearest to, or farthest beyond.

        The distance is exact and positive inside. Raises IndexError for a limit without numbers.
        """
        nearest = _distance(self.conditions[0], value), self.conditions[0]
        for condition in self.conditions[1:]:
            distance = _distance(condition, value)
            if distance < nearest[0]:
                nearest = distance, condition
        return nearest

    def is_possible(self, characteristic: Characteristic) -> bool:
        """Tell whether results can reach every bound: one beyond what is physically possible is a slip of the unit."""
        if self.unit is None:
            return True
        lowest, highest, own = characteristic.lowest, characteristic.highest, characteristic.unit or self.unit
        values = [convert(condition.bound.value, self.unit, own) for condition in self.conditions]
        return all((lowest is None or lowest <= each) and (highest is None or each <= highest) for each in values)

    def judge(self, reading: Reading, unit: Unit | None) -> Outcome:
        """Decide a reading in `unit`; a plain number passes the gate that is compiled once for each unit.

        Raises `KindMismatch` for a unit of another kind.
        """
        if unit is None or self.unit is None or not isinstance(reading, Measured):
            return judge(self.acceptance, reading)
        if reading.form is not Written.EXACT or reading.number is None or not isinstance(self.acceptance, Span):
            return judge(self.acceptance, in_unit(reading, unit, self.unit))
        return gate(self.acceptance, self.unit, unit).judge(reading.number)


def _distance(condition: Condition, value: Fraction) -> Fraction:
    bound = condition.bound.value
    return bound - value if condition.op in UPPER else value - bound


@dataclass(frozen=True, slots=True, eq=False)
class Requirement:
    """One requirement on one characteristic, equal to itself alone.

    `limit` is None exactly when `certainty` is not_held. `methods` are the accepted ones, the
    referee method first. `named_method` tells that the clause itself names the method, so no other one counts.
    `basis` is the support of the figure as recorded with the data, `doubt` how a misprint is read. `adopted` tells that
    the limit is a body's adoption, of which `basis` names the persons and the ground.
    """

    id: str
    characteristic: Characteristic
    clause: Clause
    limit: Limit | None
    certainty: Certainty
    basis: str
    methods: tuple[Method, ...]
    named_method: bool = False
    doubt: str | None = None
    adopted: bool = False
    accepted: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        if (self.limit is None) is not (self.certainty is Certainty.NOT_HELD):
            raise ValueError(f"{self.id}: a limit is missing exactly when it is not held")
        object.__setattr__(self, "accepted", frozenset(method.id for method in self.methods))
