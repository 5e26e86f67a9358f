"""What is sent to open a case, to take a step and to propose a paper is refused by name, whatever stands in it."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256

import httpx
import pytest

from tests.app.api.asking import SCHEME, line, new_key
from tests.app.api.casework import CASE, ISSUE, Casework
from tests.app.api.paperwork import settings
from tests.app.api.world import world
from tests.app.people import SetClock

BEGINNING = datetime(2026, 1, 5, 4, tzinfo=UTC)
UNFIT = {
    "A\0\nB": "control_character",
    "A\u202eB": "control_character",
    " A": "field_missing",
    "A" * 201: "text_too_long",
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def work(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casework]:
    clock = SetClock(BEGINNING)
    with world(request.param, tmp_path_factory.mktemp("forms"), clock) as town, line(town.app) as opened:
        found = Casework(town, opened, clock)
        found.employ()
        yield found


def faults(answer: httpx.Response) -> tuple[int, set[tuple[str, str]]]:
    told = answer.json()
    return answer.status_code, {(each["code"], each["pointer"]) for each in told.get("errors", [])}


def opening(work: Casework, **members: object) -> httpx.Response:
    """Ask for an application in which members are others, or for the complaint that such a member belongs to."""
    sent = {"number": "F-1", "body": work.town.organisations["body_1"], "scheme": SCHEME, "event": work.event(1)}
    return work.sessions["A-0001"].post("/complaints" if "about" in members else "/applications", sent | members)


@pytest.mark.parametrize("member", ["number", "body", "scheme", "certificate", "about", "event"])
def test_a_member_of_another_sort_is_named(work: Casework, member: str) -> None:
    for value in ([], [1], {"a": "b"}, True):
        is_object = member == "event" and isinstance(value, dict)
        expected = ("unknown_field", "/event/a") if is_object else ("wrong_type", f"/{member}")
        assert faults(opening(work, **{member: value})) == (422, {expected}), value


@pytest.mark.parametrize("member", ["number", "body", "event"])
def test_a_member_that_says_nothing_is_missing(work: Casework, member: str) -> None:
    assert faults(opening(work, **{member: ""})) == (422, {("field_missing", f"/{member}")})


@pytest.mark.parametrize("member", ["number", "body", "scheme", "certificate", "about"])
def test_what_no_store_can_be_asked_for_is_refused(work: Casework, member: str) -> None:
    for value, code in UNFIT.items():
        assert faults(opening(work, **{member: value})) == (422, {(code, f"/{member}")}), value[:9]


@pytest.mark.parametrize(("member", "value"), [("applicant", "A\0"), ("laboratories", ["A\0"])])
def test_nobody_takes_part_under_such_an_identifier(work: Casework, member: str, value: object) -> None:
    sent = {"number": "F-1", "scheme": SCHEME, "unit": CASE["unit"], "event": work.event(1), member: value}
    answer = work.sessions["P-0001"].post("/complaints", sent)
    assert faults(answer) == (422, {("control_character", f"/{member}")})


def test_no_step_is_taken_in_a_case_of_such_an_identifier(work: Casework) -> None:
    for value, code in UNFIT.items():
        answer = work.sessions["P-0006"].post("/decisions", {"case": value, **ISSUE})
        assert faults(answer) == (422, {(code, "/case")}), value[:9]


def test_a_number_has_up_to_200_characters(work: Casework) -> None:
    """No two of them compress, as an index would do it to those of one character."""
    long = "".join(chr(0x4E00 + sha256(bytes([n])).digest()[0] * 40 + n) for n in range(200))
    assert work.open(long).status_code == 201
    assert faults(work.open(long + "x")) == (422, {("text_too_long", "/number")})


def test_a_correction_of_what_is_no_number_is_refused(work: Casework) -> None:
    case = work.open(f"F-{new_key()}").json()["case"]
    work.on(date(2026, 4, 21))
    for corrects in ("²", "9" * 5000, "0x1", "-1", "１"):
        answer = work.take(case, "P-0001", work.event(2) | {"corrects": corrects}, headers={"If-Match": '"1"'})
        assert faults(answer) == (422, {("number_malformed", "/corrects")}), corrects[:9]


def sent(work: Casework, paper: str, text: str) -> httpx.Response:
    headers = {"Idempotency-Key": new_key(), "Content-Type": "application/json"}
    path = f"/api/v1/body/{paper}/proposals"
    return work.sessions["P-0005"].send("POST", path, headers=headers, content=text.encode())


def test_a_number_that_no_paper_has_is_refused(work: Casework) -> None:
    document = json.dumps(settings(suspension_term={"length": "?", "kind": "month"}))
    for number in ("9" * 5000, "-1" + "0" * 18, "1.5"):
        told = faults(sent(work, "settings", document.replace('"?"', number)))
        assert told == (422, {("number_malformed", "/settings/suspension_term/value/length")}), number[:9]
