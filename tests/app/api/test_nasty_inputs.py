"""Every nasty input is answered over real HTTP as its case says: status, code, place, meaning, in time, no echo."""

import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import httpx
import pytest

from app.api import problems
from app.api.application import build
from app.api.parts import Bounds
from lims_adapters.contract import Issue
from tests.app.api import nasty_log, nasty_reports, nasty_requests, nasty_tables, nasty_workbooks
from tests.app.api.asking import SCHEME
from tests.app.api.nasty import ACTS, CASES, FILE, V1, Wire, carry_out, in_time, is_refused
from tests.app.api.nasty_tables import head, post
from tests.app.api.nasty_workbooks import NAME, bomb, declared_large
from tests.app.api.probe import serving
from tests.app.api.world import World
from tests.served.nasty_cases import CARRIED_OUT

# Imported for the acts that they enter.
ENTERED = (nasty_log, nasty_reports, nasty_requests, nasty_tables, nasty_workbooks)
JSON = {"Content-Type": "application/json"}
MIB = 1024 * 1024
PIECE = b"a" * 65_536


@contextmanager
def wired(town: World) -> Iterator[Wire]:
    with serving(town.app) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield Wire(town, client)


@pytest.fixture(scope="module")
def wire(town: World) -> Iterator[Wire]:
    with wired(town) as made:
        yield made


@pytest.mark.parametrize("case", sorted(ACTS))
def test_a_nasty_input_is_answered_as_listed(case: str, wire: Wire) -> None:
    carry_out(case, wire)


def test_no_case_is_left_out() -> None:
    """What needs an application or a certificate a cast carries out; a correction is made both ways."""
    assert len(CASES) == json.loads(FILE.read_bytes())["count"] == 80
    assert ACTS.keys() | CARRIED_OUT.keys() == CASES.keys()
    assert ACTS.keys() & CARRIED_OUT.keys() == {"H19"}


def in_pieces() -> Iterator[bytes]:
    """Give ten megabytes of a remark without saying how many will come."""
    yield b'{"remark": "'
    for _ in range(10 * MIB // len(PIECE)):
        yield PIECE
    yield b'"}'


def large_remark(wire: Wire) -> httpx.Response:
    return wire.send("POST", f"{V1}/reports", params={"scheme": SCHEME}, content=in_pieces(), headers=JSON)


def workbook(wire: Wire, content: bytes) -> httpx.Response:
    return post(wire, f"{V1}/verifications", content, head(), NAME)


def growth(send: Callable[[], httpx.Response]) -> tuple[httpx.Response, float]:
    """Return the answer, and by how many MiB the memory of client and server grew at most."""
    tracemalloc.start()
    try:
        answer = send()
        return answer, tracemalloc.get_traced_memory()[1] / MIB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("case", "send"),
    [("S18", large_remark), ("X01", lambda wire: workbook(wire, bomb()))],
    ids=["S18", "X01"],
)
def test_what_is_refused_for_its_size_takes_no_memory(
    case: str, send: Callable[[Wire], httpx.Response], wire: Wire
) -> None:
    bomb()
    answer, grown = growth(partial(send, wire))
    is_refused(answer, CASES[case]["expected"]["http_status"], CASES[case]["expected"]["code"])
    assert grown < CASES[case]["max_rss_growth_mb"]


def test_a_declared_size_takes_no_memory(wire: Wire) -> None:
    answer, grown = growth(partial(workbook, wire, declared_large()))
    assert answer.status_code == 200
    assert grown < 8


def test_without_the_bound_a_large_body_takes_memory(town: World) -> None:
    unbound = replace(town.parts, bounds=Bounds(body=64 * MIB, upload=64 * MIB, threads=8))
    with wired(replace(town, app=build(unbound))) as wire:
        answer, grown = growth(partial(large_remark, wire))
    assert answer.status_code == 413
    assert grown > 10


def problem(status: int = 422, kind: str = "application/problem+json", **more: Any) -> httpx.Response:  # noqa: ANN401 - members of JSON
    told = {"type": "urn:labverdict:problem:a_code", "status": 422, "code": "a_code", "errors": [], **more}
    return httpx.Response(status, json=told, headers={"Content-Type": kind})


FAULT = {"code": "a_code", "pointer": "/results/0/value", "detail": "", "expected": ""}


def test_a_good_refusal_is_one() -> None:
    is_refused(problem(errors=[FAULT]), 422, "a_code", "/results/0/value", "7,9")


@pytest.mark.parametrize(
    "answer",
    [
        problem(500),
        problem(kind="application/json", errors=[FAULT]),
        problem(type="about:blank", errors=[FAULT]),
        problem(code="another", type="urn:labverdict:problem:another", errors=[]),
        problem(errors=[]),
        problem(errors=[{**FAULT, "pointer": "/results/1/value"}]),
        problem(errors=[{**FAULT, "expected": "not 7,9"}]),
    ],
)
def test_a_bad_refusal_is_seen(answer: httpx.Response) -> None:
    with pytest.raises(AssertionError):
        is_refused(answer, 422, "a_code", "/results/0/value", "7,9")


def test_a_late_answer_is_seen() -> None:
    def late() -> httpx.Response:
        time.sleep(0.02)
        return problem()

    with pytest.raises(AssertionError):
        in_time(late, 10)


@pytest.mark.parametrize("case", ["N15", "U01", "C08", "C23"])
def test_an_echo_is_seen(case: str, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = problems._error  # noqa: SLF001 - the fault that is guarded against is put in here

    def echoing(issue: Issue, language: Any) -> dict[str, str]:  # noqa: ANN401 - handed on
        return {**silent(issue, language), "found": issue.found}

    monkeypatch.setattr(problems, "_error", echoing)
    with pytest.raises(AssertionError, match="what was sent is shown"):
        carry_out(case, wire)
