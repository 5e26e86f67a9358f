"""Why an event is not taken: the guard, its clause and what is missing."""

from dataclasses import dataclass
from enum import StrEnum

from app.certification.finding import Answered, Need
from app.certification.lifecycle.citation import Citation
from app.certification.lifecycle.guards import GROUNDS, Guard, is_passed
from app.certification.standing import Standing


class WhyNot(StrEnum):
    """Why an event is not taken."""

    CASE_IMPOSSIBLE = "case_impossible"
    NO_SUCH_STEP = "no_such_step"
    OTHER_ACTOR = "other_actor"
    GUARD_NOT_PASSED = "guard_not_passed"
    IN_THE_FUTURE = "in_the_future"
    OUT_OF_ORDER = "out_of_order"
    ON_BOTH_SIDES = "on_both_sides"
    EVIDENCE_AT_DECISION = "evidence_at_decision"
    DEADLINE_NOT_OVER = "deadline_not_over"
    CORRECTS_NOTHING = "corrects_nothing"
    LATER_STEP_IMPOSSIBLE = "later_step_impossible"
    ALREADY_IN_EFFECT = "already_in_effect"


@dataclass(frozen=True, slots=True)
class Missing:
    """A guard in the way, the clause that asks for it, and what is missing or fails; a setting is named among it."""

    guard: Guard
    standing: Standing
    citation: Citation
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that is not taken. `at` is the place of the event concerned: its own, or the one it makes impossible.

    `citation` is that of the step, None where there is no step.
    """

    why: WhyNot
    state: str
    event: str
    at: int
    citation: Citation | None = None
    missing: tuple[Missing, ...] = ()


def missing_of(guard: Guard, answered: Answered) -> Missing | None:
    """Return what a guard lacks, None where it lets the step through."""
    if is_passed(guard, answered.standing):
        return None
    return Missing(guard, answered.standing, GROUNDS[guard].citation, answered.needs)
