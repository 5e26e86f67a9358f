"""A line of scorecard.toml -> what gives points, and how."""

from enum import StrEnum

from app.certification.scorecard import (
    AwardLevel,
    Count,
    Degree,
    Either,
    Ladder,
    Line,
    Marks,
    Ratio,
    Scoring,
    Step,
    UnlessViolation,
)
from app.library.entry_lists import optional_whole, whole
from app.library.sheet import Entry

_KNOWN = frozenset({
    "id", "anchor", "en", "points", "points_printed", "kind", "exclusive", "evidence_years", "evidence_years_printed",
    "period_years",
})  # fmt: skip


class _Kind(StrEnum):
    """How a line gives points; of the first three, see `Degree`."""

    GRADED = "graded"
    BINARY = "binary"
    FIXED = "fixed"
    UNLESS_VIOLATION = "unless_violation"
    LADDER = "ladder"
    COUNT = "count"
    RATIO = "ratio"
    EITHER = "either"


class _Operator(StrEnum):
    """How a ratio meets its limit."""

    ABOVE = ">"
    AT_LEAST = ">="


_OWN_KEYS = {
    _Kind.LADDER: {"step"},
    _Kind.COUNT: {"level"},
    _Kind.RATIO: {"ratio"},
    _Kind.EITHER: {"condition", "ratio"},
}


def read_line(entry: Entry, under: str) -> Line:
    """Read one line; raises `EntryRefused`."""
    kind = entry.choice("kind", _Kind)
    entry.only(_KNOWN | _OWN_KEYS.get(kind, set()))
    points, printed = figures(entry)
    return Line(
        id=entry.text("id"),
        anchor=entry.text("anchor"),
        en=entry.text("en"),
        under=under,
        points=points,
        points_printed=printed,
        scoring=_scoring(entry, kind, points),
        exclusive=entry.optional("exclusive"),
        evidence_years=optional_whole(entry, "evidence_years"),
        evidence_years_printed=optional_whole(entry, "evidence_years_printed"),
        period_years=optional_whole(entry, "period_years"),
    )


def figures(entry: Entry, *, least: int = 1) -> tuple[int, int | None]:
    """Return the points as they are read and as they are printed; a reading stands only where nothing is printed."""
    printed = optional_whole(entry, "points_printed")
    if printed is not None and entry.has("points"):
        raise entry.refused(
            "points", "reading_beside_print", entry.text("points"), "no reading where points are printed"
        )
    points = whole(entry, "points") if printed is None else printed
    if points < least:
        raise entry.refused("points", "number_malformed", points, f"at least {least}")
    return points, printed


def _scoring(entry: Entry, kind: _Kind, points: int) -> Scoring:
    match kind:
        case _Kind.GRADED | _Kind.BINARY | _Kind.FIXED:
            return Marks(Degree(kind))
        case _Kind.UNLESS_VIOLATION:
            return UnlessViolation()
        case _Kind.LADDER:
            return _ladder(entry, points)
        case _Kind.COUNT:
            return _count(entry)
        case _Kind.RATIO:
            return _ratio(entry.entry("ratio"))
        case _Kind.EITHER:
            return Either(entry.text("condition"), _ratio(entry.entry("ratio")))


def _ladder(entry: Entry, points: int) -> Ladder:
    steps: list[Step] = []
    for part in entry.entries("step"):
        part.only({"to", "points"})
        step = Step(whole(part, "to"), whole(part, "points"))
        above = steps[-1] if steps else Step(0, points + 1)
        if step.to <= above.to or step.points >= above.points:
            raise part.refused(
                None, "steps_swapped", step.to, "ranks that rise while points fall, from the line's points"
            )
        steps.append(step)
    if not steps or steps[0].points != points:
        raise entry.refused("step", "steps_swapped", "step", f"a first step with {points} points")
    return Ladder(tuple(steps))


def _count(entry: Entry) -> Count:
    levels: list[AwardLevel] = []
    for part in entry.entries("level"):
        part.only({"id", "anchor", "points", "points_printed", "listed_printed"})
        points, printed = figures(part, least=0)
        level = AwardLevel(part.text("id"), part.text("anchor"), points, printed, part.optional("listed_printed"))
        if level.id in {other.id for other in levels}:
            raise part.refused("id", "id_repeated", level.id, "each level once")
        levels.append(level)
    if not levels:
        raise entry.refused("level", "nothing_held", "level", "at least one level")
    return Count(tuple(levels))


def _ratio(entry: Entry) -> Ratio:
    entry.only({
        "numerator_printed", "denominator", "denominator_printed", "operator", "percent", "part_of_whole",
    })  # fmt: skip
    printed = entry.optional("denominator_printed")
    if printed is not None and entry.has("denominator"):
        raise entry.refused("denominator", "reading_beside_print", printed, "no reading where the whole is printed")
    part = entry.optional("part_of_whole")
    if part not in {None, "yes"}:
        raise entry.refused("part_of_whole", "word_unknown", part, "yes, or no key at all")
    return Ratio(
        numerator=entry.text("numerator_printed"),
        denominator=entry.text("denominator") if printed is None else printed,
        denominator_printed=printed,
        percent=entry.number("percent"),
        is_strict=entry.choice("operator", _Operator) is _Operator.ABOVE,
        is_part=part is not None,
    )
