"""A case is taken from its file to its certificate, step by step, on both databases."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from app.certification.cases.refusal import Refused, WhyNot
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.identity.roles import Role
from app.ledger.entry import Entry, EntryKind, read_entry
from app.library.packed_rules import load_packed
from app.ports.evidence import Answer
from app.store.engine import Database
from app.store.log import StoredLog
from app.workflow.case_bundle import case_bundle
from app.workflow.case_desk import Faulty, NumberTaken, ReportsCorrected, RoleNotHeld, Stale, Unknown
from app.workflow.case_seen import case_seen
from app.workflow.check_bundle import Answer as Checked
from app.workflow.check_bundle import Bench, check_bundle
from app.workflow.file_report import KeyReused
from app.workflow.take_step import Asking, take_step
from lims_adapters.formats.labverdict_json.adapter import ADAPTER
from lims_adapters.registry import Registry
from tests.app.dossiers import DIESEL, document, put
from tests.app.store.casework import APPLICANT, BODY, DECIDED_ON, LAB, STRANGER, Casework, acting, casework, events

BENCH = Bench(load_packed, Registry((ADAPTER,)))


@pytest.fixture
def work(database: Database) -> Casework:
    return casework(database)


def codes(found: object) -> list[tuple[str, str]]:
    assert isinstance(found, Faulty), found
    return [(each.code, each.where) for each in found.issues]


def test_a_diesel_application_comes_to_its_certificate(work: Casework, database: Database) -> None:
    case, number = work.certified()
    (certificate,) = work.published(number).versions
    assert (certificate.case, certificate.holder, number) == (case, APPLICANT, "JSPB-2026-0001")
    told = json.loads(certificate.document)
    assert (told["starts_on"], told["expires_on"]) == ("2026-07-10", "2029-07-10")
    (stored,) = work.desk.cases.decisions(BODY, case)
    assert json.loads(stored.decision.record)["standing"] == "met"
    (body,) = StoredLog(database).bodies(stored.entry, stored.entry + 1)
    entry = read_entry(body)
    assert isinstance(entry, Entry)
    assert (entry.kind, entry.subject) == (EntryKind.DECISION_MADE, {"decision": told["decision"]})


def test_what_was_decided_is_verified_from_its_bundle_alone(work: Casework) -> None:
    case, _ = work.certified()
    content = case_bundle(BODY, case, work.desk)
    assert isinstance(content, bytes)
    checked = check_bundle(content, BENCH)
    assert (checked.answer, checked.faults) == (Checked.VERIFIED, ())
    assert case_bundle(BODY, work.filed("other"), work.desk) is None


def test_the_same_request_gets_the_same_bytes_and_another_one_is_told_so(work: Casework) -> None:
    case = work.filed()
    work.on(date(2026, 4, 21))
    first = work.take(case, "P-0001", work.event(2), "k")
    assert isinstance(first, Answer)
    assert work.take(case, "P-0001", work.event(2), "k") == replace(first, created=first.created)
    assert isinstance(work.take(case, "P-0001", work.event(3), "k"), KeyReused)
    assert work.seen(case).summary.n == 2


def test_a_case_is_opened_once_under_its_number_and_key(work: Casework) -> None:
    work.filed()
    opening = {
        "body": BODY, "number": "B-1", "scheme": DIESEL, "unit": document("diesel_case.json")["unit"],
        "event": work.event(1),
    }  # fmt: skip
    first = work.open(acting("A-0001"), Kind.APPLICATION, "k", **opening)
    assert isinstance(first, Answer)
    assert work.open(acting("A-0001"), Kind.APPLICATION, "k", **opening) == first
    assert work.open(acting("A-0001"), Kind.APPLICATION, "l", **opening) == NumberTaken("B-1")
    told = json.loads(first.body)
    assert (told["n"], told["state"], told["format"]) == (1, "filed", "labverdict.case_step/1")


def test_a_case_is_foreign_to_whom_it_does_not_concern(work: Casework) -> None:
    case = work.filed()
    assert work.take(case, "S-0001", work.event(2)) == Unknown()
    assert work.take("0" * 32, "P-0001", work.event(2)) == Unknown()
    assert case_seen(STRANGER, case, work.desk) is None
    seen = case_seen(LAB, case, work.desk)
    assert seen is not None
    assert [each.organisation for each in seen.stored.parties] == [LAB]
    assert seen.held.state == "filed"


def test_a_step_is_taken_in_a_role_that_it_allows_and_that_the_caller_has(work: Casework) -> None:
    case = work.filed()
    work.on(date(2026, 4, 21))
    allowed = RoleNotHeld((Actor.APPLICATION_OFFICER,))
    for person in ("P-0006", "A-0001", "L-0001"):
        assert work.take(case, person, work.event(2)) == allowed
    both = replace(acting("P-0001"), roles=frozenset({Role.DECIDER, Role.APPLICATION_OFFICER}))
    content = json.dumps(work.event(2) | {"role": "decider"}).encode()
    assert take_step(both, Asking(content, None, case), work.desk) == allowed
    content = json.dumps(work.event(2) | {"role": "application_officer", "case": case}).encode()
    assert isinstance(take_step(both, Asking(content, None), work.desk), Answer)


def test_every_fault_of_an_event_is_told_and_nothing_is_stored(work: Casework) -> None:
    case = work.filed()
    work.on(date(2026, 4, 21))
    assert codes(work.take(case, "P-0001", {"event": "accept", "on": "soon", "data": {"cause": "?"}})) == [
        ("date_invalid", "/on"),
        ("word_unknown", "/data/cause"),
    ]
    assert codes(work.take(case, "P-0001", {"event": "accept", "on": "2026-04-21", "person": "P-0006"})) == [
        ("unknown_field", "/person")
    ]
    assert codes(work.take(case, "P-0001", {"event": "dance", "on": "2026-04-21"})) == [("word_unknown", "/event")]
    content = json.dumps(work.event(2)).encode()
    only = frozenset({Event.PASS_SCORING})
    assert codes(take_step(acting("P-0001"), Asking(content, None, case, only), work.desk)) == [
        ("word_unknown", "/event")
    ]
    assert take_step(acting("P-0001"), Asking(content, None, case, seen=7), work.desk) == Stale(1)
    assert work.seen(case).summary.n == 1


def test_a_refused_transition_names_guard_and_clause(work: Casework) -> None:
    case = work.filed()
    work.on(date(2026, 4, 21))
    found = work.take(case, "P-0001", {"event": "accept", "on": "2026-04-21"})
    assert isinstance(found, Refused)
    assert found.why is WhyNot.GUARD_NOT_PASSED
    assert {each.guard.value for each in found.missing} >= {"body_may_use_rule", "programme_stages_named"}
    assert work.seen(case).summary.n == 1


def test_a_person_in_evidence_is_named_by_id(work: Casework) -> None:
    case = work.filed()
    work.follow(case, 5)
    event = work.event(6)
    event["data"]["plan"]["team"] = ["示例P-0003", "P-0004"]
    work.on(date(2026, 6, 10))
    found = work.take(case, "P-0010", event)
    assert codes(found) == [("person_by_name", "/data/plan/team/0")]
    assert isinstance(found, Faulty)
    assert found.issues[0].expected == "the id: P-0003"


def test_evidence_names_reports_that_the_body_may_read(work: Casework) -> None:
    case = work.filed()
    work.follow(case, 3)
    work.on(date(2026, 5, 12))
    for name, code in (("diesel_report.json", "report_name_malformed"), ("0" * 32 + "/1", "report_unknown")):
        event = {"event": "pass_test", "on": "2026-05-12", "data": {"tests": [{"report": name}]}}
        assert [each for each, _ in codes(work.take(case, "L-0001", event))] == [code]


@pytest.mark.parametrize("stage", ["review", "decision"])
def test_a_report_that_was_corrected_voids_what_waits(work: Casework, stage: str) -> None:
    case = work.filed()
    work.follow(case, 10 if stage == "review" else 11)
    work.on(DECIDED_ON)
    work.correct(work.report, put("0.2", "results", 0, "value"))
    report = work.report.partition("/")[0]
    event, person = (work.event(11), "P-0005") if stage == "review" else (work.decision(), "P-0006")
    found = work.take(case, person, event)
    assert found == ReportsCorrected({work.report: f"{report}/2"})
    view = work.seen(case)
    assert view.summary.state.state == "in_review"
    assert view.records[-1].record.event == ("pass_scoring" if stage == "review" else "change_evidence")
    assert view.records[-1].record.role == ("evaluator" if stage == "review" else "system")
    again = {"event": "record", "on": "2026-07-10", "data": {"tests": [{"report": f"{report}/2"}]}}
    work.done(work.take(case, "P-0002", again))
    work.done(work.take(case, "P-0005", work.event(11)))


def test_a_recommendation_gives_its_ground(work: Casework) -> None:
    case = work.filed()
    work.follow(case, 10)
    work.on(DECIDED_ON)
    assert codes(work.take(case, "P-0005", {"event": "recommend", "on": "2026-07-10"})) == [
        ("field_missing", "/data/reasons")
    ]


def test_whoever_evaluated_or_did_not_declare_does_not_decide(work: Casework) -> None:
    case = work.filed()
    work.follow(case)
    work.on(DECIDED_ON)
    evaluator = replace(acting("P-0003"), roles=frozenset({Role.DECIDER}))
    content = json.dumps(work.decision()).encode()
    found = take_step(evaluator, Asking(content, None, case), work.desk)
    assert isinstance(found, Refused)
    assert "decider_uninvolved" in {each.guard.value for each in found.missing}
    work.desk.declarations.silent.add("P-0006")  # type: ignore[attr-defined]  # the fake
    found = work.take(case, "P-0006", work.decision())
    assert isinstance(found, Refused)
    assert {each.guard.value for each in found.missing} == {"no_consultancy"}
    assert work.desk.cases.decisions(BODY, case) == []


def test_everybody_whom_a_case_concerns_is_told_of_each_step(work: Casework, database: Database) -> None:
    case = work.filed()
    work.follow(case, 6)
    # A laboratory is told of what brings the case to testing, and nothing of the inspection.
    for event, concerned in (("accept", (APPLICANT, BODY, LAB)), ("start_inspection", (APPLICANT, BODY))):
        query = text("SELECT organisation_id FROM event WHERE type = :type ORDER BY organisation_id")
        with database.reading(BODY) as connection:
            told = tuple(connection.execute(query, {"type": f"case.{event}"}).scalars())
        assert told == (concerned if database.is_sqlite else (BODY,))
    assert events()[1]["event"] == "accept"
