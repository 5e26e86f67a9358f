"""A verdict as `labverdict.verdict/1`: canonical bytes, so that the same input gives the same bytes for ever.

Keys are sorted, every number is a string, nothing depends on the run (RFC 8785 for the values that occur here). The
text is written member by member in that order, and what follows from a requirement alone is written once.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from json.encoder import encode_basestring as _text

from app.verification.finding import Finding, Flag, Statement, StillNeeded
from app.verification.margin import Margin, margin, rounded_text
from app.verification.report import Result, TestReport, Uncertainty
from app.verification.requirement import Characteristic, Limit, Requirement
from app.verification.statements import DIGITS, Ratio
from app.verification.verdict import JUDGING, Verdict
from methods.acceptance import Classes, Span, Words
from methods.printing import exact_text, set_text
from methods.reading import Measured, Written

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
    requirement = finding.requirement
    begin, to_margin, to_result, to_value = _unasked(finding) if requirement is None else _frame(requirement)
    margin, rounded, value = _figures(finding)
    return (
        f'{begin}{_flags(finding.flags)}{to_margin}{margin},"outcome":"{finding.outcome}","reason":"{finding.reason}"'
        f'{to_result}{_result(finding.result)},"rounded":{rounded}'
        f',"statements":[{",".join(map(_statement, finding.statements))}]{to_value}{value}}}'
    )


@lru_cache(maxsize=4096)
def _frame(requirement: Requirement) -> tuple[str, str, str, str]:
    """Write what follows from a requirement alone, in the four places where it stands in a finding."""
    clause, limit = requirement.clause, requirement.limit
    unit = None if limit is None or limit.unit is None else limit.unit.symbol
    place = f'{{"anchor":{_text(clause.anchor)},"document":{_text(clause.document)},"number":{_text(clause.number)}}}'
    return _around(requirement.characteristic, place, _limit(requirement, limit), _text(requirement.id), unit)


def _unasked(finding: Finding) -> tuple[str, str, str, str]:
    return _around(finding.characteristic, "null", "null", "null", None)


def _around(
    characteristic: Characteristic, clause: str, limit: str, requirement: str, unit: str | None
) -> tuple[str, str, str, str]:
    return (
        f'{{"characteristic":{_text(characteristic.id)},"clause":{clause},"flags":',
        f',"item":{_text(characteristic.zh)},"limit":{limit},"margin":',
        f',"requirement":{requirement},"result":',
        f',"unit":{_or_null(unit)},"value":',
    )


def _limit(requirement: Requirement, limit: Limit | None) -> str:
    numbers = _list(method.number for method in requirement.methods)
    basis, certainty, doubt = _text(requirement.basis), _text(requirement.certainty), _or_null(requirement.doubt)
    if limit is None:
        return f'{{"basis":{basis},"certainty":{certainty},"doubt":{doubt},"methods":{numbers}}}'
    return (
        f'{{"acceptance":{_acceptance(limit.acceptance)},"basis":{basis},"certainty":{certainty}'
        f',"comparison":{_text(limit.comparison)},"comparison_source":{_text(limit.comparison_source)}'
        f',"doubt":{doubt},"methods":{numbers},"text":{_text(limit.text)}'
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


def _figures(finding: Finding) -> tuple[str, str, str]:
    """Write the margin, the rounded number and the value."""
    limit, measured = finding.limit, finding.measured
    if limit is None or measured is None:
        return "null", "null", "null"
    if measured.form is not Written.EXACT or measured.low is None:
        return _following(limit, measured)
    return _following_number(limit, measured.low[0].as_integer_ratio())


@lru_cache(maxsize=DIGITS)
def _following_number(limit: Limit, value: Ratio) -> tuple[str, str, str]:
    cut = Fraction(*value), 0
    return _following(limit, Measured("", Written.EXACT, None, cut, cut))


def _following(limit: Limit, measured: Measured) -> tuple[str, str, str]:
    distance, rounded = margin(limit, measured), rounded_text(limit, measured)
    return (
        "null" if distance is None else _margin(distance),
        _or_null(rounded),
        _text(set_text(measured.low, measured.high)),
    )


def _margin(distance: Margin) -> str:
    return f'{{"distance":"{exact_text(distance.distance)}","share":{_or_null(distance.share_text)}}}'


@lru_cache(maxsize=4096)
def _statement(statement: Statement) -> str:
    return (
        f'{{"figures":{_texts_by_name(dict(statement.figures))},"outcome":{_or_null(statement.outcome)}'
        f',"role":{_or_null(statement.role)},"rule":{_text(statement.rule)},"source":{_text(statement.source)}}}'
    )


@lru_cache(maxsize=256)
def _flags(flags: tuple[Flag, ...]) -> str:
    return _list(flags)


def _texts_by_name(texts: Mapping[str, str]) -> str:
    return "{" + ",".join([f"{_text(name)}:{_text(texts[name])}" for name in sorted(texts)]) + "}"


def _list(texts: Iterable[str]) -> str:
    return "[" + ",".join(map(_text, texts)) + "]"


def _or_null(text: str | None) -> str:
    return "null" if text is None else _text(text)
