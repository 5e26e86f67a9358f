"""A day is planned and done; gone through again, it does and tells nothing twice."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.certification.cases.day_plan import Certified, Watched
from app.certification.cases.over import Ends, due_on, ends_of, last_day
from app.certification.cases.planned import Moved, Over, Reminder, StepDue
from app.certification.cases.worklist import Work
from app.certification.certificate_days import CertificateLife, Done, Version
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Act, Deadline, Kind
from app.ports.evidence import EventRow
from app.workflow.day_jobs import JobDesk, Seen, do_day, plan_of
from tests.app.certification.cases.driven import SUSPENDED, driven, held_of, next_record, taken
from tests.app.certification.cases.evidence import SCHEME
from tests.app.certification.cases.whole_life import BODY
from tests.app.people import SetClock

ISSUED, EXPIRES = date(2026, 7, 20), date(2029, 7, 20)
LIFE = CertificateLife((Version(1, ISSUED, EXPIRES),), (Done(Act.ISSUE, 1, ISSUED),))


@dataclass
class Memory:
    """Cases that take what comes next in them, and events by their identifiers."""

    cases: dict[str, Work] = field(default_factory=dict)
    ends: dict[str, tuple[Ends, ...]] = field(default_factory=dict)
    lives: tuple[CertificateLife, ...] = ()
    events: dict[str, EventRow] = field(default_factory=dict)
    stops: bool = False

    def look(self) -> Seen:
        cases = tuple(self.cases.values())
        return Seen(
            tuple(Watched(work, "client", self.ends[name]) for name, work in self.cases.items()),
            tuple(Certified("JSPB-1", BODY.id, "holder", life, SCHEME, BODY, cases) for life in self.lives),
        )

    def announce(self, events: Sequence[EventRow], at: str) -> int:
        assert at
        new = {each.id: each for each in events if each.id not in self.events}
        if self.stops:
            raise OSError
        self.events |= new
        return len(new)

    def restate(self, body: str, case: str, n: int, ends: Sequence[Ends]) -> bool:
        assert (body, n) == (BODY.id, len(self.cases[case].case.records))
        self.ends[case] = tuple(ends)
        return True

    def take(self, step: StepDue, on: date) -> bool:
        assert step.case is not None
        work = self.cases[step.case]
        case = taken(work.case, replace(next_record(work.case, step.event), on=on))
        self.put(replace(work, case=case, held=held_of(case)))
        return True

    def put(self, work: Work) -> None:
        self.cases[work.case.id] = work
        self.ends[work.case.id] = ends_of(work.held, SCHEME, work.body)

    def desk(self) -> JobDesk:
        clock = SetClock()
        issuing: Any = SimpleNamespace(certificates=SimpleNamespace(unfinished=tuple))
        return JobDesk(self, self, issuing, self.take, clock)

    def told(self) -> list[tuple[str, str, str]]:
        """Return type, reader and what it is about of each event, in the order of their identifiers."""
        found = []
        for name in sorted(self.events):
            event = self.events[name]
            data = json.loads(event.body)["data"]
            assert data["recipient"] == event.organisation
            found.append((event.type, event.organisation, str(data.get("deadline"))))
        return found


@pytest.fixture
def testing() -> Memory:
    memory = Memory()
    case = driven(Kind.APPLICATION, "file accept start_test")
    memory.put(Work(case, held_of(case), SCHEME, BODY))
    return memory


def ends(memory: Memory) -> date:
    work = memory.cases["application-1"]
    found = last_day(due_on(work.held.running[Deadline.TEST_TIME], SCHEME, BODY))
    assert found is not None
    return found


def test_a_plan_does_nothing(testing: Memory) -> None:
    plan = plan_of(ends(testing), testing)
    assert [type(each) for each in plan] == [Reminder]
    assert plan == plan_of(ends(testing), testing)
    assert (testing.events, testing.cases["application-1"].held.state) == ({}, "testing")


def test_each_lead_is_told_once_however_often_its_days_are_gone_through(testing: Memory) -> None:
    last = ends(testing)
    told = [do_day(last - timedelta(days=before), testing.desk()).told for before in (8, 7, 7, 4, 1, 1, 0)]
    assert told == [0, 1, 0, 0, 1, 0, 0]
    assert testing.told() == [("deadline.reminder", BODY.id, "D-01")] * 2


def test_a_time_that_is_over_is_a_step_that_is_taken_once(testing: Memory) -> None:
    day = ends(testing) + timedelta(days=1)
    done = do_day(day, testing.desk())
    assert [(each.case, each.event) for each in done.taken] == [("application-1", Event.TEST_TIME_OVER)]
    again = do_day(day, testing.desk())
    assert (again.taken, again.refused, again.told) == ((), (), 0)


def test_a_step_that_is_refused_is_not_tried_again_on_that_run_and_stops_nothing_else(testing: Memory) -> None:
    desk = replace(testing.desk(), take=lambda _, __: False)
    done = do_day(ends(testing) + timedelta(days=1), desk)
    assert (len(done.refused), done.taken) == (1, ())


def test_expiry_and_what_follows_from_it_come_in_one_run() -> None:
    memory = Memory(lives=(replace(LIFE, acts=(*LIFE.acts, Done(Act.SUSPEND, 1, date(2029, 7, 1)))),))
    case = driven(Kind.SUSPENSION, SUSPENDED)
    memory.put(Work(case, held_of(case), SCHEME, BODY))
    done = do_day(date(2029, 10, 21), memory.desk())
    steps = [each.event for each in done.taken]
    assert steps[-1] is Event.GRACE_OVER or Event.SUSPENSION_TERM_OVER in steps
    assert memory.cases["suspension-1"].held.state == "lapsed"
    assert ("deadline.over", "holder", "D-09") in memory.told()


def test_a_day_that_moved_is_told_and_noted() -> None:
    memory, on = Memory(), date(2026, 6, 10)
    case = driven(Kind.SUSPENSION, SUSPENDED)
    memory.put(Work(case, held_of(case), SCHEME, BODY))
    (was,) = memory.ends["suspension-1"]
    memory.cases["suspension-1"] = replace(memory.cases["suspension-1"], body=replace(BODY, suspension_term=None))
    done = do_day(on, memory.desk())
    assert (done.moved, done.told, memory.ends["suspension-1"]) == (1, 2, ())
    assert [each for each in plan_of(on, memory) if isinstance(each, Moved)] == []
    assert set(memory.told()) == {("deadline.moved", BODY.id, "D-15"), ("deadline.moved", "client", "D-15")}
    data = json.loads(memory.events[min(memory.events)].body)["data"]
    assert (data["was"], data["now"]) == (
        {"ends_on": was.day.isoformat(), "ends_state": "firm", "latest_end": None},
        None,
    )


def test_what_stops_before_it_is_told_is_told_by_the_next_run(testing: Memory) -> None:
    last = ends(testing)
    testing.ends["application-1"], testing.stops = (Ends(Deadline.TEST_TIME, date(2026, 1, 1)),), True
    with pytest.raises(OSError):  # noqa: PT011 - the one that the fake raises
        do_day(last, testing.desk())
    testing.stops = False
    done = do_day(last, testing.desk())
    assert (done.moved, done.told) == (1, 3)


def test_the_report_to_the_authority_is_due_and_then_over() -> None:
    memory = Memory(lives=(LIFE,))
    assert [type(each) for each in plan_of(date(2026, 7, 29), memory)] == [Reminder]
    do_day(date(2026, 7, 29), memory.desk())
    assert [type(each) for each in plan_of(date(2026, 7, 30), memory)] == [Over]
    do_day(date(2026, 7, 30), memory.desk())
    do_day(date(2026, 7, 31), memory.desk())
    assert sorted(memory.told()) == [("deadline.over", BODY.id, "D-07"), ("deadline.reminder", BODY.id, "D-07")]
