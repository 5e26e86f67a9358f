"""What the events of a diesel case bring when all is well, as JSON, with the persons and the reports of a cast."""

import copy
import itertools
from collections.abc import Callable
from datetime import date

from app.certification.cases.record import STATED
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.certification.terms import months_after
from tests.app.dossiers import DIESEL, scheme_of
from tests.served.cast import BODY, CLIENT, CONFIRMER, Cast, Document, shipped

UNIT = {"manufacturer": CLIENT, "plant": f"{CLIENT}一号厂", "grade": "0号"}
TERM = {"length": "3", "kind": "month"}
SETTINGS = {
    "designated_laboratories": ["示例检测实验室"],
    "non_critical_items": ["oxidation_stability"],
    "rectification_term": TERM,
    "suspension_term": TERM,
    "cooling_off": TERM,
    "number_format": "JSPB-{year}-{serial}",
    "renewal_number": "same",
    "renewal_start": "decision",
    "one_person_reviews_and_decides": False,
}
APPLYING = frozenset({Kind.APPLICATION, Kind.RENEWAL})
_numbers = itertools.count(1)


def settings_of(**changed: object) -> Document:
    """Return the settings that let every step through, some of them changed or (None) taken away."""
    values = {name: value for name, value in (SETTINGS | changed).items() if value is not None}
    return {"settings": {name: _ruled(value) for name, value in values.items()}}


def set_up(cast: Cast, **changed: object) -> None:
    """Let the body set its settings by two persons, and every person of it declare to be free of conflicts."""
    settle(cast, **changed)
    client = cast.organisations[CLIENT]
    for who in (*Actor, CONFIRMER):
        if who not in {Actor.CLIENT, Actor.LABORATORY, Actor.SYSTEM}:
            declared = {"client": client, "free_of_conflict": True, "advised_until": "never"}
            cast.posted(who, "/declarations", declared)


def settle(cast: Cast, **changed: object) -> None:
    """Let the body set its settings by two persons, some of them changed or (None) taken away."""
    proposed = cast.posted(Actor.DECIDER, "/body/settings/proposals", settings_of(**changed))
    cast.posted(CONFIRMER, f"/body/settings/proposals/{proposed['id']}/confirmation")


def filed_report(cast: Cast, on: date, *changed: tuple[int, str]) -> str:
    """Let the laboratory file the shipped report on diesel as one of a day; return its name in evidence.

    `changed` are places of results and their other values.
    """
    return filed(cast, on, ("diesel_report.json", DIESEL), *changed)


def filed(cast: Cast, on: date, what: tuple[str, str], *changed: tuple[int, str]) -> str:
    """Let the laboratory file a report under a scheme and share it with the body; `what` names both."""
    name, scheme = what
    report = report_of(name, on)
    for place, value in changed:
        report["results"][place]["value"] = value
    return sent(cast, report, scheme)


def report_of(name: str, on: date) -> Document:
    """Return a shipped report as one of a day, with a number and a sample of its own."""
    report = copy.deepcopy(shipped(name))
    number = next(_numbers)
    report |= {"report_no": f"W-{number}", "issued_on": on.isoformat()}
    report["sample"] |= {"id": f"CY-{number}", "taken_on": on.isoformat(), "received_on": on.isoformat()}
    for result in report["results"]:
        result["tested_on"] = on.isoformat()
    return report


def sent(cast: Cast, report: Document, scheme: str = DIESEL, who: str = Actor.LABORATORY) -> str:
    """File a report in somebody's name and share it with the body."""
    asked = {"scheme": scheme, "share_with": cast.organisations[BODY]}
    receipt = cast.posted(who, "/reports", report, params=asked)
    return f"{receipt['report']}/{receipt['revision']}"


def brought(cast: Cast, kind: Kind, event: Event, on: date) -> Document:
    """Return what lets a step through as far as evidence can."""
    part = _PARTS.get(event)
    return said() if part is None else said() | part(cast, kind, on)


def said() -> Document:
    """Return what belongs to the step itself: whatever a person can state, stated."""
    everything = [{"guard": guard.value, "standing": "met", "ground": "试验"} for guard in sorted(STATED)]
    return {"reasons": "试验", "cause": "rules_broken", "units": ["0号"], "stated": everything}


def statements(cast: Cast, on: date, by: str, *clauses: str) -> list[Document]:
    person = cast.persons[by]
    return [{"clause": each, "holds": True, "by": person, "on": on.isoformat(), "ground": "试验"} for each in clauses]


def sampling(on: date, **days: date) -> Document:
    told = {"items": ["oxidation_stability"], "recorded_on": on.isoformat()}
    return told | {name: day.isoformat() for name, day in days.items()}


def _ruled(value: object) -> Document:
    return {"value": value, "ground": "证书管理程序", "since": "2024-01-01"}


def _application(kind: Kind, on: date) -> Document:
    application: Document = copy.deepcopy(shipped("diesel_dossier.json")["application"])
    application["unit"] = UNIT
    application |= {"accepted_on": on.isoformat()}
    if kind in APPLYING:
        del application["accepted_on"]
    return application


def as_stored(shown: Document) -> Document:
    """Return the certificate as evidence of a case, as the service shows it."""
    surveyed = [each["on"] for each in shown["acts"] if each["act"] == "survey"]
    told = {key: shown[key] for key in ("number", "starts_on", "expires_on")}
    visit = {"last_visit_on": max(surveyed)} if surveyed else {}
    return told | {"last_visit_was_surveillance": surveyed != []} | visit


def as_sent(case: Document, on: date) -> Document:
    """Return what sends the sample of a case on a day as it was drawn, nothing where none was."""
    drawn = [each["data"]["sampling"] for each in case["records"] if "sampling" in each.get("data", {})]
    return {"sampling": drawn[-1] | {"sent_on": on.isoformat()}} if drawn else {}


def _certified(on: date) -> Document:
    days = {
        "starts_on": months_after(on, -6),
        "expires_on": months_after(on, 30),
        "last_visit_on": months_after(on, -3),
    }
    told = {name: day.isoformat() for name, day in days.items()}
    return {"number": "JSPB-2026-0001", **told, "last_visit_was_surveillance": True}


def _filed_with(cast: Cast, kind: Kind, on: date) -> Document:
    told: Document = {"application": _application(kind, on)}
    if kind is not Kind.APPLICATION:
        told["certified"] = _certified(on)
    if kind is Kind.SAMPLE:
        told["sampling"] = sampling(on)
    if kind in {Kind.CHANGE, Kind.EXTENSION}:
        told["statements"] = statements(cast, on, Actor.CLIENT, "8.1.2.1", "8.2.2", "1")
    return told


def _concluded(cast: Cast, kind: Kind, on: date) -> Document:
    if kind is Kind.SURVEILLANCE:
        return {}
    return {"statements": statements(cast, on, Actor.VERIFIER, "4.3", "8.1.2.2", "8.2.1")}


def _received(_cast: Cast, _kind: Kind, on: date) -> Document:
    return {"receipt": {"sample_received_on": on.isoformat(), "fee_received_on": on.isoformat(), "sample_l": "4"}}


def shown(on: date, report: str, **more: object) -> Document:
    days = {"sample_received_on": on.isoformat(), "fee_received_on": on.isoformat(), "sample_l": "4"}
    return {"tests": [{"report": report, **days, **more}]}


def _passed(cast: Cast, _kind: Kind, on: date) -> Document:
    return shown(on, filed_report(cast, on))


def _test_attested(cast: Cast, _kind: Kind, on: date) -> Document:
    """Return what the body attests of the test: the laboratory does not say so itself."""
    return {"statements": statements(cast, on, Actor.EVALUATOR, "4.1.1", "4.2.3")}


def _failed(cast: Cast, _kind: Kind, on: date) -> Document:
    return shown(on, filed_report(cast, on, (0, "9.9")), failure_noticed_on=on.isoformat())


def _adopted(cast: Cast, _kind: Kind, on: date) -> Document:
    assessment = shipped("assessment.json")
    del assessment["format"]
    assessment |= {"assessed_by": cast.persons[Actor.EVALUATOR], "unit": UNIT, "assessed_on": on.isoformat()}
    methods = sorted({result["method"] for result in shipped("diesel_report.json")["results"]})
    assessment["methods"] = [{"method": each, "since": "2024-01-01", "until": "2032-01-01"} for each in methods]
    adoption = {"assessment": assessment, "on": on.isoformat()}
    return {"tests": [{"report": filed_report(cast, on), "adopted": adoption}]} | {
        "statements": statements(cast, on, Actor.EVALUATOR, "4.1.1", "4.2.3")
    }


def inspection(cast: Cast, kind: Kind, on: date, *, corrected: bool = True) -> Document:
    """Return an inspection of this day, of the blocks too for a surveillance; `corrected` leaves nothing to correct."""
    found: Document = copy.deepcopy(shipped("diesel_dossier.json")["inspection"])
    found |= {"began_on": on.isoformat(), "ended_on": on.isoformat(), "team": [cast.persons[Actor.EVALUATOR]]}
    if kind is Kind.SURVEILLANCE:
        blocks = scheme_of(DIESEL).rule.inspection.blocks
        found["points"] += [{"id": block.id, "observed": "conform"} for block in blocks]
    verified = {"corrected_on": on.isoformat(), "verified_on": on.isoformat()}
    verified |= {"verified_by": cast.persons[Actor.VERIFIER]}
    for each in found["nonconformities"]:
        noted = {"id": each["id"], "signed_on": on.isoformat()}
        each.clear()
        each.update(noted | verified if corrected else noted)
    return found


def _inspected(cast: Cast, kind: Kind, on: date) -> Document:
    if kind is Kind.SUSPENSION:
        return {}
    of_body = statements(cast, on, Actor.EVALUATOR, "5.1")
    return {"inspection": inspection(cast, kind, on), "statements": of_body}


def _nonconforming(cast: Cast, kind: Kind, on: date) -> Document:
    return {"inspection": inspection(cast, kind, on, corrected=False)}


def card(cast: Cast, on: date) -> Document:
    """Return a card of this day, whose evidence is as old as that of the shipped one."""
    found: Document = copy.deepcopy(shipped("diesel_dossier.json")["card"])
    older = on - date.fromisoformat(found["evaluated_on"])
    for line in found["lines"]:
        if "evidence_on" in line:
            line["evidence_on"] = (date.fromisoformat(line["evidence_on"]) + older).isoformat()
        if "not_applicable" in line:
            line["not_applicable"]["approved_by"] = cast.persons[Actor.VERIFIER]
    return found | {"evaluator": cast.persons[Actor.EVALUATOR], "evaluated_on": on.isoformat()}


def _planned(cast: Cast, _kind: Kind, _on: date) -> Document:
    return {"plan": {"team": [cast.persons[Actor.EVALUATOR]], "head_count": 320, "man_days": 9}}


def _decided(cast: Cast, _kind: Kind, on: date) -> Document:
    return {"statements": statements(cast, on, Actor.DECIDER, "6.2")}


_PARTS: dict[Event, Callable[[Cast, Kind, date], Document]] = {
    Event.FILE: _filed_with,
    Event.PLAN: _filed_with,
    Event.PLAN_EXTRA: _filed_with,
    Event.ACCEPT: lambda cast, _, on: {"statements": statements(cast, on, Actor.APPLICATION_OFFICER, "前言", "1")},
    Event.START_TEST: _received,
    Event.TEST_AGAIN: _received,
    Event.PASS_TEST: _passed,
    Event.FAIL_TEST: _failed,
    Event.ALLOW_RECTIFICATION: _failed,
    Event.ADOPT_REPORT: _adopted,
    Event.START_INSPECTION: _planned,
    Event.PASS_INSPECTION: _inspected,
    Event.ACCEPT_CORRECTION: _inspected,
    Event.FIND_NONCONFORMITIES: _nonconforming,
    Event.PASS_SCORING: lambda cast, kind, on: {"card": card(cast, on), **_test_attested(cast, kind, on)},
    Event.RELY_ON_SURVEILLANCE: _test_attested,
    Event.CONCLUDE: _concluded,
    Event.DRAW: lambda _cast, _kind, on: {"sampling": sampling(on, drawn_on=on)},
    Event.SEND: lambda _cast, _kind, on: {"sampling": sampling(on, drawn_on=on, sent_on=on)},
    Event.FIND_NONE: lambda _cast, _kind, on: {"sampling": sampling(on, missed_on=on)},
    Event.ISSUE: _decided,
    Event.RENEW: _decided,
}
