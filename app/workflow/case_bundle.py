"""The bundle of a stored decision: everything that it is recomputed from, with the proof that the log has it."""

import json
from collections.abc import Mapping

from app.ledger.canonical import Json, read_canonical
from app.ledger.envelope import Envelope, read_envelope
from app.ledger.log_proof import LogProof
from app.ports.body_papers import Paper, PaperRow
from app.ports.cases import DecisionView
from app.workflow.case_desk import CaseDesk
from app.workflow.case_reports import fetching
from app.workflow.decision_bundle import Bundle, bundle_bytes
from app.workflow.record_decision import ADOPTED, DOSSIER, SETTINGS
from lims_adapters.contract import Issue


class PartsMissing(Exception):
    """Something that a stored decision rests on is not in the store."""


def newest_decision(reader: str, case: str, desk: CaseDesk) -> DecisionView | None:
    """Return the last decision of a case to its body or its applicant; None where the reader has none to see."""
    found = desk.cases.decisions(reader, case)
    return found[-1] if found else None


def case_bundle(reader: str, case: str, desk: CaseDesk) -> bytes | Issue | None:
    """Return the bundle of the last decision that a reader sees of a case, or that it is too large; None without one.

    The body's papers and its reports are read as the body reads them: who may read a decision may recompute it.
    """
    view = newest_decision(reader, case, desk)
    if view is None:
        return None
    told = read_canonical(view.decision.record)
    if not isinstance(told, dict):
        raise PartsMissing(f"{case}: a decision that is no object")
    documents = {DOSSIER: view.decision.dossier, **_papers(view, desk)}
    content = desk.desk.evidence.rules(view.decision.rules_sha256)
    if content is None:
        raise PartsMissing(f"rule data {view.decision.rules_sha256}")
    rules = rule_files(content, told)
    bundle = Bundle(view.decision.dated, documents, _reports(view.body, told, desk), rules, told, _proof(view, desk))
    return bundle_bytes(bundle)


def _papers(view: DecisionView, desk: CaseDesk) -> Mapping[str, bytes]:
    body, decision = view.body, view.decision
    found = {SETTINGS: _content(desk.papers.version(Paper.SETTINGS, body, decision.settings_version))}
    if decision.adopted_version is not None:
        found[ADOPTED] = _content(desk.papers.version(Paper.ADOPTED_LIMITS, body, decision.adopted_version))
    return found


def _content(row: PaperRow | None) -> bytes:
    if row is None:
        raise PartsMissing("a version of the body's papers")
    return row.content


def rule_files(content: bytes, told: Mapping[str, Json]) -> Mapping[str, str]:
    """Return the files that a decision names, of the rule data as they were sealed then."""
    seals, files = told.get("seals"), json.loads(content)["files"]
    # Cards lie beside the limits in what is stored, and below the methods in the names of the seals.
    stored = {name: name.removeprefix("methods/") for name in sorted(seals)} if isinstance(seals, dict) else {}
    if not stored or not files.keys() >= set(stored.values()):
        raise PartsMissing("a file of rule data that the decision names")
    return {name: str(files[place]) for name, place in stored.items()}


def _reports(body: str, told: Mapping[str, Json], desk: CaseDesk) -> Mapping[str, bytes]:
    fetch, listed = fetching(body, desk), told.get("reports")
    found: dict[str, bytes] = {}
    for each in listed if isinstance(listed, list) else ():
        name = str(each["name"]) if isinstance(each, dict) else ""
        content = fetch(name)
        if isinstance(content, Issue):
            raise PartsMissing(f"report {name}")
        found[name] = content
    return found


def _proof(view: DecisionView, desk: CaseDesk) -> LogProof:
    notary = desk.issuing.notary
    (body,) = notary.log.bodies(view.entry, view.entry + 1)
    proven = notary.prove(view.entry, body)
    head = read_envelope(proven.head.envelope)
    if not isinstance(head, Envelope):
        raise PartsMissing("a signed head of the log")
    return LogProof(proven.body, tuple(proven.path), head)
