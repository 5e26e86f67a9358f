"""Simulations over HTTP: who may ask, what is refused, and what is told; every answer is as the description says."""

from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from app.identity.roles import Role
from tests.app.api.asking import Session, line
from tests.app.api.casework import DECIDED_ON, ISSUE, Casework
from tests.app.api.world import APPLICANT, world
from tests.app.bundles import rules
from tests.app.dossiers import DIESEL, DRYER
from tests.app.people import SetClock

ADVANCED = f"limits/schemes/{DIESEL}/advanced.toml"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casework]:
    """One case that was certified and one that was filed."""
    clock = SetClock(datetime(2026, 1, 5, 4, tzinfo=UTC))
    with world("sqlite", tmp_path_factory.mktemp("simulations"), clock) as town, line(town.app) as opened:
        found = Casework(town, opened, clock)
        found.employ()
        case = found.open().json()["case"]
        found.follow(case)
        found.on(DECIDED_ON)
        assert found.sessions["P-0006"].post("/decisions", {"case": case, **ISSUE}).status_code == 201
        assert found.open(number="A-2026-0008").status_code == 201
        yield found


def asked(work: Casework, **sent: object) -> httpx.Response:
    return work.sessions["P-0001"].post("/simulations", sent)


def of(work: Casework, organisation: str, role: Role) -> Session:
    return Session(work.line, work.town.bearer(organisation, role))


def test_a_stricter_table_says_who_fails_and_on_which_clause(work: Casework) -> None:
    stricter = {ADVANCED: rules(DIESEL)[ADVANCED].replace('at_most = "8"', 'at_most = "5"')}
    told = asked(work, scheme=DIESEL, files=stricter).json()
    (change,) = [each for each in told["changes"] if each["before"] == "met"]
    assert (change["move"], change["after"]) == ("leaves", "not_met")
    assert [(one["clause"], one["after"]["reason"]) for one in change["because"]] == [("4.2.2", "fails")]
    assert work.sessions["P-0001"].send("GET", change["links"]["case"]).status_code == 200
    assert told["next"] is None


def test_pages_follow_each_other(work: Casework) -> None:
    first = asked(work, limit=1).json()
    second = asked(work, limit=1, cursor=first["next"]).json()
    assert [each["standing"] for page in (first, second) for each in page["unchanged"]] == ["open", "met"]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ({"to_scheme": "none"}, "/to_scheme"),
        ({"programme": "none"}, "/programme"),
        ({"files": {ADVANCED: ""}}, "/to_scheme"),
        ({"scheme": DIESEL, "files": {ADVANCED: "["}}, f"/files/{ADVANCED}:1"),
        ({"scheme": DIESEL, "files": {"/etc/passwd": ""}}, "/files//etc/passwd"),
        ({"on": "2026-02-30"}, "/on"),
        ({"on": "today"}, "/on"),
        ({"kind": "complaint"}, "/kind"),
        ({"limit": 51}, "/limit"),
        ({"cursor": "x"}, "/cursor"),
        ({"other": "x"}, "/other"),
    ],
)
def test_every_fault_of_a_question_has_its_place(work: Casework, sent: dict[str, object], place: str) -> None:
    answer = asked(work, **sent)
    assert answer.status_code == 422
    assert [each.get("pointer", each.get("place")) for each in answer.json()["errors"]] == [place]


def test_what_one_side_cannot_read_is_told_beside_the_others(work: Casework) -> None:
    told = asked(work, to_scheme=DRYER).json()
    known = {each["number"] for name in ("changes", "unchanged", "undecidable") for each in told[name]}
    assert len(known) == 2


def test_other_bodies_and_parties_have_no_cases_of_their_own_to_decide(work: Casework) -> None:
    for session in (of(work, "body_2", Role.AUDITOR), of(work, APPLICANT, Role.CLIENT)):
        told = session.post("/simulations", {}).json()
        assert told == {"changes": [], "unchanged": [], "undecidable": [], "next": None}


def test_who_may_not_read_cases_may_not_simulate_them(work: Casework) -> None:
    assert of(work, "body_1", Role.ADMINISTRATOR).post("/simulations", {}).status_code == 403
    assert Session(work.line, {}).post("/simulations", {}).status_code == 401
