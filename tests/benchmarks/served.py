"""Servers as processes on a core of their own, and rounds of requests from another core."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.campaigns.wire import Cut, Wire

ROOT = Path(__file__).parents[2]
FLOOR = Path(__file__).with_name("floor.py")
PATIENCE_S = 60
CORES = sorted(os.sched_getaffinity(0))


@dataclass(frozen=True, slots=True)
class Round:
    """Figures of one round."""

    per_s: float
    p50_ms: float
    p99_ms: float

    def __str__(self) -> str:
        return f"{self.per_s:,.0f}/s, p50 {self.p50_ms:.2f} ms, p99 {self.p99_ms:.2f} ms"


def play(port: int, requests: Sequence[bytes], status: int) -> Round:
    """Send requests one after the other over one connection; each must be answered with this status."""
    taken = []
    with Wire(port) as wire:
        for request in requests:
            begin = time.perf_counter()
            answered, body = wire.ask(request)
            taken.append(time.perf_counter() - begin)
            assert answered == status, body
    taken.sort()
    p50, p99 = (taken[int(len(taken) * share)] * 1e3 for share in (0.5, 0.99))
    return Round(len(taken) / sum(taken), p50, p99)


@contextmanager
def running(command: Sequence[str | Path], port: int, settings: Mapping[str, str] | None = None) -> Iterator[int]:
    """Run a server on the first core until it is not needed any more, and return its port."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("LABVERDICT_")}
    environment = {**inherited, "PYTHONPATH": str(ROOT), **(settings or {})}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
        os.sched_setaffinity(process.pid, CORES[:1])
        try:
            _wait(port)
            yield port
        finally:
            process.kill()


def floor(url: str, port: int) -> tuple[str | Path, ...]:
    return (sys.executable, FLOOR, url, str(port))


def service() -> tuple[str | Path, ...]:
    return (Path(sys.executable).with_name("labverdict"), "serve")


@contextmanager
def on_the_last_core() -> Iterator[None]:
    """Send from another core than the servers'."""
    os.sched_setaffinity(0, CORES[-1:])
    try:
        yield
    finally:
        os.sched_setaffinity(0, CORES)


def best(rounds: Sequence[Round], figure: Callable[[Round], float]) -> Round:
    """Return the round that was disturbed least: that with the lowest figure."""
    return min(rounds, key=figure)


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            Wire(port).close()
        except Cut:
            assert time.monotonic() < until, "the server does not start"
            time.sleep(0.05)
        else:
            return
