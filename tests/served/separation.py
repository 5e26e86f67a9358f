"""Which two steps of one case no person may take both, in the words of the scheme and of ISO/IEC 17065.

Written down apart from the guards that hold it, and asked over HTTP of one person who has two accounts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

import pytest

from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.identity.caller import Caller
from app.workflow.administer import add_person
from app.workflow.authenticate import Authenticator
from tests.served.cast import ROLES, Cast, Document, done, enrol
from tests.served.stations import Stations, way_to
from tests.served.walk import PATHS

PERSONS = tuple(each for each in Actor if each is not Actor.SYSTEM)
EVALUATING = frozenset({Actor.LABORATORY, Actor.EVALUATOR, Actor.VERIFIER})
BOTH_SIDES = "on_both_sides"
# A guard -> in which roles its person may not have been before. Reviewer and decider are one where the body says so.
FORBIDS = {
    Guard.REVIEWER_UNINVOLVED: EVALUATING,
    Guard.DECIDER_UNINVOLVED: EVALUATING,
    Guard.DECIDER_IS_NOT_VERIFIER: frozenset({Actor.VERIFIER}),
    Guard.REVIEWER_MAY_DECIDE: frozenset({Actor.REVIEWER}),
}


class Accounts(StrEnum):
    """Under how many accounts the person acts, or whether another person acts under the second one."""

    ONE = "one"
    TWO = "two"
    TWO_PERSONS = "two persons"


@dataclass(frozen=True, slots=True)
class Pair:
    """That somebody took a step in the role `first`, and then asks for the row in the role `second`."""

    kind: Kind
    row: Transition
    first: Actor
    second: Actor

    def forbidden(self, *, one_reviews_and_decides: bool) -> frozenset[str]:
        """Return everything that is in the way of one person, by the rules."""
        if Actor.CLIENT in {self.first, self.second}:
            return frozenset({BOTH_SIDES})
        found = {guard for guard in self.row.guards if self.first in FORBIDS.get(guard, ())}
        return frozenset(found - ({Guard.REVIEWER_MAY_DECIDE} if one_reviews_and_decides else set()))

    def __str__(self) -> str:
        return f"{self.kind} {self.row.state} {self.row.event}: {self.second} after {self.first}"


def pairs() -> Iterator[Pair]:
    """Return every two different roles of which one leads to a row and another one takes it."""
    for kind, table in CASES.items():
        for row in table.rows:
            for second in row.by:
                if row.state != table.start and second is not Actor.SYSTEM:
                    for first in PERSONS:
                        if first is not second and way_to(kind, row.state, first) is not None:
                            yield Pair(kind, row, first, second)


@dataclass
class Doubles:
    """For each role an account of a person who has others: `doubles` are the ids of persons by their role."""

    at: Stations
    doubles: dict[Actor, str] = field(default_factory=dict)
    cells: Counter[str] = field(default_factory=Counter)

    @property
    def cast(self) -> Cast:
        return self.at.cast

    def violations(self, pair: Pair, accounts: Accounts, *, one_reviews_and_decides: bool) -> list[str]:
        """Let the pair be tried, and return what should have been refused or should not."""
        way = way_to(pair.kind, pair.row.state, pair.first)
        assert way is not None
        person = self.doubles[pair.second]
        before: dict[str, str] = {} if accounts is Accounts.TWO_PERSONS else {pair.first: person}
        case = self.at.put(pair.kind, way, before)
        forbidden = pair.forbidden(one_reviews_and_decides=one_reviews_and_decides)
        expected = frozenset() if accounts is Accounts.TWO_PERSONS else forbidden
        found = self._in_the_way(
            pair, case, double(pair.second) if accounts is not Accounts.ONE else single(pair.second)
        )
        self.cells["refused" if expected else "not refused for the person"] += 1
        return [] if found == expected else [f"{pair}, {accounts}: {sorted(found)} and not {sorted(expected)}"]

    def _in_the_way(self, pair: Pair, case: str, who: str) -> frozenset[str]:
        """Ask for the row, and return what is in its way of all that is about persons."""
        told: Document = {"event": pair.row.event, "on": self.cast.today.isoformat(), "role": pair.second}
        told["data"] = {"reasons": "试验", "cause": "rules_broken"}
        answer = self.cast.ask(who, "POST", f"/{PATHS[pair.kind]}/{case}/events", json=told)
        if answer.status_code == 201:
            return frozenset()
        assert answer.status_code == 409, answer.text
        step = answer.json()["step"]
        missing = {each["guard"] for each in step["missing"]} & {str(guard) for guard in FORBIDS}
        return frozenset(missing | ({BOTH_SIDES} if step["why"] == BOTH_SIDES else set()))


def double(actor: Actor) -> str:
    return f"double {actor}"


def single(actor: Actor) -> str:
    return f"double of {ROLES[actor][0]}"


def doubles(at: Stations) -> Doubles:
    """Enrol one person of each organisation under an account for each of its roles, and under one for all of them."""
    made, cast = Doubles(at), at.cast
    for organisation in dict.fromkeys(ROLES[actor][0] for actor in PERSONS):
        person = done(add_person(cast.organisations[organisation], "一人", cast.office)).id
        own = [actor for actor in PERSONS if ROLES[actor][0] == organisation]
        for actor in own:
            made.doubles[actor] = person
            enrol(cast, double(actor), person, organisation, ROLES[actor][1])
        enrol(cast, single(own[0]), person, organisation, *(ROLES[actor][1] for actor in own))
    return made


def by_account(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Let a service that is assembled from here on take every account in what is returned for a person of its own."""
    persons: dict[str, str] = {}
    by_person = Authenticator.caller

    def caller(self: Authenticator, text: str) -> Caller | None:
        found = by_person(self, text)
        return None if found is None else replace(found, person=persons.get(found.account, found.person))

    monkeypatch.setattr(Authenticator, "caller", caller)
    return persons


def split(cast: Cast, persons: dict[str, str], accounts: Iterable[str]) -> None:
    """Make another person of everybody who is named."""
    for who in accounts:
        account = cast.office.access.account(cast.accounts[who])
        assert account is not None
        persons[account.id] = done(add_person(account.organisation, who, cast.office)).id
