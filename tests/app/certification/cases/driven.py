"""A single case driven along its table, outside of a certificate's life."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.certification.cases.advance import Advanced, advance
from app.certification.cases.fold import fold
from app.certification.cases.held import Held
from app.certification.cases.over import due_on, last_day
from app.certification.cases.record import Case, Recorded
from app.certification.cases.refusal import Refused
from app.certification.cases.situation import Outside, Situation
from app.certification.lifecycle.circumstances import Circumstances
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Kind, Status
from app.certification.standing import Standing
from tests.app.certification.cases.evidence import SCHEME, recorded, shipped
from tests.app.certification.cases.whole_life import BODY, DECLARED, FIRST_DAY

VALID = Circumstances(Status.VALID, in_grace=False, open_causes=frozenset())
OUTSIDE = Outside(VALID, DECLARED, Standing.MET, Standing.MET, frozenset({"D-1"}))

TESTED = "file accept start_test pass_test"
INSPECTED = f"{TESTED} start_inspection pass_inspection"
REVIEWED = f"{INSPECTED} pass_scoring recommend"
SUSPENDED = "raise suspend"
SETTLED = f"{SUSPENDED} submit_correction accept_correction settle"


def situation(on: date, outside: Outside = OUTSIDE, **changed: Any) -> Situation:  # noqa: ANN401 - members of what is changed
    return replace(Situation(SCHEME, BODY, on, outside), **changed)


def opened(kind: Kind) -> Case:
    return Case(f"{kind}-1", kind, BODY.id, SCHEME.rule.id, shipped().application.unit, None)


def held_of(case: Case) -> Held:
    found = fold(case)
    assert isinstance(found, Held), found
    return found


def last_on(case: Case) -> date:
    return case.records[-1].on if case.records else FIRST_DAY


def day_for(case: Case, row: Transition) -> date:
    """Return the next day, or the first one on which the deadlines that the step says are over are so."""
    running = held_of(case).running
    days = [last_day(due_on(running[deadline], SCHEME, BODY)) for deadline in row.expires]
    return max([last_on(case), *(day for day in days if day is not None)]) + timedelta(days=1)


def next_record(case: Case, event: str, **changed: Any) -> Recorded:  # noqa: ANN401 - members of what is changed
    """Return the record of a step by somebody who may take it, on a day on which it may be taken."""
    row = CASES[case.kind].row(held_of(case).state, event)
    assert row is not None, event
    return recorded(case, Event(event), row.by[0], day_for(case, row), **changed)


def taken(case: Case, record: Recorded, outside: Outside = OUTSIDE) -> Case:
    found = advance(case, record, situation(record.on, outside))
    assert isinstance(found, Advanced), found
    return replace(case, records=(*case.records, *found.records))


def driven(kind: Kind, events: str | Iterable[str]) -> Case:
    case = opened(kind)
    for event in events.split() if isinstance(events, str) else events:
        case = taken(case, next_record(case, event))
    return case


def refused(case: Case, record: Recorded, outside: Outside = OUTSIDE, **changed: Any) -> Refused:  # noqa: ANN401 - members of what is changed
    found = advance(case, record, situation(record.on, outside, **changed))
    assert isinstance(found, Refused), found
    return found
