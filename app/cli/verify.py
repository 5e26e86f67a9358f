"""`labverdict verify`: a laboratory's report -> verdicts."""

from datetime import date
from typing import Annotated

import typer

from app.cli.options import AdoptedFile, Lang, Output, day_typed
from app.wording import Language


def verify_file(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The report: JSON, CSV or XLSX.", show_default=False)],
    *,
    scheme: Annotated[
        str, typer.Option("--scheme", metavar="ID", help="Rule number, such as JSPB01-180004-2023.", show_default=False)
    ],
    grade: Annotated[
        str | None, typer.Option("--grade", metavar="GRADE", help="Grade, such as 0号, where the report has none.")
    ] = None,
    as_of: Annotated[
        date | None,
        typer.Option(
            "--as-of", metavar="DATE", parser=day_typed, help="Day of the scheme's edition [the report's issue]."
        ),
    ] = None,
    head: Annotated[
        str | None, typer.Option("--head", metavar="FILE", help="What a table does not hold: the JSON without results.")
    ] = None,
    adopted: AdoptedFile = None,
    output: Annotated[Output, typer.Option("--output", help="A table to read, or one verdict a line.")] = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Verify a report under a scheme. Exit code: 0 conforming, 10 nonconforming, 20 undetermined, 30 refused."""
    from app.cli.exits import exit_for
    from app.cli.labels import Label
    from app.cli.refusal import Subject, refuse
    from app.cli.report_file import Named, Unanswered, answer
    from app.cli.shelf import adopted_into, scheme_library
    from app.cli.verdicts import show_verdicts
    from app.workflow.verify_report import Question

    library = scheme_library(scheme, "--scheme")
    hold = adopted_into(library, scheme, adopted, lang, output)
    verdicts = answer(Named(file, head), Question(scheme, grade, as_of), library, hold)
    if isinstance(verdicts, Unanswered):
        hint = Label.HEAD_HINT.to(lang) if verdicts.wants_head else None
        refuse(verdicts.issues, lang, Subject(file, head), hint=hint, output=output)
    show_verdicts(verdicts, output, lang)
    raise typer.Exit(exit_for(verdict.outcome for verdict in verdicts))
