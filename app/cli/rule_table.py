"""A certification rule and the faults of its print, as tables and as JSON."""

from collections.abc import Sequence

from app.certification.lint.faults import LintFault, Verdict
from app.certification.rule import CertificationRule
from app.certification.scheme import Doubt, RuleClause, Stage
from app.cli.grid import Line, Row, grid, paragraph
from app.cli.labels import Label
from app.cli.screen import plain
from app.cli.verdict_table import pairs
from app.ledger.canonical import Json
from app.wording import Language
from app.wording.rules import CHECKS, FAMILIES, NATURES, STAGES

_NOTHING = "—"


def rule_lines(rule: CertificationRule, clauses: Sequence[RuleClause], language: Language, width: int) -> list[Line]:
    """Return every clause as a row, and every doubt below."""
    titles = (Label.CLAUSE, Label.NATURE, Label.ANSWERS, Label.DEADLINES, Label.ANCHOR)
    rows = [
        Row(
            (
                clause.number,
                NATURES[clause.nature].to(language),
                _answers(clause, language),
                " ".join(clause.deadlines) or _NOTHING,
                clause.anchor,
            )
        )
        for clause in clauses
    ]
    lines = grid([title.to(language) for title in titles], rows, width)
    lines += [plain(), plain(f"{Label.DOUBT.to(language)} ({len(rule.doubts)})", "bold")]
    for doubt in rule.doubts:
        lines += paragraph(f"  {doubt.clause}  ", _told(doubt, language), width)
    return lines


def clause_lines(rule: CertificationRule, clauses: Sequence[RuleClause], language: Language, width: int) -> list[Line]:
    """Return all that is held of some clauses."""
    lines: list[Line] = []
    for clause in clauses:
        stages = [words.to(language) for stage, words in STAGES.items() if stage in clause.stages]
        lines += pairs(
            [
                (Label.CLAUSE.to(language), f"{clause.number} {clause.anchor}"),
                (Label.NATURE.to(language), NATURES[clause.nature].to(language)),
                (Label.ANSWERS.to(language), _answers(clause, language)),
                (Label.STAGES.to(language), ", ".join(stages) or _NOTHING),
                (Label.NORMS.to(language), " ".join(clause.norms) or _NOTHING),
                (Label.DEADLINES.to(language), " ".join(clause.deadlines) or _NOTHING),
            ]
        )
        for doubt in rule.doubts_of(clause.number):
            lines += paragraph(f"{Label.DOUBT.to(language)} {doubt.id}: ", _told(doubt, language), width)
    return lines


def rule_json(rule: CertificationRule, clauses: Sequence[RuleClause]) -> dict[str, Json]:
    """Return clauses and their doubts."""
    return {
        "format": "labverdict.rule/1",
        "scheme": rule.id,
        "validity_years": rule.validity_years,
        "clauses": [_clause_json(rule, clause) for clause in clauses],
        "doubts": [_doubt_json(doubt) for clause in clauses for doubt in rule.doubts_of(clause.number)],
        "seals": dict(rule.seals),
    }


def lint_lines(verdict: Verdict, language: Language, width: int) -> list[Line]:
    """Return the open faults as rows, and how many a doubt silences."""
    titles = (Label.FAULT, Label.CLAUSE, Label.MEANING, Label.FOUND, Label.EXPECTED)
    rows = [
        Row((fault.id, fault.clause, FAMILIES[fault.family].to(language), fault.found, fault.expected))
        for fault in verdict.open
    ]
    counts = pairs(
        [(Label.OPEN.to(language), str(len(verdict.open))), (Label.SILENCED.to(language), str(len(verdict.silenced)))]
    )
    return [*(grid([title.to(language) for title in titles], rows, width) if rows else []), *counts]


def lint_json(scheme: str, verdict: Verdict) -> dict[str, Json]:
    """Return the open faults, and the silenced ones with the doubt that names each."""
    return {
        "format": "labverdict.lint/1",
        "scheme": scheme,
        "open": [_fault_json(fault) for fault in verdict.open],
        "silenced": [{**_fault_json(fault), "doubt": doubt} for fault, doubt in verdict.silenced],
    }


def _fault_json(fault: LintFault) -> dict[str, Json]:
    return {
        "id": fault.id,
        "family": fault.family.value,
        "clause": fault.clause,
        "found": fault.found,
        "expected": fault.expected,
    }


def _clause_json(rule: CertificationRule, clause: RuleClause) -> dict[str, Json]:
    return {
        "number": clause.number,
        "anchor": clause.anchor,
        "nature": clause.nature.value,
        "computes": None if clause.check is None else clause.check.value,
        "asks": clause.asks,
        "stages": [stage.value for stage in Stage if stage in clause.stages],
        "norms": list(clause.norms),
        "deadlines": list(clause.deadlines),
        "doubts": [doubt.id for doubt in rule.doubts_of(clause.number)],
    }


def _doubt_json(doubt: Doubt) -> dict[str, Json]:
    return {
        "id": doubt.id,
        "clause": doubt.clause,
        "printed": doubt.printed,
        "reading": doubt.reading,
        "ground": doubt.ground,
        "confirmed_by": doubt.confirmed_by,
        "silences": list(doubt.silences),
    }


def _answers(clause: RuleClause, language: Language) -> str:
    if clause.check is not None:
        return CHECKS[clause.check].to(language)
    return clause.asks or _NOTHING


def _told(doubt: Doubt, language: Language) -> str:
    by = doubt.confirmed_by or Label.NOT_CONFIRMED.to(language)
    return f"{doubt.printed} → {doubt.reading} ({doubt.ground}; {by})"
