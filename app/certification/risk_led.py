"""Which items a sample is tested for where a part is enough: unknown chances first, then those most likely to fail.

It chooses items, never lots: lots are drawn by chance alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.certification.failure_chance import Chance, Unknown, Value, failure_chance
from app.certification.history import Earlier
from app.certification.sampling import Ranked
from app.verification.requirement import Limit, Requirement
from methods.acceptance import Span, cut_in_unit
from methods.reading import Written
from methods.units import Unit, convert, convert_difference

_NUMBERS = frozenset({Written.EXACT, Written.MARKED})


@dataclass(frozen=True, slots=True)
class Prospect:
    """An item, how many earlier results it has, and the chance that its next sample fails."""

    item: str
    results: int
    chance: Chance | Unknown


def prospects(requirements: Iterable[Requirement], history: Mapping[str, Sequence[Earlier]]) -> tuple[Prospect, ...]:
    """Return every item that is required, in the order in which risk chooses.

    Unknown ones come first, those with the fewest results before the others; then the most likely to fail. What is
    equal keeps the order of the rule.
    """
    required: dict[str, list[Requirement]] = {}
    for requirement in requirements:
        required.setdefault(requirement.characteristic.id, []).append(requirement)
    found = [
        Prospect(item, len(history.get(item, ())), chance_of(several, history.get(item, ())))
        for item, several in required.items()
    ]
    return tuple(sorted(found, key=_order))


def ranked(found: Iterable[Prospect]) -> tuple[Ranked, ...]:
    """Return the order of choice as a sampling plan takes it."""
    return tuple(Ranked(each.item, isinstance(each.chance, Chance)) for each in found)


def chance_of(requirements: Sequence[Requirement], earlier: Sequence[Earlier]) -> Chance | Unknown:
    """Return the chance that the next sample of one item fails any of its requirements."""
    limits = [requirement.limit for requirement in requirements if requirement.limit is not None]
    if len(limits) < len(requirements):
        return Unknown.LIMIT_NOT_HELD
    unit = limits[0].unit
    spans = [_span(limit, unit) for limit in limits]
    known = [span for span in spans if span is not None]
    if unit is None or len(known) < len(spans):
        return Unknown.LIMIT_NOT_A_NUMBER
    values = [_value(each, unit) for each in earlier]
    numbers = [value for value in values if value is not None]
    if len(numbers) < len(values):
        return Unknown.NOT_A_NUMBER
    return failure_chance(numbers, _common(known))


def _order(prospect: Prospect) -> tuple[bool, float]:
    match prospect.chance:
        case Chance(chance=chance):
            return True, -chance
        case Unknown():
            return False, prospect.results


def _span(limit: Limit, unit: Unit | None) -> Span | None:
    """Return what a limit accepts, in one unit; None where it is not a limit in numbers."""
    if not isinstance(limit.acceptance, Span) or limit.unit is None or unit is None:
        return None
    low, high = limit.acceptance.low, limit.acceptance.high
    return Span(cut_in_unit(low, limit.unit, unit), cut_in_unit(high, limit.unit, unit))


def _common(spans: Sequence[Span]) -> Span:
    """Return what all of several limits accept: sulfur has one of the standard and a lower one of the rule."""
    lows = [span.low for span in spans if span.low is not None]
    highs = [span.high for span in spans if span.high is not None]
    return Span(max(lows, default=None), min(highs, default=None))


def _value(earlier: Earlier, unit: Unit) -> Value | None:
    reading, own = earlier.reading, earlier.unit
    if reading is None or reading.number is None or own is None or reading.form not in _NUMBERS:
        return None
    return Value(convert(reading.number.value, own, unit), convert_difference(reading.number.interval, own, unit))
