"""Cases of one certificate, walked over the service's own interface by whoever may take each step."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Kind
from tests.app.dossiers import DIESEL
from tests.served.cast import BODY, CLIENT, LABORATORY, Cast, Document
from tests.served.told import UNIT, as_sent, as_stored, brought

PATHS: Mapping[Kind, str] = {
    Kind.APPLICATION: "applications",
    Kind.SURVEILLANCE: "surveillance",
    Kind.SAMPLE: "samples",
    Kind.CHANGE: "changes",
    Kind.EXTENSION: "extensions",
    Kind.SUSPENSION: "suspensions",
    Kind.RENEWAL: "renewals",
    Kind.COMPLAINT: "complaints",
    Kind.APPEAL: "appeals",
}
INSPECTED = "accept start_test pass_test start_inspection pass_inspection"
RECOMMENDED = f"{INSPECTED} pass_scoring recommend"
_numbers = itertools.count(1)


@dataclass
class Walk:
    """`ids` and `states` are those of the newest case of each kind; `certificate` is a number.

    `telling` says what lets the steps of the product through.
    """

    cast: Cast
    scheme: str = DIESEL
    unit: Document = field(default_factory=lambda: dict(UNIT))
    telling: Callable[[Cast, Kind, Event, date], Document] = brought
    certificate: str | None = None
    ids: dict[Kind, str] = field(default_factory=dict)
    states: dict[Kind, str] = field(default_factory=dict)

    def open(self, kind: Kind, event: Event, who: str | None = None, data: Document | None = None) -> Document:
        """Open a case with its first event, today."""
        by = who or CASES[kind].leaving(CASES[kind].start)[0].by[0]
        answer = self.cast.posted(by, f"/{PATHS[kind]}", self.opening(kind, event, by, data))
        self.ids[kind], self.states[kind] = answer["case"], answer["state"]
        return answer

    def opening(self, kind: Kind, event: Event, by: str, data: Document | None = None) -> Document:
        """Return the document that opens a case."""
        organisations = self.cast.organisations
        told: Document = {"number": f"{kind}-{next(_numbers)}", "event": self.event(kind, event, data)}
        if by == Actor.CLIENT:
            told["body"] = organisations[BODY]
        else:
            told |= {"applicant": organisations[CLIENT]}
        if kind is Kind.APPLICATION:
            told |= {"scheme": self.scheme, "unit": self.unit}
        else:
            told["certificate"] = self.certificate
        return told

    def event(self, kind: Kind, event: Event, data: Document | None = None, on: date | None = None) -> Document:
        """Return an event of today with all that it needs."""
        day = on or self.cast.today
        return {"event": event.value, "on": day.isoformat(), "data": self.told(kind, event, day, data)}

    def told(self, kind: Kind, event: Event, day: date, data: Document | None = None) -> Document:
        """Return what an event brings, which names the certificate as it stands and the sample as it was drawn."""
        found = self.telling(self.cast, kind, event, day) if data is None else data
        if event is Event.SEND and data is None:
            case = self.cast.got(Actor.DECIDER, f"/{PATHS[kind]}/{self.ids[kind]}")
            found |= as_sent(case, day)
        if "certified" in found and self.certificate is not None:
            found["certified"] |= as_stored(self.cast.got(Actor.DECIDER, f"/certificates/{self.certificate}"))
        return found

    def take(self, kind: Kind, event: Event, who: str | None = None, data: Document | None = None) -> Document:
        """Take a step of today."""
        by = who or self.actor(kind, event)
        answer = self.cast.posted(by, self.events(kind), self.event(kind, event, data))
        self.states[kind] = answer["state"]
        return answer

    def refused(
        self, kind: Kind, event: Event, who: str | None = None, data: Document | None = None, status: int = 409
    ) -> Document:
        """Ask for a step of today that is refused, and return the problem."""
        by = who or self.actor(kind, event)
        return self.cast.refused(by, self.events(kind), self.event(kind, event, data), status)

    def follow(self, kind: Kind, events: str) -> Document:
        """Take steps one after the other, each on a day of its own by somebody who may."""
        answer: Document = {}
        for event in events.split():
            self.cast.passes()
            answer = self.take(kind, Event(event))
        return answer

    def events(self, kind: Kind) -> str:
        return f"/{PATHS[kind]}/{self.ids[kind]}/events"

    def actor(self, kind: Kind, event: Event) -> str:
        """Return who takes a step where its case stands, or who may take it somewhere where that is nowhere."""
        rows = [row for row in CASES[kind].rows if row.event == event]
        here = [row for row in rows if row.state == self.states.get(kind)]
        return (here or rows)[0].by[0]

    def apply(self) -> Document:
        """File an application and let the laboratory see it."""
        answer = self.open(Kind.APPLICATION, Event.FILE)
        self.let_in(Kind.APPLICATION)
        return answer

    def let_in(self, kind: Kind) -> None:
        """Make the laboratory a party of a case."""
        party = {"organisation": self.cast.organisations[LABORATORY], "role": "laboratory"}
        self.cast.posted(Actor.APPLICATION_OFFICER, f"/{PATHS[kind]}/{self.ids[kind]}/parties", party)

    def certify(self) -> str:
        """Walk a new application to its certificate and return the number."""
        self.apply()
        self.follow(Kind.APPLICATION, RECOMMENDED)
        self.cast.passes()
        self.certificate = self.take(Kind.APPLICATION, Event.ISSUE)["certificate"]
        assert self.certificate is not None
        return self.certificate

    def stands(self, kind: Kind) -> str:
        """Return where a case stands, as the service tells."""
        state: str = self.cast.got(Actor.DECIDER, f"/{PATHS[kind]}/{self.ids[kind]}")["state"]
        return state
