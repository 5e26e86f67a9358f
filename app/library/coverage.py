"""What the cases of a limit have to show, so that no other limit could pass for it unseen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.verification.requirement import Characteristic, Limit, Requirement
from methods.acceptance import UPPER, Classes, Condition, Span, Words
from methods.outcome import Outcome
from methods.printing import exact_text
from methods.reading import Graded, Measured, Number, Reading, Worded, Written
from methods.units import UNITS, Unit, convert

_DECIDED = frozenset({Outcome.CONFORMING, Outcome.NONCONFORMING})


@dataclass(frozen=True, slots=True)
class Shown:
    """The result of one case as it was read, and the outcome that the case says."""

    reading: Reading
    unit: Unit | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Plain:
    """A plain number that is decided, in the unit of the limit; `unit` is the one that it was written in."""

    value: Fraction
    unit: Unit
    conforms: bool


def missing_cases(requirement: Requirement, shown: Sequence[Shown]) -> list[str]:
    """Return what no case shows of a requirement's limit, in words; a limit that is not held lacks nothing.

    Numbers: at each bound, inside it (conforming) and outside it (nonconforming), unless the quantity is never there;
    and a number in another unit, if the kind has one. Only plain numbers that are decided count, compared exactly.
    Classes: the worst that is accepted, and the next one. Words: each that is accepted, and a text that is not.
    """
    limit = requirement.limit
    if limit is None:
        return []
    match limit.acceptance:
        case Span():
            numbers = list(_plain_numbers(limit.unit, shown))
            at_bounds = _missing_numbers(requirement.characteristic, limit, numbers)
            return [*at_bounds, *_missing_unit(limit.unit, numbers)]
        case Classes(accepted=accepted):
            return list(_missing_classes(requirement.characteristic.scale, accepted, shown))
        case Words(accepted=accepted):
            return list(_missing_words(limit, accepted, shown))


def _plain_numbers(own: Unit | None, shown: Sequence[Shown]) -> Iterator[_Plain]:
    """Yield what can say where a bound lies: a censored or marked value cannot, nor one that stays undecided."""
    for case in shown:
        match case:
            case Shown(Measured(form=Written.EXACT, number=Number(value=value)), Unit() as unit, outcome) if (
                own is not None and outcome in _DECIDED
            ):
                yield _Plain(convert(value, unit, own), unit, outcome is Outcome.CONFORMING)


def _missing_numbers(characteristic: Characteristic, limit: Limit, numbers: Sequence[_Plain]) -> Iterator[str]:
    for condition in limit.conditions:
        bound = condition.bound.value
        text = (
            exact_text(bound) if limit.unit is None else f"{exact_text(bound)} {limit.unit.symbol}".removesuffix(" 1")
        )
        beyond = [(_beyond(condition, number.value), number.conforms) for number in numbers]
        if not any(distance == 0 for distance, _ in beyond):
            yield f"a case at {text}"
        inside = any(distance < 0 and conforms for distance, conforms in beyond)
        if not inside and _has_inside(characteristic, limit, condition):
            yield f"a conforming case inside {text}"
        outside = any(distance > 0 and not conforms for distance, conforms in beyond)
        if not outside and _has_outside(characteristic, limit, condition):
            yield f"a nonconforming case outside {text}"


def _beyond(condition: Condition, value: Fraction) -> Fraction:
    """Return how far a value lies outside a bound, negative inside."""
    bound = condition.bound.value
    return value - bound if condition.op in UPPER else bound - value


def _has_outside(characteristic: Characteristic, limit: Limit, condition: Condition) -> bool:
    """Tell whether the quantity can lie outside a bound at all: no share lies above 100 %."""
    lowest, highest = _possible(characteristic, limit)
    end = highest if condition.op in UPPER else lowest
    return end is None or _beyond(condition, end) > 0


def _has_inside(characteristic: Characteristic, limit: Limit, condition: Condition) -> bool:
    """Tell whether the quantity can lie inside a bound and all others of the limit: not below 0 %, nor in 5~5."""
    lowest, highest = _possible(characteristic, limit)
    ends = [other.bound.value for other in limit.conditions if (other.op in UPPER) is not (condition.op in UPPER)]
    end = lowest if condition.op in UPPER else highest
    return all(_beyond(condition, value) < 0 for value in ([*ends] if end is None else [*ends, end]))


def _possible(characteristic: Characteristic, limit: Limit) -> tuple[Fraction | None, Fraction | None]:
    """Return the physical bounds of a characteristic in the unit of a limit."""
    own, unit = characteristic.unit, limit.unit
    lowest, highest = characteristic.lowest, characteristic.highest
    if own is None or unit is None:
        return None, None
    return (
        None if lowest is None else convert(lowest, own, unit),
        None if highest is None else convert(highest, own, unit),
    )


def _missing_unit(own: Unit | None, numbers: Sequence[_Plain]) -> Iterator[str]:
    others = [unit.symbol for unit in UNITS if own is not None and unit.kind is own.kind and unit is not own]
    if others and all(number.unit is own for number in numbers):
        yield f"a case in another unit ({', '.join(others)})"


def _missing_classes(scale: tuple[str, ...], accepted: frozenset[str], shown: Sequence[Shown]) -> Iterator[str]:
    worst = max(map(scale.index, accepted))
    wanted = [(Outcome.CONFORMING, scale[worst]), *((Outcome.NONCONFORMING, name) for name in scale[worst + 1 :][:1])]
    for outcome, name in wanted:
        if not any(
            case.outcome is outcome and isinstance(case.reading, Graded) and name in case.reading.classes
            for case in shown
        ):
            yield f"a {outcome} case of class {name}"


def _missing_words(limit: Limit, accepted: frozenset[str], shown: Sequence[Shown]) -> Iterator[str]:
    conforming = {case.reading.text for case in shown if case.outcome is Outcome.CONFORMING}
    yield from (f"a conforming case of {word}" for word in sorted(accepted - conforming))
    if not any(
        case.outcome is not Outcome.CONFORMING
        and isinstance(case.reading, Worded | Measured)
        and limit.judge(case.reading, case.unit) is not Outcome.CONFORMING
        for case in shown
    ):
        yield "a case that does not conform"
