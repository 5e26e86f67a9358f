"""`labverdict deadline` and `moved-deadlines`: when a term ends, which terms a rule sets, and which a notice moves."""

from enum import StrEnum
from typing import Annotated

import typer

from app.cli.options import Lang, Output
from app.wording import Language


class DeadlineOutput(StrEnum):
    """The form of a deadline on standard output."""

    TABLE = "table"
    JSON = "json"
    ICS = "ics"


DeadlineId = Annotated[
    str | None, typer.Argument(metavar="ID", help="D-01 to D-20; without it all are listed.", show_default=False)
]
Starts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="START...",
        help="Day of the event (2026-05-10), or an instant with its offset; of several events all.",
        show_default=False,
    ),
]
Pauses = Annotated[
    list[str] | None, typer.Option("--pause", metavar="FROM..TO", help="The clock stands still; TO counts again.")
]
TermLength = Annotated[
    int | None, typer.Option("--term", metavar="N", min=1, max=9999, help="Agreed, where the rule prints none.")
]
TermKind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="working_day, calendar_day, month, year: of --term.")
]
BodyFile = Annotated[
    str | None, typer.Option("--body", metavar="FILE", help="Settings of the body: labverdict.body/1.")
]


def show_deadline(
    deadline: DeadlineId = None,
    starts: Starts = None,
    *,
    scheme: Annotated[str | None, typer.Option("--scheme", metavar="ID", help="The rule that sets it.")] = None,
    programme: Annotated[
        str | None, typer.Option("--programme", metavar="ID", help="The programme that sets it; a draft simulates.")
    ] = None,
    pause: Pauses = None,
    term: TermLength = None,
    kind: TermKind = None,
    body: BodyFile = None,
    case: Annotated[str, typer.Option("--case", metavar="TEXT", help="Whose deadline it is, for ics.")] = "",
    output: Annotated[DeadlineOutput, typer.Option(help="A table, JSON or iCalendar.")] = DeadlineOutput.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Tell when a deadline ends. Exit code: 0 firm, 20 provisional or not computable, 30 refused."""
    from app.certification.body import DayKind
    from app.cli.deadline_answer import answer
    from app.cli.deadline_question import Typed

    if (term is None) is not (kind is None):
        raise typer.BadParameter("--term and --kind come together")
    if kind is not None and kind not in set(DayKind):
        raise typer.BadParameter(f"{kind!r} is none of {', '.join(DayKind)}")
    agreed = None if term is None or kind is None else (term, DayKind(kind))
    typed = Typed(deadline, tuple(starts or ()), scheme, programme, tuple(pause or ()), agreed, body, case)
    answer(typed, output, lang)


def show_moved(
    notice: Annotated[str, typer.Argument(metavar="NOTICE", help="A notice as TOML, as in limits/calendars.")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="Running deadlines: labverdict.deadlines/1.")],
    *,
    body: BodyFile = None,
    output: Annotated[Output, typer.Option("--output", help="A table to read, or JSON.")] = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """List every running deadline that a new holiday notice moves or makes firm."""
    from app.cli.deadline_moves import answer_moves

    answer_moves(notice, file, body, output, lang)
