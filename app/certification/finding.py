"""What was found on one clause, and what is still needed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.certification.scheme import RuleClause
from app.certification.standing import Standing, weigh


class Why(StrEnum):
    """Why a clause stands as it does; the sentence for people belongs to the reader's language."""

    STATED = "stated"
    DENIED = "denied"
    NOT_STATED = "not_stated"
    RULED_FOR = "ruled_for"
    RULED_AGAINST = "ruled_against"
    NOT_RULED = "not_ruled"
    DECIDES_NOTHING = "decides_nothing"
    SHOWN = "shown"
    FAILS = "fails"
    INCOMPLETE = "incomplete"
    IN_TIME = "in_time"
    LATE = "late"
    WITH_GROUND = "with_ground"
    NOT_USED = "not_used"


class Needed(StrEnum):
    """The sort of thing that is still needed, or that fails."""

    DOCUMENT = "document"
    STATEMENT = "statement"
    RULING = "ruling"
    RESULT = "result"
    ADOPTION = "adoption"
    MARKS = "marks"
    FINDING = "finding"
    CORRECTION = "correction"
    DAY = "day"
    CALENDAR = "calendar"
    LABORATORY = "laboratory"
    GROUND = "ground"
    SETTING = "setting"
    PERSON = "person"
    REVIEW = "review"
    DECISION = "decision"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing by its name in the rule, the report, the score table or the settings."""

    sort: Needed
    what: str


@dataclass(frozen=True, slots=True)
class Answered:
    """How a clause stands. `figures` are names and exact figures or days, as text."""

    standing: Standing
    why: Why
    needs: tuple[Need, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseFinding:
    """The answer on one clause of a rule; `doubts` are ids of the readings of its print that nobody has confirmed."""

    clause: RuleClause
    answered: Answered
    doubts: tuple[str, ...]


MET = Answered(Standing.MET, Why.SHOWN)


def lacking(sort: Needed, *what: str) -> Answered:
    """Return that a clause is open until these are there."""
    return Answered(Standing.OPEN, Why.INCOMPLETE, tuple(Need(sort, each) for each in what))


def failing(sort: Needed, *what: str) -> Answered:
    """Return that a clause is not met, because of these."""
    return Answered(Standing.NOT_MET, Why.FAILS, tuple(Need(sort, each) for each in what))


def together(answers: Iterable[Answered]) -> Answered:
    """Roll the answers on the parts of a clause up; the needs of those parts that do not stand are kept."""
    parts = tuple(answers)
    standing = weigh(part.standing for part in parts)
    deciding = [part for part in parts if part.standing is standing]
    figures = tuple(figure for part in parts for figure in part.figures)
    needs = tuple(dict.fromkeys(need for part in deciding for need in part.needs))
    return Answered(standing, deciding[0].why if deciding else Why.INCOMPLETE, needs, figures)
