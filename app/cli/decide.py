"""`labverdict decide`: a dossier under a scheme -> every clause, and what is still needed."""

from datetime import date
from typing import Annotated

import typer

from app.cli.options import AdoptedFile, Lang, Output, day_typed
from app.wording import Language


def decide_dossier(
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="The dossier (JSON).", show_default=False)],
    *,
    body: Annotated[str, typer.Option(metavar="FILE", help="The settings of the body (JSON).", show_default=False)],
    on: Annotated[date, typer.Option(metavar="DATE", parser=day_typed, help="Day of decision.", show_default=False)],
    adopted: AdoptedFile = None,
    output: Annotated[Output, typer.Option(help="A table to read, or JSON.")] = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Decide a dossier. Reports stand in it by file names beside it. Exit code: 0 met, 10 not met, 20 open."""
    import sys

    from app.cli.decided_file import Named, decide_files
    from app.cli.decision_table import decision_lines
    from app.cli.exits import exit_for_standing
    from app.cli.screen import screen_width, show

    _, _, decided = decide_files(Named(dossier, body, adopted), on, lang, output)
    match output:
        case Output.JSON:
            sys.stdout.buffer.write(decided.record + b"\n")
            sys.stdout.buffer.flush()
        case Output.TABLE:
            show(decision_lines(decided.dossier, decided.decision, lang, screen_width()))
    raise typer.Exit(exit_for_standing(decided.decision.standing))
