"""One step of a case, with all that follows from it, in one transaction."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from app.certification.cases.record import Entry
from app.certification.form import Refused as Unread
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Cause
from app.ledger.canonical import Json
from app.ports.cases import PartyView
from app.ports.evidence import Answer, Taken
from app.workflow.asked_once import asked_once, key_of
from app.workflow.case_desk import Acting, Behind, CaseDesk, Faulty, NotDone, Stale, Unknown, Unversioned
from app.workflow.case_record import members_of, unfit_text
from app.workflow.current_case import Current, current_case, current_of
from app.workflow.new_event import Moment
from app.workflow.try_step import Attempt, try_step, try_system_step
from lims_adapters.contract import Issue

_MEMBERS = ("format", "event", "on", "role", "corrects", "data")
_ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked: the event as it was sent, under which idempotency key, of which case.

    The document has `event`, `on`, and where they apply `data` (as `labverdict.case/1` has it), `role`, `corrects` and
    `case` (where `case` is None here); `format` may be left out. `only` are the events that may be asked for here,
    None for all; `seen` is the newest record that the caller knows of, None where this is not said. One who
    `is_blind` names no version at all: a step is judged by how the case stands, and nothing recorded is corrected.
    """

    content: bytes
    key: str | None
    case: str | None = None
    only: Collection[Event | Entry] | None = None
    seen: int | None = None
    is_blind: bool = False


@dataclass(frozen=True, slots=True)
class SystemStep:
    """A step that a clock brings about in a case of a body."""

    body: str
    case: str
    event: Event
    on: date
    cause: Cause | None = None


def take_step(acting: Acting, asking: Asking, desk: CaseDesk) -> Answer | NotDone:
    """Take a step of a case; what is not done changes nothing (but for `ReportsCorrected`)."""
    members = members_of(asking.content, _MEMBERS if asking.case is not None else (*_MEMBERS, "case"))
    if isinstance(members, Unread):
        return Faulty(members.issues)
    case = asking.case or members.get("case")
    if not isinstance(case, str):
        return Faulty((Issue("field_missing", "/case", "", "the id of a case"),))
    if unfit := unfit_text("/case", case):
        return Faulty(unfit)
    key = key_of(acting, asking.key, "step", case, asking.content)

    def look() -> Current | Unknown:
        return _look(acting, case, desk)

    def act(current: Current) -> Answer | NotDone:
        if asking.seen is not None and asking.seen != current.n:
            return Stale(current.n)
        if asking.is_blind and "corrects" in members:
            return Unversioned()
        parties = frozenset(each.role for each in _parties(current) if each.organisation == acting.organisation)
        return try_step(current, Attempt(acting, parties, members, key, asking.only), desk)

    found = asked_once(key, desk.desk, lambda: _again(look, act))
    return Behind() if found is None else found


def take_system_step(step: SystemStep, desk: CaseDesk) -> Answer | NotDone:
    """Take a step of nobody: a term that ran out, a certificate that expired."""
    data: dict[str, Json] = {} if step.cause is None else {"cause": step.cause.value}

    def act(current: Current) -> Answer | NotDone:
        moment = Moment(step.on, desk.today(), desk.at())
        try:
            return try_system_step(current, step.event, moment, data, desk)
        except Taken:
            return Behind()

    return _again(lambda: current_case(step.body, step.case, desk) or Unknown(), act)


def _again(look: Callable[[], Current | Unknown], act: Callable[[Current], Answer | NotDone]) -> Answer | NotDone:
    """Act on a case as it is seen, again while another case was in the way; once it was moved itself, no more."""
    first: int | None = None
    for _ in range(_ATTEMPTS):
        current = look()
        if isinstance(current, Unknown):
            return current
        first = current.n if first is None else first
        if current.n != first:
            return Behind()
        found = act(current)
        if not isinstance(found, Behind):
            return found
    return Behind()


def _look(acting: Acting, case: str, desk: CaseDesk) -> Current | Unknown:
    view = desk.cases.read(acting.organisation, case)
    if view is None:
        return Unknown()
    body = view.summary.case.body
    return current_of(view, desk) if body == acting.organisation else current_case(body, case, desk) or Unknown()


def _parties(current: Current) -> tuple[PartyView, ...]:
    return () if current.view is None else current.view.parties
