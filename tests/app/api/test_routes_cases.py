"""A diesel application is taken to its certificate over HTTP, and whatever may not happen is refused."""

from collections.abc import Iterator
from itertools import count

import httpx
import pytest

from app.identity.roles import Role
from app.library.packed_rules import load_packed
from app.workflow.check_bundle import Answer as Checked
from app.workflow.check_bundle import Bench, check_bundle
from lims_adapters.registry import discover
from tests.app.api.asking import Session, new_key
from tests.app.api.casework import DECIDED_ON, EVENTS, ISSUE, Casework, casework
from tests.app.api.world import APPLICANT

_numbers = count(1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def work(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casework]:
    with casework(request.param, tmp_path_factory.mktemp("cases")) as found:
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
    assert (seen.json()["state"], seen.headers["etag"][:4]) == ("issued", '"12-')
    story = work.sessions["P-0001"].get(f"/applications/{case}/timeline").json()
    happened = [each["event"] for each in story["timeline"] if "event" in each]
    assert happened == [*(each["event"] for each in EVENTS), "issue"]
    record = work.sessions["P-0006"].get(f"/decisions/{case}")
    assert record.headers["etag"] == f'"{issued.json()["decision"]}"'
    bundle = work.sessions["P-0006"].get(f"/decisions/{case}/bundle").content
    checked = check_bundle(bundle, Bench(load_packed, discover()))
    assert (checked.answer, checked.faults) == (Checked.VERIFIED, ())


@pytest.fixture
def case(work: Casework) -> str:
    """An application of its own that waits to be accepted, on the day of its acceptance."""
    return work.waiting(f"R-{next(_numbers)}")


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_refused_step_names_guard_clause_and_what_is_missing(work: Casework, case: str) -> None:
    event = {"event": "accept", "on": "2026-04-21"}
    answer = work.take(case, "P-0001", event, headers={"Accept-Language": "en"})
    assert problem(answer) == (409, "step_refused")
    step = answer.json()["step"]
    assert (step["why"], step["state"], step["event"]) == ("guard_not_passed", "filed", "accept")
    missing = {each["guard"]: each for each in step["missing"]}
    assert missing.keys() >= {"body_may_use_rule", "programme_stages_named"}
    assert missing["body_may_use_rule"]["clause"].keys() == {"document", "number", "basis"}
    assert missing["body_may_use_rule"]["needs"]
    assert step["says"] == "A condition does not hold yet."
    chinese = work.take(case, "P-0001", event).json()["step"]
    assert chinese["says"] == "条件尚未满足"
    assert all(not each["says"].isascii() for each in chinese["missing"])
    assert work.sessions["P-0001"].get(f"/applications/{case}").json()["n"] == 1


def test_a_step_of_another_role_is_forbidden_and_names_that_role(work: Casework, case: str) -> None:
    answer = work.take(case, "P-0006", work.event(2))
    assert problem(answer) == (403, "role_not_held")
    assert answer.json()["errors"][0]["expected"] == "one of: application_officer"


def test_every_fault_of_an_event_is_told_at_once(work: Casework, case: str) -> None:
    answer = work.take(case, "P-0001", {"event": "accept", "on": "soon", "data": {"cause": "?"}})
    assert problem(answer) == (422, "refused")
    assert {each["pointer"] for each in answer.json()["errors"]} == {"/on", "/data/cause"}


def test_what_is_foreign_unknown_malformed_or_of_another_kind_is_not_found(work: Casework, case: str) -> None:
    stranger = Session(work.line, work.town.bearer("body_2", Role.APPLICATION_OFFICER))
    own = work.sessions["P-0001"]
    for session, path in (
        (stranger, f"/applications/{case}"),
        (own, "/applications/" + "0" * 32),
        (own, "/applications/1_0"),
        (own, f"/renewals/{case}"),
    ):
        for part in ("", "/timeline", "/documents"):
            assert problem(session.get(path + part)) == (404, "not_found")
        assert problem(session.post(f"{path}/events", work.event(2))) == (404, "not_found")
        party = {"organisation": work.town.organisations[APPLICANT], "role": "applicant"}
        assert problem(session.post(f"{path}/parties", party)) == (404, "not_found")
    assert problem(stranger.post("/reviews", {"case": case, **work.event(11)})) == (404, "not_found")
    for part in ("", "/bundle"):
        assert problem(stranger.get(f"/decisions/{case}{part}")) == (404, "not_found")


def test_a_step_is_judged_by_the_case_that_was_seen(work: Casework, case: str) -> None:
    for tag in ('"7"', '"x"', 'W/"1"', '"1", "2"'):
        stale = work.take(case, "P-0001", work.event(2), headers={"If-Match": tag})
        assert problem(stale) == (412, "precondition_failed"), tag
    taken = work.take(case, "P-0001", work.event(2), headers={"If-Match": '"1"'})
    assert (taken.status_code, taken.headers["etag"]) == (201, '"2"')
    office = work.sessions["P-0001"]
    seen = {"If-None-Match": office.get(f"/applications/{case}").headers["etag"]}
    assert office.send("GET", f"/api/v1/applications/{case}", headers=seen).status_code == 304
    party = {"organisation": work.town.organisations["laboratory_1"], "role": "laboratory"}
    assert office.post(f"/applications/{case}/parties", party).status_code == 201
    assert len(office.send("GET", f"/api/v1/applications/{case}", headers=seen).json()["parties"]) == 2


def test_the_case_of_a_path_is_named_nowhere_else(work: Casework, case: str) -> None:
    other = work.open("A-2026-0008").json()["case"]
    for named in (other, case):
        refused = work.take(case, "P-0001", work.event(2) | {"case": named})
        assert problem(refused) == (422, "unknown_field")
        assert [each["pointer"] for each in refused.json()["errors"]] == ["/case"]


def test_what_was_recorded_is_corrected_by_whoever_says_what_was_seen(work: Casework, case: str) -> None:
    work.follow(case, 3)
    right = work.event(2) | {"corrects": 2}
    for headers in ({}, {"If-Match": "*"}):
        blind = work.take(case, "P-0001", right, headers=headers)
        assert problem(blind) == (428, "precondition_required")
    stale = work.take(case, "P-0001", right, headers={"If-Match": '"2"'})
    assert problem(stale) == (412, "precondition_failed")
    seen = work.sessions["P-0001"].get(f"/applications/{case}").headers["etag"]
    assert work.take(case, "P-0001", right, headers={"If-Match": seen}).status_code == 201


def test_the_same_request_gets_the_same_bytes(work: Casework, case: str) -> None:
    key = new_key()
    first = work.take(case, "P-0001", work.event(2), key=key)
    assert work.take(case, "P-0001", work.event(2), key=key).content == first.content
    assert problem(work.take(case, "P-0001", work.event(3), key=key)) == (422, "idempotency_key_reused")
    path = f"/api/v1/applications/{case}/events"
    assert problem(work.sessions["P-0001"].send("POST", path, json=work.event(2))) == (400, "idempotency_key_missing")


def test_a_number_is_used_once(work: Casework) -> None:
    assert work.open("N-1").status_code == 201
    assert problem(work.open("N-1")) == (409, "number_taken")


def test_work_of_one_sort_is_recorded_under_its_own_path(work: Casework, case: str) -> None:
    for path in ("inspections", "scorecards", "reviews", "decisions"):
        answer = work.sessions["P-0001"].post(f"/{path}", {"case": case, **work.event(2)})
        assert problem(answer) == (422, "word_unknown"), path
        assert answer.json()["errors"][0]["pointer"] == "/event"


def test_cases_are_listed_by_kind_state_and_day_page_by_page(work: Casework) -> None:
    for number in range(3):
        work.open(f"L-{number}")
    officer, client = work.sessions["P-0001"], work.sessions["A-0001"]
    found: list[dict[str, object]] = []
    cursor: str | None = None
    while len(found) < 100:
        page = client.get("/applications", state="filed", limit=2, cursor=cursor).json()
        found += page["cases"]
        cursor = page["next"]
        if cursor is None:
            break
    assert [each["number"] for each in found[:3]] == ["L-2", "L-1", "L-0"]
    assert {each["state"] for each in found} == {"filed"}
    whole = officer.get("/applications", state="filed", limit=200).json()["cases"]
    assert [each["id"] for each in whole] == [each["id"] for each in found]
    assert officer.get("/renewals").json() == {"cases": [], "next": None}
    assert problem(officer.get("/applications", state="asleep")) == (422, "parameter_invalid")
    assert problem(officer.get("/applications", cursor="eA")) == (422, "cursor_invalid")
    assert work.line.ask("GET", "/api/v1/nonsense").status_code == 404


def test_a_cursor_leads_on_in_its_own_list_alone(work: Casework) -> None:
    for number in range(2):
        work.follow(work.open(f"D-{number}").json()["case"], 3)
    officer = work.sessions["P-0001"]
    for own, other in (({}, {"due_before": "2999-01-01"}), ({"due_before": "2999-01-01"}, {})):
        page = officer.get("/applications", limit=1, **own).json()
        assert officer.get("/applications", limit=1, cursor=page["next"], **own).json()["cases"] != page["cases"]
        assert problem(officer.get("/applications", cursor=page["next"], **other)) == (422, "cursor_invalid")


def test_a_laboratory_sees_what_laboratories_recorded(work: Casework) -> None:
    case = work.open("V-1").json()["case"]
    work.follow(case, 5)
    roles = {
        person: {each["role"] for each in work.sessions[person].get(f"/applications/{case}").json()["records"]}
        for person in ("L-0001", "A-0001", "P-0005")
    }
    assert roles["L-0001"] == {"laboratory"}
    assert roles["A-0001"] == roles["P-0005"] == {"client", "application_officer", "laboratory", "evaluator"}


def test_everybody_finds_what_they_can_do(work: Casework, case: str) -> None:
    officer = work.sessions["P-0001"].get("/worklist").json()
    mine = [each for each in officer["tasks"] if each["case"] == case]
    assert [each["role"] for each in mine] == ["application_officer"]
    assert "accept" in mine[0]["events"]
    assert officer["on"] == "2026-04-21"
    assert {each["role"] for each in officer["tasks"]} == {"application_officer"}
    assert {each["role"] for each in work.sessions["A-0001"].get("/worklist").json()["tasks"]} <= {"client"}
    auditor = Session(work.line, work.town.bearer("body_1", Role.AUDITOR)).get("/worklist").json()
    assert {each["role"] for each in auditor["tasks"] if each["case"] == case} >= {"application_officer", "client"}
    assert Session(work.line, work.town.bearer("body_2", Role.AUDITOR)).get("/worklist").json()["tasks"] == []


def test_the_deadlines_that_run_are_a_calendar(work: Casework) -> None:
    case = work.open("C-1").json()["case"]
    work.follow(case, 3)
    for person in ("P-0001", "A-0001"):
        answer = work.sessions[person].get("/calendar.ics")
        assert answer.headers["content-type"].startswith("text/calendar")
        text = answer.content.decode().replace("\r\n ", "")
        assert text.startswith("BEGIN:VCALENDAR\r\n")
        assert "SUMMARY:C-1: D-01" in text
    empty = Session(work.line, work.town.bearer("body_2", Role.PLANNER)).get("/calendar.ics").text
    assert "VEVENT" not in empty


def test_a_machine_takes_no_step_and_a_laboratory_without_part_finds_nothing(work: Casework, case: str) -> None:
    machine = Session(work.line, work.town.bearer("laboratory_1", Role.LIMS_CLIENT))
    assert problem(machine.post(f"/applications/{case}/events", work.event(3))) == (403, "forbidden")
    other = Session(work.line, work.town.bearer("laboratory_2", Role.LAB_AUTHORISER))
    assert problem(other.get(f"/applications/{case}")) == (404, "not_found")


def test_who_declared_a_conflict_does_not_decide(work: Casework) -> None:
    case = work.open("K-1").json()["case"]
    work.follow(case)
    work.on(DECIDED_ON)
    client = work.town.organisations[APPLICANT]
    work.declare("P-0006", client, is_free=False)
    answer = work.sessions["P-0006"].post("/decisions", {"case": case, **ISSUE})
    assert problem(answer) == (409, "step_refused")
    assert "decider_uninvolved" in {each["guard"] for each in answer.json()["step"]["missing"]}
    work.declare("P-0006", client)
    assert work.sessions["P-0006"].post("/decisions", {"case": case, **ISSUE}).status_code == 201


def test_a_corrected_report_voids_the_review(work: Casework) -> None:
    work.report = ""
    case = work.open("Z-1").json()["case"]
    work.follow(case)
    work.on(DECIDED_ON)
    work.correct()
    answer = work.sessions["P-0006"].post("/decisions", {"case": case, **ISSUE})
    assert problem(answer) == (409, "reports_corrected")
    assert answer.json()["errors"][0]["expected"] == work.report.replace("/1", "/2")
    assert work.sessions["P-0006"].get(f"/applications/{case}").json()["state"] == "in_review"
