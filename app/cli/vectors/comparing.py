"""Expected fields against the answer: words as text, numbers exact or within the tolerance, null equal only to null."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from app.cli.vectors.parts import Json, Unusable
from app.cli.vectors.vector import Tolerance, Vector
from methods.printing import exact_text
from methods.reading import LONGEST_NUMBER, NUMBER

Got: TypeAlias = "str | Fraction | tuple[str, ...] | Mapping[str, Fraction] | None"
Answer: TypeAlias = Mapping[str, Got]

_AS_TEXT = frozenset({"outcome", "class", "decision", "decisions", "rounded", "printed", "converted_exact"})
_DIGITS_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Failure:
    """One field of one vector that came out otherwise, both sides as they are printed."""

    id: str
    field: str
    expected: str
    got: str


def failures(vector: Vector, answer: Answer) -> Iterator[Failure]:
    """Compare every expected field and no other one; a field that the rule does not give is a failure too."""
    for field, expected in vector.expected.items():
        if field not in answer:
            yield Failure(vector.id, field, _shown(expected), "no such field")
        elif not _equal(field, expected, answer[field], vector.tolerance):
            yield Failure(vector.id, field, _shown(expected), _shown(answer[field]))


def _equal(field: str, expected: Json, got: Got, tolerance: Tolerance | None) -> bool:
    if expected is None or got is None:
        return expected is None and got is None
    if field in _AS_TEXT:
        return expected == (list(got) if isinstance(got, tuple) else got)
    if isinstance(expected, dict):
        return (
            isinstance(got, Mapping)
            and expected.keys() == got.keys()
            and all(_near(field, number, got[name], tolerance) for name, number in expected.items())
        )
    return isinstance(got, Fraction) and _near(field, expected, got, tolerance)


def _near(field: str, expected: Json, got: Fraction, tolerance: Tolerance | None) -> bool:
    exact = _expected_number(field, expected)
    return got == exact if tolerance is None else tolerance.allows(got, exact)


def _expected_number(field: str, expected: Json) -> Fraction:
    """Read an expected number: a tail probability may lie far below what a result may be."""
    if not isinstance(expected, str) or len(expected) > LONGEST_NUMBER or NUMBER.fullmatch(expected) is None:
        raise Unusable(f"expected.{field}: a decimal number as text is needed")
    return Fraction(expected)


def _shown(value: object) -> str:
    match value:
        case None:
            return "null"
        case Fraction():
            exact = exact_text(value)
            return exact if len(exact) <= LONGEST_NUMBER else f"{float(value):.{_DIGITS_SHOWN}g}"
        case list() | tuple():
            return ", ".join(_shown(inner) for inner in value)
        case Mapping():
            return ", ".join(f"{name}: {_shown(inner)}" for name, inner in value.items())
        case _:
            return str(value)
