"""One attempt at a step: who takes it in which role, what follows, and all of it stored, or why not."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.certification.cases.record import Entry
from app.certification.cases.refusal import Refused
from app.certification.form import whole_number
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.ledger.canonical import Json
from app.ports.cases import Opening, PartyRole
from app.ports.evidence import Answer, Key
from app.verification.day import read_day
from app.workflow.acting_roles import actors_of, role_for
from app.workflow.case_desk import Acting, Behind, CaseDesk, Faulty, ReportsCorrected, RoleNotHeld, Unknown
from app.workflow.case_dossier import counted_events
from app.workflow.case_names import named_by_name
from app.workflow.case_record import Values, reports_named
from app.workflow.case_reports import corrected_since
from app.workflow.current_case import Current
from app.workflow.new_event import Moment, system_event
from app.workflow.outside_of_case import Around, around, certified_faults, is_open, outside_of
from app.workflow.party_evidence import beyond_party, of_no_party
from app.workflow.planned_team import team_faults
from app.workflow.step_chain import Chain
from app.workflow.store_step import Taker, store
from lims_adapters.contract import Issue

_JUDGING = frozenset({Actor.REVIEWER, Actor.DECIDER})
_BACK = frozenset(event for event in Event if event.startswith("send_back")) | {Event.CHANGE_EVIDENCE}
Tried = Answer | Refused | Faulty | RoleNotHeld | ReportsCorrected | Behind | Unknown


@dataclass(frozen=True, slots=True)
class Attempt:
    """A step as it is tried: who acts as which party, the members as they were sent, and the key of the request."""

    acting: Acting
    parties: frozenset[PartyRole]
    members: Values
    key: Key | None
    only: Collection[Event | Entry] | None = None
    opening: Opening | None = None


def try_step(current: Current, attempt: Attempt, desk: CaseDesk) -> Tried:
    """Try to take a step of a case as it is seen."""
    event = _event(attempt.members.get("event"))
    if event is not None and attempt.only is not None and event not in attempt.only:
        expected = "one of " + ", ".join(sorted(attempt.only))
        return Faulty((Issue("word_unknown", "/event", event, expected),))
    role = _role(current, event, attempt)
    if isinstance(role, RoleNotHeld):
        return role
    faults = (*_faults(event, attempt, current, desk), *_beyond(role, attempt, current, desk))
    if faults:
        return Faulty(faults)
    if role in _JUDGING and event not in _BACK:
        corrected = _corrected(current, attempt.members, desk)
        if corrected:
            return _void(current, corrected, desk)
    moment = _moment(attempt.members, desk)
    told = _told(current, attempt, role, moment)
    return _taken(current, told, moment, _taker(attempt), desk)


def try_system_step(
    current: Current, event: Event, moment: Moment, data: Values, desk: CaseDesk, *, opening: Opening | None = None
) -> Tried:
    """Try to take a step of nobody, by which a case may be opened."""
    told = system_event(current.n + 1, event, moment, data)
    return _taken(current, told, moment, Taker(current.head.body, None, None, opening), desk)


def _taken(current: Current, told: Values, moment: Moment, taker: Taker, desk: CaseDesk) -> Tried:
    seen = around(current, moment.on, desk)
    faults = (*_open_already(current, seen), *certified_faults(told.get("data"), seen))
    if faults:
        return Faulty(faults)
    client = current.client or _client(taker)
    chain = Chain(seen, moment, desk)
    refused = chain.take(current, told, outside_of(current, seen, client, desk))
    return store(chain, taker, desk) if refused is None else refused


def _open_already(current: Current, seen: Around) -> Iterator[Issue]:
    """Yield the open suspension of a certificate where another case of one is opened: it has at most one."""
    if current.view is None and current.held.kind is Kind.SUSPENSION:
        for each in seen.cases:
            if each.held.kind is Kind.SUSPENSION and is_open(each):
                expected = f"a further cause in the open case {each.head.id}"
                yield Issue("case_open_already", "/certificate", str(current.head.certificate), expected)


def _event(word: Json) -> Event | Entry | None:
    if not isinstance(word, str):
        return None
    if word in set(Entry):
        return Entry(word)
    return Event(word) if word in set(Event) else None


def _role(current: Current, event: Event | Entry | None, attempt: Attempt) -> Actor | RoleNotHeld:
    """Return the role of the step; what is no event is read in any for its faults."""
    actors = actors_of(attempt.acting, current.head.body, attempt.parties)
    if event is None or not any(event in {row.event, *Entry} for row in CASES[current.held.kind].rows):
        return next(iter(sorted(actors)), Actor.CLIENT)
    named, corrects = attempt.members.get("role"), attempt.members.get("corrects")
    return role_for(
        current,
        event,
        named if isinstance(named, str) else None,
        whole_number(corrects) if isinstance(corrects, str) else None,
        actors,
    )


def _faults(event: Event | Entry | None, attempt: Attempt, current: Current, desk: CaseDesk) -> tuple[Issue, ...]:
    """Return what is wrong with an event beside its form: persons by display name, a recommendation without grounds."""
    data = attempt.members.get("data")
    found = (*named_by_name(data, desk.persons(current.head.body)), *team_faults(event, data, current.held))
    if event is Event.RECOMMEND and not (isinstance(data, dict) and data.get("reasons")):
        return (*found, Issue("field_missing", "/data/reasons", "", "the ground of the recommendation"))
    return found


def _beyond(role: Actor, attempt: Attempt, current: Current, desk: CaseDesk) -> tuple[Issue, ...]:
    """Return what whoever acts may not bring, and reports of laboratories that do not take part."""
    data, body = attempt.members.get("data"), current.head.body
    known = () if current.view is None else current.view.parties
    opened = () if attempt.opening is None else attempt.opening.parties
    laboratories = {each.organisation for each in known if each.role is PartyRole.LABORATORY}
    laboratories |= {each.organisation for each in opened if each.role is PartyRole.LABORATORY}
    found = of_no_party(data, body, laboratories, desk.desk.readings)
    if attempt.acting.organisation == body:
        return found
    rules = current.ground.scheme
    before = counted_events(current.paper, current.held)
    return (*found, *beyond_party(data, current.held.kind, role, attempt.acting.person, (rules, before)))


def _moment(members: Values, desk: CaseDesk) -> Moment:
    on = members.get("on")
    day = read_day(on) if isinstance(on, str) else None
    return Moment(day or desk.today(), desk.today(), desk.at())


def _told(current: Current, attempt: Attempt, role: Actor, moment: Moment) -> Values:
    told: dict[str, Json] = {
        "n": current.n + 1,
        "role": role.value,
        "person": attempt.acting.person,
        "at": moment.at,
    }
    return told | {key: attempt.members[key] for key in ("event", "on", "data", "corrects") if key in attempt.members}


def _taker(attempt: Attempt) -> Taker:
    return Taker(attempt.acting.organisation, attempt.acting.account, attempt.key, attempt.opening)


def _client(taker: Taker) -> str | None:
    parties = () if taker.opening is None else taker.opening.parties
    return next((each.organisation for each in parties if each.role is PartyRole.APPLICANT), None)


def _corrected(current: Current, members: Values, desk: CaseDesk) -> dict[str, str]:
    events = (*counted_events(current.paper, current.held), members)
    return corrected_since(current.head.body, reports_named(events), desk)


def _void(current: Current, corrected: dict[str, str], desk: CaseDesk) -> Tried:
    """Take a case back before its review, where it is past it; the evidence is another one now."""
    if CASES[current.held.kind].row(current.held.state, Event.CHANGE_EVIDENCE) is not None:
        moment = Moment(desk.today(), desk.today(), desk.at())
        found = try_system_step(current, Event.CHANGE_EVIDENCE, moment, {}, desk)
        if not isinstance(found, Answer):
            return found
    return ReportsCorrected(corrected)
