"""What everybody has to do next, over many cases."""

from dataclasses import replace
from datetime import date, timedelta

from app.certification.body import Body
from app.certification.cases.over import due_on, first_day, is_over, last_day, rule_of
from app.certification.cases.worklist import Task, Work, tasks_of, worklist
from app.certification.deadline_rules import Marks
from app.certification.deadlines import Firm, NotComputable, Provisional, WhyNot
from app.certification.lifecycle.vocabulary import Actor, Deadline, Kind
from tests.app.certification.cases.driven import INSPECTED, REVIEWED, SUSPENDED, driven, held_of
from tests.app.certification.cases.evidence import SCHEME
from tests.app.certification.cases.whole_life import BODY


def work(kind: Kind, events: str, name: str, body: Body = BODY) -> Work:
    case = replace(driven(kind, events), id=name)
    return Work(case, held_of(case), SCHEME, body)


def test_tasks_come_by_due_day_and_those_without_one_last() -> None:
    works = [
        work(Kind.APPLICATION, "file", "A-1"),
        work(Kind.SUSPENSION, SUSPENDED, "S-1"),
        work(Kind.APPLICATION, "file accept start_test", "A-2"),
    ]
    found = worklist(works, date(2026, 6, 10))
    assert list(dict.fromkeys(task.case for task in found)) == ["A-2", "S-1", "A-1"]
    laboratory = next(task for task in found if task.role is Actor.LABORATORY)
    assert laboratory.events == ("pass_test", "fail_test")
    assert laboratory.ends is not None
    assert (laboratory.ends.deadline, laboratory.ends.state) == (Deadline.TEST_TIME, "firm")
    assert not [task for task in found if task.role is Actor.SYSTEM]


def test_the_system_has_to_say_that_a_time_is_over_once_it_is() -> None:
    waiting = work(Kind.APPLICATION, "file accept start_test", "A-2")
    due = last_day(due_on(waiting.held.running[Deadline.TEST_TIME], SCHEME, BODY))
    assert due is not None

    def of_system(on: date) -> list[Task]:
        return [task for task in worklist([waiting], on) if task.role is Actor.SYSTEM]

    assert of_system(due) == []
    (task,) = of_system(due + timedelta(days=1))
    assert task.events == ("test_time_over",)
    over = work(Kind.APPLICATION, "file accept start_test test_time_over", "A-2")
    assert not [task for task in worklist([over], date(2027, 1, 1)) if task.role is Actor.SYSTEM]


def test_a_term_that_the_body_has_not_set_has_no_day() -> None:
    waiting = work(Kind.SUSPENSION, SUSPENDED, "S-1", replace(BODY, suspension_term=None))
    assert {task.ends for task in worklist([waiting], date(2030, 1, 1))} == {None}


def test_who_evaluated_is_barred_from_review_and_decision() -> None:
    tasks = worklist(
        [work(Kind.APPLICATION, REVIEWED, "A-1"), work(Kind.APPLICATION, INSPECTED, "A-2")], date(2026, 7, 1)
    )
    assert [task.case for task in tasks_of(tasks, Actor.DECIDER, "D-1")] == ["A-1"]
    assert tasks_of(tasks, Actor.DECIDER, "Ｅ－１") == ()
    assert [task.case for task in tasks_of(tasks, Actor.EVALUATOR, "E-1")] == ["A-1", "A-2"]


def test_a_provisional_day_is_over_when_its_latest_day_is() -> None:
    clock = work(Kind.APPLICATION, "file accept start_test", "A").held.running[Deadline.TEST_TIME]
    rule = rule_of(clock, SCHEME)
    early, late = date(2027, 2, 1), date(2027, 2, 5)
    found = Provisional(early, late, (2027,), ())
    assert (first_day(found), last_day(found)) == (early, late)
    assert not is_over(rule, found, late)
    assert is_over(rule, found, late + timedelta(days=1))
    assert is_over(replace(rule, marks=Marks.FIRST_DAY_WITHOUT), Firm(late), late)
    nothing = NotComputable(WhyNot.NOT_PRINTED, "")
    assert (first_day(nothing), last_day(nothing), is_over(rule, nothing, late)) == (None, None, False)
