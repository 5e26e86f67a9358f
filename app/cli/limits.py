"""`labverdict limits`: schemes, items and every requirement with its clause and certainty."""

from datetime import date
from typing import Annotated

import typer

from app.cli.options import AdoptedFile, Lang, Output, day_typed
from app.wording import Language

SchemeId = Annotated[
    str, typer.Argument(metavar="SCHEME", help="Rule number, as `limits list` has it.", show_default=False)
]


def list_limits(
    *,
    scheme: Annotated[str | None, typer.Option("--scheme", metavar="ID", help="Only the items of this scheme.")] = None,
    lang: Lang = Language.ZH,
) -> None:
    """List the schemes, and the items under the names by which reports are read."""
    from app.cli.limit_tables import item_lines, scheme_lines
    from app.cli.screen import plain, screen_width, show
    from app.cli.shelf import library_for, whole_library

    library = whole_library() if scheme is None else library_for(scheme, "--scheme", lang)
    width = screen_width()
    show(
        [
            *scheme_lines(library, lang, width),
            plain(),
            *item_lines(library, lang, width, asked_only=scheme is not None),
        ]
    )


def show_limits(
    scheme: SchemeId,
    *,
    grade: Annotated[str | None, typer.Option("--grade", metavar="GRADE", help="Only this grade.")] = None,
    adopted: AdoptedFile = None,
    on: Annotated[
        date | None, typer.Option("--on", metavar="DATE", parser=day_typed, help="Day, with --adopted.")
    ] = None,
    lang: Lang = Language.ZH,
) -> None:
    """Show every requirement of a scheme: limit, unit, clause, methods, and how sure it is."""
    from app.cli.limit_tables import requirement_lines
    from app.cli.refusal import refuse
    from app.cli.screen import screen_width, show
    from app.cli.shelf import adopted_into, library_for
    from app.intake.product import match_grade
    from lims_adapters.contract import Issue

    library = library_for(scheme, "SCHEME", lang)
    found = library.schemes[scheme]
    if (adopted is None) is not (on is None):
        raise typer.BadParameter("--adopted and --on come together")
    hold = adopted_into(library, scheme, adopted, lang, Output.TABLE)
    if hold is not None and on is not None:
        found = hold(found, on)
    matched = None if grade is None else match_grade(grade, found)
    if grade is not None and matched is None:
        expected = "one of " + ", ".join(found.grades) if found.grades else "no grade: this scheme has none"
        refuse([Issue("grade_unknown", "--grade", grade, expected)], lang)
    grades = tuple(found.requirements) if matched is None else (matched,)
    show(requirement_lines(library, found, grades, lang, screen_width()))


def compare_limits(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report: JSON, CSV or XLSX.", show_default=False)],
    *,
    scheme: Annotated[str, typer.Option("--scheme", metavar="ID", help="Rule number.", show_default=False)],
    adopted: AdoptedFile = None,
    head: Annotated[str | None, typer.Option("--head", metavar="FILE", help="What a table does not hold.")] = None,
    output: Annotated[Output, typer.Option("--output", help="A table to read, or JSON.")] = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Show what the laboratory printed as requirement beside each one that is not held; it is never taken."""
    from app.cli.comparison_table import comparison_json, comparison_lines
    from app.cli.documents import print_json
    from app.cli.refusal import Subject, refuse
    from app.cli.report_file import Named, Unanswered, answer
    from app.cli.screen import screen_width, show
    from app.cli.shelf import adopted_into, library_for
    from app.workflow.verify_report import Question

    library = library_for(scheme, "--scheme", lang)
    hold = adopted_into(library, scheme, adopted, lang, output)
    verdicts = answer(Named(report, head), Question(scheme), library, hold)
    if isinstance(verdicts, Unanswered):
        refuse(verdicts.issues, lang, Subject(report, head), output=output)
    match output:
        case Output.JSON:
            print_json(map(comparison_json, verdicts))
        case Output.TABLE:
            for verdict in verdicts:
                show(comparison_lines(verdict, lang, screen_width()))
