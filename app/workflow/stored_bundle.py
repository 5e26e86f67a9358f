"""The bundle of a stored decision: from what is stored, under the rule data by which it was decided at the time.

The same decision under the same signed head is the same bytes, whenever it is asked for. A newer head changes the
member `log` and nothing else.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from app.ledger.canonical import Json, read_canonical
from app.ledger.envelope import read_envelope_record
from app.ledger.log_proof import LogProof
from app.ledger.notation import Malformed
from app.ports.body_papers import BodyPapers, Paper
from app.ports.cases import CaseStore, DecisionRow, DecisionView
from app.ports.reading import Readings
from app.workflow.case_record import report_name
from app.workflow.checkpoint import Notary
from app.workflow.decision_bundle import Bundle, bundle_bytes
from app.workflow.record_decision import ADOPTED, DOSSIER, SETTINGS
from lims_adapters.contract import Issue


@dataclass(frozen=True, slots=True)
class BundleDesk:
    """What a bundle is put together from.

    `rule_files` has the texts of files, by their names, of the rule data that are stored under a seal.
    """

    cases: CaseStore
    papers: BodyPapers
    readings: Readings
    rule_files: Callable[[str, Collection[str]], Mapping[str, str]]
    notary: Notary


@dataclass(frozen=True, slots=True)
class NoDecision:
    """The body has no such case, or nothing was decided in it."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Reports that the decision rests on and the body may not read any more."""

    reports: tuple[str, ...]


class StoreDamaged(Exception):
    """What a stored decision names is not stored: somebody changed the store."""


def stored_bundle(body: str, case: str, n: int | None, desk: BundleDesk) -> bytes | NoDecision | Withdrawn | Issue:
    """Return the bundle of the decision that record number `n` of a case is, or of its newest one.

    An Issue says that it would be larger than is read.
    """
    view = _view(desk.cases.decisions(body, case), n)
    if view is None:
        return NoDecision()
    told = read_canonical(view.decision.record)
    if not isinstance(told, dict):
        raise StoreDamaged(f"the decision of record {view.n} of case {case}")
    reports = _reports(body, told, desk)
    if isinstance(reports, Withdrawn):
        return reports
    return bundle_bytes(
        Bundle(
            on=view.decision.dated,
            documents=_documents(body, view.decision, desk),
            reports=reports,
            rules=desk.rule_files(view.decision.rules_sha256, tuple(_named(told, "seals"))),
            decision=told,
            log=_proof(view, desk),
        )
    )


def _view(views: Sequence[DecisionView], n: int | None) -> DecisionView | None:
    """Return the decision of a record, or the newest one."""
    return next((each for each in reversed(views) if n in {None, each.n}), None)


def _documents(body: str, decision: DecisionRow, desk: BundleDesk) -> Mapping[str, bytes]:
    found = {DOSSIER: decision.dossier, SETTINGS: _paper(Paper.SETTINGS, body, decision.settings_version, desk)}
    if decision.adopted_version is not None:
        found[ADOPTED] = _paper(Paper.ADOPTED_LIMITS, body, decision.adopted_version, desk)
    return found


def _paper(paper: Paper, body: str, version: int, desk: BundleDesk) -> bytes:
    row = desk.papers.version(paper, body, version)
    if row is None:
        raise StoreDamaged(f"version {version} of {paper} of {body}")
    return row.content


def _reports(body: str, told: Mapping[str, Json], desk: BundleDesk) -> Mapping[str, bytes] | Withdrawn:
    """Return each report by its name in the dossier, read under the access of the body."""
    listed = told["reports"]
    names = [each["name"] for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    found: dict[str, bytes] = {}
    for name in map(str, names):
        named = report_name(name)
        original = None if named is None else desk.readings.original_of(body, named.report, named.revision)
        if original is not None:
            found[name] = original[1]
    missing = tuple(name for name in map(str, names) if name not in found)
    return Withdrawn(missing) if missing else found


def _named(told: Mapping[str, Json], member: str) -> Mapping[str, Json]:
    value = told[member]
    return value if isinstance(value, dict) else {}


def _proof(view: DecisionView, desk: BundleDesk) -> LogProof:
    (body,) = desk.notary.log.bodies(view.entry, view.entry + 1)
    proven = desk.notary.prove(view.entry, body)
    head = read_envelope_record(read_canonical(proven.head.envelope))
    if isinstance(head, Malformed):
        raise StoreDamaged(f"the signed head over {proven.head.size} entries")
    return LogProof(body, proven.path, head)
