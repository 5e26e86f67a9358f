"""`labverdict demo`: an application's whole way to its certificate, on a store that is thrown away afterwards."""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Lang
from app.wording import Language

if TYPE_CHECKING:
    from app.cli.demo_walk import Script
    from app.ports.machine import Clock
    from app.service import Service

_START_S, _POLL_S = 30, 0.02
_KEPT = ("LABVERDICT_HOST", "LABVERDICT_PORT")


def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Has the case that is walked.", show_default=False)],
    *,
    once: Annotated[bool, typer.Option("--once", help="End after the print instead of serving on.")] = False,
    lang: Lang = Language.ZH,
) -> None:
    """Start the service, take a diesel application over HTTP to its certificate, and show what became of it.

    The applicant, the laboratory and every person of the body act with a key of their own. The store lies in a folder
    that is removed at the end; nothing of an installation is touched.
    """
    from app.cli.demo_walk import read_script
    from app.cli.installation import assembled, settings

    script = read_script(folder, lang)
    with tempfile.TemporaryDirectory(prefix="labverdict-demo-") as store:
        chosen = {"LABVERDICT_DATA": store, "LABVERDICT_LOG_LEVEL": "warning"}
        chosen |= {name: os.environ[name] for name in _KEPT if name in os.environ}
        if once:
            chosen["LABVERDICT_PORT"] = "0"
        clock = _clock_for(script.decided_on, lang)
        with assembled(settings(chosen), clock) as service, _serving(service) as address:
            _walk_and_show(service, address, script, lang)
            if not once:
                _wait(address)


@contextmanager
def _serving(service: "Service") -> Iterator[str]:
    """Serve in a thread and return the address; on leaving, every request is answered first."""
    from app.cli.exits import Exit
    from app.cli.screen import complain
    from app.serving import journal_for, server, working

    log = journal_for(service.settings, sys.stderr)
    with working(service, log) as is_working:
        answering = server(service, log, is_working)
        thread = threading.Thread(target=answering.run, name="server")
        thread.start()
        try:
            waited_until = time.monotonic() + _START_S
            while not answering.started and thread.is_alive() and time.monotonic() < waited_until:
                time.sleep(_POLL_S)
            if not answering.started:
                complain([f"labverdict: cannot listen on {service.settings.host}:{service.settings.port}"])
                raise typer.Exit(Exit.REFUSED)
            host, port = answering.servers[0].sockets[0].getsockname()[:2]
            yield f"http://{host}:{port}"
        finally:
            answering.should_exit = True
            thread.join()


def _walk_and_show(service: "Service", address: str, script: "Script", language: Language) -> None:
    from app.cli.demo_cast import enrol
    from app.cli.demo_table import walked_lines, ways_on
    from app.cli.demo_walk import walk
    from app.cli.screen import plain, screen_width, show
    from app.cli.verdict_table import pairs
    from app.wording.demo import Said
    from app.workflow.administer import Office

    office = Office(service.stores.access, service.clock, service.ids, service.ids)
    cast = enrol(script.names(), script.roles(), office)
    walked = walk(address, script, cast)
    width = screen_width()
    show(walked_lines(script, walked, cast, language, width))
    show([plain(), *pairs([(Said.BUNDLE.to(language), _recomputed(walked.bundle, address, language))]), plain()])
    show(ways_on(address, walked, cast, language, width))
    sys.stdout.flush()


def _recomputed(bundle: bytes, address: str, language: Language) -> str:
    """Recompute the decision from nothing but its bundle, and trust the keys of the service's log."""
    from app.cli.bundle_table import log_text
    from app.cli.report_file import usable_adapters
    from app.cli.trusted import trust_in
    from app.client import Client
    from app.library.packed_rules import load_packed
    from app.wording.bundles import ANSWERS
    from app.workflow.check_bundle import Bench, check_bundle

    with Client(address) as anybody:
        keys = [key["value"] for key in anybody.log_keys().document["keys"]]
    checked = check_bundle(bundle, Bench(load_packed, usable_adapters()), trust_in(keys))
    proof = None if checked.bundle is None else checked.bundle.log
    return f"{ANSWERS[checked.answer].to(language)}; {log_text(proof, language, is_signed=True)}"


def _clock_for(last: date, language: Language) -> "Clock | None":
    """Return a clock that has reached the last day of the case; None where that of the system has."""
    from app.cli.screen import complain
    from app.machine import AheadClock, SystemClock
    from app.verification.civil_day import civil_day
    from app.wording.demo import Said

    days = (last - civil_day(SystemClock().now())).days
    if days <= 0:
        return None
    complain([f"labverdict: {Said.AHEAD.to(language).format(last)}"])
    return AheadClock(timedelta(days=days))


def _wait(address: str) -> None:
    from app.cli.screen import complain

    complain([f"labverdict serves on {address} until Ctrl-C"])
    with suppress(KeyboardInterrupt):
        threading.Event().wait()
