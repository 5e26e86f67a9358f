"""A case and its events as JSON: what is read, and every fault with its place."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from app.certification.cases.advance import Advanced, advance
from app.certification.cases.case_form import case_scheme_named, read_case, read_event
from app.certification.cases.fold import fold
from app.certification.cases.held import Held
from app.certification.cases.outside_form import read_outside
from app.certification.cases.record import Entry, Recorded
from app.certification.cases.situation import Outside, Situation
from app.certification.dossier import Never
from app.certification.form import Refused
from app.certification.lifecycle.vocabulary import Actor, Cause, Status
from app.certification.standing import Standing
from tests.app.certification.cases.evidence import SCHEME, kept, shipped_case, sources
from tests.app.dossiers import DIESEL, Change, Document, document, put, settings, take

ISSUE = document("diesel_case_issue.json")
OUTSIDE = json.dumps(document("outside.json")).encode()


def faults(found: object) -> set[tuple[str, str]]:
    assert isinstance(found, Refused), found
    return {(issue.code, issue.where) for issue in found.issues}


def event(*changes: Change) -> Recorded | Refused:
    return read_event(json.dumps(document("diesel_case_issue.json", *changes)).encode(), shipped_case(), sources())


def test_the_shipped_case_is_one_that_could_be_recorded_step_by_step() -> None:
    outside = read_outside(OUTSIDE)
    assert isinstance(outside, Outside)
    case = replace(shipped_case(), records=())
    for record in shipped_case().records:
        found = advance(case, record, Situation(SCHEME, settings(), record.on, outside))
        assert isinstance(found, Advanced), found
        case = replace(case, records=(*case.records, *found.records))
    record_ = event()
    assert isinstance(record_, Recorded)
    issued = advance(case, record_, Situation(SCHEME, settings(), record_.on, outside))
    assert isinstance(issued, Advanced)
    assert issued.state == "issued"


def test_a_case_names_its_scheme() -> None:
    assert case_scheme_named(json.dumps(document("diesel_case.json")).encode()) == DIESEL


def test_the_evidence_is_that_of_the_dossier() -> None:
    held = fold(shipped_case())
    assert isinstance(held, Held)
    dossier = held.dossier()
    assert dossier is not None
    assert dossier.application.accepted_on == date(2026, 4, 21)
    (test,) = dossier.tests
    assert (test.sample_received_on, test.fee_received_on, test.sample_l) == (
        date(2026, 5, 2),
        date(2026, 4, 30),
        Fraction(4),
    )


def test_a_correction_of_the_acceptance_dates_the_tests_before_it_anew() -> None:
    held = document("diesel_case.json")
    wrong = {**held["records"][1], "n": 12, "on": "2026-04-22", "corrects": 2}
    held["records"].append(wrong)
    found = fold(kept(held))
    assert isinstance(found, Held)
    assert found.accepted_on == date(2026, 4, 22)


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (put("JSPB01-9", "scheme"), "scheme_unknown", "/scheme"),
        (put("wedding", "kind"), "word_unknown", "/kind"),
        (put(3, "records", 1, "n"), "record_out_of_order", "/records/1/n"),
        (take("records", 1, "n"), "field_missing", "/records/1/n"),
        (put("marry", "records", 1, "event"), "word_unknown", "/records/1/event"),
        (put("10:00", "records", 1, "at"), "instant_malformed", "/records/1/at"),
        (put("2026-04-21T10:00:00", "records", 1, "at"), "instant_malformed", "/records/1/at"),
        (take("records", 1, "person"), "field_missing", "/records/1/person"),
        (put("system", "records", 1, "role"), "unknown_field", "/records/1/person"),
        (
            put("别厂", "records", 0, "data", "application", "unit", "plant"),
            "unit_of_another_case",
            "/records/0/data/application/unit",
        ),
        (take("records", 0, "data"), "application_not_brought", "/records/3/data/tests"),
        (put([], "records", 5, "data", "plan", "team"), "field_missing", "/records/5/data/plan/team"),
        (
            put("overall_passed", "records", 1, "data", "stated", 0, "guard"),
            "word_unknown",
            "/records/1/data/stated/0/guard",
        ),
        (put("gone", "records", 1, "data", "cause"), "word_unknown", "/records/1/data/cause"),
        (
            put("2026-04-21", "records", 0, "data", "application", "accepted_on"),
            "unknown_field",
            "/records/0/data/application/accepted_on",
        ),
        (put("x", "records", 1, "on"), "date_invalid", "/records/1/on"),
    ],
)
def test_every_fault_of_a_case_has_its_place(change: Callable[[Document], object], code: str, where: str) -> None:
    assert (code, where) in faults(read_case(json.dumps(document("diesel_case.json", change)).encode(), sources()))


def test_the_system_names_nobody() -> None:
    held = document("diesel_case.json", put("system", "records", 1, "role"), take("records", 1, "person"))
    assert kept(held).records[1].person is None


def test_an_event_follows_the_records() -> None:
    found = event()
    assert isinstance(found, Recorded)
    assert (found.n, found.role, found.person) == (12, Actor.DECIDER, "P-0006")
    assert faults(event(put(11, "n"))) == {("record_out_of_order", "/n")}
    taken_out = event(put("take_out", "event"), put(11, "corrects"))
    assert isinstance(taken_out, Recorded)
    assert (taken_out.event, taken_out.corrects) == (Entry.TAKE_OUT, 11)


def test_a_new_acceptance_is_read_by_its_own_day() -> None:
    held = document(
        "diesel_case_issue.json", put("accept", "event"), put("application_officer", "role"), put(2, "corrects")
    )
    found = read_event(json.dumps(held).encode(), shipped_case(), sources())
    assert isinstance(found, Recorded)


def test_a_later_case_brings_the_application_with_the_day_of_its_acceptance() -> None:
    held = document("diesel_case.json", put("change", "kind"), put("JSPB-1", "certificate"))
    del held["records"][1:]
    application = held["records"][0]["data"]["application"]
    application["accepted_on"] = "2026-04-21"
    certified = {
        "number": "JSPB-1",
        "starts_on": "2026-07-10",
        "expires_on": "2029-07-10",
        "last_visit_on": "2026-06-11",
    }
    held["records"][0]["data"]["certified"] = {**certified, "last_visit_was_surveillance": False}
    held["records"][0]["data"]["sampling"] = {"items": ["sulfur_content"], "recorded_on": "2026-04-20"}
    held["records"].append(
        {**held["records"][0], "n": 2, "event": "record", "data": {"tests": [{"report": "diesel_report.json"}]}}
    )
    found = kept(held)
    assert found.records[0].data.application is not None
    assert found.records[0].data.application.accepted_on == date(2026, 4, 21)
    assert found.records[1].data.tests[0].verdict.report.report_no == "W2026-0012"


def test_what_lies_outside_is_read() -> None:
    held = document("outside.json")
    held |= {"certificate": {"status": "suspended", "in_grace": False, "open_causes": ["mark_misuse"]}}
    held |= {"sample": "met", "appealable": "open", "involved": ["P-1"]}
    held["declarations"][0]["advised_until"] = "2026-01-01"
    found = read_outside(json.dumps(held).encode())
    assert isinstance(found, Outside)
    assert (found.certificate.status, found.certificate.open_causes) == (
        Status.SUSPENDED,
        frozenset({Cause.MARK_MISUSE}),
    )
    assert (found.sample, found.appealable, found.involved) == (Standing.MET, Standing.OPEN, frozenset({"P-1"}))
    assert [each.advised_until for each in found.declarations[:2]] == [date(2026, 1, 1), Never.NEVER]
    assert found.declared_by("ｐ－0003") == found.declarations[0]
    held["certificate"]["open_causes"] = ["rain"]
    assert faults(read_outside(json.dumps(held).encode())) == {("word_unknown", "/certificate/open_causes")}
