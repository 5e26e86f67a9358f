"""The score table: rows, sums, points and weights as printed, and what the print leaves to a reading."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from typing import TypeAlias

from app.certification.lint.faults import Family, LintFault, fault, once
from app.certification.scorecard import Count, Either, Ladder, Line, Marks, Ratio, Scorecard, Section, UnlessViolation
from methods.printing import exact_text

# What is found, before its clause is known: the family, the subject, what is printed and what would be right.
_Found: TypeAlias = tuple[Family, str, str, str]


def check_scores(card: Scorecard) -> list[LintFault]:
    """Return the faults of the print, each once; a reading beside an empty cell repairs nothing."""
    sections = [section for section in card.sections if section.is_printed]
    below = {section.id: _points_below(card, section) for section in sections}
    found = chain(
        _weights(card),
        _rows(card, {section.id for section in sections}),
        *(_section(section, below[section.id], below) for section in sections),
        *(_line(line, below) for line in card.lines.values()),
        _open_questions(card),
    )
    return once(fault(family, of, card.clause, printed, expected) for family, of, printed, expected in found)


def _weights(card: Scorecard) -> Iterator[_Found]:
    for heading in card.headings:
        if heading.weight_printed is None:
            yield Family.WEIGHT, heading.id, heading.id, "a weight"
    total = sum((heading.weight_printed or Fraction(0) for heading in card.headings), Fraction(0))
    if total != 1:
        yield Family.WEIGHTS, "", exact_text(total), "weights that add up to 1"


def _rows(card: Scorecard, printed: set[str]) -> Iterator[_Found]:
    """Yield the sections that something is numbered under and that have no row of their own."""
    parts: Iterable[Section | Line] = chain(card.sections, card.lines.values())
    for part in parts:
        if part.under and part.under not in printed:
            yield Family.ROW, part.under, part.id, f"a row {part.under} around it"


def _points_below(card: Scorecard, section: Section) -> list[int | None]:
    """Return the points printed in the rows of a section, wherever these belong."""
    inner = [part.points_printed for part in card.sections if part.under_printed == section.id and part.is_printed]
    return [*inner, *(line.points_printed for line in card.lines.values() if line.under == section.id)]


def _are_not_split(below: Sequence[int | None]) -> bool:
    """Tell whether no part has points: that is one fault, of what stands above them."""
    return all(points is None for points in below)


def _section(section: Section, below: Sequence[int | None], around: dict[str, list[int | None]]) -> Iterator[_Found]:
    yield from _points(section, around.get(section.under_printed, [0]))
    if section.has_merged_cells:
        yield Family.MERGED, section.id, section.id, "a cell for each item"
    if section.points_printed is None:
        return
    points = [each for each in below if each is not None]
    if not points:
        yield Family.SPLIT, section.id, str(section.points_printed), "points for each of its parts"
    elif len(points) == len(below) and sum(points) != section.points_printed:
        yield Family.SUM, section.id, str(sum(points)), str(section.points_printed)
