"""`labverdict serve` and `labverdict worker` as processes: what they do when they are asked to end, and before."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.client import Client
from app.identity.organisations import OrganisationKind
from app.service import assemble
from app.settings import read_settings
from app.workflow.administer import Office, Started, start
from tests.app.delivery.receiver import Receiver, answering
from tests.app.dossiers import DIESEL

REPORT = (Path(__file__).resolve().parents[2] / "data/diesel_report.json").read_bytes()
PROGRAM = str(Path(sys.executable).with_name("labverdict"))
ENDED = {0, -signal.SIGTERM}


@dataclass(frozen=True, slots=True)
class Installation:
    """A laboratory with one person, whose key may file reports and manage webhooks."""

    environment: dict[str, str]
    key: str

    @contextmanager
    def process(self, command: str) -> Iterator[subprocess.Popen[str]]:
        """Run a command until the end of the block, where it is killed if it still runs."""
        with subprocess.Popen(
            [PROGRAM, command], env=os.environ | self.environment, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                yield process
            finally:
                process.kill()


@pytest.fixture
def installed(tmp_path: Path) -> Installation:
    environment = {
        "LABVERDICT_DATA": str(tmp_path / "data"),
        "LABVERDICT_PORT": "0",
        "LABVERDICT_LOG": "json",
        "LABVERDICT_WORKER": "apart",
        "LABVERDICT_WEBHOOK_PRIVATE": "yes",
    }
    service = assemble(read_settings(environment, terminal=False))
    office = Office(service.stores.access, service.clock, service.ids, service.ids)
    started = start(OrganisationKind.LABORATORY, "示例检测实验室", "示例检验员", office)
    assert isinstance(started, Started)
    service.stores.close()
    return Installation(environment, started.text)


def address_of(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    return next(match[1] for line in process.stderr if (match := re.search(r"(http://127\.0\.0\.1:\d+)", line)))


def test_a_request_under_way_is_answered_before_the_process_ends(installed: Installation) -> None:
    with installed.process("serve") as process:
        address = address_of(process)
        where = urlsplit(address)
        assert where.hostname is not None
        assert where.port is not None
        head = (
            f"POST /api/v1/reports?scheme={DIESEL} HTTP/1.1\r\nHost: {where.netloc}\r\n"
            f"Authorization: Bearer {installed.key}\r\nContent-Type: application/json\r\n"
            f"Idempotency-Key: k-1\r\nContent-Length: {len(REPORT)}\r\n\r\n"
        )
        with socket.create_connection((where.hostname, where.port), timeout=20) as line:
            line.sendall(head.encode() + REPORT[:100])
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            until = time.monotonic() + 10
            while is_open(where.hostname, where.port) and time.monotonic() < until:
                time.sleep(0.02)
            assert not is_open(where.hostname, where.port)
            assert process.poll() is None
            line.sendall(REPORT[100:])
            answer = b""
            while chunk := line.recv(65536):
                answer += chunk
        assert process.wait(timeout=20) in ENDED
    status, _, rest = answer.partition(b"\r\n")
    assert status == b"HTTP/1.1 201 Created"
    receipt = json.loads(rest.partition(b"\r\n\r\n")[2])
    with installed.process("serve") as again, Client(address_of(again), installed.key) as client:
        assert client.original(receipt["report"]) == REPORT


def is_open(host: str, port: int) -> bool:
    """Tell whether somebody still takes connections there."""
    with socket.socket() as knocking:
        return knocking.connect_ex((host, port)) == 0


def test_a_worker_apart_sends_what_the_service_stored_and_ends_when_asked(installed: Installation) -> None:
    with Receiver(answering(204)) as receiver:
        with installed.process("serve") as serving, Client(address_of(serving), installed.key) as client:
            client.add_webhook(f"http://127.0.0.1:{receiver.port}/hook")
            filed = client.post_report(REPORT, DIESEL).document
            time.sleep(0.5)
            assert receiver.received == []
        with installed.process("worker") as working:
            until = time.monotonic() + 30
            while not receiver.received and time.monotonic() < until:
                time.sleep(0.05)
            working.send_signal(signal.SIGTERM)
            _, logged = working.communicate(timeout=30)
            assert working.returncode == 0
    (received,) = receiver.received
    assert json.loads(received.body)["type"] == "report.filed"
    assert filed["report"] in received.body.decode()
    events = [json.loads(line) for line in logged.splitlines()]
    assert events[-1]["event"] == "delivery_ended"
    assert events[-1]["asked"] is True
