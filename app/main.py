"""`labverdict`: the commands, and what becomes of a bug."""

import io
import os
import signal
import sys
from types import TracebackType

import typer

from app.cli.check_data import check_data
from app.cli.judging import judge_value
from app.cli.limits import list_limits, show_limits
from app.cli.methods import list_methods, show_method
from app.cli.options import NEGATIVE_NUMBERS
from app.cli.risk import judge_risk
from app.cli.rounding import round_value
from app.cli.vector_file import run_vectors
from app.cli.verify import verify_file

TRACEBACK = "LABVERDICT_TRACEBACK"


def commands() -> typer.Typer:
    """Return the whole command line."""
    top = typer.Typer(
        name="labverdict",
        help="Turns a laboratory's test report into a verdict that anyone can recompute.",
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    top.command("verify")(verify_file)
    top.command("round", context_settings=NEGATIVE_NUMBERS)(round_value)
    top.command("judge", context_settings=NEGATIVE_NUMBERS)(judge_value)
    top.command("risk", context_settings=NEGATIVE_NUMBERS)(judge_risk)
    top.command("check-data")(check_data)
    top.command("vectors")(run_vectors)
    limits = typer.Typer(help="The limits that are held.", no_args_is_help=True)
    limits.command("list")(list_limits)
    limits.command("show")(show_limits)
    top.add_typer(limits, name="limits")
    methods = typer.Typer(help="The test methods that are held.", no_args_is_help=True)
    methods.command("list")(list_methods)
    methods.command("show")(show_method)
    top.add_typer(methods, name="methods")
    return top


def main() -> None:
    """Run the command line; a bug ends it with one line and exit code 1, a closed pipe quietly as any Unix tool."""
    if sys.platform != "win32":
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.excepthook = tell_of_bug
    typer.main.get_command(commands())()


def tell_of_bug(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
    """Say in one line that the fault is ours; the traceback is for those who ask for it."""
    if os.environ.get(TRACEBACK):
        sys.__excepthook__(kind, bug, trace)
    sys.stderr.write(f"a fault in labverdict itself: {kind.__name__} (set {TRACEBACK}=1 for the traceback)\n")
