"""`labverdict`: the commands, and what becomes of a bug or of output that nobody takes."""

import contextlib
import gc
import io
import os
import signal
import sys
from pathlib import Path
from types import TracebackType
from typing import NoReturn

import typer

from app.cli.admin import admin_commands
from app.cli.adopt import adopt_report
from app.cli.backup import backup, restore
from app.cli.bundle import make_bundle, verify_bundle
from app.cli.case import advance_case, show_case
from app.cli.case_import import import_case_file
from app.cli.check_data import check_data
from app.cli.deadline import show_deadline, show_moved
from app.cli.decide import decide_dossier
from app.cli.demo import demo
from app.cli.draw_lots import draw_lots_commands
from app.cli.evidence import export_log, replay, verify_log
from app.cli.exits import Exit
from app.cli.jobs import jobs_commands
from app.cli.judging import judge_value
from app.cli.limits import compare_limits, list_limits, show_limits
from app.cli.methods import list_methods, show_method
from app.cli.options import NEGATIVE_NUMBERS
from app.cli.plan_surveillance import plan_surveillance
from app.cli.risk import judge_risk
from app.cli.rounding import round_value
from app.cli.scheme import lint_scheme, show_scheme
from app.cli.score import score_card
from app.cli.serve import migrate, serve, work
from app.cli.served_case import list_cases, open_case, show_worklist, step_in_case, tell_case
from app.cli.simulate import simulate
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
    for add in (_verdicts, _certification, _proofs, _service):
        add(top)
    return top


def _verdicts(top: typer.Typer) -> None:
    """Add what is done with results, and what they are held against."""
    top.command("verify")(verify_file)
    top.command("round", context_settings=NEGATIVE_NUMBERS)(round_value)
    top.command("judge", context_settings=NEGATIVE_NUMBERS)(judge_value)
    top.command("risk", context_settings=NEGATIVE_NUMBERS)(judge_risk)
    limits = typer.Typer(help="The limits that are held.", no_args_is_help=True)
    limits.command("list")(list_limits)
    limits.command("show")(show_limits)
    limits.command("compare")(compare_limits)
    top.add_typer(limits, name="limits")
    methods = typer.Typer(help="The test methods that are held.", no_args_is_help=True)
    methods.command("list")(list_methods)
    methods.command("show")(show_method)
    top.add_typer(methods, name="methods")


def _certification(top: typer.Typer) -> None:
    """Add what a certification body does, from the rule to the lots of a surveillance."""
    schemes = typer.Typer(help="The certification rules that are held.", no_args_is_help=True)
    schemes.command("show")(show_scheme)
    top.add_typer(schemes, name="scheme")
    top.command("lint")(lint_scheme)
    top.command("score")(score_card)
    top.command("deadline")(show_deadline)
    top.command("moved-deadlines")(show_moved)
    top.command("adopt")(adopt_report)
    top.command("decide")(decide_dossier)
    top.add_typer(_cases(), name="case")
    top.command("plan-surveillance")(plan_surveillance)
    top.add_typer(draw_lots_commands(), name="draw-lots")
    top.command("simulate")(simulate)
    top.command("bundle")(make_bundle)


def _cases() -> typer.Typer:
    """Return what is done with cases: in a file, at a running service, or taken in."""
    cases = typer.Typer(help="Certification cases, in a file or at a running service.", no_args_is_help=True)
    cases.command("show")(show_case)
    cases.command("advance")(advance_case)
    cases.command("open")(open_case)
    cases.command("step")(step_in_case)
    cases.command("timeline")(tell_case)
    cases.command("list")(list_cases)
    cases.command("worklist")(show_worklist)
    cases.command("import")(import_case_file)
    return cases


def _proofs(top: typer.Typer) -> None:
    """Add what proves the data, the numbers and the log."""
    top.command("check-data")(check_data)
    top.command("vectors")(run_vectors)
    top.command("export-log")(export_log)
    top.command("verify-log")(verify_log)
    top.command("replay")(replay)
    top.command("verify-bundle")(verify_bundle)


def _service(top: typer.Typer) -> None:
    """Add what runs the service and keeps its data."""
    top.command("serve")(serve)
    top.command("worker")(work)
    top.command("migrate")(migrate)
    top.command("demo")(demo)
    top.add_typer(jobs_commands(), name="jobs")
    top.add_typer(admin_commands(), name="admin")
    top.command("backup")(backup)
    top.command("restore")(restore)


def main() -> None:
    """Run the command line; a bug ends it with one line and exit code 1, a closed pipe quietly as any Unix tool.

    Output that cannot be written ends it with one sentence and exit code 74; standard error may be closed.
    """
    # Nearly all that a short run makes lives to its end: looking for garbage every 700 objects is a tenth of its time.
    gc.set_threshold(50_000)
    if sys.platform != "win32":
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - it stays open until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.excepthook = tell_of_bug
    if sys.stdout is None:
        end_unwritten("standard output is closed")
    try:
        try:
            typer.main.get_command(commands())()
        finally:
            sys.stdout.flush()
    except OSError as error:
        # an error that names no file is one of the output
        if error.filename is not None:
            raise
        end_unwritten(error.strerror or type(error).__name__)


def end_unwritten(reason: str) -> NoReturn:
    """Say that the output cannot be written, and leave at once: closing the streams would fail again."""
    with contextlib.suppress(OSError):
        sys.stderr.write(f"labverdict: cannot write the output: {reason}\n")
    os._exit(Exit.UNWRITTEN)


def tell_of_bug(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
    """Say in one line that the fault is ours; the traceback is for those who ask for it."""
    if os.environ.get(TRACEBACK):
        sys.__excepthook__(kind, bug, trace)
    sys.stderr.write(f"a fault in labverdict itself: {kind.__name__} (set {TRACEBACK}=1 for the traceback)\n")
