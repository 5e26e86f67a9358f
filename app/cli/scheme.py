"""`labverdict scheme show` and `labverdict lint`: a rule clause by clause, and the faults of its print."""

from typing import Annotated

import typer

from app.cli.limits import SchemeId
from app.cli.options import Lang, Output
from app.wording import Language

OutputForm = Annotated[Output, typer.Option("--output", help="A table to read, or JSON.")]


def show_scheme(
    scheme: SchemeId,
    *,
    clause: Annotated[str | None, typer.Option("--clause", metavar="N", help="Only this clause: 4.2.2.")] = None,
    output: OutputForm = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Show every numbered clause: who answers it, what is computed or asked, its deadlines and its doubts."""
    from app.cli.documents import print_json
    from app.cli.refusal import refuse
    from app.cli.rule_files import rule_for
    from app.cli.rule_table import clause_lines, rule_json, rule_lines
    from app.cli.screen import screen_width, show
    from lims_adapters.contract import Issue

    rule = rule_for(scheme, lang, output)
    found = rule.clauses if clause is None else tuple(held for held in rule.clauses if held.number == clause)
    if clause is not None and not found:
        expected = "one of " + ", ".join(held.number for held in rule.clauses)
        refuse([Issue("clause_unknown", "--clause", clause, expected)], lang, output=output)
    match output:
        case Output.JSON:
            print_json([rule_json(rule, found)])
        case Output.TABLE:
            lines = rule_lines if clause is None else clause_lines
            show(lines(rule, found, lang, screen_width()))


def lint_scheme(
    scheme: SchemeId,
    path: Annotated[
        str | None, typer.Argument(metavar="PATH", help="Another folder of limits than the one that is shipped.")
    ] = None,
    *,
    output: OutputForm = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Find the faults of a rule's print that no doubt names. Exit code: 0 none, 10 some."""
    from app.cli.documents import print_json
    from app.cli.exits import Exit
    from app.cli.rule_files import linted_for
    from app.cli.rule_table import lint_json, lint_lines
    from app.cli.screen import screen_width, show

    verdict = linted_for(scheme, path, lang, output)
    match output:
        case Output.JSON:
            print_json([lint_json(scheme, verdict)])
        case Output.TABLE:
            show(lint_lines(verdict, lang, screen_width()))
    if verdict.open:
        raise typer.Exit(Exit.NONCONFORMING)
