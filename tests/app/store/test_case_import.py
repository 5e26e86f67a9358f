"""A certificate from before the service is taken in once, marked as that, and lives on like any other."""

import json
from datetime import date

import pytest

from app.certification.lifecycle.vocabulary import Kind, Status
from app.ledger.entry import Entry, EntryKind, read_entry
from app.ports.cases import CasesWanted
from app.ports.evidence import Answer
from app.store.engine import Database
from app.store.log import StoredLog
from app.workflow.case_desk import Faulty, NumberTaken
from app.workflow.case_seen import case_seen
from app.workflow.certificate_status import stands
from app.workflow.certificate_wording import is_imported
from app.workflow.import_case import UNSEEN, import_case
from tests.app.dossiers import DIESEL, Change, Document, document, put, scheme_of, take
from tests.app.store.casework import APPLICANT, BODY, SIGNER, Casework, acting, casework, day_after
from tests.app.store.issuing import NOTHING_YET, Stopped, check_proven
from tests.app.store.sampling import about, fail_sample, sampled
from tests.app.store.test_case_certificates import renewed

NUMBER = "JSPB-2024-0017"
DAYS = (put("2026-07-10", "certificate", "starts_on"), put("2029-07-10", "certificate", "expires_on"))
"""The days of the certificate that later cases of the tests are about."""


@pytest.fixture
def work(database: Database) -> Casework:
    made = casework(database)
    made.on(date(2026, 7, 11))
    return made


def imported(work: Casework, *changes: Change) -> Document:
    found = import_case(acting("P-0001"), sent(*changes), work.desk)
    assert isinstance(found, Answer), found
    told: Document = json.loads(found.body)
    return told


def sent(*changes: Change) -> bytes:
    return json.dumps(document("diesel_import.json", *changes), ensure_ascii=False).encode()


def faults(work: Casework, *changes: Change) -> set[tuple[str, str]]:
    found = import_case(acting("P-0001"), sent(*changes), work.desk)
    assert isinstance(found, Faulty), found
    return {(each.code, each.where) for each in found.issues}


def test_a_certificate_stands_as_it_was_issued_and_its_entry_is_proved(work: Casework) -> None:
    told = imported(work)
    published = work.published(NUMBER)
    (certificate,) = published.versions
    assert (certificate.number, certificate.version, certificate.holder) == (NUMBER, 1, APPLICANT)
    assert (certificate.starts_on, certificate.expires_on) == (date(2024, 3, 1), date(2027, 3, 1))
    assert [(each.act, each.dated) for each in published.acts] == [("issue", date(2024, 3, 1))]
    assert certificate.case == told["case"]
    check_proven(certificate, SIGNER)
    days = {date(2026, 7, 11): Status.VALID, date(2027, 2, 28): Status.VALID, date(2027, 3, 1): Status.EXPIRED}
    assert {day: stands(published, scheme_of(DIESEL), day).on.status for day in days} == days


def test_it_is_marked_in_its_case_its_records_and_its_document(work: Casework) -> None:
    told = imported(work)
    view = work.seen(told["case"])
    assert view.summary.case.imported == told["imported"]
    (listed,) = work.desk.cases.find(BODY, CasesWanted())
    assert listed.case.imported == told["imported"]
    for each in view.records:
        mark = json.loads(each.record.content)["imported"]
        assert mark == {"by": "P-0001", "document": told["imported"], "note": UNSEEN}
        assert (each.record.person, each.record.account) == (None, "P-0001-account")
    (certificate,) = work.published(NUMBER).versions
    assert is_imported(certificate)
    assert json.loads(certificate.document)["decision"] == told["imported"]
    assert work.desk.cases.document(BODY, told["case"], told["imported"]) == sent()
    assert not is_imported(work.published(work.certified()[1]).versions[0])


def test_its_history_is_recorded_and_logged_on_its_own_days(work: Casework, database: Database) -> None:
    told = imported(work)
    history = document("diesel_import.json")["history"]
    records = work.seen(told["case"]).records
    assert [(each.record.event, each.record.dated.isoformat()) for each in records] == [
        (each["event"], each["on"]) for each in history
    ]
    assert {each.record.recorded_at for each in records} == {work.desk.at()}
    for each in records:
        (body,) = StoredLog(database).bodies(each.entry, each.entry + 1)
        entry = read_entry(body)
        assert isinstance(entry, Entry)
        assert (entry.kind, entry.subject["dated"]) == (EntryKind.CASE_EVENT, each.record.dated.isoformat())
    seen = case_seen(BODY, told["case"], work.desk)
    assert seen is not None
    assert (seen.held.state, seen.held.accepted_on) == ("issued", date(2023, 11, 10))
    assert work.desk.cases.decisions(BODY, told["case"]) == []


def test_a_number_is_taken_in_once(work: Casework) -> None:
    imported(work)
    assert faults(work, put("A-2023-0043", "number")) == {("certificate_taken", "/certificate/number")}
    other = put("JSPB-2024-0018", "certificate", "number")
    assert import_case(acting("P-0001"), sent(other), work.desk) == NumberTaken("A-2023-0042")
    assert len(work.desk.cases.find(BODY, CasesWanted())) == 1


@pytest.mark.parametrize("point", [*NOTHING_YET, "after the intent", "before the certificate"])
def test_it_is_not_taken_in_without_the_document(database: Database, point: str) -> None:
    made = casework(database, point)
    made.on(date(2026, 7, 11))
    with pytest.raises(Stopped):
        import_case(acting("P-0001"), sent(), made.desk)
    taken_in = made.desk.cases.find(BODY, CasesWanted())
    assert len(taken_in) == (point not in NOTHING_YET)
    for each in taken_in:
        assert made.desk.cases.document(BODY, each.case.id, each.case.imported or "") == sent()


def test_a_number_that_an_imported_certificate_has_is_not_given_out_again(work: Casework) -> None:
    imported(work, put("JSPB-2026-0001", "certificate", "number"))
    assert work.certified()[1] == "JSPB-2026-0002"


def test_a_later_version_begins_where_it_was(work: Casework) -> None:
    imported(work, put(3, "certificate", "version"), *DAYS)
    assert [each.version for each in work.published(NUMBER).versions] == [3]
    told = renewed(work, NUMBER)
    assert told["certificate"] == NUMBER
    assert [each.version for each in work.published(NUMBER).versions] == [3, 4]


def test_a_surveillance_sample_fails_and_suspends_it(work: Casework) -> None:
    imported(work, *DAYS)
    work.done(fail_sample(work, sampled(work, NUMBER)))
    (raised,) = about(work, NUMBER, Kind.SUSPENSION)
    day = day_after(202)
    suspend = {"event": "suspend", "on": day.isoformat(), "data": {"units": ["0号"], "reasons": "抽样不合格"}}
    assert work.done(work.take(raised.case.id, "P-0006", suspend))["acts"] == ["suspend"]
    assert stands(work.published(NUMBER), scheme_of(DIESEL), day).on.status is Status.SUSPENDED


def test_a_surveillance_is_planned_for_it(work: Casework) -> None:
    imported(work)
    application = document("diesel_import.json")["history"][0]["data"]["application"] | {"accepted_on": "2023-11-10"}
    certified = {
        "number": NUMBER, "starts_on": "2024-03-01", "expires_on": "2027-03-01", "last_visit_on": "2025-12-10",
        "last_visit_was_surveillance": True,
    }  # fmt: skip
    found = work.open(
        acting("P-0010"), Kind.SURVEILLANCE, number="V-1", certificate=NUMBER,
        event={"event": "plan", "on": "2026-07-11", "data": {"application": application, "certified": certified}},
    )  # fmt: skip
    told = work.done(found)
    assert work.seen(told["case"]).summary.case.certificate_no == NUMBER


def test_it_is_renewed_under_its_number(work: Casework) -> None:
    imported(work, *DAYS)
    renewed(work, NUMBER)
    first, second = work.published(NUMBER).versions
    assert (is_imported(first), is_imported(second)) == (True, False)
    assert (second.version, second.starts_on, second.expires_on) == (2, date(2029, 7, 10), date(2032, 7, 10))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        *(
            (put(number, "certificate", "number"), ("certificate_number_unusable", "/certificate/number"))
            for number in ("JSPB/2024/17", "A?17", "A#17", "50%", "A" * 65)
        ),
        (put("A" * 201, "number"), ("text_too_long", "/number")),
        (put("none", "holder"), ("party_not_known", "/holder")),
        (put("none", "scheme"), ("scheme_unknown", "/scheme")),
        (put("2024-03-01", "certificate", "expires_on"), ("dates_out_of_order", "/certificate/expires_on")),
        (put(0, "certificate", "version"), ("number_not_positive", "/certificate/version")),
        (put("2023-11-01", "history", 1, "on"), ("event_unordered", "/history/1/on")),
        (put("2026-07-12", "history", 11, "on"), ("event_to_come", "/history/11/on")),
        (put("issue", "history", 2, "event"), ("event_impossible", "/history/2/event")),
        (put("reviewer", "history", 1, "role"), ("event_impossible", "/history/1/event")),
        (put("sleep", "history", 1, "event"), ("word_unknown", "/history/1/event")),
        (take("history", 11), ("history_unfinished", "/history")),
        (take("history", 3, "person"), ("field_missing", "/history/3/person")),
        (put("x", "history", 3, "at"), ("unknown_field", "/history/3/at")),
        (put("x", "other"), ("unknown_field", "/other")),
    ],
)
def test_whatever_is_wrong_with_it_is_named_and_nothing_is_stored(
    work: Casework, change: Change, found: tuple[str, str]
) -> None:
    assert found in faults(work, change)
    assert work.desk.cases.find(BODY, CasesWanted()) == []
    assert work.desk.issuing.certificates.published(NUMBER) is None
