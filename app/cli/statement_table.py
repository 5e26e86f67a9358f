"""The statements on uncertainty and precision as a compact table of their own."""

from collections.abc import Sequence
from itertools import groupby

from app.cli.figures import with_unit
from app.cli.grid import Line, Row, grid
from app.cli.labels import Label
from app.cli.naming import named
from app.cli.screen import plain
from app.cli.wrapping import NO_BREAK
from app.verification.finding import Finding, Statement
from app.wording import STATEMENT_WORDS, Language
from lims_adapters.faults import printable


def statement_lines(findings: Sequence[Finding], language: Language, width: int) -> list[Line]:
    """Return the table of all statements, nothing where there are none."""
    rows = [row for finding in findings for row in _rows(finding, language)]
    if not rows:
        return []
    titles = (Label.ITEM, Label.LIMIT, Label.RULE, Label.STATEMENT, Label.SOURCE)
    return [
        plain(),
        plain(Label.STATEMENTS.to(language), "bold"),
        *grid([title.to(language) for title in titles], rows, width, beside=3),
    ]


def _rows(finding: Finding, language: Language) -> list[Row]:
    """Return one row for each rule and source; item and limit stand in the first one."""
    if finding.requirement is None or finding.requirement.limit is None or finding.result is None:
        return []
    limit, item, replicate = finding.requirement.limit, finding.characteristic, finding.result.replicate
    name = named(item, language)
    first = (
        name if replicate is None else f"{name} ({Label.REPLICATE.to(language)} {printable(replicate)})",
        with_unit(limit.text, limit.unit),
    )
    rows = []
    for (rule, source), group in groupby(finding.statements, key=lambda made: (made.rule, made.source)):
        words = "\n".join(said(statement, language) for statement in group)
        rows.append(Row((*first, word(rule, language), words, word(source, language))))
        first = ("", "")
    return rows


def said(statement: Statement, language: Language) -> str:
    """Return what a statement says: who, outcome, figures."""
    figures = [f"{word(name, language)}{NO_BREAK}{figure}" for name, figure in statement.figures]
    head = " ".join(word(code, language) for code in (statement.role, statement.outcome) if code is not None)
    if not head:
        return ", ".join(figures)
    return f"{head} ({', '.join(figures)})" if figures else head


def word(code: str, language: Language) -> str:
    """Return the words for a rule or a code; a rule's own word that is not listed is shown as it is."""
    words = STATEMENT_WORDS.get(code)
    return code if words is None else words.to(language)
