"""`labverdict simulate`: the same documents under two programmes, two schemes or two tables; who changes, and why."""

from datetime import date
from typing import Annotated

import typer

from app.cli.options import Lang, Output, day_typed
from app.wording import Language

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Applicants, or reports or dossiers of a scheme.", show_default=False),
]


def simulate(
    files: Files,
    *,
    before: Annotated[
        str, typer.Option("--from", metavar="ID", help="Programme or scheme to start from.", show_default=False)
    ],
    after: Annotated[
        str, typer.Option("--to", metavar="ID", help="Programme or scheme to compare with.", show_default=False)
    ],
    to_data: Annotated[
        str | None,
        typer.Option("--to-data", metavar="DIR", help="Another folder of limits for --to, such as a proposed table."),
    ] = None,
    body: Annotated[
        str | None, typer.Option("--body", metavar="FILE", help="The settings of the body, for dossiers.")
    ] = None,
    on: Annotated[
        date | None,
        typer.Option("--on", metavar="DATE", parser=day_typed, help="Day of both decisions [each document's own]."),
    ] = None,
    output: Annotated[Output, typer.Option("--output", help="A table to read, or one JSON document.")] = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Decide documents under two programmes or schemes, and list who changes and why. Exit code: 0, or 30 refused."""
    from app.cli.documents import print_json
    from app.cli.refusal import Subject, refuse
    from app.cli.screen import screen_width, show
    from app.cli.simulation import Sides, simulated
    from app.cli.simulation_table import simulation_json, simulation_lines

    found = simulated(files, Sides(before, after, to_data, body), on)
    if isinstance(found, tuple):
        refuse(found, lang, Subject(None), output=output)
    match output:
        case Output.JSON:
            print_json([simulation_json(found.comparison, before, after)])
        case Output.TABLE:
            sides = (before, found.before), (after, found.after)
            show(simulation_lines(found.comparison, sides, lang, screen_width()))
