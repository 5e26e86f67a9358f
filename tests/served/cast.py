"""Everybody who takes part in a case, at a service of their own on a store of their own, whose clock they set."""

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

import httpx

from app.certification.lifecycle.vocabulary import Actor
from app.identity.credentials import CredentialKind
from app.identity.organisations import OrganisationKind
from app.identity.roles import Role
from app.service import Service, assemble
from app.settings import read_settings
from app.workflow.administer import NotDone, Office, Term, add_account, add_organisation, add_person, grant_role
from app.workflow.issue_key import KeyRequest, issue_key
from tests import postgres
from tests.app.people import SetClock

T = TypeVar("T")
Document = dict[str, Any]
DATA = Path(__file__).parents[1] / "data"
SHANGHAI = ZoneInfo("Asia/Shanghai")
V1 = "/api/v1"
BODY, LABORATORY, CLIENT = "示例认证机构", "示例检测实验室", "示例石化有限公司"
# The second person of the body for what takes two; he takes no step of a case.
CONFIRMER = "confirmer"
ROLES: Mapping[str, tuple[str, Role]] = {
    Actor.CLIENT: (CLIENT, Role.CLIENT),
    Actor.LABORATORY: (LABORATORY, Role.LAB_AUTHORISER),
    Actor.APPLICATION_OFFICER: (BODY, Role.APPLICATION_OFFICER),
    Actor.PLANNER: (BODY, Role.PLANNER),
    Actor.EVALUATOR: (BODY, Role.EVALUATOR),
    Actor.VERIFIER: (BODY, Role.VERIFIER),
    Actor.REVIEWER: (BODY, Role.REVIEWER),
    Actor.DECIDER: (BODY, Role.DECIDER),
    Actor.COMPLAINTS_HANDLER: (BODY, Role.COMPLAINTS_HANDLER),
    CONFIRMER: (BODY, Role.DECIDER),
}
_KINDS = {
    BODY: OrganisationKind.CERTIFICATION_BODY,
    LABORATORY: OrganisationKind.LABORATORY,
    CLIENT: OrganisationKind.APPLICANT,
}
_GOOD_FOR = timedelta(days=300)
_keys = itertools.count(1)


class Ask(Protocol):
    """Sends a request to the service."""

    def __call__(self, method: str, path: str, /, **request: Any) -> httpx.Response: ...  # noqa: ANN401 - handed on to httpx


@dataclass
class Cast:
    """`organisations` are ids by name, `persons` and `accounts` those of everybody by who they are.

    `urls` are the addresses of a database on PostgreSQL.
    """

    service: Service
    clock: SetClock
    office: Office
    organisations: dict[str, str] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    keys: dict[str, tuple[str, datetime]] = field(default_factory=dict, repr=False)
    by: Ask | None = None
    urls: postgres.Urls | None = None

    @property
    def today(self) -> date:
        return self.clock.instant.astimezone(SHANGHAI).date()

    def comes(self, day: date) -> None:
        """Let a day come: it is nine in the morning in Shanghai."""
        self.clock.instant = datetime.combine(day, time(9), SHANGHAI)

    def passes(self, days: int = 1) -> date:
        """Let days pass and return the new one."""
        self.comes(self.today + timedelta(days=days))
        return self.today

    def key(self, who: str) -> str:
        """Return a key of somebody's that is good today."""
        text, until = self.keys.get(who, ("", self.clock.instant))
        if until <= self.clock.instant:
            text = done(
                issue_key(KeyRequest(self.accounts[who], CredentialKind.API_KEY, None, _GOOD_FOR), self.office)
            ).text
            self.keys[who] = text, self.clock.instant + _GOOD_FOR
        return text

    def ask(self, who: str | None, method: str, path: str, **request: Any) -> httpx.Response:  # noqa: ANN401 - as above
        """Ask in somebody's name; a post has a key of its own and a correction the version of today, if not given."""
        headers = {} if who is None else {"Authorization": f"Bearer {self.key(who)}"}
        if method == "POST":
            headers["Idempotency-Key"] = f"cast-{next(_keys)}"
            headers |= {"If-Match": self._version(path)} if "corrects" in (request.get("json") or {}) else {}
        assert self.by is not None
        return self.by(method, f"{V1}{path}", **{**request, "headers": headers | request.get("headers", {})})

    def _version(self, path: str) -> str:
        """Return the tag of a case as its body sees it now, by the path of its events."""
        assert self.by is not None
        asked = {"Authorization": f"Bearer {self.key(Actor.DECIDER)}"}
        return str(self.by("GET", f"{V1}{path.removesuffix('/events')}", headers=asked).headers["ETag"])

    def got(self, who: str | None, path: str, **asked: str) -> Document:
        answer = self.ask(who, "GET", path, params=asked)
        assert answer.status_code == 200, answer.text
        found: Document = answer.json()
        return found

    def posted(self, who: str, path: str, document: Document | None = None, **request: Any) -> Document:  # noqa: ANN401 - as above
        answer = self.ask(who, "POST", path, **({} if document is None else {"json": document}), **request)
        assert answer.status_code in {200, 201}, answer.text
        found: Document = answer.json()
        return found

    def refused(self, who: str | None, path: str, document: Document, status: int = 409) -> Document:
        answer = self.ask(who, "POST", path, json=document)
        assert answer.status_code == status, answer.text
        found: Document = answer.json()
        return found


@contextmanager
def cast(
    kind: str,
    folder: Path,
    wire: Callable[[Service], Iterator[Ask]] | None = None,
    server: postgres.Server | None = None,
    *,
    threads: int = 8,
    begins: date = date(2026, 4, 1),
) -> Iterator[Cast]:
    """Assemble a service on `sqlite` or `postgresql` with one body, one laboratory, one client and all persons.

    `server` stands in for the PostgreSQL server that tests share, and the service `begins` on that day.
    """
    with ExitStack() as ends:
        settings = {"LABVERDICT_DATA": str(folder), "LABVERDICT_PORT": "0", "LABVERDICT_THREADS": str(threads)}
        urls = None
        if kind == "postgresql":
            urls = ends.enter_context((server or postgres.shared()).fresh())
            settings["LABVERDICT_DATABASE"] = urls.app
        clock = SetClock()
        service = assemble(read_settings(settings, terminal=False), clock)
        ends.callback(service.stores.close)
        made = Cast(service, clock, Office(service.stores.access, clock, service.ids, service.ids), urls=urls)
        made.comes(begins)
        for who, (organisation, role) in ROLES.items():
            join(made, who, organisation, role)
        if wire is not None:
            made.by = ends.enter_context(contextmanager(wire)(service))
        yield made


def join(made: Cast, who: str, organisation: str, *roles: Role) -> None:
    """Let a further person take part, of an organisation that is added where it is not there yet, an applicant."""
    if organisation not in made.organisations:
        made.organisations[organisation] = done(
            add_organisation(_KINDS.get(organisation, OrganisationKind.APPLICANT), organisation, made.office)
        ).id
    made.persons[who] = done(add_person(made.organisations[organisation], f"示例 {who}", made.office)).id
    enrol(made, who, made.persons[who], organisation, *roles)


def enrol(made: Cast, who: str, person: str, organisation: str, *roles: Role) -> None:
    """Give a person an account with these roles, under a name."""
    account = done(add_account(made.organisations[organisation], who, person, made.office))
    for role in roles:
        done(grant_role(account.id, role, Term(None, None), None, made.office))
    made.accounts[who] = account.id


def shipped(name: str) -> Document:
    """Return a document of the test data."""
    found: Document = json.loads((DATA / name).read_text(encoding="utf-8"))
    return found


def done(outcome: T | NotDone) -> T:
    assert not isinstance(outcome, NotDone), outcome
    return outcome
