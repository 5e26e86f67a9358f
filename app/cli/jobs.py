"""`labverdict jobs run`: what a day brings about, printed or done. The worker does the same once a day."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Lang, Output, day_typed
from app.wording import Language

if TYPE_CHECKING:
    from app.workflow.day_jobs import JobDesk


def jobs_commands() -> typer.Typer:
    """Return `labverdict jobs` whole."""
    top = typer.Typer(help="What a day brings about.", no_args_is_help=True)
    top.callback()(lambda: None)
    top.command("run")(run_jobs)
    return top


def run_jobs(
    *,
    at: Annotated[
        date | None,
        typer.Option(
            "--at", metavar="DAY", parser=day_typed, help="The day [today in Asia/Shanghai]; one to come is only shown."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what the day would bring about; do nothing.")
    ] = False,
    output: Annotated[Output, typer.Option("--output", help="A table to read, or JSON.")] = Output.TABLE,
    lang: Lang = Language.ZH,
) -> None:
    """Finish certificates, take the steps of times that are over, and tell what is due, each thing once.

    A day that has not begun is shown, and nothing is done. Exit code: 0, 20 where a step was not taken or a case cannot
    be read.
    """
    from app.cli.installation import assembled, settings
    from app.serving import jobs_of

    with assembled(settings()) as service:
        desk, today = jobs_of(service), service.cases.today()
        on = at or today
        if dry_run or on > today:
            _plan(on, desk, output, lang, is_to_come=on > today)
        else:
            _do(on, desk, output, lang)


def _plan(on: date, desk: "JobDesk", output: Output, lang: Language, *, is_to_come: bool) -> None:
    from app.cli.day_table import plan_json, plan_lines, to_come_lines
    from app.cli.documents import print_json
    from app.cli.screen import screen_width, show
    from app.workflow.day_jobs import plan_of

    plan = plan_of(on, desk.docket)
    match output:
        case Output.JSON:
            print_json([plan_json(plan, on)])
        case Output.TABLE:
            show([*plan_lines(plan, on, lang, screen_width()), *(to_come_lines(on, lang) if is_to_come else ())])


def _do(on: date, desk: "JobDesk", output: Output, lang: Language) -> None:
    from app.cli.day_table import done_json, done_lines
    from app.cli.documents import print_json
    from app.cli.exits import Exit
    from app.cli.screen import show
    from app.workflow.day_jobs import do_day

    done = do_day(on, desk)
    match output:
        case Output.JSON:
            print_json([done_json(done, on)])
        case Output.TABLE:
            show(done_lines(done, on, lang))
    raise typer.Exit(Exit.UNDETERMINED if done.refused or done.unreadable else Exit.CONFORMING)
