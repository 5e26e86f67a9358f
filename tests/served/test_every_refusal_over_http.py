"""Every guard stops a step at a service, and a step is refused for every reason; what cannot be reached is named."""

from collections.abc import Iterator

import pytest

from app.certification.cases.record import Entry
from app.certification.cases.refusal import WhyNot
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.identity.grants import GrantRefused
from app.identity.roles import Role
from app.workflow.administer import NotDone, Refusal, Term, add_account, grant_role
from tests.served.asked import Tally
from tests.served.cast import BODY, Cast
from tests.served.life import FIRST_DAY, Life
from tests.served.model import ROWS
from tests.served.obstacles import OBSTACLES, SETTLED, Obstacle, meet
from tests.served.stages import RECOMMENDED, begin, stage
from tests.served.told import settle

# The office's own acts on a certificate (listed, handed over, recovered) are no steps of a case, and have no route.
GUARDS_OF_NO_CASE = frozenset({Guard.LISTED, Guard.NORM_ADOPTED})
# A stored case was folded before each of its records was stored, so that only a store that somebody changed holds an
# impossible one; and who acts for a client is of another organisation than whoever acts for the body or a laboratory.
OUT_OF_REACH = frozenset({WhyNot.CASE_IMPOSSIBLE, WhyNot.ON_BOTH_SIDES})


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with stage("sqlite", tmp_path_factory.mktemp("refusals")) as made:
        yield made


@pytest.mark.parametrize("each", OBSTACLES, ids=lambda each: f"{each.guard}")
def test_a_guard_stops_its_step_over_http_and_names_itself(everybody: Cast, each: Obstacle) -> None:
    life = begin(everybody, Tally(), certified=each.kind is not Kind.APPLICATION)
    try:
        meet(life, each)
    finally:
        settle(everybody)


def test_every_guard_of_a_case_stops_a_step() -> None:
    assert {each.guard for each in OBSTACLES} == set(Guard) - GUARDS_OF_NO_CASE
    assert GUARDS_OF_NO_CASE.isdisjoint({guard for row in ROWS.values() for guard in row.guards})


def test_a_step_is_refused_for_every_reason(everybody: Cast) -> None:
    life = begin(everybody, Tally(), certified=False)
    case = life.follow(life.new(Kind.APPLICATION), "file accept start_test")
    everybody.passes()
    tomorrow = life.today.replace(year=life.today.year + 1)
    receipt = life.good(Kind.APPLICATION, Event.START_TEST)
    asked = [
        life.asked(case, Event.RECOMMEND, Actor.REVIEWER),
        life.asked(case, Event.PASS_TEST, Actor.LABORATORY, on=tomorrow),
        life.asked(case, Event.PASS_TEST, Actor.LABORATORY, on=FIRST_DAY),
        life.asked(case, Event.PASS_TEST, Actor.LABORATORY, data={}),
        life.asked(case, Event.PASS_TEST, None, data={}),
        life.asked(case, Event.TEST_TIME_OVER, None, data={}),
        life.asked(case, Entry.TAKE_OUT, Actor.CLIENT, data={}, corrects=99),
        life.asked(case, Entry.TAKE_OUT, Actor.APPLICATION_OFFICER, data={}, corrects=2),
    ]
    assert [life.ask(each) for each in asked] == [409] * len(asked)
    reviewed = life.follow(life.new(Kind.APPLICATION), RECOMMENDED)
    assert life.ask(life.asked(reviewed, Event.REFUSE, Actor.DECIDER, data=receipt)) == 409
    _take_out_what_is_in_effect(life)
    assert set(life.tally.why) == set(WhyNot) - OUT_OF_REACH


def _take_out_what_is_in_effect(life: Life) -> None:
    application = life.follow(life.new(Kind.APPLICATION), f"{RECOMMENDED} issue")
    assert application.state == "issued"
    suspension = life.follow(life.new(Kind.SUSPENSION), SETTLED)
    members = {"data": {}, "corrects": 2}
    assert life.ask(life.asked(suspension, Entry.TAKE_OUT, Actor.DECIDER, **members)) == 409
    restored = life.follow(suspension, "restore")
    taken_out = life.asked(restored, Entry.TAKE_OUT, Actor.DECIDER, data={}, corrects=restored.n)
    assert life.ask(taken_out) == 409
    assert life.tally.last["step"]["why"] == WhyNot.ALREADY_IN_EFFECT


def test_nobody_can_stand_on_both_sides_of_a_case(everybody: Cast) -> None:
    client = everybody.persons[Actor.CLIENT]
    assert add_account(everybody.organisations[BODY], "double", client, everybody.office) == NotDone(
        (Refusal.PERSON_UNKNOWN,)
    )
    for role in set(Role) - {Role.CLIENT, Role.ADMINISTRATOR, Role.AUDITOR}:
        found = grant_role(everybody.accounts[Actor.CLIENT], role, Term(None, None), None, everybody.office)
        assert isinstance(found, NotDone)
        assert GrantRefused.ROLE_NOT_FOR_ORGANISATION in found.reasons
