"""When the deadlines of a case end, and whether one is over on a day."""

from datetime import date

from app.certification.body import Body
from app.certification.cases.held import Clock
from app.certification.certification_scheme import CertificationScheme
from app.certification.deadline_rules import DeadlineRule, Marks
from app.certification.deadlines import Circumstances, Due, Firm, NotComputable, Provisional, due


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


def is_over(rule: DeadlineRule, found: Due, on: date) -> bool:
    """Tell whether a term is over for certain: a provisional one when its latest day is."""
    last = last_day(found)
    if last is None:
        return False
    return on > last if rule.marks is Marks.LAST_DAY else on >= last
