"""Certificates are found by the body that issued them and by who holds their newest version."""

import pytest

from app.ports.cases import Party, PartyRole
from app.store.certificate_index import StoredCertificateIndex
from app.store.engine import Database
from app.workflow.issue_certificate import issue_certificate
from tests.app.store import docket
from tests.app.store.casework import APPLICANT, BODY, LAB, SIGNER, STRANGER, Casework, casework
from tests.app.store.issuing import issuing


@pytest.fixture
def work(database: Database) -> Casework:
    return casework(database)


def test_a_laboratory_of_the_case_and_a_stranger_find_none(work: Casework, database: Database) -> None:
    _, number = work.certified()
    index = StoredCertificateIndex(database)
    for reader, found in ((BODY, [number]), (APPLICANT, [number]), (LAB, []), (STRANGER, [])):
        assert index.numbers(reader, "", 9) == found
        assert index.concerns(reader, number) is (found != [])
        assert index.concerns(reader, "JSPB-2026-9999") is False


def test_who_holds_an_earlier_version_alone_does_not_find_the_one_that_followed(database: Database) -> None:
    kept, desk = docket.docket(database), issuing(database, SIGNER)
    for version, holder in enumerate((docket.APPLICANT, docket.STRANGER), start=1):
        party = Party(holder, PartyRole.APPLICANT, "body-account")
        case = kept.opened(f"A-{version}", parties=(party,))
        issue_certificate(
            docket.step(case, 1, state=docket.DECIDED),
            docket.wording("N", version, holder=holder),
            docket.telling(holder),
            desk,
        )
        index = StoredCertificateIndex(database)
        found = {reader: index.numbers(reader, "", 9) for reader in docket.ALL}
        assert {reader for reader, numbers in found.items() if numbers == ["N"]} == {docket.BODY, holder}
