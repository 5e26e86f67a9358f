"""The score table: rows, sums, points and weights as printed, and what the print leaves to a reading."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import TypeAlias

from app.certification.lint.faults import Family, LintFault, fault, once
from app.certification.scorecard import (
    AwardLevel,
    Count,
    Either,
    Ladder,
    Line,
    Marks,
    Ratio,
    Scorecard,
    Section,
    UnlessViolation,
)
from methods.printing import exact_text

# A fault before its clause is known: the family, the subject, what is printed and what would be right.
_Found: TypeAlias = tuple[Family, str, str, str]


def check_scores(card: Scorecard) -> list[LintFault]:
    """Return the faults of the print, each once; a reading in place of an empty cell repairs nothing."""
    sections = {section.id: section for section in card.sections if section.is_printed}
    below = {name: _points_below(card, name) for name in sections}
    found = chain(
        _weights(card),
        _rows(card, sections),
        _points(card, sections, below),
        *(_section(section, below[name]) for name, section in sections.items()),
        *(_line(line) for line in card.lines.values()),
        _left_open(card),
    )
    return once(fault(family, of, card.clause, printed, expected) for family, of, printed, expected in found)


def _points_below(card: Scorecard, section: str) -> list[int | None]:
    """Return the points printed in the rows of a section, whether or not they belong there."""
    inner = [part.points_printed for part in card.sections if part.under_printed == section and part.is_printed]
    return [*inner, *(line.points_printed for line in card.lines.values() if line.under == section)]


def _weights(card: Scorecard) -> Iterator[_Found]:
    for heading in card.headings:
        if heading.weight_printed is None:
            yield Family.WEIGHT, heading.id, heading.id, "a weight"
    total = sum((heading.weight_printed or Fraction(0) for heading in card.headings), Fraction(0))
    if total != 1:
        yield Family.WEIGHTS, "", exact_text(total), "weights that add up to 1"


def _rows(card: Scorecard, printed: Mapping[str, Section]) -> Iterator[_Found]:
    """Yield each section that has parts and no row of its own."""
    for part in chain[Section | Line](card.sections, card.lines.values()):
        if part.under and part.under not in printed:
            yield Family.ROW, part.under, part.id, f"a row for {part.under}"


def _points(
    card: Scorecard, sections: Mapping[str, Section], below: Mapping[str, Sequence[int | None]]
) -> Iterator[_Found]:
    """Yield what has no points; where all parts of a section have none, that is one fault, of the section."""
    bare = [
        name
        for name, points in below.items()
        if sections[name].points_printed is not None and all(each is None for each in points)
    ]
    for name in bare:
        yield Family.SPLIT, name, str(sections[name].points_printed), "points for each of its parts"
    places = [(part.id, part.under_printed, part.points_printed) for part in sections.values()]
    places += [(line.id, line.under, line.points_printed) for line in card.lines.values()]
    for name, under, points in places:
        if points is None and under not in bare:
            yield Family.POINTS, name, name, "its points"


def _section(section: Section, below: Sequence[int | None]) -> Iterator[_Found]:
    points = [each for each in below if each is not None]
    printed = section.points_printed
    if printed is not None and len(points) == len(below) and sum(points) != printed:
        yield Family.SUM, section.id, str(sum(points)), str(printed)
    if section.has_merged_cells:
        yield Family.MERGED, section.id, section.id, "a cell for each item"


def _line(line: Line) -> Iterator[_Found]:
    """Yield what the print of a line leaves to a reading."""
    years = line.evidence_years_printed
    if years is not None and line.evidence_years != years:
        yield Family.WINDOW, line.id, f"{years} years", "a window that what is asked for can have"
    match line.scoring:
        case Ladder():
            if line.period_years is not None and line.period_years > 1:
                yield Family.RANK, line.id, f"{line.period_years} years", "the year whose rank counts"
        case Count(levels):
            yield from chain(*(_level(level, f"{line.id}.{level.id}") for level in levels))
        case (Ratio() as ratio) | Either(ratio=ratio):
            if ratio.denominator_printed is None:
                yield Family.WHOLE, line.id, ratio.numerator, "the whole of which it is a share"
        case Marks() | UnlessViolation():
            pass


def _level(level: AwardLevel, name: str) -> Iterator[_Found]:
    if level.points_printed is None:
        yield Family.POINTS, name, level.anchor, "its points"
    if level.listed_printed is not None:
        yield Family.LEVEL, name, f"{level.listed_printed}; {level.anchor}", "one name for one level"


def _left_open(card: Scorecard) -> Iterator[_Found]:
    """Yield what the table leaves open as a whole."""
    lines = card.lines.values()
    if any(isinstance(line.scoring, Marks) for line in lines):
        yield Family.SCALE, "", "points", "a scale by which a person gives a part of them"
    if card.evidence_until_printed is None and any(line.evidence_years for line in lines):
        yield Family.WINDOW, "end", "years", "the day on which they end"
    words = card.heading_pass_words_printed
    if len(words) > 1:
        yield Family.WORDS, "heading_pass", "; ".join(words), "one word for one thing"
