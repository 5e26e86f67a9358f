"""Body and holder find the deadlines of a certificate that has no open case; on both databases."""

import json
from dataclasses import replace
from datetime import date

import pytest

from app.certification.lifecycle.vocabulary import Deadline
from app.ports.evidence import Answer
from app.store.certificate_index import StoredCertificateIndex
from app.store.engine import Database
from app.workflow import certificate_terms as module
from app.workflow.certificate_terms import certificate_terms
from app.workflow.import_case import import_case
from app.workflow.unreadable import CaseUnreadable
from tests.app.dossiers import document
from tests.app.store.casework import APPLICANT, BODY, LAB, STRANGER, Casework, acting, casework

EXPIRES = date(2029, 7, 10)


@pytest.fixture
def work(database: Database) -> Casework:
    return casework(database)


def seen(work: Casework, database: Database, reader: str) -> list[tuple[str, date | None]]:
    found = certificate_terms(reader, StoredCertificateIndex(database), work.desk)
    return [(each.term.deadline.value, each.term.ends.day if each.term.ends else None) for each in found]


def test_everybody_finds_what_is_theirs_and_others_nothing(work: Casework, database: Database) -> None:
    _, number = work.certified()
    work.on(date(2026, 8, 1))
    renewal = [("D-16", date(2029, 1, 10)), ("D-09", EXPIRES)]
    body = seen(work, database, BODY)
    assert [name for name, _ in body] == ["D-10", "D-11", "D-16", "D-09"]
    assert [each for each in body if each[0] in {"D-09", "D-16"}] == renewal
    assert seen(work, database, APPLICANT) == renewal
    assert (seen(work, database, LAB), seen(work, database, STRANGER)) == ([], [])
    assert {each.number for each in certificate_terms(BODY, StoredCertificateIndex(database), work.desk)} == {number}


def test_after_expiry_it_can_be_renewed_late_for_three_months(work: Casework, database: Database) -> None:
    work.certified()
    for on, expected in (
        (date(2029, 7, 9), ["D-10", "D-11", "D-16", "D-09"]),
        (EXPIRES, ["D-17"]),
        (date(2029, 10, 10), ["D-17"]),
        (date(2029, 10, 11), []),
    ):
        work.on(on)
        assert [name for name, _ in seen(work, database, BODY)] == expected


def test_a_certificate_from_before_the_service_is_there_with_what_still_runs(
    work: Casework, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAGE", 1)
    work.certified()
    work.on(date(2026, 10, 1))
    sent = json.dumps(document("diesel_import.json"), ensure_ascii=False).encode()
    assert isinstance(import_case(acting("P-0001"), sent, work.desk), Answer)
    found = certificate_terms(BODY, StoredCertificateIndex(database), work.desk)
    # The day to apply for renewal was a month before it was taken in.
    imported = [(each.term.deadline, each.term.ends) for each in found if each.number == "JSPB-2024-0017"]
    assert [(name, ends.day) for name, ends in imported if ends] == [(Deadline.VALIDITY, date(2027, 3, 1))]
    assert len({each.number for each in found}) == 2


def test_a_case_that_cannot_be_read_hides_nothing_else(
    work: Casework, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.certified()

    def unreadable(*_: object) -> None:
        raise CaseUnreadable

    monkeypatch.setattr(module, "current_of", unreadable)
    assert [name for name, _ in seen(work, database, BODY)] == ["D-16", "D-09"]


def test_what_came_of_rules_that_are_gone_has_no_deadlines(work: Casework, database: Database) -> None:
    work.certified()
    gone = replace(work.desk, schemes=lambda _: None)
    assert certificate_terms(BODY, StoredCertificateIndex(database), gone) == ()
