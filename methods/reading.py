"""Text as typed -> reading: the set of values that the text leaves possible.

One strict grammar for JSON, files and vectors: a plain number; a number with a sign `<` `<=` `>` `>=` directly
before it (censored) or `(+)` `(-)` directly after it (GB/T 8170-2008 clause 3: it was rounded down or up, on the
magnitude); 未检出 or ND; 痕迹; a class of a scale; a word.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from methods.unreadable import GRAMMAR, ReadingRefused, refuse_number

# A cut is a place on the number line: just below (-1), at (0) or just above (+1) a value. With cuts every set that
# occurs here is closed, so open ends and marked values need no case of their own.
Cut = tuple[Fraction, int]

NUMBER = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?", re.ASCII)
LONGEST_NUMBER = 40
LARGEST_POWER = 30
NOT_DETECTED = frozenset({"未检出", "ND"})
TRACE = "痕迹"
_SIGNS = ("<=", ">=", "<", ">")
_MARKS = {"(+)": 1, "(-)": -1}


class Written(StrEnum):
    """How a quantity was reported."""

    EXACT = "exact"
    MARKED = "marked"
    CENSORED = "censored"
    NOT_DETECTED = "not_detected"
    TRACE = "trace"


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number with its written digits: value = mantissa * 10**exponent, exact."""

    text: str
    mantissa: int
    exponent: int

    @property
    def value(self) -> Fraction:
        """Return the exact value."""
        if self.exponent < 0:
            return Fraction(self.mantissa, 10**-self.exponent)
        return Fraction(self.mantissa * 10**self.exponent)

    @property
    def interval(self) -> Fraction:
        """Return what one step of the last written digit is worth (GB/T 8170-2008: the rounding interval)."""
        return Fraction(10) ** self.exponent


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity: every value from cut `low` to cut `high`; an end that is None is open.

    `number` is the one that was written, None for not detected and trace. The unit stands beside the reading.
    """

    text: str
    form: Written
    number: Number | None
    low: Cut | None
    high: Cut | None


@dataclass(frozen=True, slots=True)
class Graded:
    """A rating: the classes that the text leaves possible (a bare `1` is 1a or 1b)."""

    text: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Worded:
    """A text that is neither number nor class, kept as typed."""

    text: str


Reading = Measured | Graded | Worded


@dataclass(frozen=True, slots=True)
class Sense:
    """What words and open ends mean for one quantity, in the unit of the result.

    `nonnegative` closes the lower end of `<x` at 0. `detection_limit` and `trace` give 未检出 and 痕迹 a number;
    None leaves them without one, so that nothing can be decided from them.
    """

    nonnegative: bool = False
    detection_limit: Fraction | None = None
    trace: Fraction | None = None


def read_number(text: str) -> Number:
    """Read a plain number; raises `ReadingRefused` for anything else (at most 40 characters, 0 or 1e-30..1e30)."""
    match = NUMBER.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    if match is None:
        raise refuse_number(text)
    return _number(text, match)


def read_quantity(text: str, sense: Sense) -> Measured:
    """Read a quantity; raises `ReadingRefused` naming what is wrong and what would be read."""
    match = NUMBER.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    if match is not None:
        number = _number(text, match)
        cut = (number.value, 0)
        return Measured(text, Written.EXACT, number, cut, cut)
    if text in NOT_DETECTED:
        return _below(text, Written.NOT_DETECTED, sense.detection_limit, sense)
    if text == TRACE:
        return _below(text, Written.TRACE, sense.trace, sense)
    for mark, side in _MARKS.items():
        if text.endswith(mark):
            return _marked(text, text.removesuffix(mark), side)
    for sign in _SIGNS:
        if text.startswith(sign):
            return _censored(text, sign, text.removeprefix(sign), sense)
    raise refuse_number(text)


def read_class(text: str, scale: tuple[str, ...]) -> Graded:
    """Read a class of `scale`, letter case folded; a bare digit stands for every class that begins with it.

    Raises `ReadingRefused` (`class_unknown`) for a class that the scale does not have.
    """
    folded = text.lower()
    classes = frozenset(name for name in scale if name == folded or (folded.isdigit() and name.startswith(folded)))
    if not classes:
        raise ReadingRefused("class_unknown", text, "one of " + ", ".join(scale))
    return Graded(text, classes)


def _number(text: str, match: re.Match[str]) -> Number:
    sign, whole, decimals, power = match.groups()
    exponent = int(power) if power else 0
    digits = whole
    if decimals:
        digits += decimals
        exponent -= len(decimals)
    mantissa = int(digits)
    if mantissa == 0:
        return Number(text, 0, exponent)
    # 1e-30 <= |x| <= 1e30, by the power of the first digit except at the upper end itself
    first = len(digits.lstrip("0")) + exponent - 1
    if abs(first) > LARGEST_POWER or (first == LARGEST_POWER and digits.strip("0") != "1"):
        raise ReadingRefused("number_out_of_range", text, "0 or a magnitude from 1e-30 to 1e30")
    return Number(text, -mantissa if sign == "-" else mantissa, exponent)


def _inner_number(text: str, digits: str) -> Number:
    """Read the number of a marked or censored value; a fault of it is named with the whole text."""
    try:
        return read_number(digits)
    except ReadingRefused as refused:
        code = refused.code if digits else "number_malformed"
        # What is suggested for the digits alone would drop the sign, and with it what it says.
        expected = GRAMMAR if code == "number_malformed" else refused.expected
        raise ReadingRefused(code, text, expected) from refused


def _marked(text: str, digits: str, side: int) -> Measured:
    number = _inner_number(text, digits)
    if number.mantissa == 0 and side < 0:
        raise ReadingRefused("number_malformed", text, "0 or 0(+): nothing is rounded up to 0")
    cut = (number.value, -side if digits.startswith("-") else side)
    return Measured(text, Written.MARKED, number, cut, cut)


def _censored(text: str, sign: str, digits: str, sense: Sense) -> Measured:
    number = _inner_number(text, digits)
    side = {"<": -1, ">": 1}.get(sign, 0)
    end = (number.value, side)
    if sign[0] == ">":
        return Measured(text, Written.CENSORED, number, end, None)
    return _nonempty(Measured(text, Written.CENSORED, number, _floor(sense), end))


def _below(text: str, form: Written, limit: Fraction | None, sense: Sense) -> Measured:
    high = None if limit is None else (limit, -1)
    return _nonempty(Measured(text, form, None, _floor(sense), high))


def _floor(sense: Sense) -> Cut | None:
    return (Fraction(0), 0) if sense.nonnegative else None


def _nonempty(reading: Measured) -> Measured:
    if reading.low is not None and reading.high is not None and reading.low > reading.high:
        raise ReadingRefused("physically_impossible", reading.text, "a limit above 0: this quantity is never negative")
    return reading
