"""A verdict as `labverdict.verdict/1`: canonical bytes, so that the same input gives the same bytes for ever.

Keys are sorted, every number is a string, nothing depends on the run (RFC 8785 for the values that occur here).
"""

import json
from collections.abc import Mapping, Sequence

from app.verification.finding import Finding, Statement, StillNeeded
from app.verification.margin import Margin
from app.verification.report import Result, TestReport
from app.verification.requirement import Requirement
from app.verification.verdict import JUDGING, Verdict
from methods.acceptance import Classes, Span, Words
from methods.printing import exact_text, set_text

FORMAT = "labverdict.verdict/1"

Json = str | None | Mapping[str, "Json"] | Sequence["Json"]


def canonical_bytes(verdict: Verdict) -> bytes:
    """Return the verdict as canonical UTF-8 JSON, without a line end."""
    text = json.dumps(record(verdict), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def record(verdict: Verdict) -> Json:
    """Return the verdict as plain values: texts, None, objects and lists only."""
    return {
        "format": FORMAT,
        "judging": JUDGING,
        "outcome": verdict.outcome.value,
        "scheme": verdict.scheme.id,
        "standard": verdict.scheme.standard.number,
        "as_of": verdict.as_of.isoformat(),
        "data_seals": dict(verdict.scheme.seals),
        "report": _report(verdict.report),
        "findings": [_finding(finding) for finding in verdict.findings],
        "still_needed": [_needed(needed) for needed in verdict.still_needed],
    }


def _report(report: TestReport) -> Json:
    return {
        "report_no": report.report_no,
        "issued_on": report.issued_on.isoformat(),
        "product": report.product_name,
        "grade": report.grade,
        "sample": report.sample_id,
    }


def _needed(needed: StillNeeded) -> Json:
    return {
        "item": needed.requirement.characteristic.zh,
        "requirement": needed.requirement.id,
        "reason": needed.reason.value,
    }


def _finding(finding: Finding) -> Json:
    requirement, margin = finding.requirement, finding.margin
    unit = None if finding.limit is None else finding.limit.unit
    return {
        "item": finding.characteristic.zh,
        "characteristic": finding.characteristic.id,
        "outcome": finding.outcome.value,
        "reason": finding.reason.value,
        "requirement": None if requirement is None else requirement.id,
        "clause": None if requirement is None else _clause(requirement),
        "limit": None if requirement is None else _limit(requirement),
        "result": None if finding.result is None else _result(finding.result),
        "value": finding.value,
        "rounded": finding.rounded,
        "unit": None if unit is None else unit.symbol,
        "margin": None if margin is None else _margin(margin),
        "statements": [_statement(statement) for statement in finding.statements],
        "flags": [flag.value for flag in finding.flags],
    }


def _clause(requirement: Requirement) -> Json:
    clause = requirement.clause
    return {"document": clause.document, "number": clause.number, "anchor": clause.anchor}


def _limit(requirement: Requirement) -> Json:
    known: dict[str, Json] = {
        "certainty": requirement.certainty.value,
        "basis": requirement.basis,
        "methods": [method.number for method in requirement.methods],
        "doubt": requirement.doubt,
    }
    limit = requirement.limit
    if limit is None:
        return known
    return known | {
        "text": limit.text,
        "unit": None if limit.unit is None else limit.unit.symbol,
        "comparison": limit.comparison.value,
        "comparison_source": limit.comparison_source,
        "acceptance": _acceptance(limit.acceptance),
    }


def _acceptance(acceptance: Span | Classes | Words) -> Json:
    match acceptance:
        case Span(low=low, high=high):
            return set_text(low, high)
        case Classes(accepted=accepted):
            return sorted(accepted)
        case Words(accepted=accepted):
            return sorted(accepted)


def _result(result: Result) -> Json:
    uncertainty = result.uncertainty
    return {
        "item": result.item_typed,
        "value": result.typed,
        "folded_from": result.folded_from,
        "unit": result.unit_typed,
        "method": result.tested_by.typed,
        "method_card": None if result.tested_by.method is None else result.tested_by.method.id,
        "tested_on": result.tested_on.isoformat(),
        "replicate": result.replicate,
        "detection_limit": result.detection_limit,
        "uncertainty": None
        if uncertainty is None
        else {"expanded": exact_text(uncertainty.expanded), "k": exact_text(uncertainty.k)},
        "stated_requirement": result.stated.requirement,
        "stated_verdict": result.stated.verdict,
        "remark": result.remark,
        "where": result.where,
    }


def _margin(margin: Margin) -> Json:
    return {
        "distance": exact_text(margin.distance),
        "share": None if margin.share is None else exact_text(margin.share),
    }


def _statement(statement: Statement) -> Json:
    return {
        "rule": statement.rule,
        "source": statement.source,
        "role": statement.role,
        "outcome": statement.outcome,
        "figures": dict(statement.figures),
    }
