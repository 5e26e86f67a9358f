"""What everybody has to do next, over many cases: by due day, then by case."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.certification.body import Body
from app.certification.cases.held import Held
from app.certification.cases.involvement import evaluated
from app.certification.cases.over import Ends, due_on, ends_of, is_over, rule_of
from app.certification.cases.record import Case
from app.certification.certification_scheme import CertificationScheme
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Deadline
from app.certification.person import person_key

_JUDGING = frozenset({Actor.REVIEWER, Actor.DECIDER})


@dataclass(frozen=True, slots=True)
class Work:
    """A folded case with the rules and the settings that it runs under."""

    case: Case
    held: Held
    scheme: CertificationScheme
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """What one role may do next in one case, and the deadline of the case that ends first.

    `ends` is None where no deadline runs or its day cannot be given. `barred` are keys of persons whom the evaluation
    has touched, where the step is a review or a decision.
    """

    case: str
    state: str
    role: Actor
    events: tuple[str, ...]
    ends: Ends | None
    barred: frozenset[str]


def worklist(works: Iterable[Work], on: date) -> tuple[Task, ...]:
    """Return all tasks of a day, by due day; those of the system are the deadlines that are over."""
    tasks = (task for work in works for task in _tasks(work, on))
    return tuple(sorted(tasks, key=lambda task: (task.ends.day if task.ends else date.max, task.case, task.role)))


def tasks_of(tasks: Iterable[Task], role: Actor, person: str) -> tuple[Task, ...]:
    """Return the tasks of a role that are not barred to a person."""
    key = person_key(person)
    return tuple(task for task in tasks if task.role is role and key not in task.barred)


def _tasks(work: Work, on: date) -> Iterator[Task]:
    held = work.held
    rows = CASES[held.kind].free(held.state)
    ends = next(iter(ends_of(held, work.scheme, work.body)), None)
    for role in Actor:
        events = tuple(row.event for row in rows if role in row.by and _is_open(row, role, work, on))
        if events:
            barred = evaluated(held) if role in _JUDGING else frozenset[str]()
            yield Task(work.case.id, held.state, role, events, ends, barred)


def _is_open(row: Transition, role: Actor, work: Work, on: date) -> bool:
    """Tell whether a step waits for somebody: for the system those that say a time is over, from that day on."""
    return (role is not Actor.SYSTEM or row.expires != ()) and all(
        _is_over(deadline, work, on) for deadline in row.expires
    )


def _is_over(deadline: Deadline, work: Work, on: date) -> bool:
    clock = work.held.running.get(deadline)
    if clock is None:
        return False
    return is_over(rule_of(clock, work.scheme), due_on(clock, work.scheme, work.body), on)
