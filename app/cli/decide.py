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
    from app.certification.body import read_body
    from app.certification.decide import decide
    from app.cli.decision_table import decision_json, decision_lines
    from app.cli.documents import print_json, read_file_as
    from app.cli.dossier_file import AdoptedBy, read_dossier_file
    from app.cli.exits import exit_for_standing
    from app.cli.screen import screen_width, show

    settings = read_file_as(body, read_body, lang, output)
    limits = None if adopted is None else AdoptedBy(settings.id, adopted)
    scheme, held = read_dossier_file(dossier, lang, output, limits)
    decision = decide(scheme, held, settings, on)
    match output:
        case Output.JSON:
            print_json([decision_json(held, decision)])
        case Output.TABLE:
            show(decision_lines(held, decision, lang, screen_width()))
    raise typer.Exit(exit_for_standing(decision.standing))
