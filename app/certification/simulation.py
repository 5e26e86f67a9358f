"""The same cases decided twice, under two tables, schemes or programmes: who changes, and why.

A case is anything that was decided on points with a standing each. Points of the same key are the same question; one
that only one side asks stands alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from app.certification.standing import Standing

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Point(Generic[Said]):
    """One answered question; `said` is whatever explains the answer to a reader."""

    standing: Standing
    said: Said


@dataclass(frozen=True, slots=True)
class Decided(Generic[Said]):
    """How one case was decided, and its points by key."""

    case: str
    standing: Standing
    points: Mapping[str, Point[Said]]


class Move(StrEnum):
    """What becomes of a case: it comes to be met, is met no more, fails where it was open, or becomes open."""

    ENTERS = "enters"
    LEAVES = "leaves"
    FAILS = "fails"
    OPENS = "opens"


@dataclass(frozen=True, slots=True)
class Difference(Generic[Said]):
    """One point that stands otherwise; None where the other side does not ask."""

    key: str
    before: Point[Said] | None
    after: Point[Said] | None


@dataclass(frozen=True, slots=True)
class Change(Generic[Said]):
    """A case that changes; `because` are the points without which it would not, `beside` the others that differ."""

    case: str
    move: Move
    before: Standing
    after: Standing
    because: tuple[Difference[Said], ...]
    beside: tuple[Difference[Said], ...]


@dataclass(frozen=True, slots=True)
class Comparison(Generic[Said]):
    """Who changes and who does not, in the order of the cases."""

    changes: tuple[Change[Said], ...]
    unchanged: tuple[Decided[Said], ...]


def compare(before: Iterable[Decided[Said]], after: Iterable[Decided[Said]]) -> Comparison[Said]:
    """Compare two decisions of the same cases in the same order; raises `ValueError` where they are others."""
    changes: list[Change[Said]] = []
    unchanged: list[Decided[Said]] = []
    for old, new in zip(before, after, strict=True):
        if old.case != new.case:
            raise ValueError("decisions of other cases are not compared")
        move = moved(old.standing, new.standing)
        if move is None:
            unchanged.append(new)
        else:
            changes.append(_change(old, new, move))
    return Comparison(tuple(changes), tuple(unchanged))


def moved(before: Standing, after: Standing) -> Move | None:
    """Return what becomes of a case whose standing was `before` and is `after`; None where it stays."""
    if before is after:
        return None
    match after:
        case Standing.MET | Standing.NOT_APPLICABLE:
            return Move.ENTERS
        case Standing.NOT_MET:
            return Move.LEAVES if before is Standing.MET else Move.FAILS
        case Standing.OPEN:
            return Move.OPENS


def _change(old: Decided[Said], new: Decided[Said], move: Move) -> Change[Said]:
    differences = [
        Difference(key, old.points.get(key), new.points.get(key)) for key in dict.fromkeys((*old.points, *new.points))
    ]
    differing = [one for one in differences if _standing(one.before) is not _standing(one.after)]
    because = tuple(one for one in differing if _decides(one, new.standing))
    beside = tuple(one for one in differing if one not in because)
    return Change(new.case, move, old.standing, new.standing, because, beside)


def _standing(point: Point[Said] | None) -> Standing | None:
    return None if point is None else point.standing


def _decides(one: Difference[Said], after: Standing) -> bool:
    """Tell whether a point holds the case where it is now, or held it back before."""
    match after:
        case Standing.MET | Standing.NOT_APPLICABLE:
            return _standing(one.before) in {Standing.NOT_MET, Standing.OPEN}
        case Standing.NOT_MET:
            return _standing(one.after) is Standing.NOT_MET
        case Standing.OPEN:
            return _standing(one.after) is Standing.OPEN or _standing(one.before) is Standing.NOT_MET
