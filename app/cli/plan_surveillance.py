"""`labverdict plan-surveillance`: when the next surveillance is due, what it covers, and which items are tested."""

from datetime import date
from typing import Annotated

import typer

from app.cli.options import Lang, Output, day_typed
from app.wording import Language


def plan_surveillance(
    file: Annotated[
        str, typer.Argument(metavar="PLAN", help="The occasion: labverdict.surveillance/1.", show_default=False)
    ],
    *,
    on: Annotated[date, typer.Option("--on", metavar="DATE", parser=day_typed, help="The day of the plan.")],
    history: Annotated[
        str | None, typer.Option("--history", metavar="FILE", help="Earlier results: labverdict.history/1.")
    ] = None,
    body: Annotated[
        str | None, typer.Option("--body", metavar="FILE", help="The body's settings: labverdict.body/1.")
    ] = None,
    output: Annotated[Output, typer.Option("--output", help="A table to read, or one line of JSON.")] = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Plan a surveillance. Exit code: 0 planned, 10 overdue, 20 a setting of the body is missing, 30 refused."""
    from app.cli.refusal import Subject, refuse
    from app.cli.surveillance_files import Files, planned
    from app.cli.surveillance_table import exit_code, show_plan
    from app.intake.take_in import Refused

    answer = planned(Files(file, history, body), on)
    if isinstance(answer, Refused):
        beside = tuple(name for name in (history, body) if name is not None)
        refuse(answer.issues, lang, Subject(file, beside=beside), output=output)
    show_plan(answer, output, lang)
    raise typer.Exit(exit_code(answer.plan))
