"""The open cases of a body or of a party, with what everybody has to do in them and which deadlines run."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from app.certification.calendar import WorkingDays
from app.certification.cases.over import rule_of
from app.certification.cases.testing import TESTING
from app.certification.cases.worklist import Task, Work, tasks_of, worklist
from app.certification.deadlines import Circumstances, Running
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor
from app.identity.roles import Role
from app.ports.cases import CaseSummary, CasesWanted, Place
from app.workflow.actors import ACTORS
from app.workflow.case_desk import CaseDesk
from app.workflow.case_seen import sees_whole
from app.workflow.current_case import Current, current_of, ground_of

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as what: without a role that acts in cases it is somebody who looks at everything."""

    organisation: str
    person: str | None
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that has not come to its end, under the number that its body gave it.

    Where it is not `is_whole`, the reader sees of it what concerns laboratories alone.
    """

    number: str
    now: Current
    is_whole: bool


def open_cases(reader: str, desk: CaseDesk) -> Iterator[OpenCase]:
    """Yield every open case of a body, or of which an organisation is a party, the newest first.

    The papers of a body are read once: all of its cases are seen under the same.
    """
    grounds = cache(partial(ground_of, desk=desk))
    for found in summaries(reader, desk):
        case = found.case
        if found.state.state not in CASES[_KIND[case.kind]].final:
            view = desk.cases.read(reader, case.id)
            if view is not None:
                now = current_of(view, desk, grounds(case.body, case.scheme))
                yield OpenCase(case.number, now, sees_whole(view, reader))


def tasks(asker: Asker, desk: CaseDesk) -> tuple[tuple[Task, OpenCase], ...]:
    """Return what somebody can do today, by due day, each task with its case."""
    seen = {each.now.case.id: each for each in open_cases(asker.organisation, desk)}
    works = (_work(each.now) for each in seen.values())
    every = worklist(works, desk.today())
    found = tuple(task for task in every if seen[task.case].is_whole or task.role is Actor.LABORATORY)
    actors = frozenset(ACTORS[role] for role in asker.roles if role in ACTORS)
    if actors:
        own = {task for actor in actors for task in tasks_of(found, actor, asker.person or "")}
        found = tuple(task for task in found if task in own)
    return tuple((task, seen[task.case]) for task in found)


def running(found: OpenCase) -> Iterator[Running]:
    """Yield the deadlines that run in a case, those that concern the reader."""
    ground, testing = found.now.ground, TESTING[found.now.case.kind].deadlines
    for clock in found.now.held.running.values():
        if not (found.is_whole or clock.deadline in testing):
            continue
        circumstances = Circumstances(ground.papers.body, pauses=clock.pauses)
        yield Running(found.number, rule_of(clock, ground.scheme), clock.start, circumstances)


def calendar_of(desk: CaseDesk) -> WorkingDays:
    """Return the calendar of working days, which all schemes share."""
    found = (desk.schemes(name) for name in sorted(desk.desk.shelf.schemes))
    return next(scheme.calendar for scheme in found if scheme is not None)


def _work(now: Current) -> Work:
    return Work(now.case, now.held, now.ground.scheme, now.ground.papers.body)


_KIND = {kind.value: kind for kind in CASES}


def summaries(reader: str, desk: CaseDesk) -> Iterator[CaseSummary]:
    """Yield every case of a body, or of which an organisation is a party, page by page."""
    find = desk.cases.find if desk.is_body(reader) else desk.cases.concerning
    after: Place | None = None
    while True:
        page = find(reader, CasesWanted(after=after, most=_PAGE))
        yield from page
        if len(page) < _PAGE:
            return
        after = Place(page[-1].case.id)
