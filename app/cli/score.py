"""`labverdict score`: a card against Table A.1 of its rule."""

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Lang, Output
from app.wording import Language

if TYPE_CHECKING:
    from app.certification.scorecard import Scorecard


def score_card(
    file: Annotated[str, typer.Argument(metavar="CARD", help="The card: JSON.", show_default=False)],
    *,
    cheapest: Annotated[
        bool, typer.Option("--cheapest", help="Also the cheapest lines that, raised to their maximum, would pass.")
    ] = False,
    output: Annotated[Output, typer.Option("--output", help="A table to read, or one line of JSON.")] = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Score an organisation by Table A.1. Exit code: 0 passes, 10 does not pass, 20 open, 30 refused."""
    from app.certification.card import read_card
    from app.certification.cheapest import cheapest as find_cheapest
    from app.certification.score import score
    from app.certification.score_record import score_record
    from app.cli.documents import print_json, read_file_as
    from app.cli.exits import exit_for_standing
    from app.cli.score_table import cheapest_lines, score_lines
    from app.cli.screen import screen_width, show

    tables = dict[str, "Scorecard"]()
    card = read_file_as(file, lambda content: read_card(content, lambda name: _find(name, tables)), lang, output)
    scorecard = tables[card.scheme]
    answer = score(scorecard, card)
    found = find_cheapest(scorecard, card) if cheapest else None
    match output:
        case Output.JSON:
            print_json([score_record(scorecard, card, answer, found)])
        case Output.TABLE:
            show(score_lines(scorecard, card, answer, lang, screen_width()))
            show([] if found is None else cheapest_lines(scorecard, card, found, lang, screen_width()))
    raise typer.Exit(exit_for_standing(answer.standing))


def _find(scheme: str, tables: "dict[str, Scorecard]") -> "Scorecard | None":
    """Return the table of a scheme and keep it, None where none is held; broken rule data end the command."""
    from app.cli.shelf import loaded
    from app.library.fault import SchemeUnknown
    from app.library.scorecards import load_scorecard
    from app.library.shelf import data_root

    try:
        tables[scheme] = loaded(lambda: load_scorecard(data_root().limits, scheme))
    except SchemeUnknown:
        return None
    return tables[scheme]
