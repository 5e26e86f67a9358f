"""Uploads: multipart/form-data under bounds."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from app.api.problems import Problem
from app.api.uploads import Upload, read_upload
from tests.app.api.probe import LIMIT, Asked, Probe, serving

BOUNDARY = "0123456789abcdef"
KIND = f"multipart/form-data; boundary={BOUNDARY}"
FILE = ('Content-Disposition: form-data; name="file"; filename="report.csv"', b"a,b")
SCHEME = ('Content-Disposition: form-data; name="scheme"', b"S-1")
HEAD = ('Content-Disposition: form-data; name="head"', b"{}")


def body(*parts: tuple[str, bytes], end: bytes = b"--\r\n") -> bytes:
    lines = [f"--{BOUNDARY}\r\n{headers}\r\n\r\n".encode() + content + b"\r\n" for headers, content in parts]
    return b"".join(lines) + f"--{BOUNDARY}".encode() + end


def read(content: bytes, kind: str = KIND, piece: int = 7) -> Upload[Asked]:
    at = iter(range(0, len(content), piece))

    async def receive() -> dict[str, Any]:
        start = next(at, None)
        if start is None:
            return {"type": "http.request", "body": b"", "more_body": False}
        return {"type": "http.request", "body": content[start : start + piece], "more_body": True}

    request = Request({"type": "http", "headers": [(b"content-type", kind.encode("latin-1"))]}, receive)
    return asyncio.run(read_upload(request, Asked, LIMIT))


def refusal(content: bytes, kind: str = KIND) -> list[tuple[int, str, str]]:
    with pytest.raises(Problem) as refused:
        read(content, kind, piece=4096)
    return [(refused.value.status, issue.code, issue.where) for issue in refused.value.errors]


def field(name: str, value: bytes) -> tuple[str, bytes]:
    return f'Content-Disposition: form-data; name="{name}"', value


@pytest.mark.parametrize("piece", [1, 2, 7, 4096])
def test_an_upload_is_read_in_whatever_pieces_it_comes(piece: int) -> None:
    upload = read(body(SCHEME, FILE, HEAD, field("share_with", b"a"), field("share_with", "乙".encode())), piece=piece)
    assert (upload.file, upload.file_name, upload.head) == (b"a,b", "report.csv", b"{}")
    assert upload.asked == Asked(scheme="S-1", share_with=("a", "乙"))


def test_the_head_may_be_left_out_and_the_content_may_be_anything() -> None:
    content = bytes(range(256)) + b"\r\n--0123456789abcde\r\n--"
    upload = read(body((FILE[0], content), SCHEME))
    assert (upload.file, upload.head) == (content, None)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../x.csv", "../../x.csv"),
        ("报告.csv", "报告.csv"),
        ("a\rSet-Cookie: x.csv", r"a\u000dSet-Cookie: x.csv"),
        ("a\u202exslx", r"a\u202exslx"),
        ("a" * 250, "a" * 199 + "…"),
        ("", ""),
    ],
)
def test_the_name_of_the_file_is_kept_as_text(sent: str, kept: str) -> None:
    header = f'Content-Disposition: form-data; name="file"; filename="{sent}"'
    if "\r" in sent:
        assert refusal(body((header, b"a"), SCHEME)) == [(400, "malformed_body", "the body")]
    else:
        assert read(body((header, b"a"), SCHEME)).file_name == kept


def test_a_name_in_bytes_that_are_no_text_is_kept_by_their_numbers() -> None:
    content = body(FILE, SCHEME).replace(b"report", b"\xff\x00")
    assert read(content).file_name == r"\xff\u0000.csv"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (body(SCHEME), (422, "parameter_missing", "part file")),
        (body(FILE), (422, "parameter_missing", "part scheme")),
        (body(FILE, FILE, SCHEME), (422, "parameter_repeated", "part file")),
        (body(FILE, HEAD, HEAD, SCHEME), (422, "parameter_repeated", "part head")),
        (body(FILE, SCHEME, SCHEME), (422, "parameter_repeated", "part scheme")),
        (body(FILE, SCHEME, field("verdict", b"PASS")), (422, "parameter_unknown", "part verdict")),
        (body(FILE, field("scheme", b"\xff")), (422, "parameter_invalid", "part scheme")),
        (body(FILE, field("scheme", b"a\x00")), (422, "parameter_invalid", "part scheme")),
        (body((FILE[0], b"a" * (LIMIT + 1)), SCHEME), (413, "body_too_large", "part file")),
        (body(FILE, field("scheme", b"a" * 4097)), (413, "body_too_large", "part scheme")),
        (body(FILE, SCHEME, field("head", b"a" * (256 * 1024 + 1))), (413, "body_too_large", "part head")),
        (body(FILE, SCHEME, *[field("share_with", b"a")] * 7), (400, "malformed_body", "the body")),
        (body(("X-Y: 1", b"a")), (400, "malformed_body", "the headers of a part")),
        (body(("Content-Disposition: form-data", b"a")), (400, "malformed_body", "the headers of a part")),
        (body(("Content-Disposition: attachment; name=file", b"a")), (400, "malformed_body", "the headers of a part")),
        (body((f"{FILE[0]}\r\n{FILE[0]}", b"a")), (400, "malformed_body", "the headers of a part")),
        (
            body((f"{FILE[0]}\r\nContent-Transfer-Encoding: base64", b"YQ==")),
            (400, "malformed_body", "the headers of a part"),
        ),
        (body(("\r\n".join(f"X-{n}: 1" for n in range(9)), b"a")), (400, "malformed_body", "the body")),
        (body((f"X: {'a' * 5000}", b"a")), (400, "malformed_body", "the body")),
        (body(FILE, SCHEME, end=b""), (400, "malformed_body", "the body")),
        (body(FILE, SCHEME)[:-30], (400, "malformed_body", "the body")),
        (b"", (400, "malformed_body", "the body")),
        (b"a,b\r\n1,2", (400, "malformed_body", "the body")),
    ],
)
def test_what_is_wrong_is_named(content: bytes, expected: tuple[int, str, str]) -> None:
    assert refusal(content) == [expected]


def test_all_faults_of_the_parts_are_named_at_once() -> None:
    assert [fault[1:] for fault in refusal(body(field("x", b"1"), field("limit", b"?")))] == [
        ("parameter_missing", "part file"),
        ("parameter_unknown", "part x"),
        ("parameter_missing", "part scheme"),
        ("parameter_invalid", "part limit"),
    ]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("multipart/form-data", 400),
        ("multipart/form-data; boundary=", 400),
        (f"multipart/form-data; boundary={'a' * 71}", 400),
        ("multipart/form-data; boundary=a\xe9", 400),
        ("multipart/mixed; boundary=a", 415),
        ("application/json", 415),
    ],
)
def test_the_type_needs_a_boundary(kind: str, status: int) -> None:
    assert [fault[0] for fault in refusal(body(FILE, SCHEME), kind)] == [status]


def test_more_than_all_parts_together_may_be_is_refused_while_it_is_read() -> None:
    limit = LIMIT + 256 * 1024 + 8 * 4096 + 8 * 8192
    assert refusal(b"\r\n" * (limit // 2) + body(FILE, SCHEME)) == [(413, "body_too_large", "the body")]


mutations = st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=6), st.integers(0, 20)), max_size=4)


@given(mutations, st.integers(1, 64))
def test_every_mutated_body_is_read_or_refused(changes: list[tuple[int, bytes, int]], piece: int) -> None:
    content = body(SCHEME, FILE, HEAD, field("share_with", b"a"))
    for at, put, gone in changes:
        content = content[:at] + put + content[at + gone :]
    try:
        read(content, piece=piece)
    except Problem as problem:
        assert problem.status in {400, 413, 422}  # noqa: PT017 - a body that is read is as good


def test_an_ordinary_client_is_understood() -> None:
    with serving(Probe().app) as address:
        answer = httpx.post(
            f"{address}/api/v1/uploads",
            files={"file": ('报告 "1".csv', b"a,b"), "head": ("head.json", b"{}")},
            data={"scheme": "S-1", "share_with": ["a", "b"]},
        )
    file, name, head, asked = answer.text.split("|")
    assert (bytes.fromhex(file), name, bytes.fromhex(head)) == (b"a,b", "报告 %221%22.csv", b"{}")
    assert json.loads(asked)["share_with"] == ["a", "b"]
