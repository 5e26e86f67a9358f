"""The shipped diesel case over HTTP: a body, its applicant and a laboratory, event by event."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from app.identity.credentials import CredentialKind
from app.identity.roles import Role
from app.ports.access import Account, Person
from app.workflow.administer import Term, add_account, add_person, grant_role
from app.workflow.issue_key import IssuedKey, KeyRequest, issue_key
from tests.app.api.asking import SCHEME, Line, Session, line
from tests.app.api.paperwork import confirmed, proposed, settings
from tests.app.api.world import APPLICANT, World, world
from tests.app.people import SetClock

DATA = Path(__file__).parents[2] / "data"
CASE: dict[str, Any] = json.loads((DATA / "diesel_case.json").read_text(encoding="utf-8"))
EVENTS: list[dict[str, Any]] = CASE["records"]
DECIDED_ON = date(2026, 7, 10)
ROLES = {
    "P-0001": Role.APPLICATION_OFFICER,
    "P-0002": Role.EVALUATOR,
    "P-0003": Role.EVALUATOR,
    "P-0004": Role.VERIFIER,
    "P-0005": Role.REVIEWER,
    "P-0006": Role.DECIDER,
    "P-0010": Role.PLANNER,
    "A-0001": Role.CLIENT,
    "L-0001": Role.LAB_AUTHORISER,
}
ISSUE = {"event": "issue", "on": "2026-07-10", "data": {"reasons": "综合评价合格"}}


_numbers = count(1)


@dataclass
class Casework:
    """`persons` are ids and `sessions` keys of those whom the shipped case names; the clock is set day by day."""

    town: World
    line: Line
    clock: SetClock | None = None
    body: str = "body_1"
    sessions: dict[str, Session] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict, repr=False)
    report: str = ""
    number: str = ""

    def on(self, day: date) -> None:
        """Set the clock to noon of a day in Shanghai; without one of its own all of it is recorded late, today."""
        if self.clock is not None:
            self.clock.instant = datetime.combine(day, time(4), UTC)

    def organisation(self, person: str) -> str:
        return {"A": APPLICANT, "L": "laboratory_1"}.get(person[0], self.body)

    def employ(self) -> None:
        """Give everybody whom the case names an account, let the body set its settings, and let its persons declare."""
        for name, role in ROLES.items():
            self._employ(name, role)
        proposal = proposed(self.sessions["P-0005"], "settings", settings())["id"]
        assert confirmed(self.sessions["P-0006"], "settings", proposal).status_code == 201
        client = self.town.organisations[APPLICANT]
        for name in ("P-0003", "P-0004", "P-0006"):
            self.declare(name, client)

    def declare(self, name: str, client: str, *, is_free: bool = True) -> None:
        sent = {"client": client, "free_of_conflict": is_free, "advised_until": "never"}
        assert self.sessions[name].post("/declarations", sent).status_code == 201

    def _employ(self, name: str, role: Role) -> None:
        office, organisation = self.town.office, self.town.organisations[self.organisation(name)]
        person = add_person(organisation, f"示例{name}", office)
        assert isinstance(person, Person)
        account = add_account(organisation, name, person.id, office)
        assert isinstance(account, Account)
        grant_role(account.id, role, Term(None, None), None, office)
        key = issue_key(KeyRequest(account.id, CredentialKind.API_KEY, None, timedelta(days=300)), office)
        assert isinstance(key, IssuedKey)
        self.persons[name], self.keys[name] = person.id, key.text
        self.sessions[name] = Session(self.line, {"Authorization": f"Bearer {key.text}"})

    def event(self, n: int) -> dict[str, Any]:
        """Return an event of the shipped case as it is sent, with persons by id and the report as it was filed."""
        shown = EVENTS[n - 1]
        text = json.dumps({key: shown[key] for key in ("event", "on", "data") if key in shown}, ensure_ascii=False)
        for name, identifier in self.persons.items():
            text = text.replace(name, identifier)
        found: dict[str, Any] = json.loads(text.replace("diesel_report.json", self.report))
        return found

    def open(self, number: str = "A-2026-0007", **more: object) -> httpx.Response:
        """File the application, as the client, on its day."""
        self.on(date.fromisoformat(EVENTS[0]["on"]))
        sent = {
            "number": number,
            "body": self.town.organisations[self.body],
            "scheme": SCHEME,
            "unit": CASE["unit"],
            "event": self.event(1),
            **more,
        }
        return self.sessions["A-0001"].post("/applications", sent)

    def file(self) -> None:
        """File the shipped report for the body to read."""
        document = json.loads((DATA / "diesel_report.json").read_text(encoding="utf-8"))
        body, self.number = self.town.organisations[self.body], f"W-{next(_numbers)}"
        document["report_no"] = self.number
        receipt = self.sessions["L-0001"].file(document, share_with=body).json()
        self.report = f"{receipt['report']}/1"

    def correct(self) -> None:
        """File another revision of the report."""
        document = json.loads((DATA / "diesel_report.json").read_text(encoding="utf-8"))
        document["report_no"], document["results"][0]["value"] = self.number, "0.2"
        path = f"/reports/{self.report.removesuffix('/1')}/corrections"
        asked = {"reason": "录入错误", "scheme": SCHEME}
        corrected = self.sessions["L-0001"].post(path, document, params=asked, headers={"If-Match": '"1"'})
        assert corrected.status_code == 201, corrected.text

    def take(self, case: str, person: str, event: Mapping[str, Any], **more: Any) -> httpx.Response:  # noqa: ANN401 - handed on as it is
        return self.sessions[person].post(f"/applications/{case}/events", dict(event), **more)

    def follow(self, case: str, last: int = 11, first: int = 2) -> None:
        """Take the steps of the shipped case from the second on, each on its day."""
        party = {"organisation": self.town.organisations["laboratory_1"], "role": "laboratory"}
        assert self.sessions["P-0001"].post(f"/applications/{case}/parties", party).status_code == 201
        for n in range(first, last + 1):
            self.on(date.fromisoformat(EVENTS[n - 1]["on"]))
            if n == 4 and not self.report:
                self.file()
            taken = self.take(case, EVENTS[n - 1]["person"], self.event(n))
            assert taken.status_code == 201, (n, taken.text)
            assert taken.json()["n"] == n

    def waiting(self, number: str) -> str:
        """Open an application of its own that waits to be accepted, on the day of its acceptance; return its id."""
        opened = self.open(number)
        assert opened.status_code == 201, opened.text
        self.on(date(2026, 4, 21))
        return str(opened.json()["case"])


@contextmanager
def casework(kind: str, folder: Path) -> Iterator[Casework]:
    """Put everybody to work on a database of their own."""
    clock = SetClock(datetime(2026, 1, 5, 4, tzinfo=UTC))
    with world(kind, folder, clock) as town, line(town.app) as opened:
        found = Casework(town, opened, clock)
        found.employ()
        yield found
