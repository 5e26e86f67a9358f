"""`labverdict case show|advance`: a case kept in a file -> its story, or the same case with one event more."""

from datetime import date
from typing import Annotated

import typer

from app.cli.options import Lang, Output, day_typed
from app.wording import Language

CaseFile = Annotated[str, typer.Argument(metavar="FILE", help="The case (JSON).", show_default=False)]
OutputForm = Annotated[Output, typer.Option(help="A table to read, or JSON.")]


def show_case(
    file: CaseFile,
    *,
    body: Annotated[str | None, typer.Option(metavar="FILE", help="The settings of the body (JSON).")] = None,
    output: OutputForm = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Show every event and deadline of a case, and what comes next. Reports lie beside the case."""
    from app.certification.body import read_body
    from app.cli.case_file import read_case_file
    from app.cli.case_table import case_json, case_lines
    from app.cli.documents import print_json, read_file_as
    from app.cli.screen import screen_width, show

    settings = None if body is None else read_file_as(body, read_body, lang, output)
    kept = read_case_file(file, lang, output)
    match output:
        case Output.JSON:
            print_json([case_json(kept, settings)])
        case Output.TABLE:
            show(case_lines(kept, settings, lang, screen_width()))


def advance_case(
    file: CaseFile,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The event (JSON).", show_default=False)],
    *,
    body: Annotated[str, typer.Option(metavar="FILE", help="The settings of the body (JSON).", show_default=False)],
    on: Annotated[date, typer.Option(metavar="DATE", parser=day_typed, help="Day of recording.", show_default=False)],
    outside: Annotated[
        str | None, typer.Option(metavar="FILE", help="Certificate, declarations and other cases (JSON).")
    ] = None,
    out: Annotated[str | None, typer.Option(metavar="FILE", help="Where to write the case with the event.")] = None,
    output: OutputForm = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Take one event of a case. Exit code: 0 taken, 10 not taken, 20 not taken because something is missing."""
    from app.certification.body import read_body
    from app.certification.cases.advance import Advanced, advance
    from app.certification.cases.outside_form import read_outside
    from app.certification.cases.situation import Outside, Situation
    from app.cli.advance_table import advance_json, advance_lines, exit_for_step
    from app.cli.case_file import read_case_file, read_event_file, write_case_file
    from app.cli.documents import print_json, read_file_as
    from app.cli.screen import screen_width, show

    settings = read_file_as(body, read_body, lang, output)
    known = Outside() if outside is None else read_file_as(outside, read_outside, lang, output)
    kept = read_case_file(file, lang, output)
    record, sent = read_event_file(event, kept, lang, output)
    found = advance(kept.case, record, Situation(kept.scheme, settings, on, known))
    if out is not None and isinstance(found, Advanced):
        write_case_file(out, (kept.content, sent), record.n)
    match output:
        case Output.JSON:
            print_json([advance_json(found)])
        case Output.TABLE:
            show(advance_lines(found, lang, screen_width()))
    raise typer.Exit(exit_for_step(found))
