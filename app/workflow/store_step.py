"""Settled steps are put into rows and stored in one transaction; what makes a certificate is issued with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.certification.cases.testing import is_of_testing
from app.certification.lifecycle.vocabulary import Act
from app.certification.standing import Standing
from app.ledger.canonical import read_canonical
from app.ledger.entry import SealedEntry
from app.ports.cases import Case as CaseRow
from app.ports.cases import (
    DecisionRow,
    NoSuchCase,
    Opening,
    Overtaken,
    Party,
    PartyRole,
    RecordRow,
    ReportName,
    Step,
    Told,
)
from app.ports.certificates import NoFormerVersion, NotAParty, Wording
from app.ports.evidence import Answer, Key
from app.workflow.case_desk import Behind, CaseDesk, Faulty, Unknown
from app.workflow.case_record import record_bytes, report_name, reports_named
from app.workflow.certificate_wording import MAKES, Worded, wording_of
from app.workflow.current_case import fold_key
from app.workflow.decide_case import Settled, decide_case
from app.workflow.issue_certificate import issue_certificate
from app.workflow.step_chain import Chain
from app.workflow.step_told import Stored, state_row, tell
from lims_adapters.contract import Issue

# What is granted for every clause (6.1); a change and an extension are decided by what changes.
_OVERALL = frozenset({Act.ISSUE, Act.RENEW})


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes the first step: the organisation, the account (None for a clock), and the key of the request."""

    organisation: str
    account: str | None
    key: Key | None
    opening: Opening | None = None


def store(chain: Chain, taker: Taker, desk: CaseDesk) -> Answer | Faulty | Behind | Unknown:
    """Store what was settled, all of it or nothing; raises `Taken` for a number or a key that is."""
    first = chain.settled[0]
    decision = decide_case(first, desk)
    if isinstance(decision, Faulty):
        return decision
    wording = _wording(chain, decision, desk)
    if isinstance(wording, Faulty):
        return wording
    stored = _merged(chain, taker, decision)

    def telling(entries: Sequence[SealedEntry]) -> Told:
        return tell(stored, entries, _number(wording, chain), desk.desk.ids)

    first_step, *following = (each.step for each in stored)
    try:
        if wording is None:
            answer = desk.cases.append(first_step, telling, following)
        else:
            answer = issue_certificate(first_step, wording, telling, desk.issuing, following)
    except (Overtaken, NoFormerVersion):
        return Behind()
    except NoSuchCase:
        return Unknown()
    except NotAParty:
        return Faulty((Issue("applicant_missing", "applicant", "", "a party who applies, to hold the certificate"),))
    for each in stored:
        _remember(each, desk)
    return answer


def _remember(stored: Stored, desk: CaseDesk) -> None:
    """Keep what a case amounts to now: its next step is often the next one that is taken."""
    last, view = stored.settled, stored.settled.before.view
    former = () if view is None else tuple(each.record.content for each in view.records)
    contents = [*former, *(each.content for each in stored.step.records)]
    key = fold_key(contents, last.before.ground)
    desk.folded.keep(key, (last.paper, last.case, last.advanced.held))


def _wording(chain: Chain, decision: DecisionRow | None, desk: CaseDesk) -> Wording | Faulty | None:
    first = chain.settled[0]
    made = [act for act in first.advanced.acts if act in MAKES]
    if not made:
        return None
    former = None if chain.around.stands is None else chain.around.stands.newest
    holder = first.before.client or (None if former is None else former.holder)
    if decision is None or holder is None:
        return Faulty((Issue("applicant_missing", "applicant", "", "a party who applies, to hold the certificate"),))
    if made[0] in _OVERALL and not _is_met(decision):
        return Faulty((Issue("decision_not_met", "", "", "a decision that every clause is met"),))
    wording = wording_of(made[0], Worded(first, holder, former, decision.record), desk)
    if isinstance(wording, Wording) and made[0] is Act.RENEW and former is not None and wording.number != former.number:
        chain.act(Act.RENEW, first)
    return wording


def _is_met(decision: DecisionRow) -> bool:
    """Tell whether a decision as it is recorded grants the certification: it is computed apart from the guards."""
    told = read_canonical(decision.record)
    return isinstance(told, dict) and told.get("standing") == Standing.MET


def _number(wording: Wording | None, chain: Chain) -> str | None:
    """Return the number of the certificate that is made, or that the case is about."""
    return chain.settled[0].before.head.certificate if wording is None else wording.number


def _merged(chain: Chain, taker: Taker, decision: DecisionRow | None) -> list[Stored]:
    """Return one stored step for each case, in the order in which they were reached."""
    first = chain.settled[0].before.head.id
    cases = dict.fromkeys(each.before.head.id for each in chain.settled)
    return [
        _stored(chain, [each for each in chain.settled if each.before.head.id == case], taker, decision)
        if case == first
        else _stored(chain, [each for each in chain.settled if each.before.head.id == case], _after(chain, taker, case))
        for case in cases
    ]


def _after(chain: Chain, taker: Taker, case: str) -> Taker:
    """Return who takes a step that follows: nobody, by the account that took the first one."""
    number = chain.opened.get(case)
    opening = None
    if number is not None:
        head = next(each.before.head for each in chain.settled if each.before.head.id == case)
        row = CaseRow(head.id, head.body, head.kind, head.scheme, number, chain.moment.at, head.certificate)
        opening = Opening(row, _parties(chain, taker))
    return Taker(chain.settled[0].before.head.body, None, None, opening)


def _parties(chain: Chain, taker: Taker) -> tuple[Party, ...]:
    """Return the holder as party of a case that is opened by a step of another one."""
    first, stands = chain.settled[0].before, chain.around.stands
    listed = () if first.view is None else first.view.parties
    account = taker.account or next((each.account for each in listed), None)
    holder = first.client if stands is None else stands.newest.holder
    return () if holder is None or account is None else (Party(holder, PartyRole.APPLICANT, account),)


def _stored(chain: Chain, settled: Sequence[Settled], taker: Taker, decision: DecisionRow | None = None) -> Stored:
    first, last = settled[0], settled[-1]
    head = first.before.head
    step = Step(
        body=head.body,
        case=head.id,
        by=taker.organisation,
        expected_n=first.before.n,
        records=tuple(_record(each, taker) for each in settled),
        state=state_row(last.advanced.held, first.before.ground),
        at=chain.moment.at,
        acts=tuple(row for case, row in chain.acts if case == head.id),
        key=taker.key,
        opens=taker.opening,
        decision=decision,
        rests_on=_rests_on(first, last),
        watched=chain.around.watched if first is chain.settled[0] else None,
    )
    parties = taker.opening.parties if taker.opening is not None else ()
    view = first.before.view
    testing = any(is_of_testing(each.record, last.advanced.held) for each in settled)
    readers = [
        each.organisation
        for each in (parties if view is None else view.parties)
        if testing or each.role is not PartyRole.LABORATORY
    ]
    return Stored(last, step, tuple(dict.fromkeys((head.body, *readers))))


def _record(settled: Settled, taker: Taker) -> RecordRow:
    record, event = settled.record, settled.paper.events[-1]
    return RecordRow(
        n=record.n,
        event=record.event.value,
        role=record.role.value,
        person=record.person,
        account=taker.account if record.person is not None else None,
        dated=record.on,
        recorded_at=record.at,
        content=record_bytes(settled.before.head, event),
        corrects=record.corrects,
    )


def _rests_on(first: Settled, last: Settled) -> tuple[ReportName, ...]:
    known = set(reports_named(first.before.paper.events))
    found = (report_name(name) for name in reports_named(last.paper.events) if name not in known)
    return tuple(name for name in found if name is not None)
