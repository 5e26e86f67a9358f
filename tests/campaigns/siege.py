"""A server that is killed and started again, and the laboratory's programs that go on posting to it all the while."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from app.machine import SystemClock
from app.ports.machine import instant_text
from tests.campaigns.laboratory import diesel, sulfur
from tests.campaigns.wire import Cut, Wire, filing

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
PAUSE_S = 0.01
REPORT_NO = "W-NUMBER"
FULL_EVERY, FULL, BRIEF = 10, 22, 3
_FULL = diesel(REPORT_NO)
_BRIEF = diesel(REPORT_NO, [sulfur("6.2", str(replicate)) for replicate in range(BRIEF)])


@dataclass(frozen=True, slots=True)
class Zygote:
    """A process that has imported everything, of which servers are forked; `log` is what they said."""

    process: "subprocess.Popen[str]"
    log: Path

    def fork(self, settings: Mapping[str, str], **asked: object) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"settings": settings, **asked}) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@contextmanager
def zygote(folder: Path) -> Iterator[Zygote]:
    """Start it; at the end neither it nor any server is left, whatever happened."""
    log = folder / "server.log"
    command = [sys.executable, "-m", "tests.campaigns.zygote", str(log)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Zygote(process, log)


@dataclass(slots=True)
class Server:
    """The service as a process."""

    zygote: Zygote
    settings: Mapping[str, str]
    eager: bool = False
    process: int | None = None

    @property
    def port(self) -> int:
        return int(self.settings["LABVERDICT_PORT"])

    def start(self) -> None:
        self.process = self.zygote.fork(self.settings, eager=self.eager)

    def wait(self) -> None:
        """Wait until it listens."""
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                Wire(self.port).close()
            except Cut:
                if time.monotonic() > until:
                    raise AssertionError(self.zygote.log.read_text(encoding="utf-8")[-4000:]) from None
                time.sleep(PAUSE_S)
            else:
                return

    def kill(self) -> None:
        assert self.process is not None
        os.kill(self.process, signal.SIGKILL)


@dataclass(slots=True)
class Sender:
    """Posts one report after the other, each until it is acknowledged, and some of them again.

    `acknowledged` are the receipts by report number; `stored_unheard` counts requests that were carried out though
    their answer never came.
    """

    name: str
    secret: str
    port: int
    chance: random.Random
    stop: Event
    acknowledged: dict[str, bytes] = field(default_factory=dict)
    stored_unheard: int = 0
    repeated: int = 0
    faults: list[str] = field(default_factory=list)
    _wire: Wire | None = None

    def run(self) -> None:
        number = 0
        while not self.stop.is_set():
            report_no = f"{self.name}-{number}"
            receipt = self._filed(report_no, f"key-{report_no}")
            if receipt is not None:
                self.acknowledged[report_no] = receipt
                self._repeat(number)
            number += 1
        self._close()

    def _repeat(self, newest: int) -> None:
        """Send a report again, now and then: the newest or an older one, under its own key or another."""
        if self.chance.randrange(5):
            return
        report_no = f"{self.name}-{self.chance.choice((newest, self.chance.randrange(newest + 1)))}"
        prefix = self.chance.choice(("key", f"again-{newest}"))
        first = self.acknowledged.get(report_no)
        self.repeated += 1
        if first is not None and self._filed(report_no, f"{prefix}-{report_no}") != first:
            self.faults.append(f"{report_no}: another receipt than the first")

    def _filed(self, report_no: str, key: str) -> bytes | None:
        """Post until there is an answer, and return the receipt."""
        request = filing(self.secret, key, body(report_no))
        until, retried = time.monotonic() + PATIENCE_S, False
        while time.monotonic() < until:
            asked_at = instant_text(SystemClock().now())
            try:
                status, content = self._connected().ask(request)
            except Cut:
                self._close()
                retried = True
                time.sleep(PAUSE_S)
                continue
            if status in {200, 201}:
                self.stored_unheard += retried and key.startswith("key-") and is_older(content, asked_at)
                return content
            if not is_running(content):
                self.faults.append(f"{report_no}: {status} {content!r}")
                return None
            time.sleep(PAUSE_S)
        self.faults.append(f"{report_no}: no answer for {PATIENCE_S} s")
        return None

    def _connected(self) -> Wire:
        if self._wire is None:
            self._wire = Wire(self.port)
        return self._wire

    def _close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None


def body(report_no: str) -> bytes:
    """Return the report of this number: every tenth has many results, the others few."""
    whole = _FULL if results_of(report_no) == FULL else _BRIEF
    return whole.replace(REPORT_NO.encode(), report_no.encode())


def results_of(report_no: str) -> int:
    return BRIEF if int(report_no.rpartition("-")[2]) % FULL_EVERY else FULL


def is_older(receipt: bytes, than: str) -> bool:
    recorded_at: str = json.loads(receipt)["recorded_at"]
    return recorded_at < than


def is_running(problem: bytes) -> bool:
    return bool(json.loads(problem).get("code") == "idempotency_key_running")


@contextmanager
def sending(senders: list[Sender]) -> Iterator[None]:
    """Let them send; on leaving, each gets its last answer."""
    threads = [Thread(target=sender.run) for sender in senders]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        senders[0].stop.set()
        for thread in threads:
            thread.join()
