"""Uploads: multipart/form-data (RFC 7578) under strict bounds, wholly in memory; no name of a file is ever a path."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from app.api.bodies import check_type, stream
from app.api.codes import Code
from app.api.problems import Problem, fault, refused
from app.api.queries import P, parameters
from lims_adapters.contract import Issue
from lims_adapters.faults import printable

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MULTIPART = "multipart/form-data"
MOST_PARTS = 8
FIELD_LIMIT = 4 * 1024
HEAD_LIMIT = 256 * 1024
LONGEST_NAME = 200
# What stands around the parts: their headers and boundaries.
_AROUND = MOST_PARTS * 8 * 1024
_FILE, _HEAD = "file", "head"
_BOUNDARY = re.compile(rb"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]")
_AS_IT_IS = frozenset({b"", b"7bit", b"8bit", b"binary"})


@dataclass(frozen=True, slots=True)
class Upload(Generic[P]):
    """A file, the head that goes with a table, and what is asked. `file_name` is printable text, "" where none is."""

    file: bytes = field(repr=False)
    file_name: str
    head: bytes | None = field(repr=False)
    asked: P


@dataclass(slots=True)
class _Part:
    headers: dict[bytes, bytes] = field(default_factory=dict)
    name: str = ""
    file_name: str = ""
    limit: int = 0
    content: bytearray = field(default_factory=bytearray)


async def read_upload(request: Request, model: type[P], limit: int) -> Upload[P]:
    """Read an upload: the part `file` of at most `limit` bytes, `head` if there is one, and parameters as text parts.

    Raises:
        Problem: `media_type_unsupported`, `body_too_large`, `malformed_body`, and those of `read_query` for the parts.
    """
    boundary = check_type(request, {MULTIPART}).get(b"boundary", b"")
    if _BOUNDARY.fullmatch(boundary) is None:
        raise _malformed("header Content-Type", "a boundary of 1 to 70 characters")
    reader = _Reader(limit)
    parser = MultipartParser(boundary, reader.callbacks(), max_header_count=8, max_header_size=4 * 1024)
    async for chunk in stream(request, limit + HEAD_LIMIT + MOST_PARTS * FIELD_LIMIT + _AROUND):
        try:
            parser.write(chunk)
        except FormParserError:
            raise _malformed("the body", "multipart/form-data as in RFC 7578") from None
    if not reader.ended:
        raise _malformed("the body", "a closing boundary")
    return _upload(reader.parts, model)


def _upload(parts: list[_Part], model: type[P]) -> Upload[P]:
    issues: list[Issue] = []
    whole: dict[str, _Part] = {}
    asked: list[tuple[str, str]] = []
    for part in parts:
        if part.name not in {_FILE, _HEAD}:
            # What is no UTF-8 becomes half a pair, which no parameter may hold.
            asked.append((part.name, part.content.decode("utf-8", "surrogateescape")))
        elif whole.setdefault(part.name, part) is not part:
            issues.append(fault(Code.PARAMETER_REPEATED, f"part {part.name}", "once"))
    if _FILE not in whole:
        issues.append(fault(Code.PARAMETER_MISSING, f"part {_FILE}", "the file"))
    try:
        answer = parameters(asked, model, "part")
    except Problem as problem:
        raise refused([*issues, *problem.errors]) from None
    if issues:
        raise refused(issues)
    file, head = whole[_FILE], whole.get(_HEAD)
    return Upload(bytes(file.content), file.file_name, None if head is None else bytes(head.content), answer)


class _Reader:
    """Collects parts from the parser's events."""

    def __init__(self, limit: int) -> None:
        self.parts: list[_Part] = []
        self.ended = False
        self._limits = {_FILE: limit, _HEAD: HEAD_LIMIT}
        self._header = bytearray()
        self._value = bytearray()

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._header_ends,
            "on_headers_finished": self._headers_end,
            "on_part_data": self._data,
            "on_end": self._end,
        }

    def _begin(self) -> None:
        if len(self.parts) == MOST_PARTS:
            raise _malformed("the body", f"at most {MOST_PARTS} parts")
        self.parts.append(_Part())

    def _header_ends(self) -> None:
        name = bytes(self._header).lower()
        if name in self.parts[-1].headers:
            raise _malformed("the headers of a part", "each header once")
        self.parts[-1].headers[name] = bytes(self._value)
        self._header.clear()
        self._value.clear()

    def _headers_end(self) -> None:
        part = self.parts[-1]
        kind, options = parse_options_header(part.headers.get(b"content-disposition", b""))
        if kind != b"form-data" or b"name" not in options:
            raise _malformed("the headers of a part", "Content-Disposition: form-data with a name")
        if part.headers.get(b"content-transfer-encoding", b"").strip().lower() not in _AS_IT_IS:
            raise _malformed("the headers of a part", "content that is not encoded")
        part.name = options[b"name"].decode("utf-8", "backslashreplace")
        sent = printable(options.get(b"filename", b"").decode("utf-8", "backslashreplace"))
        part.file_name = sent if len(sent) <= LONGEST_NAME else sent[: LONGEST_NAME - 1] + "…"
        part.limit = self._limits.get(part.name, FIELD_LIMIT)

    def _data(self, data: bytes, start: int, end: int) -> None:
        part = self.parts[-1]
        if len(part.content) + end - start > part.limit:
            raise refused([fault("body_too_large", f"part {part.name[:LONGEST_NAME]}", f"at most {part.limit} bytes")])
        part.content += data[start:end]

    def _end(self) -> None:
        self.ended = True


def _malformed(place: str, expected: str) -> Problem:
    return refused([fault(Code.MALFORMED_BODY, place, expected)])
