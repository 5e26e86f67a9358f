"""Who may take which step, out of the transition tables: every state, every event, every role, and every stranger."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.identity.credentials import CredentialKind
from app.identity.organisations import OrganisationKind
from app.identity.roles import PERMISSIONS, Permission, Role
from app.workflow.administer import Term, add_account, add_organisation, add_person, grant_role
from app.workflow.issue_key import KeyRequest, issue_key
from tests.campaigns.campaign import size, tell
from tests.served.cast import BODY, LABORATORY, ROLES, Cast, Document, cast, done, enrol
from tests.served.lines import within_the_process
from tests.served.stations import Stations, Taken, stations, way_to
from tests.served.told import brought, set_up
from tests.served.walk import PATHS

PERSONS = tuple(each for each in Actor if each is not Actor.SYSTEM)
# 1: everybody is asked for what is no step of a state as well, and not only one beside those whose event it is.
EVERYBODY = size("EVERY_ROLE", 0)
INSIDERS = {
    **dict.fromkeys((Role.ADMINISTRATOR, Role.AUDITOR), BODY),
    **dict.fromkeys((Role.LAB_OPERATOR, Role.LIMS_CLIENT), LABORATORY),
}
STRANGERS = {
    Role.CLIENT: OrganisationKind.APPLICANT,
    Role.LAB_AUTHORISER: OrganisationKind.LABORATORY,
    Role.DECIDER: OrganisationKind.CERTIFICATION_BODY,
}
NARROWED = "narrowed"


def enlist(made: Cast) -> None:
    """Add those who take no step: other roles of the same organisations, other organisations, and narrowed keys."""
    for role, organisation in INSIDERS.items():
        of = made.organisations[organisation]
        person = None if role is Role.LIMS_CLIENT else done(add_person(of, role, made.office)).id
        account = done(add_account(of, role, person, made.office))
        done(grant_role(account.id, role, Term(None, None), None, made.office))
        made.accounts[role] = account.id
    for role, sort in STRANGERS.items():
        name = f"other {role}"
        made.organisations[name] = done(add_organisation(sort, name, made.office)).id
        enrol(made, name, done(add_person(made.organisations[name], name, made.office)).id, name, role)
    for actor in PERSONS:
        scopes = PERMISSIONS[ROLES[actor][1]] - {Permission.CASES_ACT}
        life = timedelta(days=300)
        key = done(issue_key(KeyRequest(made.accounts[actor], CredentialKind.API_KEY, scopes, life), made.office))
        made.keys[f"{NARROWED} {actor}"] = key.text, made.clock.instant + life
    # A key is issued when it is first used, and that is logged.
    for who in made.accounts:
        made.key(who)


@dataclass
class Grid:
    """`cells` are counted by who is asked in them; `wrong` is what was answered that should not be."""

    at: Stations
    cells: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def ask(self, who: str, kind: Kind, case: str, event: str, **more: object) -> httpx.Response:
        told: Document = {"event": event, "on": self.at.cast.today.isoformat(), **more}
        return self.at.cast.ask(who, "POST", f"/{PATHS[kind]}/{case}/events", json=told)

    def expect(self, place: str, answer: httpx.Response, *statuses: int) -> None:
        if answer.status_code not in statuses:
            self.wrong.append(f"{place}: {answer.status_code} {answer.text[:200]}")

    def size(self) -> int:
        return self.at.cast.service.stores.log.size()

    def state(self, kind: Kind, state: str, way: tuple[Taken, ...]) -> None:
        """Ask everybody in one state: first all those who may not, whereupon nothing is changed."""
        table, case = CASES[kind], self.at.put(kind, way)
        before = self.size()
        for place, event in enumerate(sorted({row.event for row in table.rows})):
            row = table.row(state, event)
            if row is None:
                self._no_step(kind, case, f"{kind} {state} {event}", event, place)
            else:
                self._others(kind, case, row)
        if self.size() != before:
            told = b" ".join(self.at.cast.service.stores.log.bodies(before, self.size()))
            self.wrong.append(f"{kind} {state}: something changed: {told!r}")
        for row in table.leaving(state):
            for actor in row.by:
                if actor is not Actor.SYSTEM:
                    case = self._may(kind, case, row, actor, way)

    def _no_step(self, kind: Kind, case: str, place: str, event: str, turn: int) -> None:
        """Ask for what is no step here: who takes it elsewhere is told so, and everybody else that it is not theirs."""
        elsewhere = {actor for row in CASES[kind].rows if row.event == event for actor in row.by}
        others = [actor for actor in PERSONS if actor not in elsewhere]
        for actor in PERSONS:
            if actor in elsewhere:
                self.cells["no step"] += 1
                self.expect(f"{place} {actor}", self.ask(actor, kind, case, event, data={"reasons": "试验"}), 409)
            elif EVERYBODY or actor is others[turn % len(others)]:
                self.cells["no step, another role"] += 1
                self.expect(f"{place} {actor}", self.ask(actor, kind, case, event), 403)

    def _others(self, kind: Kind, case: str, row: Transition) -> None:
        """Ask everybody who may not for a step, also as if they had the role of one who may."""
        claimed = next((actor for actor in row.by if actor is not Actor.SYSTEM), Actor.DECIDER)
        place = f"{kind} {row.state} {row.event}"
        for actor in PERSONS:
            if actor not in row.by:
                for more in ({}, {"role": claimed}):
                    self.cells["another role"] += 1
                    self.expect(f"{place} {actor} {more}", self.ask(actor, kind, case, row.event, **more), 403)
            else:
                self.cells["narrowed"] += 1
                self.expect(f"{place} narrowed {actor}", self.ask(f"{NARROWED} {actor}", kind, case, row.event), 403)
        for role in INSIDERS:
            self.cells["never acts"] += 1
            self.expect(f"{place} {role}", self.ask(role, kind, case, row.event), 403)
        for role in STRANGERS:
            self.cells["stranger"] += 1
            self.expect(f"{place} other {role}", self.ask(f"other {role}", kind, case, row.event), 404)

    def _may(self, kind: Kind, case: str, row: Transition, actor: Actor, way: tuple[Taken, ...]) -> str:
        """Ask who may: taken, or refused by a guard and never for the role. Return a case that is in the state."""
        cast = self.at.cast
        data = brought(cast, kind, Event(row.event), cast.today)
        # It is not about the certificate of the case.
        data.pop("certified", None)
        place, before = f"{kind} {row.state} {row.event} {actor}", self.size()
        answer = self.ask(actor, kind, case, row.event, data=data)
        self.expect(place, answer, 201, 409)
        if answer.status_code == 201:
            self.cells["taken"] += 1
            if answer.json()["state"] != row.to:
                self.wrong.append(f"{place}: {answer.json()['state']}")
            return self.at.put(kind, way)
        self.cells["may, and a guard is in the way"] += 1
        refused = answer.json()
        if refused["code"] != "step_refused" or refused["step"]["why"] not in {"guard_not_passed", "deadline_not_over"}:
            self.wrong.append(f"{place}: {answer.text[:300]}")
        if self.size() not in {before, before + 1}:
            self.wrong.append(f"{place}: refused, and something changed")
        return case


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grid]:
    with cast("sqlite", tmp_path_factory.mktemp("roles"), within_the_process) as made:
        set_up(made)
        at = stations(made)
        enlist(made)
        yield Grid(at)


@pytest.mark.parametrize("kind", Kind)
def test_each_step_is_taken_by_its_roles_alone(grid: Grid, kind: Kind) -> None:
    grid.cells.clear()
    grid.wrong.clear()
    table = CASES[kind]
    for state in table.states():
        way = way_to(kind, state)
        assert way is not None, f"no way leads to {state}"
        if way:
            grid.state(kind, state, way)
    tell(f"{kind}: {grid.cells.total()} cells, {len(grid.wrong)} violations: {dict(grid.cells)}")
    assert grid.wrong == []
    assert grid.cells["another role"] > 0
    assert grid.cells["taken"] > 0
