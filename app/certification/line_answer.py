"""What a card says of one line -> its points."""

from datetime import date

from app.certification.form import Form
from app.certification.line_points import is_reached, points_for_awards, points_for_rank
from app.certification.score import Awarded, Basis
from app.certification.scorecard import Count, Either, Ladder, Line, Marks, Ratio, UnlessViolation
from app.certification.terms import years_after


def read_answer(entry: Form, line: Line, evaluated_on: date) -> Awarded | None:
    """Read the marks of a line, or the facts that its points are computed from; None where they decide nothing."""
    match line.scoring:
        case Marks():
            return _marks(entry, line, evaluated_on)
        case UnlessViolation():
            return _unless_violation(entry, line)
        case Ladder() as ladder:
            return _computed(points_for_rank(ladder, _rank(entry)))
        case Count() as count:
            return _computed(points_for_awards(count, _awards(entry, count), line.points))
        case Ratio() as ratio:
            _facts(entry, "numerator", "denominator")
            return _computed(line.points if _is_reached(entry, ratio) else 0)
        case Either() as either:
            return _either(entry, line, either)


def _marks(entry: Form, line: Line, evaluated_on: date) -> Awarded:
    years = line.evidence_years
    entry.only({"line", "reason", "points"} if years is None else {"line", "reason", "points", "evidence_on"})
    points = _points(entry, line)
    if years is None or points == 0:
        return Awarded(points, Basis.MARKED)
    day = entry.day("evidence_on")
    if day > evaluated_on:
        entry.refuse("evidence_on", "evidence_after_evaluation", day.isoformat(), f"a day up to {evaluated_on}")
        return Awarded(0, Basis.MARKED)
    is_old = evaluated_on > years_after(day, years)
    return Awarded(0, Basis.EVIDENCE_TOO_OLD) if is_old else Awarded(points, Basis.MARKED)


def _unless_violation(entry: Form, line: Line) -> Awarded:
    if entry.truth("violation"):
        entry.only({"line", "reason", "violation"})
        entry.text("reason")
        return Awarded(0, Basis.VIOLATION)
    entry.only({"line", "reason", "violation", "points"})
    return Awarded(_points(entry, line), Basis.MARKED)


def _either(entry: Form, line: Line, either: Either) -> Awarded | None:
    """Decide a line that a stated condition or a ratio satisfies; it is open until one holds or both fail."""
    _facts(entry, "condition", "numerator", "denominator")
    condition = entry.truth("condition") if entry.has("condition") else None
    if condition is not None and not entry.has("reason"):
        entry.text("reason")
    has_ratio = entry.has("numerator") or entry.has("denominator")
    reached = _is_reached(entry, either.ratio) if has_ratio else None
    if condition or reached:
        return _computed(line.points)
    return None if condition is None or reached is None else _computed(0)


def _computed(points: int) -> Awarded:
    return Awarded(points, Basis.COMPUTED)


def _facts(entry: Form, *keys: str) -> None:
    """Let an entry hold some facts, and where they come from."""
    entry.only({"line", "reason", *keys})
    entry.optional_text("reason")


def _points(entry: Form, line: Line) -> int:
    points = entry.whole("points")
    entry.text("reason")
    if points > line.points:
        entry.refuse("points", "points_above_maximum", str(points), f"at most {line.points}")
        return 0
    return points


def _rank(entry: Form) -> int:
    _facts(entry, "rank")
    rank = entry.whole("rank")
    if rank == 0 and entry.has("rank"):
        entry.refuse("rank", "number_not_positive", "0", "1 for the first rank")
    return rank


def _awards(entry: Form, count: Count) -> dict[str, int]:
    _facts(entry, "awards")
    levels = [level.id for level in count.levels]
    awards = entry.form("awards")
    if not entry.has("awards"):
        return dict.fromkeys(levels, 0)
    awards.only(levels)
    return {level: awards.whole(level) for level in levels}


def _is_reached(entry: Form, ratio: Ratio) -> bool:
    before = entry.faults.count
    numerator, denominator = entry.number("numerator"), entry.number("denominator")
    if entry.faults.count > before:
        return False
    if denominator <= 0:
        entry.refuse("denominator", "number_not_positive", str(denominator), f"{ratio.denominator}, above 0")
        return False
    if ratio.is_part and not 0 <= numerator <= denominator:
        expected = f"{ratio.numerator}, from 0 to {ratio.denominator}"
        entry.refuse("numerator", "part_not_within_whole", str(numerator), expected)
        return False
    return is_reached(ratio, numerator, denominator)
