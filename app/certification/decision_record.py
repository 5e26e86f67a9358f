"""A decision as `labverdict.decision/1`: what was decided, by which semantics, and the digest of all that it rests on.

Nothing in it depends on the run, and every number is a text: written in canonical form it is the same bytes for ever.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.certification.certification_scheme import CertificationScheme
from app.certification.decide import DECIDING, Decision
from app.certification.document import Json
from app.certification.dossier import Dossier
from app.certification.finding import ClauseFinding, Need
from app.certification.unit import Unit
from app.verification.verdict import JUDGING, Verdict

FORMAT = "labverdict.decision/1"


@dataclass(frozen=True, slots=True)
class ReportRead:
    """A report by its name in the dossier: the SHA-256 of its bytes and of its verdict's, and the adapter's id."""

    name: str
    sha256: str
    adapter: str
    verdict_sha256: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The SHA-256 of each document by what it is (dossier, settings, adopted), and the report of each test in order."""

    documents: Mapping[str, str]
    reports: Sequence[ReportRead]


def decision_record(
    scheme: CertificationScheme, dossier: Dossier, decision: Decision, sources: Sources
) -> Mapping[str, Json]:
    """Return the record. Figures are pairs, since one name can stand there twice."""
    verdicts = (test.verdict for test in dossier.tests)
    return {
        "format": FORMAT,
        "deciding": DECIDING,
        "judging": JUDGING,
        "scheme": dossier.scheme,
        "stage": dossier.stage.value,
        "application": dossier.application.number,
        "unit": _unit(dossier.application.unit),
        "on": decision.on.isoformat(),
        "standing": decision.standing.value,
        "findings": [_finding(finding) for finding in decision.findings],
        "documents": dict(sources.documents),
        "reports": [_report(read, verdict) for read, verdict in zip(sources.reports, verdicts, strict=True)],
        "seals": dict(scheme.seals),
    }


def _unit(unit: Unit) -> Json:
    return {"manufacturer": unit.manufacturer, "plant": unit.plant, "grade": unit.grade, "series": unit.series}


def _finding(finding: ClauseFinding) -> Json:
    answered = finding.answered
    return {
        "clause": finding.clause.number,
        "nature": finding.clause.nature.value,
        "standing": answered.standing.value,
        "why": answered.why.value,
        "needs": _needs(answered.needs),
        "figures": [[name, figure] for name, figure in answered.figures],
        "doubts": list(finding.doubts),
    }


def _needs(needs: Iterable[Need]) -> list[Json]:
    return [{"sort": need.sort.value, "what": need.what} for need in needs]


def _report(read: ReportRead, verdict: Verdict) -> Json:
    return {
        "name": read.name,
        "sha256": read.sha256,
        "adapter": read.adapter,
        "report_no": verdict.report.report_no,
        "sample": verdict.report.sample_id,
        "outcome": verdict.outcome.value,
        "verdict": read.verdict_sha256,
    }
