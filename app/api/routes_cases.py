"""Certification cases: opened, looked for, read, and taken on step by step."""

import json
from functools import partial

from starlette.responses import Response

from app.api.access import Call, Gate, no_body
from app.api.case_calls import acting, kind_of, seen_case, step, step_body, stored_case, told, version_of
from app.api.case_docs import LIST, OPEN, READ, STEP, TESTS, TIMELINE
from app.api.case_views import Cases, case_view, page, path_of
from app.api.codes import Code
from app.api.conditional import idempotency_key
from app.api.operation import NoParameters, Operation
from app.api.parts import Parts
from app.api.problems import Problem
from app.api.replies import PRIVATE, document, unless_known, written
from app.certification.cases.testing import of_testing
from app.identity.roles import Permission
from app.verification.record import canonical_bytes
from app.verification.verdict import Verdict
from app.workflow.case_seen import sees_whole
from app.workflow.case_told import timeline_told
from app.workflow.comparison_told import compared
from app.workflow.decision_review import corrected_under
from app.workflow.open_case import open_case


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who work on cases."""
    nothing, sent = (NoParameters, no_body), (NoParameters, step_body)
    reads, acts = Permission.CASES_READ, Permission.CASES_ACT
    return (
        gate.guarded(OPEN, acts, sent, partial(_open, parts)),
        gate.guarded(LIST, reads, (Cases, no_body), partial(_list, parts)),
        gate.guarded(READ, reads, nothing, partial(_read, parts)),
        gate.guarded(STEP, acts, sent, partial(_step, parts)),
        gate.guarded(TIMELINE, reads, nothing, partial(_timeline, parts)),
        gate.guarded(TESTS, reads, nothing, partial(_tests, parts)),
    )


def _open(parts: Parts, call: Call[NoParameters, bytes]) -> Response:
    kind, key = kind_of(call), idempotency_key(call.lines("idempotency-key"))
    found = open_case(acting(call), kind, call.body, key, parts.cases)
    return told(found, partial(path_of, kind.value))


def _list(parts: Parts, call: Call[Cases, None]) -> Response:
    wanted, own, cases = call.asked.wanted(kind_of(call)), call.caller.organisation, parts.cases.cases
    found = cases.find(own, wanted) if parts.cases.is_body(own) else cases.concerning(own, wanted)
    return document(page(found, call.asked))


def _read(parts: Parts, call: Call[NoParameters, None]) -> Response:
    seen = seen_case(call, parts.cases)
    case = seen.stored.summary.case
    corrected = corrected_under(case.body, case.id, parts.cases)
    content = written(case_view(seen, call.caller.organisation, corrected))
    return unless_known(call.request, version_of(seen.stored.summary.n, content), PRIVATE, content)


def _step(parts: Parts, call: Call[NoParameters, bytes]) -> Response:
    return step(call, stored_case(call, parts.cases).summary.case.id, parts.cases)


def _timeline(parts: Parts, call: Call[NoParameters, None]) -> Response:
    seen = seen_case(call, parts.cases)
    imported = {"imported": seen.stored.summary.case.imported is not None}
    whole = sees_whole(seen.stored, call.caller.organisation)
    lines = seen.timeline if whole else of_testing(seen.timeline, seen.held)
    return document({**timeline_told(seen.case, seen.held, lines), **imported})


def _tests(parts: Parts, call: Call[NoParameters, None]) -> Response:
    seen = seen_case(call, parts.cases)
    if not sees_whole(seen.stored, call.caller.organisation):
        raise Problem(Code.NOT_FOUND)
    return document({"tests": [_test(each.verdict) for each in seen.held.brought.tests]})


def _test(verdict: Verdict) -> dict[str, object]:
    return {"verdict": json.loads(canonical_bytes(verdict)), "compared": compared(verdict)}
