import base64
import json

import pytest

from app.keys.ed25519 import ALG
from app.ledger.canonical import Json, canonical
from app.ledger.fault import FaultCode
from app.ledger.log_file import LogFile, Offered, PublicKey, log_lines
from app.ledger.notation import Malformed
from tests.app.ledger.logs import OURS, THEIRS, chain, head

BODIES = chain(["a", "b", "c"])
KEY = PublicKey(ALG, OURS.public_key)
LINES = list(log_lines(BODIES, [head(BODIES[:1]), head(BODIES)], [KEY]))
FIRST, ENTRIES, HEADS, KEYS = LINES[0], LINES[1:4], LINES[4:6], LINES[6]


def read(lines: list[bytes]) -> tuple[list[bytes], LogFile]:
    log = LogFile(lines)
    return list(log.entries()), log


def line(**members: Json) -> bytes:
    return canonical(members) + b"\n"


def test_a_log_is_written_as_json_lines() -> None:
    assert [list(json.loads(written)) for written in LINES] == [
        ["format"],
        *[["entry"]] * 3,
        *[["checkpoint"]] * 2,
        ["public_key"],
    ]
    assert FIRST == b'{"format":"labverdict.log/1"}\n'
    assert base64.b64decode(json.loads(LINES[1])["entry"]) == BODIES[0]
    assert json.loads(KEYS)["public_key"] == {
        "alg": ALG,
        "kid": OURS.kid,
        "value": base64.b64encode(OURS.public_key).decode(),
    }
    assert all(written.endswith(b"\n") for written in LINES)


@pytest.mark.parametrize("end", [b"\n", b""])
def test_a_log_is_read_back(end: bytes) -> None:
    bodies, log = read([written.removesuffix(b"\n") + end for written in LINES])
    assert bodies == BODIES
    assert [found.place for found in log.heads] == ["line 5", "line 6"]
    assert (log.keys, log.faults()) == ([KEY], [])


@pytest.mark.parametrize(
    ("lines", "number", "entries"),
    [
        ([], 1, range(0)),
        (LINES[1:], 1, range(1)),
        ([FIRST, FIRST, *LINES[1:]], 2, range(1)),
        ([b'{"format":"labverdict.log/2"}', *LINES[1:]], 1, range(1)),
        ([b'{"format":"labverdict.log/1","more":1}', *LINES[1:]], 1, range(1)),
        ([FIRST, b"\n", *LINES[1:]], 2, range(1)),
        ([FIRST, ENTRIES[0], b"{", *LINES[3:]], 3, range(1, 2)),
        ([FIRST, ENTRIES[0], b"[]", *LINES[3:]], 3, range(1, 2)),
        ([FIRST, ENTRIES[0], ENTRIES[1].replace(b'"}', b' "}'), *LINES[3:]], 3, range(1, 2)),
        ([FIRST, ENTRIES[0], ENTRIES[1].replace(b":", b": "), *LINES[3:]], 3, range(1, 2)),
        ([FIRST, ENTRIES[0], ENTRIES[1].replace(b"\n", b"\r\n"), *LINES[3:]], 3, range(1, 2)),
        ([FIRST, ENTRIES[0], line(entry="YQ==", more=None), *LINES[3:]], 3, range(1, 2)),
        ([FIRST, ENTRIES[0], b'{"entry":"YQ==","entry":"YQ=="}\n', *LINES[3:]], 3, range(1, 2)),
        ([FIRST, *HEADS, ENTRIES[0], KEYS], 4, range(0)),
        ([FIRST, *ENTRIES, HEADS[0], KEYS, HEADS[1]], 7, range(0)),
        ([*LINES[:5], line(checkpoint=None, more=None), *LINES[5:]], 6, range(0)),
        ([*LINES, line(public_key={"alg": ALG, "kid": OURS.kid, "value": "YQ=="})], 8, range(0)),
        ([*LINES, line(public_key={"alg": ALG, "kid": OURS.kid, "value": "Y"})], 8, range(0)),
        ([*LINES, KEYS.replace(b'"kid"', b'"did":"","kid"')], 8, range(0)),
    ],
)
def test_a_line_of_another_form_is_a_fault(lines: list[bytes], number: int, entries: range) -> None:
    _, log = read(lines)
    fault = log.faults()[0]
    assert (fault.code, fault.place) == (FaultCode.LINE_MALFORMED, f"line {number}")
    assert list(fault.entries) == list(entries)


def test_an_envelope_of_another_form_is_offered_as_such() -> None:
    _, log = read([*LINES[:5], line(checkpoint={"payload": ""}), KEYS])
    assert isinstance(log.heads[1], Offered)
    assert isinstance(log.heads[1].envelope, Malformed)
    assert log.faults() == []


@pytest.mark.parametrize(
    "lines",
    [
        LINES[:-1],
        [*LINES[:4], KEYS],
        list(log_lines(BODIES, [head(BODIES)], [PublicKey(ALG, THEIRS.public_key)])),
        list(log_lines(BODIES, [head(BODIES)], [KEY, PublicKey(ALG, THEIRS.public_key)])),
        list(log_lines(BODIES, [head(BODIES)], [PublicKey("other", OURS.public_key)])),
        list(log_lines(BODIES, [head(BODIES), head(BODIES, THEIRS)], [KEY])),
    ],
)
def test_the_keys_are_those_that_the_signatures_name(lines: list[bytes]) -> None:
    _, log = read(lines)
    assert [fault.code for fault in log.faults()][-1] is FaultCode.KEYS_DIFFER
