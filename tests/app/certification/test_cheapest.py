from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from app.certification.cheapest import Cheapest, cheapest
from app.certification.score import Awarded, Basis, Card, NotApplicable, score
from app.certification.scorecard import Scorecard
from app.certification.standing import Standing
from tests.app.certification.cards import answered, random_card, random_table, shipped, table, totals


def raised(scorecard: Scorecard, card: Card, lines: tuple[str, ...]) -> Card:
    """Return the card with these lines at their maximum and every other unanswered one at zero."""
    zeros = {line: Awarded(0, Basis.MARKED) for line in scorecard.lines if line not in card.answers}
    most = {line: Awarded(scorecard.lines[line].points, Basis.MARKED) for line in lines}
    return replace(card, answers={**card.answers, **zeros, **most})


def brute_force(scorecard: Scorecard, card: Card) -> Cheapest:
    """Try every set of lines that apply: least cost, fewest lines, first ids."""
    able = [
        line.id
        for line in scorecard.lines.values()
        if (given := card.answers.get(line.id)) is None
        or (not isinstance(given, NotApplicable) and given.points < line.points)
    ]
    sets = [lines for count in range(len(able) + 1) for lines in combinations(sorted(able), count)]
    sets.sort(key=lambda lines: (sum(card.costs.get(line, 1) for line in lines), len(lines), lines))
    for lines in sets:
        found = score(scorecard, raised(scorecard, card, lines))
        if found.standing is Standing.MET and found.total is not None:
            return Cheapest(lines, sum(card.costs.get(line, 1) for line in lines), found.total)
    raise AssertionError("raising everything passes")


@pytest.mark.parametrize("seed", range(200))
def test_brute_force_finds_the_same_set(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - cases, not secrets
    scorecard = random_table(chance)
    card = random_card(scorecard, chance)
    assert cheapest(scorecard, card) == brute_force(scorecard, card)


def test_a_card_that_passes_needs_nothing() -> None:
    scorecard = table([10], [10], [10], [10])
    card = answered(scorecard, dict.fromkeys(scorecard.lines, 8))
    assert cheapest(scorecard, card) == Cheapest((), 0, Fraction(80))


def test_of_sets_of_one_cost_the_one_with_fewer_lines_is_taken() -> None:
    scorecard = table([10], [2, 2, 6, 10], [10], [10])
    card = answered(scorecard, {"C1.1": 10, "C2.1": 0, "C2.2": 0, "C2.3": 0, "C2.4": 10, "C3.1": 10, "C4.1": 10})
    assert score(scorecard, card).total == Fraction("72.5")
    both = replace(card, costs={"C2.1": 1, "C2.2": 1, "C2.3": 2})
    assert cheapest(scorecard, both).lines == ("C2.3",)
    assert cheapest(scorecard, replace(card, costs={"C2.3": 3})).lines == ("C2.1", "C2.2")


def test_of_sets_alike_the_first_ids_are_taken() -> None:
    scorecard = table([10], [4, 4, 12], [10], [10])
    card = answered(scorecard, {"C1.1": 10, "C2.1": 0, "C2.2": 0, "C2.3": 12, "C3.1": 6, "C4.1": 6})
    assert cheapest(scorecard, card).lines == brute_force(scorecard, card).lines == ("C2.1", "C2.2")
    other = replace(card, answers={**card.answers, **answered(scorecard, {"C3.1": 10, "C4.1": 10}).answers})
    assert cheapest(scorecard, other).lines == ("C2.1",)


def test_a_heading_below_60_is_raised_though_the_total_is_enough() -> None:
    scorecard = table([10], [10], [10], [5, 5])
    card = answered(scorecard, {"C1.1": 10, "C2.1": 10, "C3.1": 10, "C4.1": 5, "C4.2": 0})
    assert cheapest(scorecard, card).lines == ("C4.2",)


def test_what_does_not_apply_is_not_raised_and_what_is_unanswered_counts_as_zero() -> None:
    scorecard = table([10], [10, 10, 10], [10], [10])
    card = answered(scorecard, {"C1.1": 10, "C2.1": None, "C2.2": 10, "C3.1": 10, "C4.1": 10})
    assert cheapest(scorecard, card) == Cheapest(("C2.3",), 1, Fraction(100))


def test_a_table_with_one_heading_is_searched_too() -> None:
    scorecard = table([5, 5], weights=["1"])
    assert cheapest(scorecard, answered(scorecard, {"C1.1": 0, "C1.2": 0})).lines == ("C1.1", "C1.2")


def test_an_empty_card_of_the_shipped_table_is_answered() -> None:
    scorecard = shipped()
    empty = answered(scorecard, {})
    found = cheapest(scorecard, empty)
    assert score(scorecard, raised(scorecard, empty, found.lines)).total == found.total
    assert found.total >= 80
    assert found.cost == len(found.lines)


def test_the_total_of_the_set_is_that_of_the_raised_card() -> None:
    scorecard = shipped()
    card = totals(scorecard, (150, 130, 130, 70))
    found = cheapest(scorecard, card)
    again = score(scorecard, raised(scorecard, card, found.lines))
    assert (again.total, again.standing) == (found.total, Standing.MET)
