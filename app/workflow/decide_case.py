"""A deciding step: what is decided is recorded as bytes that anyone can recompute, with the step itself."""

from dataclasses import dataclass

from app.certification.cases.advance import Advanced
from app.certification.cases.record import Case, Recorded
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor
from app.ports.cases import DecisionRow
from app.workflow.case_desk import CaseDesk, Faulty
from app.workflow.case_dossier import dossier_bytes
from app.workflow.case_record import Paper
from app.workflow.case_reports import fetching, verdict_key
from app.workflow.current_case import Current
from app.workflow.record_decision import DOSSIER, Asked, NotDecided, Reports, Rules, record_decision
from lims_adapters.contract import Issue

_NO_DECISION = frozenset({Event.SEND_BACK, Event.CHANGE_EVIDENCE})


@dataclass(frozen=True, slots=True)
class Settled:
    """A step of a case that is taken: the case before it, paper and case with its event, and what the engine says."""

    before: Current
    paper: Paper
    case: Case
    record: Recorded
    advanced: Advanced


def is_decision(record: Recorded) -> bool:
    """Tell whether a step decides the case; one that corrects an earlier event does not decide again."""
    return record.role is Actor.DECIDER and record.corrects is None and record.event not in _NO_DECISION


def decide_case(settled: Settled, desk: CaseDesk) -> DecisionRow | Faulty | None:
    """Return the decision of a step; None where it decides nothing that a clause of the rule does.

    Code: `settings_missing` (a decision names the settings of its body), and those of the dossier.
    """
    record, held = settled.record, settled.advanced.held
    dossier = held.dossier() if is_decision(record) else None
    if dossier is None or record.person is None:
        return None
    ground = settled.before.ground
    settings, adopted = ground.papers.settings, ground.papers.adopted
    if settings is None:
        return Faulty((Issue("settings_missing", "", "", "settings that the body has set"),))
    asked = Asked(
        dossier_bytes(settled.paper, held, dossier, record.person),
        settings.content,
        record.on,
        None if adopted is None else adopted.content,
    )
    reports = Reports(
        fetching(settled.before.head.body, desk),
        desk.desk.registry,
        lambda name, as_of: desk.verdicts.get(
            verdict_key(settled.before.head.body, ground.papers, ground.scheme, (name, as_of))
        ),
    )
    found = record_decision(asked, Rules(ground.scheme, desk.desk.shelf), reports)
    if isinstance(found, NotDecided):
        return Faulty(tuple(_placed(name, issue) for name, issues in found.faults.items() for issue in issues))
    return DecisionRow(
        record=found.record,
        dossier=asked.dossier,
        settings_version=settings.version,
        adopted_version=None if adopted is None else adopted.version,
        rules_sha256=desk.desk.rules_sha256,
        dated=record.on,
    )


def _placed(document: str, issue: Issue) -> Issue:
    """Name the document, where it is not the case's own."""
    return issue if document == DOSSIER else Issue(issue.code, f"{document}{issue.where}", issue.found, issue.expected)
