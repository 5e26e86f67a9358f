"""Speed of scoring on one core: columns beside the same loop in Decimal, one card, and the cheapest set of a card."""

import time
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np

from app.certification.card import read_card
from app.certification.cheapest import cheapest
from app.certification.form import Refused
from app.certification.score import score
from app.certification.score_arrays import NOT_APPLICABLE, STANDINGS, Cards, score_cards
from app.certification.standing import Standing
from app.library.scorecards import load_scorecard
from app.library.shelf import data_root

CARDS, IN_A_LOOP, RUNS, CARDS_PER_S = 200_000, 2_000, 5, 100_000

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "diesel_card.json"
SCORECARD = load_scorecard(data_root().limits, "JSPB01-180004-2023")
CHANCE = np.random.default_rng(20261125)


def cards() -> Cards:
    """Return cards around the pass line, one line in twenty without application."""
    most = np.array([[line.points] for line in SCORECARD.lines.values()])
    points = np.rint(most * CHANCE.beta(6, 1.5, (len(most), CARDS))).astype(np.int16)
    points[CHANCE.random(points.shape) < 0.05] = NOT_APPLICABLE
    return Cards(points, np.ones((1, CARDS), np.int16))


def in_decimal(columns: list[list[int]]) -> list[bool]:
    """Score card by card and line by line in Decimal, as a spreadsheet would; a third of a point is not exact there."""
    passed = []
    for given in columns:
        place, total, enough = 0, Decimal(0), True
        for heading in SCORECARD.headings:
            got = applicable = Decimal(0)
            for unit in heading.units:
                marks = given[place : place + len(unit)]
                asked = [(mark, line.points) for mark, line in zip(marks, unit, strict=True) if mark >= 0]
                got += max((mark for mark, _ in asked), default=0)
                applicable += max((most for _, most in asked), default=0)
                place += len(unit)
            quotient = got / applicable * 100
            enough = enough and quotient >= 60
            total += Decimal(heading.weight.numerator) / heading.weight.denominator * quotient
        passed.append(enough and total >= 80)
    return passed


def per_second(work: Callable[[], object], count: int, runs: int = RUNS) -> float:
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return count / min(taken)


def test_many_cards() -> None:
    given = cards()
    columns = given.points[:, :IN_A_LOOP].T.tolist()
    met = STANDINGS.index(Standing.MET)
    passed = (score_cards(SCORECARD, given).standing == met).tolist()
    assert 0.2 < sum(passed) / CARDS < 0.8
    differing = sum(one != other for one, other in zip(in_decimal(columns), passed, strict=False))
    fast = per_second(lambda: score_cards(SCORECARD, given), CARDS)
    slow = per_second(lambda: in_decimal(columns), IN_A_LOOP)
    print(
        f"\ncolumns, exact: {fast:,.0f} cards/s; loop in Decimal {slow:,.0f} cards/s, {fast / slow:.0f} times as fast"
    )
    print(f"cards of {IN_A_LOOP} that the loop in Decimal decides otherwise: {differing}")
    assert fast >= CARDS_PER_S


def test_one_card_and_its_cheapest_set() -> None:
    """No target: what a person waits for."""
    content = SAMPLE.read_bytes()

    def read() -> object:
        return read_card(content, lambda _: SCORECARD)

    card = read_card(content, lambda _: SCORECARD)
    assert not isinstance(card, Refused)
    assert score(SCORECARD, card).total == Fraction(24417, 325)
    for name, work in (
        ("reading a card", read),
        ("scoring it", lambda: score(SCORECARD, card)),
        ("its cheapest set", lambda: cheapest(SCORECARD, card)),
    ):
        print(f"\n{name}: {1000 / per_second(work, 1):.2f} ms")
