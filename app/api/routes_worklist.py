"""What one can do next, and the deadlines that run, as a calendar."""

from collections.abc import Iterator
from functools import partial

from starlette.responses import Response

from app.api.access import Call, Gate, no_body
from app.api.case_docs import CALENDAR, WORKLIST
from app.api.case_views import path_of
from app.api.language import language_headers, language_of
from app.api.operation import NoParameters, Operation
from app.api.parts import Parts
from app.api.replies import document
from app.certification.cases.worklist import Task
from app.certification.icalendar import Event, icalendar
from app.identity.roles import Permission
from app.wording import Language
from app.wording.deadlines import STARTS
from app.wording.life import KINDS
from app.workflow.open_cases import Asker, OpenCase, calendar_of, open_cases, running, tasks


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who ask what is to be done."""
    nothing = (NoParameters, no_body)
    return (
        gate.guarded(WORKLIST, Permission.CASES_READ, nothing, partial(_worklist, parts)),
        gate.guarded(CALENDAR, Permission.CASES_READ, nothing, partial(_calendar, parts)),
    )


def _worklist(parts: Parts, call: Call[NoParameters, None]) -> Response:
    caller = call.caller
    found = tasks(Asker(caller.organisation, caller.person, caller.roles), parts.cases)
    return document({"on": parts.cases.today().isoformat(), "tasks": [_task(*each) for each in found]})


def _task(task: Task, found: OpenCase) -> dict[str, object]:
    kind = found.now.case.kind.value
    path = path_of(kind, task.case)
    return {
        "case": task.case,
        "kind": kind,
        "number": found.number,
        "state": task.state,
        "role": task.role.value,
        "events": list(task.events),
        "due": None if task.due is None else task.due.isoformat(),
        "deadline": None if task.deadline is None else task.deadline.value,
        "links": {"case": path, "events": f"{path}/events"},
    }


def _calendar(parts: Parts, call: Call[NoParameters, None]) -> Response:
    language = language_of(call.request.headers.get("accept-language"))
    headers = {**language_headers(language), "Cache-Control": "private, no-cache"}
    cases = open_cases(call.caller.organisation, parts.cases)
    text = icalendar((event for each in cases for event in _events(each, language)), calendar_of(parts.cases))
    return Response(text, headers=headers, media_type="text/calendar")


def _events(found: OpenCase, language: Language) -> Iterator[Event]:
    kind = KINDS[found.now.case.kind].to(language)
    for each in running(found):
        starts = " / ".join(STARTS[start].to(language) for start in each.rule.starts)
        yield Event(each, f"{each.case}: {each.rule.id} {starts}", f"{kind}; {each.rule.source} {each.rule.clause}")
