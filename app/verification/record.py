"""A verdict as `labverdict.verdict/1`: canonical bytes, so that the same input gives the same bytes for ever.

Keys are sorted, every number is a string, nothing depends on the run (RFC 8785 for the values that occur here). The
text is written member by member in that order, and what follows from a requirement alone is written once.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from json.encoder import encode_basestring as _text

from app.verification.finding import Finding, Statement, StillNeeded
from app.verification.margin import Margin
from app.verification.method import Method
from app.verification.report import Result, TestReport, Uncertainty
from app.verification.requirement import Certainty, Limit
from app.verification.verdict import JUDGING, Verdict
from methods.acceptance import Classes, Span, Words
from methods.printing import exact_text, set_text

FORMAT = "labverdict.verdict/1"


def canonical_bytes(verdict: Verdict) -> bytes:
    """Return the verdict as canonical UTF-8 JSON, without a line end."""
    scheme = verdict.scheme
    text = (
        f'{{"as_of":"{verdict.as_of.isoformat()}","data_seals":{_texts_by_name(scheme.seals)}'
        f',"findings":[{",".join(map(_finding, verdict.findings))}],"format":{_text(FORMAT)}'
        f',"judging":{_text(JUDGING)},"outcome":{_text(verdict.outcome)},"report":{_report(verdict.report)}'
        f',"scheme":{_text(scheme.id)},"standard":{_text(scheme.standard.number)}'
        f',"still_needed":[{",".join(map(_needed, verdict.still_needed))}]}}'
    )
    return text.encode("utf-8")


def _report(report: TestReport) -> str:
    return (
        f'{{"grade":{_or_null(report.grade)},"issued_on":"{report.issued_on.isoformat()}"'
        f',"product":{_text(report.product_name)},"report_no":{_text(report.report_no)}'
        f',"sample":{_text(report.sample_id)}}}'
    )


def _needed(needed: StillNeeded) -> str:
    requirement = needed.requirement
    return (
        f'{{"item":{_text(requirement.characteristic.zh)},"reason":{_text(needed.reason)}'
        f',"requirement":{_text(requirement.id)}}}'
    )


def _finding(finding: Finding) -> str:
    characteristic, requirement, limit = finding.characteristic, finding.requirement, finding.limit
    clause = asked = known = "null"
    if requirement is not None:
        asked, place = _text(requirement.id), requirement.clause
        clause = _clause(place.document, place.number, place.anchor)
        known = _limit(limit, requirement.certainty, requirement.basis, requirement.methods, requirement.doubt)
    return (
        f'{{"characteristic":{_text(characteristic.id)},"clause":{clause},"flags":{_list(finding.flags)}'
        f',"item":{_text(characteristic.zh)},"limit":{known},"margin":{_margin(finding.margin)}'
        f',"outcome":{_text(finding.outcome)},"reason":{_text(finding.reason)},"requirement":{asked}'
        f',"result":{_result(finding.result)},"rounded":{_or_null(finding.rounded)}'
        f',"statements":[{",".join(map(_statement, finding.statements))}]'
        f',"unit":{"null" if limit is None or limit.unit is None else _text(limit.unit.symbol)}'
        f',"value":{_or_null(finding.value)}}}'
    )


@lru_cache(maxsize=4096)
def _clause(document: str, number: str, anchor: str) -> str:
    return f'{{"anchor":{_text(anchor)},"document":{_text(document)},"number":{_text(number)}}}'


@lru_cache(maxsize=4096)
def _limit(
    limit: Limit | None, certainty: Certainty, basis: str, methods: tuple[Method, ...], doubt: str | None
) -> str:
    numbers = _list(method.number for method in methods)
    if limit is None:
        return (
            f'{{"basis":{_text(basis)},"certainty":{_text(certainty)},"doubt":{_or_null(doubt)},"methods":{numbers}}}'
        )
    return (
        f'{{"acceptance":{_acceptance(limit.acceptance)},"basis":{_text(basis)},"certainty":{_text(certainty)}'
        f',"comparison":{_text(limit.comparison)},"comparison_source":{_text(limit.comparison_source)}'
        f',"doubt":{_or_null(doubt)},"methods":{numbers},"text":{_text(limit.text)}'
        f',"unit":{"null" if limit.unit is None else _text(limit.unit.symbol)}}}'
    )


def _acceptance(acceptance: Span | Classes | Words) -> str:
    match acceptance:
        case Span(low=low, high=high):
            return _text(set_text(low, high))
        case Classes(accepted=accepted) | Words(accepted=accepted):
            return _list(sorted(accepted))


def _result(result: Result | None) -> str:
    if result is None:
        return "null"
    tested_by, stated = result.tested_by, result.stated
    card = "null" if tested_by.method is None else _text(tested_by.method.id)
    return (
        f'{{"detection_limit":{_or_null(result.detection_limit)},"folded_from":{_or_null(result.folded_from)}'
        f',"item":{_text(result.item_typed)},"method":{_text(tested_by.typed)},"method_card":{card}'
        f',"remark":{_or_null(result.remark)},"replicate":{_or_null(result.replicate)}'
        f',"stated_requirement":{_or_null(stated.requirement)},"stated_verdict":{_or_null(stated.verdict)}'
        f',"tested_on":"{result.tested_on.isoformat()}","uncertainty":{_uncertainty(result.uncertainty)}'
        f',"unit":{_text(result.unit_typed)},"value":{_text(result.typed)},"where":{_text(result.where)}}}'
    )


def _uncertainty(uncertainty: Uncertainty | None) -> str:
    if uncertainty is None:
        return "null"
    return f'{{"expanded":"{exact_text(uncertainty.expanded)}","k":"{exact_text(uncertainty.k)}"}}'


def _margin(margin: Margin | None) -> str:
    if margin is None:
        return "null"
    return f'{{"distance":"{exact_text(margin.distance)}","share":{_or_null(margin.share_text)}}}'


@lru_cache(maxsize=4096)
def _statement(statement: Statement) -> str:
    return (
        f'{{"figures":{_texts_by_name(dict(statement.figures))},"outcome":{_or_null(statement.outcome)}'
        f',"role":{_or_null(statement.role)},"rule":{_text(statement.rule)},"source":{_text(statement.source)}}}'
    )


def _texts_by_name(texts: Mapping[str, str]) -> str:
    return "{" + ",".join([f"{_text(name)}:{_text(texts[name])}" for name in sorted(texts)]) + "}"


def _list(texts: Iterable[str]) -> str:
    return "[" + ",".join(map(_text, texts)) + "]"


def _or_null(text: str | None) -> str:
    return "null" if text is None else _text(text)
