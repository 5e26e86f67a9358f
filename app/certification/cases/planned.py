"""What a day brings about: reminders, times that are over, steps of the system, and deadlines that have moved."""

from dataclasses import dataclass
from datetime import date

from app.certification.cases.over import Ends
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Cause, Deadline


@dataclass(frozen=True, slots=True)
class About:
    """Whom something concerns: the body, the client where the deadline is theirs, and the case or the certificate."""

    body: str
    client: str | None
    case: str | None = None
    certificate: str | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """That a deadline ends in `lead` days or less; of a provisional one its earliest day counts."""

    about: About
    ends: Ends
    lead: int


@dataclass(frozen=True, slots=True)
class Over:
    """That a deadline is over of which no step of a case says so."""

    about: About
    deadline: Deadline
    ended_on: date


@dataclass(frozen=True, slots=True)
class StepDue:
    """A step of the system: a time of the case is over, or of its certificate.

    A `case` that is None is opened by the step.
    """

    about: About
    case: str | None
    event: Event
    deadline: Deadline
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """That a deadline ends on another day than is stored: a notice has come, or a setting was made.

    `n` is the newest record that was seen, `all_ends` what is to be stored of the case from now on. The days are None
    where none can be given.
    """

    about: About
    case: str
    n: int
    deadline: Deadline
    was: Ends | None
    now: Ends | None
    all_ends: tuple[Ends, ...]


Planned = Reminder | Over | StepDue | Moved
