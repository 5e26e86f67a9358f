"""What the records of one case do not tell: its certificate, other cases, and what persons have declared."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.certification.cases.involvement import evaluated
from app.certification.cases.situation import NOT_CERTIFIED, Outside
from app.certification.lifecycle.circumstances import Circumstances
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.states import State
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Cause, Kind
from app.certification.standing import Standing
from app.ledger.canonical import Json
from app.ports.cases import CaseSummary, Watched
from app.workflow.case_desk import CaseDesk
from app.workflow.certificate_status import Stands, stands
from app.workflow.certificate_wording import is_imported
from app.workflow.current_case import Current, current_case
from lims_adapters.contract import Issue

_SAMPLES = {State.PASSED: Standing.MET, State.CLOSED: Standing.OPEN}


@dataclass(frozen=True, slots=True)
class Around:
    """The certificate of a case with its other cases, oldest first; `about` is the case complained of or appealed."""

    stands: Stands | None
    cases: tuple[Current, ...]
    about: Current | None
    watched: Watched | None


def around(current: Current, on: date, desk: CaseDesk) -> Around:
    """Look at everything around a case as it is stored."""
    head = current.head
    about = None if head.about is None else current_case(head.body, head.about, desk)
    if head.certificate is None:
        return Around(None, (), about, None)
    published = desk.issuing.certificates.published(head.certificate)
    listed = desk.cases.about(head.body, head.certificate)
    others = [current_case(head.body, each.case.id, desk) for each in listed if each.case.id != head.id]
    return Around(
        None if published is None else stands(published, current.ground.scheme, on),
        tuple(each for each in others if each is not None),
        about,
        Watched(head.certificate, frozenset(_seen(listed, current, others))),
    )


def outside_of(current: Current, seen: Around, client: str | None, desk: CaseDesk) -> Outside:
    """Return the outside of a case."""
    body = current.head.body
    declared = () if client is None else tuple(desk.declarations.declared(body, client))
    return Outside(
        certificate=circumstances(seen),
        declarations=declared,
        sample=_sample(current, seen.cases),
        appealable=_appealable(current, seen.about),
        involved=_involved(current, seen),
    )


def certified_faults(data: Json, seen: Around) -> tuple[Issue, ...]:
    """Return where the certificate in the evidence is not the one that is stored; code: `certified_differs`."""
    certified = data.get("certified") if isinstance(data, dict) else None
    if seen.stands is None or not isinstance(certified, dict):
        return ()
    newest = seen.stands.newest
    stored: dict[str, Json] = {
        "number": newest.number,
        "starts_on": newest.starts_on.isoformat(),
        "expires_on": newest.expires_on.isoformat(),
    }
    # What was before the service only its holder knows; from the first surveillance here on it is on record.
    surveyed_on = seen.stands.surveyed_on
    if surveyed_on is not None or not is_imported(newest):
        stored["last_visit_was_surveillance"] = surveyed_on is not None
    found = [
        Issue("certified_differs", f"/data/certified/{key}", _shown(certified[key]), _shown(value))
        for key, value in stored.items()
        if key in certified and certified[key] != value
    ]
    claimed = certified.get("last_visit_on")
    if surveyed_on is not None and isinstance(claimed, str) and claimed > surveyed_on.isoformat():
        latest = f"a day up to {surveyed_on}, when the last surveillance was recorded"
        found.append(Issue("certified_differs", "/data/certified/last_visit_on", claimed, latest))
    return tuple(found)


def _shown(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def is_open(current: Current) -> bool:
    """Tell whether a case has not come to its end."""
    return current.held.state not in CASES[current.held.kind].final


def _seen(
    listed: Iterable[CaseSummary], current: Current, others: Iterable[Current | None]
) -> Iterable[tuple[str, int]]:
    """Return the cases with the records that were read, which may be more than were listed."""
    read = {each.head.id: each.n for each in (current, *others) if each is not None}
    return ((each.case.id, read.get(each.case.id, each.n)) for each in listed)


def circumstances(seen: Around) -> Circumstances:
    """Return how the certificate of a case stands, with the causes that other cases have open."""
    if seen.stands is None:
        return NOT_CERTIFIED
    causes = frozenset[Cause]()
    if seen.stands.is_bound:
        suspensions = [each for each in seen.cases if each.held.kind is Kind.SUSPENSION]
        open_ones = [each for each in suspensions if is_open(each) or each.held.state == State.LAPSED]
        causes = frozenset(cause for each in open_ones for cause in each.held.causes)
    return replace(seen.stands.on, open_causes=causes)


def _sample(current: Current, cases: tuple[Current, ...]) -> Standing | None:
    """Return how the sample of this surveillance came out: the newest case since the surveillance before it."""
    if current.held.kind is not Kind.SURVEILLANCE:
        return None
    former = [_begun(each) for each in cases if each.held.kind is Kind.SURVEILLANCE and _is_before(each, current)]
    since = max(former, default="")
    samples = [each for each in cases if each.held.kind is Kind.SAMPLE and _begun(each) > since]
    if not samples:
        return None
    last = samples[-1]
    return Standing.OPEN if is_open(last) else _SAMPLES.get(State(last.held.state), Standing.NOT_MET)


def _begun(current: Current) -> str:
    return "" if current.view is None else current.view.summary.case.opened_at


def _is_before(other: Current, current: Current) -> bool:
    return current.view is None or _begun(other) < _begun(current)


def _appealable(current: Current, about: Current | None) -> Standing | None:
    if current.held.kind is not Kind.APPEAL or about is None:
        return None
    can_be_upheld = CASES[about.held.kind].row(about.held.state, Event.APPEAL_UPHELD) is not None
    return Standing.MET if about.held.decisions or can_be_upheld else Standing.NOT_MET


def _involved(current: Current, seen: Around) -> frozenset[str] | None:
    """Return who took part in what a complaint or an appeal is about: a case, or all cases of a certificate."""
    if current.held.kind not in {Kind.COMPLAINT, Kind.APPEAL}:
        return None
    cases = seen.cases if seen.about is None else (seen.about,)
    if not cases and seen.stands is None:
        return None
    steps = (each.person for case in cases for each in case.held.involved)
    return frozenset(steps).union(*(evaluated(each.held) for each in cases))
