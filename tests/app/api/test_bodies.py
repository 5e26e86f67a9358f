"""Bodies as bytes: type, encoding, size; driven as a server would, and over real HTTP."""

import asyncio
import tracemalloc
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest
from starlette.requests import ClientDisconnect, Request

from app.api.bodies import JSON, read_body
from app.api.problems import Problem
from tests.app.api.probe import LIMIT, Probe, serving

MIB = 1024 * 1024


class Sender:
    """A client that sends pieces for as long as they are asked for."""

    def __init__(self, pieces: Iterator[bytes], headers: Mapping[str, str]) -> None:
        self.pieces = pieces
        self.taken = 0
        self.headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]

    async def receive(self) -> dict[str, Any]:
        piece = next(self.pieces, None)
        if piece is None:
            return {"type": "http.request", "body": b"", "more_body": False}
        self.taken += len(piece)
        return {"type": "http.request", "body": piece, "more_body": True}

    def read(self, limit: int = LIMIT) -> bytes:
        request = Request({"type": "http", "headers": self.headers}, self.receive)
        return asyncio.run(read_body(request, limit=limit, accepted={JSON}))


def outcome(pieces: list[bytes], **headers: str) -> tuple[int, str] | bytes:
    sender = Sender(
        iter(pieces), {"content-type": JSON} | {name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        return sender.read()
    except Problem as problem:
        return problem.status, problem.code


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        'application/json; Charset="UTF-8"',
        " application/json ; x=y",
    ],
)
def test_the_type_may_be_written_in_any_way(kind: str) -> None:
    assert outcome([b"{", b"}"], content_type=kind) == b"{}"


@pytest.mark.parametrize(
    "headers",
    [
        {"content_type": ""},
        {"content_type": "text/plain"},
        {"content_type": "application/jsonx"},
        {"content_type": "application/json, text/plain"},
        {"content_type": "application/json; charset=gb18030"},
        {"content_type": "application/json; charset=utf-16"},
        {"content_type": "é/\xff"},
        {"content_encoding": "gzip"},
        {"content_encoding": "identity, br"},
        {"content_encoding": ""},
    ],
)
def test_another_type_or_a_compressed_body_is_refused_before_it_is_read(headers: dict[str, str]) -> None:
    assert outcome([b"{}"], **headers) == (415, "media_type_unsupported")


def test_a_type_that_is_not_there_or_there_twice_is_refused() -> None:
    for count in (0, 2):
        sender = Sender(iter([b"{}"]), {})
        sender.headers = [(b"content-type", JSON.encode())] * count
        with pytest.raises(Problem) as refused:
            sender.read()
        assert refused.value.status == 415
        assert sender.taken == 0


def test_identity_is_no_encoding() -> None:
    assert outcome([b"{}"], content_encoding="identity") == b"{}"


@pytest.mark.parametrize(
    ("length", "stated", "expected"),
    [
        (LIMIT, None, b"a" * LIMIT),
        (LIMIT, str(LIMIT), b"a" * LIMIT),
        (LIMIT + 1, None, (413, "body_too_large")),
        (LIMIT + 1, str(LIMIT + 1), (413, "body_too_large")),
        (LIMIT + 1, "1", (413, "body_too_large")),  # what is said does not count
        (1, str(LIMIT + 1), (413, "body_too_large")),
        (1, "9" * 5000, (413, "body_too_large")),
        (1, "-1", (400, "malformed_body")),
        (1, "", (400, "malformed_body")),
        (1, "1_0", (400, "malformed_body")),
        (1, "\xb2", (400, "malformed_body")),  # a raised 2 is a digit to Python
    ],
)
def test_a_body_ends_at_the_limit(length: int, stated: str | None, expected: tuple[int, str] | bytes) -> None:
    headers = {} if stated is None else {"content_length": stated}
    assert outcome([b"a" * length], **headers) == expected


def test_a_long_body_is_refused_while_it_is_read() -> None:
    sender = Sender((b"a" * 65_536 for _ in range(160)), {"content-type": JSON})
    tracemalloc.start()
    with pytest.raises(Problem):
        sender.read(limit=MIB)
    grown = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert MIB < sender.taken <= MIB + 65_536
    assert grown < 4 * MIB


def test_without_the_limit_the_whole_body_would_be_read() -> None:
    sender = Sender((b"a" * 65_536 for _ in range(160)), {"content-type": JSON})
    assert len(sender.read(limit=16 * MIB)) == sender.taken == 10 * MIB


def test_a_sender_who_leaves_is_no_bug_of_the_service() -> None:
    async def left() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    request = Request({"type": "http", "headers": [(b"content-type", JSON.encode())]}, left)
    with pytest.raises(ClientDisconnect):
        asyncio.run(read_body(request, limit=LIMIT, accepted={JSON}))


def test_ten_mebibytes_over_http_are_refused_whether_their_length_is_told_or_not() -> None:
    whole = b"a" * (10 * MIB)
    with serving(Probe().app) as address, httpx.Client(base_url=address, headers={"Content-Type": JSON}) as client:
        told = client.post("/api/v1/things", content=whole)
        untold = client.post("/api/v1/things", content=(whole[at : at + 65_536] for at in range(0, len(whole), 65_536)))
        fits = client.post("/api/v1/things", content=whole[:LIMIT])
    assert [told.status_code, untold.status_code, fits.status_code] == [413, 413, 200]
    assert told.json()["code"] == untold.json()["code"] == "body_too_large"
    assert len(fits.content) == LIMIT


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("grant_type=client_credentials", 200, ""),
        ("grant_type=%E4%B8%AD", 200, ""),
        ("grant_type=a&grant_type=a", 422, "parameter_repeated"),
        ("grant_type=a&scope=b", 422, "parameter_unknown"),
        ("", 422, "parameter_missing"),
        ("grant_type=%ff", 422, "parameter_invalid"),
        ("grant_type=" + "a" * 16_384, 413, "body_too_large"),
    ],
)
def test_a_form_is_strict(body: str, status: int, code: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = Probe().call("POST", "/api/v1/token", content=body, headers=headers)
    assert answer.status_code == status
    assert status == 200 or answer.json()["code"] == code


def test_a_small_json_body_is_read_through_the_same_gate() -> None:
    probe = Probe()
    assert probe.call("POST", "/api/v1/hooks", json={"url": "a"}).json()["url"] == "a"
    assert probe.call("POST", "/api/v1/hooks", json={"url": "a" * 70_000}).status_code == 413
    assert probe.call("POST", "/api/v1/hooks", content=b"{}", headers={"Content-Type": "text/json"}).status_code == 415
