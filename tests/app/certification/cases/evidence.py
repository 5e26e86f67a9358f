"""What the events of a diesel case bring when all is well, on whatever day; and what they bring when it is not."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from app.certification.assessment import AssessedMethod, Assessment
from app.certification.cases.case_form import read_case
from app.certification.cases.record import STATED, Brought, Case, Entry, Plan, Receipt, Recorded, Stated
from app.certification.dossier import (
    AdoptedOn,
    Application,
    Certified,
    Dossier,
    Inspection,
    Nonconformity,
    Observed,
    Point,
    ProductTest,
    Sampling,
    Statement,
)
from app.certification.dossier_form import Sources
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Cause, Kind
from app.certification.standing import Standing
from app.certification.terms import months_after
from app.verification.verdict import Verdict
from app.workflow.adopt_report import assessment_from
from app.workflow.decide_dossier import sources_of
from lims_adapters.contract import Delivery, Source
from lims_adapters.formats.labverdict_json.adapter import ADAPTER
from tests.app.dossiers import DATA, DIESEL, Document, document, dossier, library, put, report, scheme_of

SCHEME = scheme_of(DIESEL)
APPLIES = {Kind.APPLICATION, Kind.RENEWAL}
AT = "2026-07-10T09:00:00+08:00"
EVERYTHING = tuple(Stated(guard, Standing.MET, "试验") for guard in sorted(STATED))


@cache
def shipped() -> Dossier:
    return dossier(document())


@cache
def failed(item: int) -> Verdict:
    """Return the verdict on the shipped report with one of its results far beyond its limit."""
    reports = {"diesel_report.json": report("diesel_report.json", put("9.9", "results", item, "value"))}
    (test,) = dossier(document(), reports).tests
    return test.verdict


@cache
def assessment() -> Assessment:
    found = assessment_from((DATA / "assessment.json").read_bytes(), library(DIESEL).vocabulary)
    assert isinstance(found, Assessment)
    results = shipped().tests[0].verdict.report.results
    return replace(found, methods=tuple(AssessedMethod(each.tested_by, date(2026, 1, 1), None) for each in results))


@cache
def sources() -> Sources:
    def deliver(name: str) -> Delivery:
        return ADAPTER.parse(Source((DATA / name).read_bytes(), name))

    return sources_of(SCHEME, library(DIESEL), deliver)


def kept(held: Document) -> Case:
    found = read_case(json.dumps(held).encode(), sources())
    assert isinstance(found, Case), found
    return found


@cache
def shipped_case() -> Case:
    """Return the shipped case, which waits for its decision."""
    return kept(document("diesel_case.json"))


def application(on: date) -> Application:
    return replace(shipped().application, accepted_on=on)


def certified(on: date) -> Certified:
    return Certified("JSPB-2026-0001", months_after(on, -6), months_after(on, 30), months_after(on, -3), True)  # noqa: FBT003 - a surveillance


def product_test(on: date, verdict: Verdict | None = None) -> ProductTest:
    shown = shipped().tests[0]
    found = shown.verdict if verdict is None else verdict
    results = tuple(replace(result, tested_on=on) for result in found.report.results)
    dated = replace(found, report=replace(found.report, issued_on=on, results=results))
    return replace(shown, verdict=dated, sample_received_on=on, fee_received_on=on, pauses=(), failure_noticed_on=on)


def adopted_on(on: date) -> ProductTest:
    return replace(shipped().tests[0], adopted=AdoptedOn(assessment(), on))


def inspection_on(on: date, kind: Kind, *, corrected: bool = True) -> Inspection:
    """Return an inspection of this day, for a surveillance of its blocks; `corrected` leaves nothing to correct."""
    shown = shipped().inspection
    assert shown is not None
    points = [*shown.points, *(Point(block.id, Observed.CONFORM, None) for block in SCHEME.rule.inspection.blocks)]
    day, by = (on, "V-1") if corrected else (None, None)
    found = tuple(Nonconformity(each.id, on, day, day, by) for each in shown.nonconformities)
    return replace(
        shown,
        began_on=on,
        ended_on=on,
        team=frozenset({"E-1"}),
        points=tuple(points) if kind is Kind.SURVEILLANCE else shown.points,
        nonconformities=found,
    )


def statements(on: date, by: str, *clauses: str) -> tuple[Statement, ...]:
    return tuple(Statement(clause, True, by, on, "试验") for clause in clauses)  # noqa: FBT003 - it holds


def sampling(on: date, **days: Any) -> Sampling:  # noqa: ANN401 - days by their names
    items = frozenset({SCHEME.requirements("0号")[0].characteristic.id})
    found = Sampling(None, items, on, None, None, None, None)
    return replace(found, **days)


def _filed(kind: Kind, on: date) -> Document:
    early = statements(on, "D-2", "4.3", "8.1.2.2", "8.2.1") + statements(on, "A-1", "8.1.2.1", "8.2.2", "1")
    return {
        "application": application(on),
        "certified": None if kind is Kind.APPLICATION else certified(on),
        "sampling": sampling(on) if kind is Kind.SAMPLE else None,
        "statements": early if kind in {Kind.CHANGE, Kind.EXTENSION} else (),
    }


def _inspected(kind: Kind, on: date) -> Document:
    if kind is Kind.SUSPENSION:
        return {}
    return {"inspection": inspection_on(on, kind), "statements": statements(on, "E-1", "5.1")}


def _scored(on: date) -> Document:
    card = shipped().card
    assert card is not None
    return {"card": replace(card, evaluator="E-1", evaluated_on=on)}


def _tested(on: date, test: ProductTest) -> Document:
    return {"tests": (test,), "statements": statements(on, "E-1", "4.1.1", "4.2.3")}


PARTS: dict[Event, Callable[[Kind, date], Document]] = {
    Event.FILE: _filed,
    Event.PLAN: _filed,
    Event.PLAN_EXTRA: _filed,
    Event.ACCEPT: lambda _, on: {"statements": statements(on, "O-1", "前言", "1")},
    Event.START_TEST: lambda _, on: {"receipt": Receipt(on, on, None, ())},
    Event.TEST_AGAIN: lambda _, on: {"receipt": Receipt(on, on, None, ())},
    Event.PASS_TEST: lambda _, on: _tested(on, product_test(on)),
    Event.FAIL_TEST: lambda _, on: {"tests": (product_test(on, failed(0)),)},
    Event.ALLOW_RECTIFICATION: lambda _, on: {"tests": (product_test(on, failed(0)),)},
    Event.ADOPT_REPORT: lambda _, on: _tested(on, adopted_on(on)),
    Event.START_INSPECTION: lambda _, __: {"plan": Plan(frozenset({"E-1"}), 320, 9, None)},
    Event.PASS_INSPECTION: _inspected,
    Event.ACCEPT_CORRECTION: _inspected,
    Event.FIND_NONCONFORMITIES: lambda kind, on: {"inspection": inspection_on(on, kind, corrected=False)},
    Event.PASS_SCORING: lambda _, on: _scored(on),
    Event.DRAW: lambda _, on: {"sampling": sampling(on, drawn_on=on)},
    Event.SEND: lambda _, on: {"sampling": sampling(on, drawn_on=on, sent_on=on)},
    Event.FIND_NONE: lambda _, on: {"sampling": sampling(on, missed_on=on)},
    Event.ISSUE: lambda _, on: {"statements": statements(on, "D-1", "6.2")},
    Event.RENEW: lambda _, on: {"statements": statements(on, "D-1", "6.2")},
}


def good(kind: Kind, event: Event | Entry, on: date, cause: Cause | None = Cause.RULES_BROKEN) -> Brought:
    """Return what lets a step through as far as evidence can."""
    told = Brought(reasons="试验", cause=cause, units=("0号",), stated=EVERYTHING)
    parts = PARTS.get(event) if isinstance(event, Event) else None
    return told if parts is None else replace(told, **parts(kind, on))


PERSONS = {
    Actor.CLIENT: "A-1",
    Actor.LABORATORY: "L-1",
    Actor.APPLICATION_OFFICER: "O-1",
    Actor.PLANNER: "P-1",
    Actor.EVALUATOR: "E-1",
    Actor.VERIFIER: "V-1",
    Actor.REVIEWER: "R-1",
    Actor.DECIDER: "D-1",
    Actor.COMPLAINTS_HANDLER: "H-1",
    Actor.SYSTEM: None,
}


def recorded(case: Case, event: Event | Entry, role: Actor, on: date, **changed: Any) -> Recorded:  # noqa: ANN401 - members of what is changed
    """Return the next record of a case, with what lets it through."""
    record = Recorded(len(case.records) + 1, event, role, PERSONS[role], on, AT, good(case.kind, event, on))
    return replace(record, **changed)
