"""A diesel application is taken to its certificate over HTTP, and whatever may not happen is refused."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.library.packed_rules import load_packed
from app.workflow.check_bundle import Answer as Checked
from app.workflow.check_bundle import Bench, check_bundle
from lims_adapters.registry import discover
from tests.app.api.asking import line
from tests.app.api.casework import DECIDED_ON, EVENTS, ISSUE, Casework
from tests.app.api.world import APPLICANT, world
from tests.app.people import SetClock

BEGINNING = datetime(2026, 1, 5, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casework]:
    clock = SetClock(BEGINNING)
    with world("sqlite", tmp_path_factory.mktemp("cases"), clock) as town, line(town.app) as opened:
        found = Casework(town, opened, clock)
        found.employ()
        yield found


def test_a_diesel_application_comes_to_its_certificate(work: Casework) -> None:
    opened = work.open()
    assert opened.status_code == 201, opened.text
    case = opened.json()["case"]
    assert opened.headers["location"] == f"/api/v1/applications/{case}"
    work.follow(case)
    work.on(DECIDED_ON)
    issued = work.sessions["P-0006"].post("/decisions", {"case": case, **ISSUE})
    assert issued.status_code == 201, issued.text
    assert (issued.json()["state"], issued.json()["acts"]) == ("issued", ["issue"])
    number = issued.json()["certificate"]
    for person in ("A-0001", "P-0001"):
        certificate = work.sessions[person].get(f"/certificates/{number}").json()
        assert (certificate["status"], certificate["expires_on"]) == ("valid", "2029-07-10")
        assert certificate["holder"] == work.town.organisations[APPLICANT]
        assert [each["number"] for each in work.sessions[person].get("/certificates").json()["certificates"]] == [
            number
        ]
    seen = work.sessions["A-0001"].get(f"/applications/{case}")
    assert (seen.json()["state"], seen.headers["etag"]) == ("issued", '"12"')
    story = work.sessions["P-0001"].get(f"/applications/{case}/timeline").json()
    happened = [each["event"] for each in story["timeline"] if "event" in each]
    assert happened == [*(each["event"] for each in EVENTS), "issue"]
    record = work.sessions["P-0006"].get(f"/decisions/{case}")
    assert record.headers["etag"] == f'"{issued.json()["decision"]}"'
    bundle = work.sessions["P-0006"].get(f"/decisions/{case}/bundle").content
    checked = check_bundle(bundle, Bench(load_packed, discover()))
    assert (checked.answer, checked.faults) == (Checked.VERIFIED, ())
