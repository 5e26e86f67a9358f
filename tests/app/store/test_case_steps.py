"""A case is taken from its file to its certificate, step by step, on both databases."""

import json

import pytest

from app.store.engine import Database
from tests.app.store.casework import APPLICANT, BODY, Casework, casework


@pytest.fixture
def work(database: Database) -> Casework:
    return casework(database)


def test_a_diesel_application_comes_to_its_certificate(work: Casework) -> None:
    case, number = work.certified()
    (certificate,) = work.published(number).versions
    assert (certificate.case, certificate.holder, number) == (case, APPLICANT, "JSPB-2026-0001")
    told = json.loads(certificate.document)
    assert (told["starts_on"], told["expires_on"]) == ("2026-07-10", "2029-07-10")
    (decision,) = work.desk.cases.decisions(BODY, case)
    assert json.loads(decision.decision.record)["standing"] == "met"
