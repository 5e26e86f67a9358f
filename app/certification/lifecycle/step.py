"""One step of a case: where it leads, or why it is not taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.certification.lifecycle.citation import Citation
from app.certification.lifecycle.guards import GROUNDS, Guard, is_passed
from app.certification.lifecycle.table import Table, Transition
from app.certification.lifecycle.vocabulary import Actor
from app.certification.standing import Standing


class Why(StrEnum):
    """Why a step is not taken."""

    NO_SUCH_STEP = "no_such_step"
    OTHER_ACTOR = "other_actor"
    GUARD_NOT_PASSED = "guard_not_passed"


@dataclass(frozen=True, slots=True)
class Facts:
    """Who takes a step, and how the guards stand; a guard that nobody has answered is open."""

    by: Actor
    standings: Mapping[Guard, Standing]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A guard that does not let the step through: `not_met`, or `open` because something is missing.

    `setting` is the value of the body that has to be set, None where the guard waits for evidence.
    """

    guard: Guard
    standing: Standing
    citation: Citation
    setting: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A step that is taken; `row` says what it does besides."""

    to: str
    row: Transition


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step that is not taken, with every guard in its way; `citation` is the step's, None where there is no step."""

    why: Why
    state: str
    event: str
    citation: Citation | None
    obstacles: tuple[Obstacle, ...]


def step(table: Table, state: str, event: str, facts: Facts) -> Moved | Refusal:
    """Take one step of a case by its table, or refuse it."""
    row = table.row(state, event)
    if row is None:
        return Refusal(Why.NO_SUCH_STEP, state, event, None, ())
    if facts.by not in row.by:
        return Refusal(Why.OTHER_ACTOR, state, event, row.citation, ())
    obstacles = tuple(
        _obstacle(guard, standing)
        for guard in row.guards
        if not is_passed(guard, standing := facts.standings.get(guard, Standing.OPEN))
    )
    if obstacles:
        return Refusal(Why.GUARD_NOT_PASSED, state, event, row.citation, obstacles)
    return Moved(row.to, row)


def _obstacle(guard: Guard, standing: Standing) -> Obstacle:
    ground = GROUNDS[guard]
    setting = ground.setting if standing is Standing.OPEN else None
    return Obstacle(guard, standing, ground.citation, setting)
