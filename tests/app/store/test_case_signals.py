"""What a step brings about in other cases happens with it or not at all; whoever comes second is told so."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.certification.cases.refusal import Refused, WhyNot
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Cause, Kind, Status
from app.store.engine import Database
from app.workflow.case_desk import Faulty, Unknown
from app.workflow.certificate_status import stands
from app.workflow.take_step import SystemStep, take_system_step
from tests.app.dossiers import DIESEL, Document, scheme_of
from tests.app.store.casework import (
    APPLICANT,
    BODY,
    DECIDED_ON,
    Casework,
    acting,
    casework,
    day_after,
)
from tests.app.store.sampling import about, evidence, fail_sample, sampled


@pytest.fixture
def work(database: Database) -> Casework:
    return casework(database)


def test_a_sample_that_fails_raises_a_suspension_case_with_it(work: Casework) -> None:
    _, number = work.certified()
    case = sampled(work, number)
    told = work.done(fail_sample(work, case))
    (raised,) = about(work, number, Kind.SUSPENSION)
    assert told["followed"] == [
        {"case": raised.case.id, "event": "raise", "kind": "suspension", "n": 1, "state": "raised"}
    ]
    view = work.seen(raised.case.id)
    assert [(each.organisation, each.role.value) for each in view.parties] == [(APPLICANT, "applicant")]
    (record,) = view.records
    assert json.loads(record.record.content)["record"]["data"] == {"cause": "sample_failed"}
    assert record.record.person is None
    assert record.record.account is None
    assert record.entry == work.seen(case).records[-1].entry + 1


def test_a_certificate_in_evidence_is_the_one_that_is_stored(work: Casework) -> None:
    _, number = work.certified()
    work.on(day_after(200))
    data = evidence(number) | {"sampling": {"items": ["sulfur_content"], "recorded_on": "2027-01-26"}}
    data["certified"]["expires_on"] = "2030-07-10"
    found = work.open(
        acting("P-0010"), Kind.SAMPLE, number="S-1", certificate=number,
        event={"event": "plan", "on": "2027-01-26", "data": data},
    )  # fmt: skip
    assert isinstance(found, Faulty)
    assert [(each.code, each.where) for each in found.issues] == [("certified_differs", "/data/certified/expires_on")]


def test_a_further_cause_joins_the_case_that_is_open(work: Casework) -> None:
    _, number = work.certified()
    case = sampled(work, number)
    work.done(fail_sample(work, case))
    (raised,) = about(work, number, Kind.SUSPENSION)
    opened = work.open(
        acting("P-0002"), Kind.SUSPENSION, number="X-1", certificate=number,
        event={"event": "raise", "on": day_after(202).isoformat(), "data": {"cause": "mark_misuse"}},
    )  # fmt: skip
    assert isinstance(opened, Faulty)
    assert opened.issues[0].code == "case_open_already"
    joining = SystemStep(BODY, raised.case.id, Event.RAISE, day_after(202), Cause.SURVEILLANCE_OVERDUE)
    assert work.done(take_system_step(joining, work.desk))["n"] == 2
    assert len(about(work, number, Kind.SUSPENSION)) == 1


def test_a_suspension_and_a_withdrawal_are_done_to_the_certificate(work: Casework) -> None:
    _, number = work.certified()
    work.done(fail_sample(work, sampled(work, number)))
    (raised,) = about(work, number, Kind.SUSPENSION)
    day = day_after(202)
    suspend = {"event": "suspend", "on": day.isoformat(), "data": {"units": ["0号"], "reasons": "抽样不合格"}}
    assert work.done(work.take(raised.case.id, "P-0006", suspend))["acts"] == ["suspend"]
    act = work.published(number).acts[-1]
    assert (act.n, act.act, act.dated, act.until) == (2, "suspend", day, date(2027, 7, 28))
    assert stands(work.published(number), scheme_of(DIESEL), day).status is Status.SUSPENDED
    assert stands(work.published(number), scheme_of(DIESEL), day - timedelta(days=1)).status is Status.VALID
    grave = {"guard": "grave_case", "standing": "met", "ground": "抽样不合格"}
    withdraw = {"event": "withdraw", "on": day.isoformat(), "data": {"reasons": "抽样不合格", "stated": [grave]}}
    work.done(work.take(raised.case.id, "P-0006", withdraw))
    assert stands(work.published(number), scheme_of(DIESEL), day_after(5000)).status is Status.WITHDRAWN
    assert work.desk.cases.decisions(BODY, raised.case.id) == []


def test_the_day_alone_lets_a_certificate_expire(work: Casework) -> None:
    _, number = work.certified()
    published, scheme = work.published(number), scheme_of(DIESEL)
    expiry = date(2029, 7, 10)
    days = [expiry - timedelta(days=1), expiry, date(2029, 10, 10), date(2029, 10, 11)]
    found = [stands(published, scheme, day) for day in days]
    assert [(each.status.value, each.in_grace) for each in found] == [
        ("valid", False), ("expired", True), ("expired", True), ("expired", False),
    ]  # fmt: skip


def test_the_clock_tells_a_case_that_its_certificate_expired(work: Casework) -> None:
    _, number = work.certified()
    work.done(fail_sample(work, sampled(work, number)))
    (raised,) = about(work, number, Kind.SUSPENSION)
    expiry = date(2029, 7, 10)
    work.on(expiry)
    expired = SystemStep(BODY, raised.case.id, Event.CERTIFICATE_EXPIRED, expiry)
    assert work.done(take_system_step(expired, work.desk))["state"] == "after_expiry"
    assert isinstance(take_system_step(expired, work.desk), Refused)
    assert take_system_step(replace(expired, case="0" * 32), work.desk) == Unknown()


def test_a_complaint_that_is_upheld_opens_a_case_that_the_holder_sees(work: Casework) -> None:
    _, number = work.certified()
    day = day_after(20)
    work.on(day)
    on = day.isoformat()
    opened = work.open(
        acting("P-0009"), Kind.COMPLAINT, number="CO-1", certificate=number, event={"event": "receive", "on": on}
    )
    case = str(work.done(opened)["case"])
    assert work.desk.cases.read(APPLICANT, case) is None
    work.done(work.take(case, "P-0009", {"event": "take_up", "on": on}))
    proven = {"guard": "trigger_proven", "standing": "met", "ground": "调查记录"}
    upheld = {"event": "uphold_for_suspension", "on": on, "data": {"stated": [proven]}}
    told = work.done(work.take(case, "P-0009", upheld))
    (followed,) = told["followed"]
    assert (followed["kind"], followed["state"]) == ("suspension", "raised")
    assert work.seen(followed["case"], APPLICANT).summary.state.state == "raised"


def test_what_was_entered_wrongly_is_corrected_by_a_further_record(work: Casework) -> None:
    case = work.filed()
    work.follow(case, 3)
    right = work.event(3, on="2026-05-03") | {"corrects": 3}
    work.on(date(2026, 5, 3))
    assert work.done(work.take(case, "L-0001", right))["n"] == 4
    assert work.seen(case).records[-1].record.corrects == 3
    again = work.take(case, "L-0001", right)
    assert isinstance(again, Refused)
    assert again.why is WhyNot.CORRECTS_NOTHING


def test_an_appeal_that_is_upheld_sends_the_case_back_with_it(work: Casework) -> None:
    case = work.filed()
    work.follow(case)
    work.on(DECIDED_ON)
    day = DECIDED_ON.isoformat()
    told = work.done(work.take(case, "P-0006", {"event": "refuse", "on": day, "data": {"reasons": "资料不实"}}))
    assert (told["state"], told["certificate"]) == ("refused", None)
    assert len(work.desk.cases.decisions(BODY, case)) == 1
    opening: Document = {"body": BODY, "number": "AP-1", "about": case, "event": {"event": "file", "on": day}}
    assert work.open(acting("S-0001"), Kind.APPEAL, **opening) == Unknown()
    appeal = str(work.done(work.open(acting("A-0001"), Kind.APPEAL, **opening))["case"])
    work.done(work.take(appeal, "P-0009", {"event": "take_up", "on": day}))
    told = work.done(work.take(appeal, "P-0009", {"event": "uphold", "on": day}))
    assert [(each["case"], each["state"]) for each in told["followed"]] == [(case, "in_review")]
    assert work.seen(case).summary.state.state == "in_review"
