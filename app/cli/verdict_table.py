"""A verdict as a table that a person reads at a glance: limit and clause stand beside each value."""

from collections import Counter
from collections.abc import Sequence

from app.cli.encoding import writable
from app.cli.figures import margin_text, typed_with_unit, with_unit
from app.cli.grid import Line, Row, Span, grid, paragraph
from app.cli.labels import Label
from app.cli.naming import clause_name, named, scheme_title, standard_name
from app.cli.screen import plain
from app.cli.statement_table import statement_lines
from app.cli.wrapping import NO_BREAK, natural_width, padded
from app.verification.finding import Finding, Flag, Reason
from app.verification.report import Result
from app.verification.verdict import Verdict
from app.wording import CERTAINTIES, FLAGS, OUTCOMES, REASONS, Language
from lims_adapters.faults import excerpt, printable
from methods.outcome import Outcome
from methods.reading import Measured

MARKS = {
    Outcome.CONFORMING: "✓",
    Outcome.NONCONFORMING: "✗",
    Outcome.UNDETERMINED: "?",
    Outcome.MISSING: "?",
    Outcome.INVALID: "?",
    Outcome.NOT_APPLICABLE: "·",
}
_STYLES = {Outcome.CONFORMING: "green", Outcome.NONCONFORMING: "bold red", Outcome.NOT_APPLICABLE: "dim"}
_OPEN_STYLE = "yellow"
_NOTHING = "—"
_ABOUT_METHODS = frozenset({Reason.OTHER_METHOD, Reason.METHOD_NOT_ACCEPTED})


def verdict_lines(verdict: Verdict, language: Language, width: int) -> list[Line]:
    """Return the whole verdict as lines for a screen of `width` cells."""
    numbers = {flag: place for place, flag in enumerate(_flags(verdict), start=1)}
    titles = (
        Label.OUTCOME, Label.ITEM, Label.RESULT, Label.LIMIT, Label.MARGIN, Label.CLAUSE, Label.REMARKS,
    )  # fmt: skip
    rows = [_row(finding, numbers, language) for finding in verdict.findings]
    return [
        *_head(verdict, language),
        plain(),
        *grid([title.to(language) for title in titles], rows, width, beside=5),
        *_still_needed(verdict, language, width),
        *_legend(numbers, language, width),
        *statement_lines(verdict.findings, language, width),
    ]


def outcome_lines(verdicts: Sequence[Verdict], language: Language, width: int) -> list[Line]:
    """Return no more than sample and outcome of each verdict, one line each."""
    rows = [
        Row(
            (outcome_text(verdict.outcome, language), excerpt(verdict.report.sample_id)), outcome_style(verdict.outcome)
        )
        for verdict in verdicts
    ]
    titles = [Label.VERDICT.to(language), Label.SAMPLE.to(language)]
    return [plain(Label.FURTHER.to(language), "bold"), *grid(titles, rows, width)]


def outcome_text(outcome: Outcome, language: Language) -> str:
    """Return an outcome as a mark and words: no reader has to rely on colours."""
    return f"{MARKS[outcome]} {OUTCOMES[outcome].to(language)}"


def outcome_style(outcome: Outcome) -> str:
    """Return the style of an outcome on a terminal."""
    return _STYLES.get(outcome, _OPEN_STYLE)


def pairs(entries: list[tuple[str, str]], style: str = "") -> list[Line]:
    """Return names and values, one pair a line; the last value is shown in `style`."""
    shown = [(writable(name), writable(value)) for name, value in entries]
    widest = max(natural_width(name) for name, _ in shown)
    lines = [(Span(f"{padded(name, widest)}  ", "dim"), Span(value)) for name, value in shown]
    name, value = lines[-1]
    return [*lines[:-1], (name, Span(value.text, style))]


def _head(verdict: Verdict, language: Language) -> list[Line]:
    scheme, report = verdict.scheme, verdict.report
    counts = Counter(OUTCOMES[finding.outcome].to(language) for finding in verdict.findings)
    counted = ", ".join(f"{count} {words}" for words, count in counts.items())
    return pairs(
        [
            (Label.SCHEME.to(language), f"{scheme.id} {scheme_title(scheme, language)}"),
            (Label.STANDARD.to(language), standard_name(scheme.standard, language)),
            (
                Label.REPORT.to(language),
                f"{printable(report.report_no)} ({Label.ISSUED.to(language)} {report.issued_on})",
            ),
            (Label.PRODUCT.to(language), " ".join(filter(None, [printable(report.product_name), report.grade]))),
            (Label.SAMPLE.to(language), printable(report.sample_id)),
            (Label.AS_OF.to(language), verdict.as_of.isoformat()),
            (Label.VERDICT.to(language), f"{outcome_text(verdict.outcome, language)} ({counted})"),
        ],
        outcome_style(verdict.outcome),
    )


def _row(finding: Finding, numbers: dict[Flag, int], language: Language) -> Row:
    cells = (
        outcome_text(finding.outcome, language),
        named(finding.characteristic, language),
        _result(finding, language),
        _limit(finding, language),
        "" if (margin := finding.margin) is None else margin_text(margin),
        _clause(finding),
        _remarks(finding, numbers, language),
    )
    return Row(cells, outcome_style(finding.outcome))


def _result(finding: Finding, language: Language) -> str:
    result = finding.result
    if result is None:
        return _NOTHING
    is_number = isinstance(result.reading, Measured) and result.reading.number is not None
    lines = [typed_with_unit(excerpt(result.typed), result.unit_typed if is_number else "")]
    limit, value, rounded = finding.limit, finding.value, finding.rounded
    if value is not None and limit is not None and limit.unit is not result.unit:
        lines.append(f"= {with_unit(value, limit.unit)}")
    if rounded is not None and limit is not None:
        lines.append(f"{Label.ROUNDED.to(language)}{NO_BREAK}{with_unit(rounded, limit.unit)}")
    return "\n".join(lines)


def _limit(finding: Finding, language: Language) -> str:
    requirement = finding.requirement
    if requirement is None:
        return _NOTHING
    if requirement.limit is None:
        return CERTAINTIES[requirement.certainty].to(language)
    return with_unit(requirement.limit.text, requirement.limit.unit)


def _clause(finding: Finding) -> str:
    requirement = finding.requirement
    return _NOTHING if requirement is None else clause_name(requirement.clause)


def _remarks(finding: Finding, numbers: dict[Flag, int], language: Language) -> str:
    marks = "".join(f"[{numbers[flag]}]" for flag in finding.flags)
    parts = [] if finding.result is None else _tested(finding.result, language)
    if finding.reason is not Reason.WITHIN_LIMIT:
        parts.append(_reason(finding, language))
    return " ".join(filter(None, ["; ".join(parts), marks]))


def _reason(finding: Finding, language: Language) -> str:
    """Return the reason; for another method than the accepted ones with their numbers, so that one can be used."""
    words = REASONS[finding.reason].to(language)
    if finding.reason not in _ABOUT_METHODS or finding.requirement is None:
        return words
    return f"{words.rstrip('.')}: {', '.join(method.number for method in finding.requirement.methods)}"


def _tested(result: Result, language: Language) -> list[str]:
    method = printable(result.tested_by.typed)
    if result.replicate is None:
        return [method]
    return [method, f"{Label.REPLICATE.to(language)} {printable(result.replicate)}"]


def _still_needed(verdict: Verdict, language: Language, width: int) -> list[Line]:
    if not verdict.still_needed:
        return []
    lines = [plain(), plain(Label.STILL_NEEDED.to(language), "bold")]
    for needed in verdict.still_needed:
        requirement = needed.requirement
        item, clause = named(requirement.characteristic, language), clause_name(requirement.clause)
        lines += paragraph("  ", f"{item} ({clause}): {REASONS[needed.reason].to(language)}", width)
    return lines


def _legend(numbers: dict[Flag, int], language: Language, width: int) -> list[Line]:
    if not numbers:
        return []
    lines = [plain(), plain(Label.FLAGS.to(language), "bold")]
    for flag, number in numbers.items():
        lines += paragraph(f"  [{number}] ", FLAGS[flag].to(language), width)
    return lines


def _flags(verdict: Verdict) -> list[Flag]:
    """Return the flags that occur, in the order in which a reader meets them."""
    return list(dict.fromkeys(flag for finding in verdict.findings for flag in finding.flags))
