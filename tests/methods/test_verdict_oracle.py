"""1e5 random readings against random limits: the scalar verdict equals a brute-force oracle on rationals.

The oracle reads texts with `Fraction`, takes a sample of the reading's set just before, at and just after each place
where anything can change, and holds each sampled value against the limit as written, rounded by Python's `round`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from methods.acceptance import Comparison, Condition, LimitRefused, Op, Span, in_unit, judge, read_bound, span
from methods.gate import gate
from methods.outcome import Outcome
from methods.reading import Sense, Written, read_quantity
from methods.unit_spellings import find_unit
from methods.unreadable import ReadingRefused

BATCHES, IN_A_BATCH = 200, 501

# unit of the result, unit of the limit, and value * scale + shift between them
UNITS = [
    ("mg/kg", "mg/kg", Fraction(1), Fraction(0)),
    ("mg/kg", "%(m/m)", Fraction(1, 10000), Fraction(0)),
    ("%(m/m)", "mg/kg", Fraction(10000), Fraction(0)),
    ("g/cm3", "kg/m3", Fraction(1000), Fraction(0)),
    ("kg/m3", "g/cm3", Fraction(1, 1000), Fraction(0)),
    ("cSt", "mm2/s", Fraction(1), Fraction(0)),
    ("degF", "degC", Fraction(5, 9), Fraction(-160, 9)),
    ("delta_degF", "delta_degC", Fraction(5, 9), Fraction(0)),
    ("kPa", "atm", Fraction(40, 4053), Fraction(0)),
    ("um", "mm", Fraction(1, 1000), Fraction(0)),
]
WORDS = ("ND", "痕迹")
HOLDS = {
    "<=": lambda x, bound: x <= bound,
    "<": lambda x, bound: x < bound,
    ">=": lambda x, bound: x >= bound,
    ">": lambda x, bound: x > bound,
}


@dataclass(frozen=True)
class Case:
    """A limit as written, and the units and the sense of its results."""

    conditions: list[tuple[str, str]]
    rounded: bool
    units: tuple[str, str, Fraction, Fraction]
    nonnegative: bool
    detection_limit: Fraction | None

    @cached_property
    def bounds(self) -> list[tuple[str, Fraction, Fraction]]:
        """Operator, value and worth of the last written digit of each condition."""
        found = []
        for op, text in self.conditions:
            digits, _, power = text.partition("x10^")
            worth = Fraction(10) ** (int(power or "0") - len(digits.partition(".")[2]))
            found.append((op, Fraction(digits) * Fraction(10) ** int(power or "0"), worth))
        return found

    @cached_property
    def edges(self) -> list[Fraction]:
        """Where the answer can change, in the unit of the result."""
        _, _, scale, shift = self.units
        return [(value + half * worth / 2 - shift) / scale for _, value, worth in self.bounds for half in (-1, 0, 1)]

    def accepts(self, x: Fraction) -> bool:
        """Hold one exact value in the unit of the result against the limit."""
        _, _, scale, shift = self.units
        x = x * scale + shift
        return all(
            HOLDS[op](round(x / worth) * worth if self.rounded else x, value) for op, value, worth in self.bounds
        )


def sampled(text: str, case: Case) -> Iterator[Fraction]:
    """Sample the values that a text leaves possible, in its own unit."""
    if text in WORDS:
        unknown = case.detection_limit is None
        text = f"<{case.detection_limit or 0}"
    else:
        unknown = False
    number = Fraction(text.removesuffix("(+)").removesuffix("(-)").lstrip("<>="))
    if text[0] not in "<>" and text[-1] != ")":
        yield number
        return
    edges = sorted({*case.edges, number, Fraction(0)})
    gap = min(b - a for a, b in pairwise(edges)) / 4
    if text[-1] == ")":
        outward = gap if text.endswith("(+)") else -gap
        yield number - outward if text[0] == "-" else number + outward
        return
    below = text[0] == "<"
    for x in (near for edge in edges for near in (edge - gap, edge, edge + gap)):
        inside = unknown or (x < number if below else x > number) or (x == number and text[1] == "=")
        if inside and not (below and case.nonnegative and x < 0):
            yield x


def oracle(text: str, case: Case) -> str:
    answers = {case.accepts(x) for x in sampled(text, case)}
    return {
        frozenset({True}): "conforming",
        frozenset({False}): "nonconforming",
        frozenset({True, False}): "undetermined",
        frozenset(): "no such value",
    }[frozenset(answers)]


def engine(text: str, case: Case, acceptance: Span) -> str:
    unit, target = (find_unit(spelling, None) for spelling in case.units[:2])
    sense = Sense(case.nonnegative, case.detection_limit, case.detection_limit)
    try:
        reading = read_quantity(text, sense)
    except ReadingRefused as refused:
        assert refused.code == "physically_impossible"  # noqa: PT017 - any other refusal is a finding
        return "no such value"
    outcome = judge(acceptance, in_unit(reading, unit, target)).value
    if reading.form is Written.EXACT and reading.number is not None:
        assert gate(acceptance, target, unit).judge(reading.number).value == outcome
    return outcome


def decimal(random: Random, lowest: int, highest: int, most_places: int) -> str:
    places = random.randint(0, most_places)
    return format(Decimal(random.randint(lowest, highest)).scaleb(-places), "f")


def a_case(random: Random) -> Case:
    conditions = [(random.choice(list(HOLDS)), decimal(random, -40, 400, 2)) for _ in range(random.randint(1, 2))]
    if random.random() < 0.1:
        conditions[0] = (conditions[0][0], f"{random.randint(-20, 20)}x10^{random.randint(1, 2)}")
    limit = random.choice([None, Fraction(random.randint(1, 400), 10)])
    return Case(conditions, random.random() < 0.5, random.choice(UNITS), random.random() < 0.5, limit)


def a_number(random: Random, case: Case) -> str:
    if random.random() < 0.4:
        return decimal(random, -400, 4000, 4)
    near = random.choice(case.edges) + random.choice([0, 0, 1, -1, 2, -2]) * Fraction(1, 10 ** random.randint(0, 4))
    if 10**12 % near.denominator:
        return decimal(random, -400, 4000, 4)
    text = format(Decimal(near.numerator) / Decimal(near.denominator), "f")
    forms = [text, "+" + text, text + ("0" if "." in text else ".00"), f"{Decimal(text):E}"]
    return random.choice(forms[:1] + forms[2:] if text.startswith("-") else forms)


def a_reading(random: Random, case: Case) -> str:
    sort, number = random.random(), a_number(random, case)
    if sort < 0.6:
        return number
    if sort < 0.8 and Fraction(number):
        return number + random.choice(["(+)", "(-)"])
    if sort < 0.97:
        return random.choice(["<", "<=", ">", ">="]) + number
    return random.choice(WORDS)


def a_span(random: Random) -> tuple[Case, Span]:
    """Draw limits until one can be met; of those that are refused, hold that the oracle accepts nothing."""
    while True:
        case = a_case(random)
        conditions = [Condition(Op(op), read_bound(text)) for op, text in case.conditions]
        try:
            return case, span(conditions, Comparison.ROUNDED_VALUE if case.rounded else Comparison.FULL_VALUE)
        except LimitRefused:
            assert not any(case.accepts(x) for x in sampled(">=-1e9", case))


def test_1e5_random_readings_are_judged_as_a_brute_force_oracle_judges_them() -> None:
    seen: Counter[tuple[str, bool]] = Counter()

    @settings(max_examples=BATCHES)
    @given(st.integers(0, 2**64))
    def batch(seed: int) -> None:
        random = Random(seed)  # noqa: S311 - repeatable, and nothing secret
        case, acceptance = a_span(random)
        texts = [a_reading(random, case) for _ in range(IN_A_BATCH)]
        found = [(engine(text, case, acceptance), text) for text in texts]
        assert found == [(oracle(text, case), text) for text in texts], case
        seen.update((outcome, case.rounded) for outcome, _ in found)

    batch()
    assert seen.total() >= 100_000
    assert {(outcome.value, rounded) for outcome in list(Outcome)[:3] for rounded in (True, False)} <= seen.keys()
