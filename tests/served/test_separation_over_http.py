"""One person under two accounts: refused wherever two persons are asked for, and nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.identity.roles import Role
from app.workflow.administer import NotDone, Refusal, add_account
from tests.campaigns.campaign import size, tell
from tests.served.cast import BODY, CLIENT, CONFIRMER, Cast, cast, enrol
from tests.served.lines import within_the_process
from tests.served.separation import PERSONS, Accounts, Doubles, Pair, by_account, double, doubles, pairs, split
from tests.served.stations import stations
from tests.served.told import set_up, settings_of
from tests.served.walk import RECOMMENDED, Walk

PAIRS = tuple(pairs())
FORBIDDEN = tuple(pair for pair in PAIRS if pair.forbidden(one_reviews_and_decides=False))
ALLOWED = tuple(pair for pair in PAIRS if pair not in FORBIDDEN)
# Of what is not forbidden to two accounts of one person, and of one account and of two persons, every third is tried.
EACH = 1 if size("EVERY_ROLE", 0) else 3
# Another account of who evaluates, verifies, reviews, decides and proposes -> the role that it has.
SECOND = {
    "evaluator reviews": (Actor.EVALUATOR, Role.REVIEWER),
    "evaluator decides": (Actor.EVALUATOR, Role.DECIDER),
    "verifier decides": (Actor.VERIFIER, Role.DECIDER),
    "reviewer decides": (Actor.REVIEWER, Role.DECIDER),
    "decider hears": (Actor.DECIDER, Role.COMPLAINTS_HANDLER),
    "proposer confirms": (Actor.DECIDER, Role.REVIEWER),
}
SUSPENDED = "suspend submit_correction accept_correction settle"


def second_accounts(made: Cast) -> None:
    for name, (actor, role) in SECOND.items():
        enrol(made, name, made.persons[actor], BODY, role)


def declared(made: Cast, who: str) -> None:
    told = {"client": made.organisations[CLIENT], "free_of_conflict": True, "advised_until": "never"}
    made.posted(who, "/declarations", told)


@pytest.fixture(params=["one", "two"])
def who_decides(request: pytest.FixtureRequest) -> str:
    """How many persons it takes to review and to decide, by the body's settings."""
    return str(request.param)


@pytest.fixture
def served(who_decides: str, tmp_path: Path) -> Iterator[Cast]:
    with cast("sqlite", tmp_path, within_the_process) as made:
        set_up(made, one_person_reviews_and_decides=who_decides == "one")
        second_accounts(made)
        yield made


def tried(made: Doubles, some: tuple[Pair, ...], accounts: Accounts, *, one_decides: bool) -> list[str]:
    return [each for pair in some for each in made.violations(pair, accounts, one_reviews_and_decides=one_decides)]


def test_who_took_one_step_may_not_take_another_where_two_persons_are_asked_for(served: Cast, who_decides: str) -> None:
    one_decides = who_decides == "one"
    made = doubles(stations(served))
    reviewing = tuple(pair for pair in FORBIDDEN if Guard.REVIEWER_MAY_DECIDE in pair.row.guards)
    forbidden, allowed = (reviewing, ()) if one_decides else (FORBIDDEN, ALLOWED[::EACH])
    wrong = [
        *tried(made, forbidden + allowed, Accounts.TWO, one_decides=one_decides),
        *tried(made, forbidden[::EACH], Accounts.ONE, one_decides=one_decides),
        *tried(made, forbidden[::EACH], Accounts.TWO_PERSONS, one_decides=one_decides),
    ]
    tell(f"separation: {made.cells.total()} cells, {len(wrong)} violations: {dict(made.cells)}")
    assert wrong == []


def test_by_accounts_instead_of_persons_the_same_check_finds_violations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    persons = by_account(monkeypatch)
    with cast("sqlite", tmp_path, within_the_process) as served:
        set_up(served)
        made = doubles(stations(served))
        split(served, persons, map(double, PERSONS))
        some = FORBIDDEN[::7]
        wrong = tried(made, some, Accounts.TWO, one_decides=False)
        tell(f"separation by accounts: {len(wrong)} violations in {len(some)} cells")
        assert len(wrong) == len(some)


def refusals(made: Cast) -> dict[str, set[str]]:
    """Let every second account try what its person may not, in cases that lack nothing; return what was in the way."""
    walk, found = Walk(made), dict[str, set[str]]()

    def ask(who: str, kind: Kind, event: Event) -> None:
        answer = made.ask(who, "POST", walk.events(kind), json=walk.event(kind, event))
        assert answer.status_code in {201, 409}, answer.text
        missing = answer.json()["step"]["missing"] if answer.status_code == 409 else []
        found[f"{who}: {event}"] = {each["guard"] for each in missing}
        walk.states[kind] = walk.stands(kind)

    walk.apply()
    walk.follow(Kind.APPLICATION, RECOMMENDED.removesuffix(" recommend"))
    ask("evaluator reviews", Kind.APPLICATION, Event.RECOMMEND)
    if walk.states[Kind.APPLICATION] == "in_review":
        walk.take(Kind.APPLICATION, Event.RECOMMEND)
    for who in ("evaluator decides", "verifier decides", "reviewer decides"):
        if walk.states[Kind.APPLICATION] == "deciding":
            ask(who, Kind.APPLICATION, Event.ISSUE)
    if walk.states[Kind.APPLICATION] == "deciding":
        walk.take(Kind.APPLICATION, Event.ISSUE)
    certified = made.service.cases.issuing.certificates.of_case(made.organisations[BODY], walk.ids[Kind.APPLICATION])
    assert certified is not None
    walk.certificate = certified.number
    made.passes()
    walk.open(Kind.SUSPENSION, Event.RAISE)
    walk.follow(Kind.SUSPENSION, SUSPENDED)
    ask("verifier decides", Kind.SUSPENSION, Event.RESTORE)
    walk.open(Kind.COMPLAINT, Event.RECEIVE)
    ask("decider hears", Kind.COMPLAINT, Event.TAKE_UP)
    proposal = made.posted(Actor.DECIDER, "/body/settings/proposals", settings_of())["id"]
    answer = made.ask("proposer confirms", "POST", f"/body/settings/proposals/{proposal}/confirmation")
    found["proposer confirms"] = set() if answer.status_code in {200, 201} else {answer.json()["code"]}
    return found


def test_only_that_it_is_the_same_person_is_in_the_way(served: Cast, who_decides: str) -> None:
    # The decision on everything looks at its persons itself.
    assert refusals(served) == {
        "evaluator reviews: recommend": {Guard.REVIEWER_UNINVOLVED},
        "evaluator decides: issue": {Guard.DECIDER_UNINVOLVED, Guard.OVERALL_PASSED},
        "verifier decides: issue": {Guard.DECIDER_UNINVOLVED, Guard.OVERALL_PASSED},
        "reviewer decides: issue": set() if who_decides == "one" else {Guard.REVIEWER_MAY_DECIDE, Guard.OVERALL_PASSED},
        "verifier decides: restore": {Guard.DECIDER_IS_NOT_VERIFIER},
        "decider hears: take_up": {Guard.HANDLER_UNINVOLVED},
        "proposer confirms": {"another_person_needed"},
    }


def test_by_accounts_instead_of_persons_all_of_them_get_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    persons = by_account(monkeypatch)
    with cast("sqlite", tmp_path, within_the_process) as served:
        set_up(served)
        second_accounts(served)
        split(served, persons, SECOND)
        for who in SECOND:
            declared(served, who)
        through = refusals(served)
        assert set(through) >= {"evaluator reviews: recommend", "evaluator decides: issue", "decider hears: take_up"}
        assert not any(through.values()), through


def test_nobody_is_enrolled_on_both_sides(served: Cast) -> None:
    found = add_account(served.organisations[CLIENT], "乙", served.persons[CONFIRMER], served.office)
    assert found == NotDone((Refusal.PERSON_UNKNOWN,))
