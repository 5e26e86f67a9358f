"""The cheapest set of lines that, raised to their maximum, reaches the pass line. Exact, with one answer.

Least cost first; of sets of one cost the one with fewest lines; of those the one whose sorted ids come first. An
unanswered line counts as zero until it is raised, so that the set is enough whatever the others turn out to be; a line
that does not apply is not raised. Veto items are not points: no set makes up for one.

The three orders are one whole number that adds up line by line: the cost in its upper digits, the number of lines
below, and less than one line a bit for each id, the first ids having the highest bits. No two sets share a number, so a
heading needs only the least one for each sum of points, and headings meet only in the total.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import lcm

from app.certification.score import Awarded, Card, NotApplicable, points_of
from app.certification.scorecard import Heading, Scorecard, Unit

# What a choice brings (points, or parts of the total) and its number.
Choice = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cheapest:
    """The lines to raise, in the order of their ids, what they cost, and the total they bring."""

    lines: tuple[str, ...]
    cost: int
    total: Fraction


def cheapest(scorecard: Scorecard, card: Card) -> Cheapest:
    """Return the cheapest set; the empty one where the points are enough as they are."""
    numbers = _Numbers.of(scorecard, card)
    shares = [(heading, _applicable(heading, card)) for heading in scorecard.headings]
    parts = [heading.weight * 100 / applicable for heading, applicable in shares]
    scale = lcm(scorecard.total_pass.denominator, *(part.denominator for part in parts))
    fronts = []
    for (heading, applicable), part in zip(shares, parts, strict=True):
        enough = scorecard.heading_pass * applicable
        choices = [(got, number) for got, number in _choices(heading, card, numbers) if got * 100 >= enough]
        fronts.append(_front((got * int(part * scale), number) for got, number in choices))
    half = len(fronts) // 2
    brought, number = _least(_sums(fronts[:half]), _sums(fronts[half:]), int(scorecard.total_pass * scale))
    return Cheapest(numbers.lines(number), numbers.cost(number), Fraction(brought, scale))


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The number of every line, and how to read one back."""

    ids: tuple[str, ...]
    of_line: Mapping[str, int]

    @classmethod
    def of(cls, scorecard: Scorecard, card: Card) -> "_Numbers":
        ids = tuple(sorted(scorecard.lines))
        size = len(ids)
        return cls(
            ids,
            {
                line: (card.costs.get(line, 1) << 2 * size) + (1 << size) - (1 << size - 1 - place)
                for place, line in enumerate(ids)
            },
        )

    def lines(self, number: int) -> tuple[str, ...]:
        size = len(self.ids)
        return tuple(line for place, line in enumerate(self.ids) if -number >> size - 1 - place & 1)

    def cost(self, number: int) -> int:
        return number >> 2 * len(self.ids)


def _applicable(heading: Heading, card: Card) -> int:
    return sum(points_of(unit, card.answers)[1] for unit in heading.units)


def _choices(heading: Heading, card: Card, numbers: _Numbers) -> Iterable[Choice]:
    """Return, for each sum of points that the heading can reach, the least number."""
    least = {0: 0}
    for unit in heading.units:
        options = _options(unit, card, numbers)
        further: dict[int, int] = {}
        for before, number in least.items():
            for more, added in options:
                got = before + more
                further[got] = min(further.get(got, number + added), number + added)
        least = further
    return least.items()


def _options(unit: Unit, card: Card, numbers: _Numbers) -> list[Choice]:
    """Return the points of a unit for every set of its lines that could be raised."""
    now = points_of(unit, card.answers)[0]
    raisable = [line for line in unit if _can_be_raised(card, line.id, line.points)]
    return [
        (max([now, *(line.points for line in raised)]), sum(numbers.of_line[line.id] for line in raised))
        for count in range(len(raisable) + 1)
        for raised in combinations(raisable, count)
    ]


def _can_be_raised(card: Card, line: str, most: int) -> bool:
    match card.answers.get(line):
        case NotApplicable():
            return False
        case Awarded(points):
            return points < most
        case None:
            return True


def _front(choices: Iterable[Choice]) -> list[Choice]:
    """Return the choices that none with as much has a lower number than, in rising order of both."""
    kept: list[Choice] = []
    for brought, number in sorted(choices, key=lambda choice: (-choice[0], choice[1])):
        if not kept or number < kept[-1][1]:
            kept.append((brought, number))
    return kept[::-1]


def _sums(fronts: Sequence[Sequence[Choice]]) -> list[Choice]:
    summed: list[Choice] = [(0, 0)]
    for front in fronts:
        summed = _front((one[0] + other[0], one[1] + other[1]) for one in summed for other in front)
    return summed


def _least(some: Sequence[Choice], others: Sequence[Choice], needed: int) -> Choice:
    """Return the pair with the least number that brings as much as is needed; raising everything always does."""
    brought = [choice[0] for choice in others]
    pairs = []
    for have, number in some:
        place = bisect_left(brought, needed - have)
        if place < len(others):
            pairs.append((have + brought[place], number + others[place][1]))
    return min(pairs, key=lambda pair: pair[1])
