"""Inspections, scorecards, reviews and decisions: steps of their sort alone; and decisions with all they rest on."""

import hashlib
from collections.abc import Mapping
from functools import partial

from starlette.responses import Response

from app.api.access import Call, Gate, no_body
from app.api.case_calls import step, step_body
from app.api.case_docs import BUNDLE, DECISION, work
from app.api.codes import Code
from app.api.operation import Docs, NoParameters, Operation
from app.api.parts import Parts
from app.api.problems import Problem, refused
from app.api.replies import PRIVATE, unless_known, whole
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor
from app.identity.roles import Permission
from app.workflow.case_bundle import case_bundle, newest_decision
from lims_adapters.contract import Issue

_SENT_BACK = frozenset(
    {Event.SEND_BACK_TO_TEST, Event.SEND_BACK_TO_INSPECTION, Event.SEND_BACK_TO_SCORING, Event.SEND_BACK}
)
_INSPECTIONS = frozenset(
    {
        *(Event.START_INSPECTION, Event.PASS_INSPECTION, Event.FAIL_INSPECTION, Event.FIND_NONCONFORMITIES),
        *(Event.SUBMIT_CORRECTION, Event.ACCEPT_CORRECTION, Event.REJECT_CORRECTION),
        *(Event.KEEP_INSPECTION, Event.RELY_ON_SURVEILLANCE),
    }
)
_DECIDED = frozenset(Event(row.event) for table in CASES.values() for row in table.rows if Actor.DECIDER in row.by)
_WORK: Mapping[str, tuple[Docs, frozenset[Event]]] = {
    "inspections": (work("recordInspection", "inspections", "Record an inspection"), _INSPECTIONS),
    "scorecards": (
        work("recordScorecard", "scorecards", "Record a score card"),
        frozenset({Event.PASS_SCORING, Event.FAIL_SCORING}),
    ),
    "reviews": (work("recordReview", "reviews", "Record a review"), _SENT_BACK | {Event.RECOMMEND}),
    "decisions": (work("recordDecision", "decisions", "Record a decision"), _DECIDED),
}


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who evaluate, review and decide."""
    nothing = (NoParameters, no_body)
    return (
        *(
            gate.guarded(docs, Permission.CASES_ACT, (NoParameters, step_body), partial(_step, parts, events))
            for docs, events in _WORK.values()
        ),
        gate.guarded(DECISION, Permission.CASES_READ, nothing, partial(_decision, parts)),
        gate.guarded(BUNDLE, Permission.CASES_READ, nothing, partial(_bundle, parts)),
    )


def _step(parts: Parts, events: frozenset[Event], call: Call[NoParameters, bytes]) -> Response:
    return step(call, None, parts.cases, events)


def _decision(parts: Parts, call: Call[NoParameters, None]) -> Response:
    found = newest_decision(call.caller.organisation, call.id("case"), parts.cases)
    if found is None:
        raise Problem(Code.NOT_FOUND)
    record = found.decision.record
    return unless_known(call.request, hashlib.sha256(record).hexdigest(), PRIVATE, record)


def _bundle(parts: Parts, call: Call[NoParameters, None]) -> Response:
    case = call.id("case")
    content = case_bundle(call.caller.organisation, case, parts.cases)
    if content is None:
        raise Problem(Code.NOT_FOUND)
    if isinstance(content, Issue):
        raise refused([content])
    return whole(content, headers={"Content-Disposition": f'attachment; filename="decision-{case}.json"'})
