"""A certificate from before the service says so in every answer."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.ports.evidence import Answer
from app.workflow.case_desk import Acting
from app.workflow.import_case import UNSEEN, import_case
from tests.app.api.asking import line
from tests.app.api.casework import Casework
from tests.app.api.world import APPLICANT, world
from tests.app.dossiers import document, put
from tests.app.people import SetClock

NUMBER = "JSPB-2024-0017"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casework]:
    """A body with one imported certificate and one application of its own."""
    clock = SetClock(datetime(2026, 1, 5, 4, tzinfo=UTC))
    with world("sqlite", tmp_path_factory.mktemp("imported"), clock) as town, line(town.app) as opened:
        found = Casework(town, opened, clock)
        found.employ()
        told = document("diesel_import.json", put(town.organisations[APPLICANT], "holder"))
        accounts = town.office.access.accounts(town.organisations["body_1"])
        account = next(each for each in accounts if each.name == "P-0001")
        acting = Acting(account.organisation, account.person or "", account.id, frozenset())
        taken = import_case(acting, json.dumps(told, ensure_ascii=False).encode(), town.parts.cases)
        assert isinstance(taken, Answer), taken
        assert found.open(number="A-2026-0008").status_code == 201
        yield found


@pytest.mark.parametrize("person", ["P-0001", "A-0001"])
def test_its_case_and_all_of_its_records_say_so(work: Casework, person: str) -> None:
    session = work.sessions[person]
    listed = {each["number"]: each for each in session.get("/applications").json()["cases"]}
    assert {number: each["imported"] for number, each in listed.items()} == {"A-2023-0042": True, "A-2026-0008": False}
    seen = session.get(f"/applications/{listed['A-2023-0042']['id']}").json()
    assert seen["imported"]
    assert {each["imported"]["note"] for each in seen["records"]} == {UNSEEN}
    own = session.get(f"/applications/{listed['A-2026-0008']['id']}").json()
    assert [each for each in own["records"] if "imported" in each] == []
    assert session.get(f"/applications/{listed['A-2023-0042']['id']}/timeline").json()["imported"]


@pytest.mark.parametrize("person", ["P-0001", "A-0001"])
def test_its_certificate_says_so(work: Casework, person: str) -> None:
    (listed,) = work.sessions[person].get("/certificates").json()["certificates"]
    assert (listed["number"], listed["imported"], listed["status"]) == (NUMBER, True, "valid")
    certificate = work.sessions[person].get(f"/certificates/{NUMBER}").json()
    assert certificate["imported"]
    assert certificate["versions"][0]["document"]["imported"]["note"] == UNSEEN


def test_it_has_no_decision_and_no_bundle(work: Casework) -> None:
    cases = work.sessions["P-0001"].get("/applications").json()["cases"]
    case = next(each["id"] for each in cases if each["imported"])
    for path in (f"/decisions/{case}", f"/decisions/{case}/bundle"):
        assert work.sessions["P-0001"].get(path).status_code == 404
