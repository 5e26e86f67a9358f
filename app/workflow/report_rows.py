"""Verdicts -> what is stored of each report."""

from collections.abc import Sequence

from app.intake.vocabulary import name_key
from app.ports.evidence import ReportRow, ResultRow
from app.verification.record import canonical_bytes
from app.verification.report import Result
from app.verification.verdict import Verdict
from app.workflow.fingerprint import digest
from app.workflow.verify_report import Question


def report_rows(
    verdicts: Sequence[Verdict], question: Question, names: Sequence[tuple[str, int]]
) -> tuple[ReportRow, ...]:
    """Return a row for each verdict of a delivery, under the identifiers and revisions given in the same order."""
    return tuple(
        _row(verdict, question, position, name)
        for position, (verdict, name) in enumerate(zip(verdicts, names, strict=True))
    )


def _row(verdict: Verdict, question: Question, position: int, name: tuple[str, int]) -> ReportRow:
    report, content = verdict.report, canonical_bytes(verdict)
    return ReportRow(
        id=name[0],
        revision=name[1],
        position=position,
        report_no=report.report_no,
        sample_id=report.sample_id,
        product=report.product_name,
        grade=report.grade,
        issued_on=report.issued_on,
        scheme=verdict.scheme.id,
        grade_asked=question.grade,
        as_of_asked=question.as_of,
        as_of=verdict.as_of,
        outcome=verdict.outcome.value,
        verdict=content,
        verdict_sha256=digest(content),
        results=_result_rows(report.results),
    )


def _result_rows(results: Sequence[Result]) -> tuple[ResultRow, ...]:
    """Return one row for each natural key; what stands there twice, which says the same, is one result."""
    rows: dict[tuple[str, str, str], ResultRow] = {}
    for result in results:
        method = result.tested_by.method
        by = name_key(result.tested_by.typed) if method is None else method.id
        row = ResultRow(result.characteristic.id, by, result.replicate or "", result.typed, result.unit_typed)
        rows.setdefault((row.characteristic, row.method, row.replicate), row)
    return tuple(rows.values())
