"""Cases and certificates of which a day is planned, and how what is planned is told apart."""

from datetime import timedelta

from app.certification.cases.planned import Planned, Reminder
from app.certification.cases.worklist import Work
from app.certification.lifecycle.vocabulary import Deadline, Kind
from tests.app.certification.cases.driven import (
    driven,
    held_of,
)
from tests.app.certification.cases.evidence import SCHEME
from tests.app.certification.cases.whole_life import BODY

DAY = timedelta(days=1)


def work(kind: Kind, events: str) -> Work:
    case = driven(kind, events)
    return Work(case, held_of(case), SCHEME, BODY)


def named(planned: Planned) -> Deadline:
    return planned.ends.deadline if isinstance(planned, Reminder) else planned.deadline
