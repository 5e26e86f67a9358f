"""What one can do next, and the deadlines that run, as a calendar."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from starlette.responses import Response

from app.api.access import Call, Gate, no_body
from app.api.case_docs import CALENDAR, WORKLIST
from app.api.case_views import overtaken, path_of
from app.api.language import language_headers, language_of
from app.api.operation import V1, NoParameters, Operation
from app.api.parts import Parts
from app.api.replies import document
from app.certification.cases.over import Ends
from app.certification.cases.worklist import Task
from app.certification.deadlines import Running
from app.certification.icalendar import Event, icalendar
from app.certification.lifecycle.vocabulary import Deadline
from app.identity.roles import Permission, Role
from app.ports.certificates import Published
from app.wording import Language
from app.wording.deadlines import STARTS
from app.wording.life import KINDS
from app.workflow.actors import ACTORS
from app.workflow.certificate_deadlines import LONGEST, Reporting, to_report
from app.workflow.certificate_terms import ACTING, CertificateTerm, certificate_terms
from app.workflow.decision_review import Review, to_review
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
    reports = _to_report(parts, caller.organisation) if _is_told(caller.roles) else ()
    terms = (each for each in _terms(parts, caller.organisation) if _acts(caller.roles, each))
    told = [*(_reporting(each) for each in reports), *(_term(each) for each in terms)]
    reviews = [_review(each) for each in to_review(caller.organisation, parts.cases)]
    on = parts.cases.today().isoformat()
    return document({"on": on, "tasks": [_task(*each) for each in found], "certificates": told, "to_review": reviews})


def _terms(parts: Parts, own: str) -> Sequence[CertificateTerm]:
    return certificate_terms(own, parts.certificates, parts.cases)


def _acts(roles: Collection[Role], found: CertificateTerm) -> bool:
    """Tell whether a deadline of a certificate is for one of these roles; who acts in no case sees all."""
    actors = {ACTORS[role] for role in roles if role in ACTORS}
    return not actors or not actors.isdisjoint(ACTING[found.term.deadline])


def _is_told(roles: Collection[Role]) -> bool:
    """Tell whether somebody is told of certificates: the office reports on them, and who acts in no case sees all."""
    return Role.APPLICATION_OFFICER in roles or not any(role in ACTORS for role in roles)


def _to_report(parts: Parts, body: str) -> Iterator[Reporting]:
    return to_report(body, _certificates(parts, body), parts.cases)


def _certificates(parts: Parts, body: str) -> Iterator[Published]:
    since = parts.cases.today() - timedelta(days=LONGEST)
    for number in parts.certificates.acted_since(body, since):
        found = parts.cases.issuing.certificates.published(number)
        if found is not None:
            yield found


def _review(review: Review) -> dict[str, object]:
    case = review.case.case
    return {
        "case": case.id,
        "kind": case.kind,
        "number": case.number,
        "state": review.case.state.state,
        "reports": overtaken(review.corrected),
        "links": {"case": path_of(case.kind, case.id)},
    }


def _reporting(found: Reporting) -> dict[str, object]:
    return _of_certificate(found.number, found.running.start, found.ends, Deadline.REPORTING)


def _term(found: CertificateTerm) -> dict[str, object]:
    return _of_certificate(found.number, found.term.start, found.term.ends, found.term.deadline)


def _of_certificate(number: str, start: date, ends: Ends | None, deadline: Deadline) -> dict[str, object]:
    return {
        "certificate": number,
        "deadline": deadline.value,
        "from": start.isoformat(),
        **_due(ends),
        "links": {"certificate": f"{V1}/certificates/{number}"},
    }


def _due(ends: Ends | None) -> dict[str, object]:
    """Return the day, the earliest one of a provisional end, and which of both it is."""
    if ends is None:
        return {"due": None, "due_state": None}
    return {"due": ends.day.isoformat(), "due_state": ends.state}


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
        **_due(task.ends),
        "deadline": None if task.ends is None else task.ends.deadline.value,
        "links": {"case": path, "events": f"{path}/events"},
    }


def _calendar(parts: Parts, call: Call[NoParameters, None]) -> Response:
    language = language_of(call.request.headers.get("accept-language"))
    headers = {**language_headers(language), "Cache-Control": "private, no-cache"}
    own = call.caller.organisation
    of_cases = (event for each in open_cases(own, parts.cases) for event in _events(each, language))
    to_report = (_event(each.running, language) for each in _to_report(parts, own))
    terms = (_event_of(each, language) for each in _terms(parts, own))
    text = icalendar((*of_cases, *to_report, *terms), calendar_of(parts.cases))
    return Response(text, headers=headers, media_type="text/calendar")


def _events(found: OpenCase, language: Language) -> Iterator[Event]:
    kind = KINDS[found.now.case.kind].to(language)
    for each in running(found):
        yield _event(each, language, f"{kind}; ")


def _event_of(found: CertificateTerm, language: Language) -> Event:
    term = found.term
    event = _event(Running(found.number, term.rule, term.start), language)
    return replace(event, found=term.found)


def _event(each: Running, language: Language, about: str = "") -> Event:
    starts = " / ".join(STARTS[start].to(language) for start in each.rule.starts)
    return Event(each, f"{each.case}: {each.rule.id} {starts}", f"{about}{each.rule.source} {each.rule.clause}")
