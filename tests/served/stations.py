"""Cases put straight into a state of their table, by records that nobody was asked for: the same as if they had come.

Whether a step might be taken is answered when it is asked for, so that a case of any state can be laid into the store
without its evidence, but for what a later step has to agree with. Each has a certificate of its own; complaints and
appeals are about a case that was walked.
"""

import itertools
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.ledger.canonical import Json
from app.ledger.entry import SealedEntry
from app.ports.cases import Case, Opening, Party, PartyRole, RecordRow, StateRow, Step, Told
from app.ports.certificates import CertificateView, Wording
from app.ports.evidence import Answer
from app.workflow.case_record import Head, record_bytes
from app.workflow.issue_certificate import issue_certificate
from tests.app.dossiers import DIESEL
from tests.served.cast import BODY, CLIENT, LABORATORY, Cast
from tests.served.told import UNIT, brought
from tests.served.walk import Walk

Taken = tuple[Transition, Actor]
_APPLIED = frozenset({Kind.APPLICATION, Kind.RENEWAL, Kind.SURVEILLANCE, Kind.SAMPLE, Kind.CHANGE, Kind.EXTENSION})
_OPENING = frozenset({Event.FILE, Event.PLAN, Event.PLAN_EXTRA})
_SAMPLED = frozenset({Event.DRAW, Event.FIND_NONE, Event.SEND})
_numbers = itertools.count(1)


def way_to(kind: Kind, state: str, by: Actor | None = None) -> tuple[Taken, ...] | None:
    """Return the shortest way to a state, on which somebody in a role takes a step; None where there is none."""
    table = CASES[kind]
    ways: dict[tuple[str, bool], tuple[Taken, ...]] = {(table.start, by is None): ()}
    left = deque(ways)
    while left:
        here = left.popleft()
        if here == (state, True):
            return ways[here]
        for row in table.leaving(here[0]):
            for actor in (row.by[0], *(each for each in row.by[1:] if each == by)):
                there = row.to, here[1] or actor == by
                if there not in ways:
                    ways[there] = (*ways[here], (row, actor))
                    left.append(there)
    return None


@dataclass
class Stations:
    """`walked` is a case that came to a real certificate, `model` is that certificate."""

    cast: Cast
    walked: str
    model: CertificateView

    def put(self, kind: Kind, way: Sequence[Taken], persons: Mapping[str, str] | None = None) -> str:
        """Lay a case into the store that went a way of at least a step; `persons` take the steps of their roles."""
        cast, desk = self.cast, self.cast.service.cases
        about = self.walked if kind in {Kind.COMPLAINT, Kind.APPEAL} else None
        number = None if kind in {Kind.APPLICATION, Kind.COMPLAINT, Kind.APPEAL} else self._certificate()
        body = cast.organisations[BODY]
        head = Head(desk.desk.ids.new(), kind.value, body, DIESEL, UNIT, number, about)
        records = tuple(
            self._record(head, n, row, actor, {**cast.persons, **(persons or {})})
            for n, (row, actor) in enumerate(way, 1)
        )
        desk.cases.append(self._step(head, records, way[-1][0].to), _told)
        return head.id

    def _certificate(self) -> str:
        """Issue a certificate that says what the real one says, under another number."""
        cast, desk = self.cast, self.cast.service.cases
        number = f"LAID-{next(_numbers)}"
        head = Head(desk.desk.ids.new(), Kind.APPLICATION.value, cast.organisations[BODY], DIESEL, UNIT, None, None)
        issue = next(row for row in CASES[Kind.APPLICATION].rows if row.event == Event.ISSUE)
        record = self._record(head, 1, issue, Actor.DECIDER, cast.persons)
        model = self.model
        days = (model.starts_on, model.expires_on)
        wording = Wording(number, 1, model.holder, *days, model.document, "issue", cast.today)
        issue_certificate(self._step(head, (record,), issue.to), wording, _told, desk.issuing)
        return number

    def _record(self, head: Head, n: int, row: Transition, actor: Actor, persons: Mapping[str, str]) -> RecordRow:
        cast, at = self.cast, self.cast.service.cases.at()
        told: dict[str, Json] = {
            "n": n,
            "event": str(row.event),
            "role": actor.value,
            "on": cast.today.isoformat(),
            "at": at,
        }
        told["data"] = {"reasons": "试验"} if row.causes is None else {"cause": "rules_broken"}
        if row.event in _OPENING and head.kind in _APPLIED:
            told["data"] = {"application": brought(cast, Kind(head.kind), Event(row.event), cast.today)["application"]}
        elif row.event in _SAMPLED:
            # What the client sends has to be the sample that was drawn.
            told["data"] = {"sampling": brought(cast, Kind(head.kind), Event(row.event), cast.today)["sampling"]}
        person = None if actor is Actor.SYSTEM else persons[actor]
        if person is not None:
            told["person"] = person
        account = None if person is None else cast.accounts[actor]
        return RecordRow(n, str(row.event), actor.value, person, account, cast.today, at, record_bytes(head, told))

    def _step(self, head: Head, records: tuple[RecordRow, ...], state: str) -> Step:
        cast, at = self.cast, self.cast.service.cases.at()
        account = cast.accounts[Actor.APPLICATION_OFFICER]
        parties = tuple(
            Party(cast.organisations[who], role, account)
            for who, role in ((CLIENT, PartyRole.APPLICANT), (LABORATORY, PartyRole.LABORATORY))
        )
        row = Case(head.id, head.body, head.kind, head.scheme, f"laid-{next(_numbers)}", at, head.certificate)
        stands = StateRow(str(state), None)
        return Step(head.body, head.id, head.body, 0, records, stands, at, opens=Opening(row, parties))


def stations(made: Cast) -> Stations:
    """Walk one certificate for the others to be like it."""
    walk = Walk(made)
    walk.certify()
    application = walk.ids[Kind.APPLICATION]
    certificate = made.service.cases.issuing.certificates.of_case(made.organisations[BODY], application)
    assert certificate is not None
    return Stations(made, application, certificate)


def _told(_entries: Sequence[SealedEntry]) -> Told:
    return Told((), Answer(created=True, body=b"{}"))
