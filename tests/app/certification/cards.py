"""Small tables and cards of our own making, and those of the shipped rules."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

from app.certification.card import read_card
from app.certification.form import Refused
from app.certification.score import Answer, Awarded, Basis, Card, NotApplicable
from app.certification.scorecard import Degree, Heading, Line, Marks, Scorecard, Section, Veto, units_of
from app.library.scorecards import load_scorecard
from app.library.shelf import data_root

DIESEL, DRYER = "JSPB01-180004-2023", "JSPB01-110038-2023"
WEIGHTS = ("0.15", "0.55", "0.20", "0.10")
LEFT_OUT = NotApplicable("no such business", "LI")
VETO = Veto("V", "否决项", "veto", "C4", "C4", 3)
DAY = date(2026, 5, 20)


@cache
def shipped(scheme: str = DIESEL) -> Scorecard:
    return load_scorecard(data_root().limits, scheme)


def table(*points: Sequence[int], weights: Sequence[str] = WEIGHTS, exclusive: Mapping[str, str] = {}) -> Scorecard:
    """Return a table whose headings C1, C2, ... have lines C1.1, C1.2, ... with these points."""
    headings = []
    for number, (worth, weight) in enumerate(zip(points, weights, strict=True), start=1):
        name = f"C{number}"
        lines = [
            Line(
                f"{name}.{place}",
                "要素",
                "line",
                name,
                most,
                most,
                Marks(Degree.GRADED),
                exclusive.get(f"{name}.{place}"),
            )
            for place, most in enumerate(worth, start=1)
        ]
        units = units_of(lines)
        total = sum(max(line.points for line in unit) for unit in units)
        section = Section(name, "指标", total, total, "", "")
        headings.append(Heading(section, "heading", Fraction(weight), Fraction(weight), units))
    sections = tuple(heading.section for heading in headings)
    return Scorecard("T", "表A.1", Fraction(60), Fraction(80), tuple(headings), sections, (VETO,))


def answered(scorecard: Scorecard, answers: Mapping[str, int | None], **changes: Any) -> Card:  # noqa: ANN401 - any field
    """Return a card with these points, None for a line that does not apply; the veto is satisfied."""
    given: dict[str, Answer] = {
        line: LEFT_OUT if points is None else Awarded(points, Basis.MARKED) for line, points in answers.items()
    }
    vetoes = {veto.id: True for veto in scorecard.vetoes}
    card = Card(scorecard.scheme, "organisation", "ZHANG", DAY, given, vetoes, {})
    return replace(card, **changes)


def totals(scorecard: Scorecard, got: Sequence[int], left_out: Sequence[str] = ()) -> Card:
    """Return a card whose headings have got so many points, given line by line from the first on."""
    answers: dict[str, int | None] = {}
    for heading, points in zip(scorecard.headings, got, strict=True):
        rest = points
        for unit in heading.units:
            asked = [line for line in unit if line.id not in left_out]
            best = max((line.points for line in asked), default=0)
            for line in unit:
                give = min(rest, line.points) if line.points == best else 0
                answers[line.id] = None if line.id in left_out else give
            rest -= min(rest, best)
        assert rest == 0
    return answered(scorecard, answers)


def random_table(chance: Random) -> Scorecard:
    points = [[chance.choice((1, 2, 3, 5, 5, 8, 10)) for _ in range(chance.randint(1, 3))] for _ in range(4)]
    pairs = {"C2.1": "x", "C2.2": "x"} if chance.random() < 0.5 else {}
    return table(*points, exclusive=pairs)


def random_card(scorecard: Scorecard, chance: Random) -> Card:
    """Return a card with points, lines that do not apply and unanswered ones; each heading keeps one that applies."""
    answers: dict[str, int | None] = {}
    for heading in scorecard.headings:
        for place, line in enumerate(line for unit in heading.units for line in unit):
            fate = chance.random()
            if fate < 0.15 and place > 0:
                answers[line.id] = None
            elif fate < 0.9:
                answers[line.id] = chance.randint(0, line.points)
    costs = {line: chance.randint(1, 4) for line in scorecard.lines if chance.random() < 0.5}
    return answered(scorecard, answers, costs=costs)


def document(*lines: Mapping[str, object], **changes: object) -> bytes:
    """Return a card for the diesel rule as JSON."""
    head = {
        "format": "labverdict.card/1", "scheme": DIESEL, "organisation": "示例石化有限公司", "evaluator": "示例评定员",
        "evaluated_on": "2026-05-20", "lines": lines,
    }  # fmt: skip
    return json.dumps({key: value for key, value in (head | changes).items() if value is not ...}).encode()


def read(content: bytes) -> Card | Refused:
    return read_card(content, {scheme: shipped(scheme) for scheme in (DIESEL, DRYER)}.get)


def answer(line: str, **said: object) -> Answer | None:
    """Return what one entry of a card comes to."""
    card = read(document({"line": line, **said}))
    assert isinstance(card, Card), card
    return card.answers.get(line)


def refusals(content: bytes) -> list[tuple[str, str]]:
    refused = read(content)
    assert isinstance(refused, Refused), refused
    return [(issue.code, issue.where) for issue in refused.issues]
