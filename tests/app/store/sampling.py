"""A certificate whose sample fails, and a store in which something else happens first."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Cause, Kind
from app.ports.cases import CaseStore, CaseSummary, Step, Telling
from app.ports.evidence import Answer
from app.workflow.case_desk import NotDone
from app.workflow.take_step import SystemStep, take_system_step
from tests.app.dossiers import DIESEL, Document, put, scheme_of
from tests.app.store.casework import BODY, LAB, Casework, acting, day_after, events

Spoil = Callable[[Step, Sequence[Step]], tuple[Step, Sequence[Step]]]


def evidence(number: str) -> Document:
    """Return the application and the certificate as evidence of a later case."""
    application = events()[0]["data"]["application"] | {"accepted_on": "2026-04-21"}
    certified = {
        "number": number, "starts_on": "2026-07-10", "expires_on": "2029-07-10", "last_visit_on": "2026-06-11",
        "last_visit_was_surveillance": False,
    }  # fmt: skip
    return {"application": application, "certified": certified}


def sampled(work: Casework, number: str) -> str:
    """Open a sample case and bring it to its test."""
    work.on(day_after(200))
    days = [day_after(days).isoformat() for days in (200, 201, 202)]
    sampling = {"items": ["sulfur_content"], "recorded_on": days[0]}
    data = evidence(number) | {"sampling": sampling}
    opened = work.open(
        acting("P-0010"), Kind.SAMPLE, number="S-1", certificate=number, laboratories=[LAB],
        event={"event": "plan", "on": days[0], "data": data},
    )  # fmt: skip
    case = str(work.done(opened)["case"])
    work.on(day_after(202))
    random = {"guard": "drawn_at_random", "standing": "met", "ground": "抽样单"}
    drawn = {"sampling": sampling | {"drawn_on": days[1]}, "stated": [random]}
    work.done(work.take(case, "P-0002", {"event": "draw", "on": days[1], "data": drawn}))
    sent = {"sampling": sampling | {"drawn_on": days[1], "sent_on": days[2]}}
    work.done(work.take(case, "A-0001", {"event": "send", "on": days[2], "data": sent}))
    return case


def surveyed(work: Casework, number: str, on: date) -> None:
    """Hold a surveillance of a certificate on one day."""
    day, blocks = on.isoformat(), scheme_of(DIESEL).rule.inspection.blocks
    work.on(on)
    opened = work.open(
        acting("P-0010"), Kind.SURVEILLANCE, number="V-1", certificate=number,
        event={"event": "plan", "on": day, "data": evidence(number)},
    )  # fmt: skip
    case = str(work.done(opened)["case"])
    work.done(work.take(case, "P-0010", work.event(6) | {"on": day}))
    found = work.event(9)["data"]["inspection"] | {"began_on": day, "ended_on": day}
    found["points"] += [{"id": block.id, "observed": "conform"} for block in blocks]
    for each in found["nonconformities"]:
        each.update(dict.fromkeys(("signed_on", "corrected_on", "verified_on"), day))
    attested = [{"clause": "5.1", "holds": True, "by": "P-0003", "on": day, "ground": "检查记录"}]
    brought = {"inspection": found, "statements": attested}
    work.done(work.take(case, "P-0003", {"event": "pass_inspection", "on": day, "data": brought}))


def fail_sample(work: Casework, case: str) -> Answer | NotDone:
    """File a report with a result far beyond its limit, and end the sample case with it."""
    work.report = work.file(put("W2026-0099", "report_no"), put("9.9", "results", 0, "value"))
    return told_to_fail(work, case)


def told_to_fail(work: Casework, case: str) -> Answer | NotDone:
    """End a sample case with the report that was filed last."""
    event = {"event": "fail_test", "on": day_after(202).isoformat(), "data": {"tests": [{"report": work.report}]}}
    return work.take(case, "L-0001", event)


def about(work: Casework, number: str, kind: Kind) -> list[CaseSummary]:
    return [each for each in work.desk.cases.about(BODY, number) if each.case.kind == kind]


def raised_by_clock(work: Casework, case: str, cause: Cause) -> None:
    work.done(take_system_step(SystemStep(BODY, case, Event.RAISE, day_after(202), cause), work.desk))


class Elsewhere:
    """A store before whose next step something happens; `spoil` changes what is stored then."""

    def __init__(self, store: CaseStore, before: Callable[[], object], spoil: Spoil | None = None) -> None:
        self._store, self._before, self._spoil = store, before, spoil

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def append(self, step: Step, telling: Telling, following: Sequence[Step] = ()) -> Answer:
        before, self._before = self._before, lambda: None
        before()
        if self._spoil is not None:
            step, following = self._spoil(step, following)
        return self._store.append(step, telling, following)


def beside(work: Casework, before: Callable[[], object], spoil: Spoil | None = None) -> Casework:
    """Return the same desk, before whose next step something happens."""
    store = cast("CaseStore", Elsewhere(work.desk.cases, before, spoil))
    return replace(work, desk=replace(work.desk, cases=store))
