"""Cases are opened, carried on and seen by whom they concern, on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from app.ledger.chain import walk
from app.ledger.entry import Entry, EntryKind, read_entry
from app.ports.cases import (
    Case,
    CasesWanted,
    CaseView,
    NoSuchCase,
    Overtaken,
    Party,
    PartyRole,
    Place,
    RecordRow,
    StateRow,
)
from app.ports.evidence import Key, Taken
from app.store.engine import Database
from app.store.evidence import StoredEvidence
from app.store.log import StoredLog
from app.store.reading import StoredReadings
from tests.app.store.docket import (
    ALL,
    APPLICANT,
    AT,
    BODY,
    LAB,
    OTHER_BODY,
    STRANGER,
    Docket,
    docket,
    file,
    record,
    step,
    telling,
    told,
)

LICENCE, PLAN, MINUTES = "1" * 64, "2" * 64, "3" * 64


@pytest.fixture
def kept(database: Database) -> Docket:
    return docket(database)


def seen(kept: Docket, reader: str, case: str) -> CaseView:
    view = kept.cases.read(reader, case)
    assert view is not None
    return view


def test_a_case_is_read_as_it_was_written(kept: Docket) -> None:
    case = kept.opened("2026-001")
    correction = replace(step(case, 1), records=(record(2), record(3, corrects=1)), state=StateRow("tested", None))
    kept.cases.append(correction, telling(APPLICANT))
    view = seen(kept, BODY, case)
    assert view.summary.case == Case(case, BODY, "application", "JSPB01-180004-2023", "2026-001", AT)
    assert (view.summary.n, view.summary.state) == (3, StateRow("tested", None))
    assert [each.record for each in view.records] == [record(1), record(2), record(3, corrects=1)]
    assert {(each.organisation, each.role) for each in view.parties} == {
        (APPLICANT, PartyRole.APPLICANT), (LAB, PartyRole.LABORATORY),
    }  # fmt: skip


def test_each_record_and_each_party_has_its_entry_in_the_log_and_no_content_is_in_it(
    kept: Docket, database: Database
) -> None:
    start = StoredLog(database).size()
    case = kept.opened("2026-001")
    log = StoredLog(database)
    entries = [read_entry(body) for body in log.bodies(start, log.size())]
    assert walk(zip(log.bodies(0, log.size()), log.leaves(0, log.size()), strict=True)).misfit is None
    kinds = [entry.kind for entry in entries if isinstance(entry, Entry)]
    assert kinds == [EntryKind.CASE_EVENT, EntryKind.CASE_PARTY_GRANTED, EntryKind.CASE_PARTY_GRANTED]
    first = entries[0]
    assert isinstance(first, Entry)
    assert (first.subject["case"], first.subject["n"]) == (case, 1)
    assert [each.entry for each in seen(kept, BODY, case).records] == [start]
    assert set(first.subject) == {
        *("case", "body", "n", "event", "role", "person", "account", "dated", "recorded_at", "corrects", "record"),
    }  # fmt: skip


@pytest.mark.parametrize("reader", ALL)
def test_a_case_is_there_for_its_body_and_its_parties_and_for_nobody_else(kept: Docket, reader: str) -> None:
    case = kept.opened("2026-001")
    kept.opened("2026-001", body=OTHER_BODY, parties=())
    view = kept.cases.read(reader, case)
    assert (view is not None) == (reader in {BODY, APPLICANT, LAB})
    assert kept.cases.read(reader, "unknown") is None
    if view is not None and reader != BODY:
        assert [each.organisation for each in view.parties] == [reader]
    assert [each.case.id for each in kept.cases.concerning(reader, CasesWanted())] == (
        [case] if reader in {APPLICANT, LAB} else []
    )
    assert [each.case.body for each in kept.cases.find(reader, CasesWanted())] == (
        [reader] if reader in {BODY, OTHER_BODY} else []
    )


def test_a_party_sees_a_case_from_the_moment_it_is_granted(kept: Docket, database: Database) -> None:
    case = kept.opened("2026-001", parties=())
    party = Party(STRANGER, PartyRole.LABORATORY, "body-account")
    assert kept.cases.read(STRANGER, case) is None
    size = StoredLog(database).size()
    for _ in range(2):
        assert kept.cases.grant_party(BODY, case, party, told(STRANGER), AT)
    assert StoredLog(database).size() == size + 1
    assert seen(kept, STRANGER, case).summary.case.id == case
    assert not kept.cases.grant_party(OTHER_BODY, case, party, told(STRANGER), AT)
    assert not kept.cases.grant_party(BODY, "unknown", party, told(STRANGER), AT)


def test_a_party_in_two_roles_has_a_case_once(kept: Docket) -> None:
    case = kept.opened("2026-001")
    kept.cases.grant_party(BODY, case, Party(APPLICANT, PartyRole.LABORATORY, "body-account"), told(APPLICANT), AT)
    assert [each.case.id for each in kept.cases.concerning(APPLICANT, CasesWanted())] == [case]
    assert {each.role for each in seen(kept, APPLICANT, case).parties} == set(PartyRole)


@pytest.mark.parametrize("by", ALL)
def test_only_the_body_and_the_parties_act_in_a_case(kept: Docket, by: str) -> None:
    case = kept.opened("2026-001")
    for sender in (by,):
        if by in {BODY, APPLICANT, LAB}:
            kept.cases.append(step(case, 1, by=by), telling())
            assert kept.cases.keep_document(file(case, LICENCE, sender), AT)
        else:
            with pytest.raises(NoSuchCase):
                kept.cases.append(step(case, 1, by=by), telling())
            with pytest.raises(NoSuchCase):
                kept.cases.keep_document(file(case, LICENCE, sender), AT)
    assert seen(kept, BODY, case).summary.n == (2 if by in {BODY, APPLICANT, LAB} else 1)


def test_a_step_in_a_foreign_case_looks_like_one_in_an_unknown_case(kept: Docket) -> None:
    case = kept.opened("2026-001")
    for strange in (replace(step(case, 1), body=OTHER_BODY, by=OTHER_BODY), step("unknown", 1)):
        with pytest.raises(NoSuchCase):
            kept.cases.append(strange, telling())


@pytest.mark.parametrize("expected_n", [0, 1, 3])
def test_a_step_that_continues_another_record_than_the_newest_stores_nothing(
    kept: Docket, database: Database, expected_n: int
) -> None:
    case = kept.opened("2026-001")
    kept.cases.append(step(case, 1), telling())
    before, size = seen(kept, BODY, case), StoredLog(database).size()
    with pytest.raises(Overtaken):
        kept.cases.append(step(case, expected_n, state=StateRow("other", None)), telling(APPLICANT))
    assert (seen(kept, BODY, case), StoredLog(database).size()) == (before, size)


@pytest.mark.parametrize("records", [(), (record(3),), (record(2), record(4))])
def test_records_that_are_not_numbered_on_are_a_mistake_of_ours(kept: Docket, records: tuple[RecordRow, ...]) -> None:
    case = kept.opened("2026-001")
    with pytest.raises(ValueError, match="record"):
        kept.cases.append(replace(step(case, 1), records=records), telling())


def test_a_number_is_one_case_of_a_body_and_a_kind(kept: Docket) -> None:
    kept.opened("2026-001")
    kept.opened("2026-001", body=OTHER_BODY, parties=())
    with pytest.raises(Taken):
        kept.opened("2026-001")


def test_a_case_about_a_certificate_that_the_body_has_not_is_not_opened(kept: Docket) -> None:
    case = Case("c1", BODY, "surveillance", "JSPB01-180004-2023", "S-1", AT, certificate_no="unknown")
    with pytest.raises(NoSuchCase):
        kept.cases.open(case, (), step(case.id, 0), telling())


def test_the_answer_is_kept_for_who_asked_and_once(kept: Docket, database: Database) -> None:
    case = kept.opened("2026-001")
    key = Key(APPLICANT, "applicant-account", "key", "sha256")
    answer = kept.cases.append(replace(step(case, 1, by=APPLICANT), key=key), telling(BODY, APPLICANT))
    found = StoredEvidence(database).answered(key)
    assert found is not None
    assert found.answer == answer
    with pytest.raises(Taken):
        kept.cases.append(replace(step(case, 2, by=APPLICANT), key=key), telling())
    assert seen(kept, BODY, case).summary.n == 2


def test_a_file_is_read_by_its_body_its_sender_and_whom_it_is_open_to(kept: Docket) -> None:
    case = kept.opened("2026-001")
    for document in (
        file(case, LICENCE, APPLICANT), file(case, PLAN, BODY, PartyRole.LABORATORY), file(case, MINUTES, BODY),
    ):  # fmt: skip
        assert kept.cases.keep_document(document, AT)
        assert not kept.cases.keep_document(document, AT)
    readers = {LICENCE: {BODY, APPLICANT}, PLAN: {BODY, LAB}, MINUTES: {BODY}}
    for sha256, allowed in readers.items():
        for reader in ALL:
            content = kept.cases.document(reader, case, sha256)
            assert content == (sha256.encode() if reader in allowed else None), (sha256, reader)
            view = kept.cases.read(reader, case)
            listed = set() if view is None else {each.sha256 for each in view.documents}
            assert (sha256 in listed) == (reader in allowed)


def test_a_list_goes_page_by_page_and_is_narrowed_by_kind_state_and_what_is_due(kept: Docket) -> None:
    cases = [kept.opened(f"2026-{number}") for number in range(5)]
    for case, day in zip(cases, (9, 7, None, 7, 3), strict=True):
        due = None if day is None else date(2026, 6, day)
        kept.cases.append(step(case, 1, state=StateRow("filed" if day == 7 else "tested", due)), telling())

    def found(wanted: CasesWanted) -> list[int]:
        return [cases.index(each.case.id) for each in kept.cases.find(BODY, wanted)]

    assert found(CasesWanted()) == [4, 3, 2, 1, 0]
    assert found(CasesWanted(most=2)) == [4, 3]
    assert found(CasesWanted(after=Place(cases[3]))) == [2, 1, 0]
    assert found(CasesWanted(state="filed")) == [3, 1]
    assert found(CasesWanted(kind="surveillance")) == []
    assert found(CasesWanted(due_before=date(2026, 6, 9))) == [4, 1, 3]
    assert found(CasesWanted(due_before=date(2026, 6, 10))) == [4, 1, 3, 0]
    assert found(CasesWanted(due_before=date(2026, 6, 10), after=Place(cases[1], date(2026, 6, 7)))) == [3, 0]
    assert found(CasesWanted(kind="application", state="tested", due_before=date(2026, 7, 1))) == [4, 0]


def test_entries_of_cases_are_no_entries_of_reports(kept: Docket, database: Database) -> None:
    entry = seen(kept, BODY, kept.opened("2026-001")).records[0].entry
    assert StoredReadings(database).entry(BODY, entry) is None
