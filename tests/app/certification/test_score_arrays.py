from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from app.certification.score import Awarded, Card, NotApplicable, score
from app.certification.score_arrays import NOT_APPLICABLE, STANDINGS, UNANSWERED, Cards, score_cards
from app.certification.scorecard import Scorecard
from tests.app.certification.cards import answered, random_card, random_table, shipped, table, totals
from tests.app.certification.test_score import GOLDEN, LEFT_OUT

FULL = table([10], [10], [10], [10])


def columns(scorecard: Scorecard, cards: Sequence[Card]) -> Cards:
    def cell(card: Card, line: str) -> int:
        match card.answers.get(line):
            case Awarded(points):
                return points
            case NotApplicable():
                return NOT_APPLICABLE
            case None:
                return UNANSWERED

    points = [[cell(card, line) for card in cards] for line in scorecard.lines]
    vetoes = [[int(card.vetoes.get(veto.id, UNANSWERED)) for card in cards] for veto in scorecard.vetoes]
    return Cards(np.array(points, np.int16), np.array(vetoes, np.int16))


def check(scorecard: Scorecard, cards: Sequence[Card]) -> None:
    found = score_cards(scorecard, columns(scorecard, cards))
    for place, card in enumerate(cards):
        one = score(scorecard, card)
        assert STANDINGS[found.standing[place]] is one.standing
        assert found.got[:, place].tolist() == [part.got for part in one.headings]
        assert found.applicable[:, place].tolist() == [part.applicable for part in one.headings]
        total = sum(part.heading.weight * part.quotient for part in one.headings)
        assert int(found.numerator[place]) == total * int(found.denominator[place])


@pytest.mark.parametrize("seed", range(30))
def test_columns_give_the_same_answers(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - cases, not secrets
    scorecard = random_table(chance)
    cards = [random_card(scorecard, chance) for _ in range(40)]
    vetoes = [{"V": True}, {"V": False}, {}]
    check(scorecard, [replace(card, vetoes=chance.choice(vetoes)) for card in cards])


def test_exact_ties_pass_in_columns_too() -> None:
    scorecard = shipped()
    chance = Random(1)  # noqa: S311 - cases, not secrets
    less = totals(scorecard, (240, 136, 119, 74), LEFT_OUT)
    others = [random_card(scorecard, chance) for _ in range(9)]
    check(scorecard, [totals(scorecard, GOLDEN, LEFT_OUT), less, *others])


def test_every_raw_total_of_the_shipped_table_agrees() -> None:
    """Quality and brand point by point, the other two full: every tie and both its neighbours are among them."""
    scorecard = shipped()
    cards = [
        totals(scorecard, (250, quality, brand, 100)) for quality in range(0, 201, 5) for brand in range(0, 201, 4)
    ]
    check(scorecard, cards)


@pytest.mark.parametrize(
    ("points", "vetoes", "message"),
    [
        ([[11], [10], [10], [10]], [[1]], "above those of the line"),
        ([[-3], [10], [10], [10]], [[1]], "below 0"),
        ([[10], [10], [10]], [[1]], "one row for each line"),
        ([[10], [10], [10], [10]], [[1], [1]], "one for each veto item"),
        ([[10], [10], [10], [10]], [[2]], "a veto item is"),
        ([[10], [10], [NOT_APPLICABLE], [10]], [[1]], "has no score"),
    ],
)
def test_columns_that_no_card_can_have_are_refused(
    points: list[list[int]], vetoes: list[list[int]], message: str
) -> None:
    cards = Cards(np.array(points, np.int16), np.array(vetoes, np.int16))
    with pytest.raises(ValueError, match=message):
        score_cards(FULL, cards)


def test_a_table_whose_products_leave_64_bits_is_refused_before_anything_wraps() -> None:
    huge = table([30000] * 2, [30000] * 2, [30000] * 2, [30000] * 2)
    with pytest.raises(OverflowError, match="exceed 64 bits"):
        score_cards(huge, columns(huge, [answered(huge, dict.fromkeys(huge.lines, 1))]))
