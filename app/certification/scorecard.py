"""Table A.1 of appendix A as data: headings with weights, what stands under them, and the lines that give points.

Beside each figure as it is read stands the figure as it is printed, None where nothing is: the faults of the print can
be found from here alone (`lint.scores`), and scoring uses the reading.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from app.certification.scheme import Doubt


class Degree(StrEnum):
    """What a person who gives marks looks for; no scale is printed, so each takes whole marks from 0 to the points."""

    GRADED = "graded"
    BINARY = "binary"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Marks:
    """Whole marks from 0 to the points of the line, with a reason."""

    degree: Degree


@dataclass(frozen=True, slots=True)
class UnlessViolation:
    """Marks, but none once there was a violation: 有违规情况不得分."""


@dataclass(frozen=True, slots=True)
class Step:
    """The points of every rank from the one below the step before down to `to`."""

    to: int
    points: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """Points by rank; beyond the last step none."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class AwardLevel:
    """What one award of a level is worth; `listed_printed` is another name that the print has for the level."""

    id: str
    anchor: str
    points: int
    points_printed: int | None
    listed_printed: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """Points for each award, together no more than the points of the line."""

    levels: tuple[AwardLevel, ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """All points where a ratio reaches a limit in percent, otherwise none.

    `is_strict` is 大于, otherwise 不低于 or ≥. Where the numerator is a part of the whole it lies within it.
    """

    numerator: str
    denominator: str
    denominator_printed: str | None
    percent: Fraction
    is_strict: bool
    is_part: bool


@dataclass(frozen=True, slots=True)
class Either:
    """All points where a condition that a person states holds, or else the ratio reaches its limit."""

    condition: str
    ratio: Ratio


Scoring: TypeAlias = Marks | UnlessViolation | Ladder | Count | Ratio | Either


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a group, an item or a block of lines: a place in the table that has points of its own.

    `under` is the section around it ("" for a heading), `under_printed` the one in whose rows the print has it.
    """

    id: str
    anchor: str
    points: int
    points_printed: int | None
    under: str
    under_printed: str
    is_printed: bool = True
    has_merged_cells: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What gives points. Of lines that exclude each other the highest counts.

    `evidence_years` is the window in which the evidence has to lie, `period_years` how many years the figures cover.
    """

    id: str
    anchor: str
    en: str
    under: str
    points: int
    points_printed: int | None
    scoring: Scoring
    exclusive: str | None = None
    evidence_years: int | None = None
    evidence_years_printed: int | None = None
    period_years: int | None = None


Unit: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Veto:
    """What fails the evaluation whatever the points, and can never be without application: 否决项."""

    id: str
    anchor: str
    en: str
    under: str
    under_printed: str
    period_years: int | None


@dataclass(frozen=True, slots=True)
class Heading:
    """One of the weighted headings; a unit is one line, or the lines that exclude each other."""

    section: Section
    en: str
    weight: Fraction
    weight_printed: Fraction | None
    units: tuple[Unit, ...]

    @property
    def id(self) -> str:
        """Return the id of the heading."""
        return self.section.id


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The table of one rule. `heading_pass` and `total_pass` are reached, not exceeded, to pass."""

    scheme: str
    clause: str
    heading_pass: Fraction
    total_pass: Fraction
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    vetoes: tuple[Veto, ...]
    doubts: tuple[Doubt, ...] = ()
    heading_pass_words_printed: tuple[str, ...] = ()
    evidence_until_printed: str | None = None

    @property
    def lines(self) -> dict[str, Line]:
        """Return every line by its id, in the order of the table."""
        return {line.id: line for heading in self.headings for line in lines_of(heading)}


def lines_of(heading: Heading) -> Iterator[Line]:
    """Yield the lines of a heading in the order of the table."""
    for unit in heading.units:
        yield from unit


def units_of(lines: Iterable[Line]) -> tuple[Unit, ...]:
    """Return lines as units: each by itself, or together with those of its item that exclude it."""
    units: dict[str, Unit] = {}
    for line in lines:
        name = line.id if line.exclusive is None else f"{line.under} {line.exclusive}"
        units[name] = (*units.get(name, ()), line)
    return tuple(units.values())
