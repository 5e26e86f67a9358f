"""`labverdict adopt`: an existing report and the assessment of its laboratory -> adopt, partly or reject."""

from datetime import date
from typing import Annotated

import typer

from app.cli.options import AdoptedFile, Lang, Output, day_typed
from app.wording import Language


def adopt_report(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report: JSON, CSV or XLSX.", show_default=False)],
    *,
    assessment: Annotated[str, typer.Option(metavar="FILE", help="The assessment (JSON).", show_default=False)],
    on: Annotated[date, typer.Option(metavar="DATE", parser=day_typed, help="Day of adoption.", show_default=False)],
    head: Annotated[str | None, typer.Option(metavar="FILE", help="What a table does not hold.")] = None,
    adopted: AdoptedFile = None,
    output: Annotated[Output, typer.Option(help="A table to read, or JSON.")] = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Decide whether a report is adopted instead of a test (clause 4.2.5). Exit code: 0 adopt, 20 partly, 10 reject."""
    from app.certification.adoption import adopt
    from app.cli.adoption_table import adoption_exit, adoption_json, adoption_lines
    from app.cli.documents import print_json, read_file_as
    from app.cli.refusal import Subject, refuse
    from app.cli.report_file import Named, Unanswered, answer
    from app.cli.screen import screen_width, show
    from app.cli.shelf import adopted_into, whole_library
    from app.workflow.adopt_report import assessment_from
    from app.workflow.verify_report import Question
    from lims_adapters.contract import Issue

    library = whole_library()
    held = read_file_as(assessment, lambda content: assessment_from(content, library.vocabulary), lang, output)
    if held.scheme not in library.schemes:
        expected = "one of " + ", ".join(sorted(library.schemes))
        refuse([Issue("scheme_unknown", "/scheme", held.scheme, expected)], lang, Subject(assessment), output=output)
    hold = adopted_into(library, held.scheme, adopted, lang, output)
    verdicts = answer(Named(report, head), Question(held.scheme, held.unit.grade, on), library, hold)
    if isinstance(verdicts, Unanswered):
        refuse(verdicts.issues, lang, Subject(report, head), output=output)
    adoptions = [(verdict, adopt(verdict, held, on)) for verdict in verdicts]
    match output:
        case Output.JSON:
            print_json([adoption_json(*each) for each in adoptions])
        case Output.TABLE:
            for verdict, adoption in adoptions:
                show(adoption_lines(verdict, adoption, lang, screen_width()))
    raise typer.Exit(adoption_exit(adoption for _, adoption in adoptions))
