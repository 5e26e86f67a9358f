"""One certificate's life at a service: every step is asked for over HTTP, and its answer is held against the tables."""

import copy
import itertools
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.certification.cases.refusal import Refused
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.ports.evidence import Answer
from app.workflow.case_desk import Faulty
from app.workflow.case_told import refused_told
from app.workflow.take_step import SystemStep, take_system_step
from tests.app.dossiers import DIESEL
from tests.served.asked import Asked, Tally
from tests.served.cast import BODY, CLIENT, LABORATORY, Cast, Document
from tests.served.model import START, Certificate, Model, Told
from tests.served.oracle import judge
from tests.served.told import UNIT, as_sent, as_stored, brought
from tests.served.walk import PATHS

FIRST_DAY = date(2026, 6, 1)
_APPEALABLE = "about"
_numbers = itertools.count(1)
_evidence: dict[tuple[int, Kind, str, date], Document] = {}


@dataclass
class Life:
    """`state_of_store` tells anything that a write would change; `today` of a new life is its first day again."""

    cast: Cast
    tally: Tally
    model: Model = field(default_factory=Model)
    state_of_store: Callable[[], object] = lambda: None
    number: int = field(default_factory=lambda: next(_numbers))

    def __post_init__(self) -> None:
        self.cast.comes(FIRST_DAY)

    @property
    def today(self) -> date:
        return self.cast.today

    def ask(self, asked: Asked) -> int:
        """Ask for a step, hold the answer against the tables, and return its status."""
        self._prepare(asked)
        before = self.state_of_store()
        status, told = self._system(asked) if asked.who is None else self._sent(asked)
        judge(self.model, asked, (status, told), self.tally)
        if status == 201:
            self._know(asked, told)
        else:
            assert self.state_of_store() == before, f"{asked} was refused and changed something"
        return status

    def asked(self, case: Told, event: str, who: str | None, **members: Any) -> Asked:  # noqa: ANN401 - members of what is asked
        """Return a step of today with all that it needs, some of it changed."""
        changed: Document = {"on": self.today, "today": self.today}
        changed["person"] = None if who is None else self.cast.persons[who]
        if "data" not in members:
            changed["data"] = self.good(case.kind, event)
            if event == Event.SEND and case.id:
                stored = self.cast.got(Actor.DECIDER, f"/{PATHS[case.kind]}/{case.id}")
                changed["data"] |= as_sent(stored, self.today)
        return Asked(case, event, who, **{**changed, **members})

    def take(self, case: Told, event: str, who: str | None = None, **members: Any) -> Told:  # noqa: ANN401 - as above
        """Take a step that is taken."""
        row = case.row(event)
        assert row is not None, f"{case.state} has no {event}"
        by = row.by[0] if who is None else who
        status = self.ask(self.asked(case, event, None if by == Actor.SYSTEM else by, **members))
        assert status == 201, f"{case.kind} {case.state} {event}: {self.tally.last}"
        return case

    def follow(self, case: Told, events: str) -> Told:
        """Take steps one after the other, each on a day of its own by somebody who may."""
        for event in events.split():
            self.cast.passes()
            self.take(case, event)
        return case

    def new(self, kind: Kind, about: Told | None = None) -> Told:
        """Return a case that is not opened yet."""
        of_certificate = kind is not Kind.APPLICATION and self.model.certificate is not None
        certified = of_certificate if about is None else about.is_certified
        return Told(kind, about=about, is_certified=certified)

    def good(self, kind: Kind, event: str) -> Document:
        """Return the evidence that lets a step through."""
        if event not in set(Event):
            return {}
        key = (id(self.cast), kind, event, self.today)
        if key not in _evidence:
            _evidence[key] = brought(self.cast, kind, Event(event), self.today)
        data = copy.deepcopy(_evidence[key])
        known = self.model.certificate
        if "certified" in data and known is not None:
            data["certified"] |= as_stored(self._certificate(known.number))
        return data

    def wait(self, case: Told, deadline: str) -> bool:
        """Let the day come on which a deadline of a case is over; False where nobody can say when that is."""
        story = self.cast.got(Actor.DECIDER, f"/{PATHS[case.kind]}/{case.id}/timeline")["timeline"]
        dues = [each["due"] for each in story if each.get("deadline") == deadline and each["stopped_on"] is None]
        days = [due.get("day") or due.get("latest") for due in dues]
        if not days or days[-1] is None:
            return False
        self.cast.comes(max(self.today, date.fromisoformat(days[-1]) + timedelta(days=1)))
        return True

    def _sent(self, asked: Asked) -> tuple[int, Document]:
        assert asked.who is not None
        event: Document = {"event": asked.event, "on": asked.on.isoformat(), "data": asked.data}
        if asked.corrects is not None:
            event["corrects"] = asked.corrects
        case = asked.case
        if case.id:
            answer = self.cast.ask(asked.who, "POST", f"/{PATHS[case.kind]}/{case.id}/events", json=event)
        else:
            answer = self.cast.ask(asked.who, "POST", f"/{PATHS[case.kind]}", json=self._opening(asked, event))
        return answer.status_code, answer.json()

    def _opening(self, asked: Asked, event: Document) -> Document:
        case, organisations = asked.case, self.cast.organisations
        told: Document = {"number": f"{case.kind}-{case.number}", "event": event}
        if asked.who in {Actor.CLIENT, Actor.LABORATORY}:
            told["body"] = organisations[BODY]
        else:
            told |= {"laboratories": [organisations[LABORATORY]]}
            if case.kind is not Kind.COMPLAINT:
                told["applicant"] = organisations[CLIENT]
        if case.about is not None:
            return told | {"about": case.about.id}
        if case.is_certified and self.model.certificate is not None:
            return told | {"certificate": self.model.certificate.number}
        return told | {"scheme": DIESEL, "unit": UNIT}

    def _prepare(self, asked: Asked) -> None:
        """Write what is no part of the step: a key that is good today, the laboratory as a party."""
        case = asked.case
        if asked.who is not None:
            self.cast.key(asked.who)
        if case.id and asked.who == Actor.LABORATORY and Actor.LABORATORY not in case.parties and not asked.uninvited:
            party = {"organisation": self.cast.organisations[LABORATORY], "role": "laboratory"}
            self.cast.posted(Actor.APPLICATION_OFFICER, f"/{PATHS[case.kind]}/{case.id}/parties", party)
            case.parties.add(Actor.LABORATORY)

    def _system(self, asked: Asked) -> tuple[int, Document]:
        step = SystemStep(self.cast.organisations[BODY], asked.case.id, Event(asked.event), asked.on)
        found = take_system_step(step, self.cast.service.cases)
        if isinstance(found, Answer):
            told: Document = json.loads(found.body)
            return 201, told
        if isinstance(found, Faulty):
            return 422, {"errors": [{"code": each.code} for each in found.issues]}
        assert isinstance(found, Refused), found
        return 409, {"code": "step_refused", "step": refused_told(found)}

    def _know(self, asked: Asked, told: Document) -> None:
        """Keep what a step made known: the case it opened, the certificate that it made."""
        case = asked.case
        if case.state != START and case not in self.model.cases:
            self.model.cases.append(case)
            if asked.who == Actor.CLIENT or case.kind is not Kind.COMPLAINT:
                case.parties.add(Actor.CLIENT)
            if asked.who != Actor.CLIENT:
                case.parties.add(Actor.LABORATORY)
        makes = {"issue", "renew", "reissue"} & set(told["acts"])
        if makes:
            shown = self._certificate(told["certificate"])
            known = self.model.certificate
            moved = "valid" if known is None else known.moved
            self.model.certificate = Certificate(shown["number"], date.fromisoformat(shown["expires_on"]), moved)

    def _certificate(self, number: str) -> Document:
        return self.cast.got(Actor.CLIENT, f"/certificates/{number}")


def commits(cast: Cast) -> Callable[[], object]:
    """Return what tells on SQLite whether anything at all was written, on PostgreSQL how long the log is."""
    url = cast.service.stores.database.url
    if cast.service.stores.database.is_sqlite:
        looking = sqlite3.connect(f"file:{url.database}?mode=ro", uri=True, check_same_thread=False)
        return lambda: looking.execute("PRAGMA data_version").fetchone()
    return lambda: cast.got(None, "/log/checkpoint")
