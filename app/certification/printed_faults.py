"""The faults that Table A.1 has as it is printed, each by an id that a doubt can silence.

Nothing is listed here: every id follows from a figure that is not printed, or that differs from another one.
"""

from collections.abc import Iterator

from app.certification.scorecard import Count, Either, Ladder, Line, Marks, Ratio, Scorecard, Section, UnlessViolation


def printed_faults(scorecard: Scorecard) -> tuple[str, ...]:
    """Return the ids of all faults of the print, in the order of the table; `sum:C2.2.2`, `weight_missing:C2`."""
    faults = [f"weight_missing:{heading.id}" for heading in scorecard.headings if heading.weight_printed is None]
    for section in scorecard.sections:
        faults += _of_section(section, _points_below(scorecard, section))
    for line in scorecard.lines.values():
        faults += _of_line(line)
    if any(isinstance(line.scoring, Marks) for line in scorecard.lines.values()):
        faults.append("scale_missing")
    if scorecard.evidence_until_printed is None and any(line.evidence_years for line in scorecard.lines.values()):
        faults.append("window_end_missing")
    if len(scorecard.heading_pass_words_printed) > 1:
        faults.append("pass_line_wording")
    return tuple(faults)


def _points_below(scorecard: Scorecard, section: Section) -> list[int | None]:
    """Return the points printed in the rows of a section, whatever the print means by it."""
    sections = [
        inner.points_printed for inner in scorecard.sections if inner.under_printed == section.id and inner.is_printed
    ]
    return sections + [line.points_printed for line in scorecard.lines.values() if line.under == section.id]


def _of_section(section: Section, below: list[int | None]) -> Iterator[str]:
    if not section.is_printed:
        yield f"row_missing:{section.id}"
    elif section.points_printed is None:
        yield f"points_missing:{section.id}"
    elif None not in below and sum(points or 0 for points in below) != section.points_printed:
        yield f"sum:{section.id}"
    if section.has_merged_cells:
        yield f"cells_merged:{section.id}"


def _of_line(line: Line) -> Iterator[str]:
    if line.points_printed is None:
        yield f"points_missing:{line.id}"
    if line.evidence_years_printed is not None and line.evidence_years != line.evidence_years_printed:
        yield f"window_not_applied:{line.id}"
    yield from _of_scoring(line)


def _of_scoring(line: Line) -> Iterator[str]:
    match line.scoring:
        case Ladder():
            if line.period_years is not None and line.period_years > 1:
                yield f"rank_of_several_years:{line.id}"
        case Count(levels):
            for level in levels:
                if level.points_printed is None:
                    yield f"points_missing:{line.id}/{level.id}"
                if level.listed_printed is not None:
                    yield f"level_differs:{line.id}/{level.id}"
        case (Ratio() as ratio) | Either(ratio=ratio):
            if ratio.denominator_printed is None:
                yield f"whole_missing:{line.id}"
        case Marks() | UnlessViolation():
            pass
