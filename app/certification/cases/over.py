"""When the deadlines of a case end, and whether one is over on a day."""

from dataclasses import dataclass
from datetime import date

from app.certification.body import Body
from app.certification.cases.held import Clock, Held
from app.certification.certification_scheme import CertificationScheme
from app.certification.deadline_rules import DeadlineRule, Marks
from app.certification.deadlines import Circumstances, Due, Firm, NotComputable, Provisional, due
from app.certification.lifecycle.vocabulary import Deadline


def rule_of(clock: Clock, scheme: CertificationScheme) -> DeadlineRule:
    """Return the rule of a deadline under a scheme."""
    return scheme.deadlines[clock.deadline]


def due_on(clock: Clock, scheme: CertificationScheme, body: Body | None) -> Due:
    """Return when a deadline of a case ends, by the settings of its body."""
    circumstances = Circumstances(body, pauses=clock.pauses)
    return due(rule_of(clock, scheme), clock.start, scheme.calendar, circumstances)


def last_day(found: Due) -> date | None:
    """Return the latest day that a term may end on, None where none can be given."""
    match found:
        case Firm(day) | Provisional(_, day):
            return day
        case NotComputable():
            return None


def first_day(found: Due) -> date | None:
    """Return the earliest day that a term may end on, None where none can be given."""
    match found:
        case Firm(day) | Provisional(day, _):
            return day
        case NotComputable():
            return None


@dataclass(frozen=True, slots=True)
class Ends:
    """The day on which a deadline ends; where that is provisional, the earliest day and the latest."""

    deadline: Deadline
    day: date
    latest: date | None = None

    @property
    def state(self) -> str:
        """Return whether a coming notice may still move it."""
        return "firm" if self.latest is None else "provisional"


def ends_when(deadline: Deadline, found: Due) -> Ends | None:
    """Return when a deadline ends, None where no day can be given."""
    match found:
        case Firm(day):
            return Ends(deadline, day)
        case Provisional(earliest, latest):
            return Ends(deadline, earliest, latest)
        case NotComputable():
            return None


def ends_of(held: Held, scheme: CertificationScheme, body: Body | None) -> tuple[Ends, ...]:
    """Return when the deadlines of a case end that run and have a day, the first one first."""
    found = (ends_when(clock.deadline, due_on(clock, scheme, body)) for clock in held.running.values())
    return tuple(sorted((each for each in found if each is not None), key=lambda each: (each.day, each.deadline)))


def is_over(rule: DeadlineRule, found: Due, on: date) -> bool:
    """Tell whether a term is over for certain: a provisional one when its latest day is."""
    last = last_day(found)
    if last is None:
        return False
    return on > last if rule.marks is Marks.LAST_DAY else on >= last
