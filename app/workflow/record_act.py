"""The office of a body records an act on a certificate outside of any case: by the table, logged, and once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.certification.cases.office_acts import OfficeAct, Recording, may_record, record_act
from app.certification.cases.record import Stated
from app.certification.cases.refusal import Refused
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.table import Transition
from app.ledger.canonical import Json, canonical
from app.ledger.entry import SealedEntry
from app.ports.body_papers import Paper
from app.ports.cases import Overtaken
from app.ports.certificates import Published
from app.ports.evidence import Answer, Key
from app.ports.office_acts import OfficeRow, OfficeView
from app.workflow.acting_roles import actors_of
from app.workflow.asked_once import asked_once, key_of
from app.workflow.case_desk import Acting, Behind, CaseDesk, NotDone, RoleNotHeld, Stale, Unknown
from app.workflow.case_papers import body_of
from app.workflow.case_told import citation_told
from app.workflow.certificate_status import stands
from app.workflow.certificate_wording import certified_unit

RECORD, RECORDED = "labverdict.office_act/1", "labverdict.office_act_recorded/1"


@dataclass(frozen=True, slots=True)
class NewAct:
    """An act as it is asked for: of which certificate, what, on which day, what is stated of its guards.

    `reference` is where the body's own papers show it. `seen` is the number of acts that the caller knows of, None
    where this is not said.
    """

    number: str
    event: ClockEvent
    on: date
    stated: tuple[Stated, ...]
    reference: str | None
    seen: int | None

    def told(self) -> Mapping[str, Json]:
        """Return what is recorded of it as plain values."""
        stated: list[Json] = [
            {"guard": each.guard.value, "standing": each.standing.value, "ground": each.ground} for each in self.stated
        ]
        return {
            "certificate": self.number,
            "act": self.event.value,
            "on": self.on.isoformat(),
            "stated": stated,
            "reference": self.reference,
        }


@dataclass(frozen=True, slots=True)
class _Asked:
    acting: Acting
    new: NewAct
    published: Published


def record_office_act(acting: Acting, new: NewAct, key: str | None, desk: CaseDesk) -> Answer | NotDone:
    """Record an act; what is not recorded changes nothing."""
    known = key_of(acting, key, "office_act", canonical(new.told()))

    def act() -> Answer | NotDone:
        published = desk.issuing.certificates.published(new.number)
        return Unknown() if published is None else _recorded(_Asked(acting, new, published), known, desk)

    found = asked_once(known, desk.desk, act)
    return Behind() if found is None else found


def office_acts(views: Iterable[OfficeView]) -> tuple[OfficeAct, ...]:
    """Return stored acts as they count for deadlines."""
    return tuple(OfficeAct(ClockEvent(each.row.act), each.row.dated, each.row.after_act) for each in views)


def _recorded(asked: _Asked, key: Key | None, desk: CaseDesk) -> Answer | NotDone:
    new, newest = asked.new, asked.published.versions[-1]
    allowed = may_record(new.event)
    if actors_of(asked.acting, newest.body, frozenset()).isdisjoint(allowed):
        return RoleNotHeld(allowed)
    before, there = len(asked.published.acts), len(desk.office.recorded(newest.body, new.number))
    if new.seen is not None and new.seen != before + there:
        return Stale(before + there)
    scheme = desk.schemes(certified_unit(newest)[0])
    if scheme is None:
        raise LookupError(f"no rule data for the scheme of {newest.number}")
    status = stands(asked.published, scheme, new.on).on.status
    settings = body_of(newest.body, desk.papers.newest(Paper.SETTINGS, newest.body))
    recording = Recording(new.event, new.on, before + there + 1, new.stated)
    row = record_act(recording, status, desk.today(), settings)
    if isinstance(row, Refused):
        return row
    stored = _row(asked, before, there + 1, desk.at())
    try:
        return desk.office.record(stored, key, lambda entry: _answer(stored, row, entry))
    except Overtaken:
        return Behind()


def _row(asked: _Asked, after_act: int, n: int, at: str) -> OfficeRow:
    acting, new, newest = asked.acting, asked.new, asked.published.versions[-1]
    by: dict[str, Json] = {"n": n, "after_act": after_act, "person": acting.person, "at": at}
    return OfficeRow(
        number=new.number,
        version=newest.version,
        n=n,
        after_act=after_act,
        body=newest.body,
        act=new.event.value,
        dated=new.on,
        person=acting.person,
        account=acting.account,
        recorded_at=at,
        content=canonical({"format": RECORD, **new.told(), **by}),
    )


def _answer(stored: OfficeRow, row: Transition, entry: SealedEntry) -> Answer:
    told: dict[str, Json] = {
        "format": RECORDED,
        "certificate": stored.number,
        "n": stored.after_act + stored.n,
        "act": stored.act,
        "on": stored.dated.isoformat(),
        "clause": citation_told(row.citation),
        "ended": [deadline.value for deadline in row.ends],
        "log_entry": entry.n,
        "log_entry_hash": entry.hash,
    }
    return Answer(created=True, body=canonical(told))
