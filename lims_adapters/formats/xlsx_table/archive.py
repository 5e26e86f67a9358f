"""The ZIP archive of a workbook, checked before anything in it is unpacked, and its parts read as a stream of XML."""

import io
import posixpath
import zipfile
import zlib
from typing import IO, Protocol
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from lims_adapters.contract import Issue
from lims_adapters.faults import fault
from lims_adapters.grid import LARGEST_FILE

LARGEST_UNPACKED = 32 * 1024 * 1024
LONGEST_TOKEN = 1024 * 1024
MOST_MEMBERS = 1000
WORKBOOK = "the workbook"
_EXPECTED = "an .xlsx workbook that is whole (not .xls, and without a password)"
_MOST_TAGS = 400_000
_DEEPEST = 32
_CHUNK = 256 * 1024
# How hard it was packed, sizes behind the content, names in UTF-8; nothing that hides or changes the content.
_HARMLESS_FLAGS = 0x2 | 0x4 | 0x8 | 0x800
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DAMAGED = (ParseError, zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, NotImplementedError)
_CENTRAL_ENTRY = b"PK\x01\x02"


class WorkbookRefused(Exception):
    """Raised inside this package where reading ends: the issue is what the sender is told."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        super().__init__(issue.code)


class Handler(Protocol):
    """What is told of the elements of one part, by their local names."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        ...

    def end(self, tag: str) -> None:
        """An element ends."""
        ...

    def data(self, text: str) -> None:
        """Text stands in the innermost open element."""
        ...


def not_a_workbook(found: str) -> WorkbookRefused:
    """Return the refusal of bytes that are no workbook, or a damaged one."""
    return WorkbookRefused(fault("not_a_workbook", WORKBOOK, found, _EXPECTED))


class Archive:
    """The parts of a workbook. Only parts that are asked for are unpacked, each once and in pieces."""

    def __init__(self, content: bytes) -> None:
        """Check the archive as it declares itself.

        Raises:
            WorkbookRefused: `body_too_large`, `not_a_workbook`, `too_many_members`, `unpacked_too_large`,
                `archive_path`.
        """
        if len(content) > LARGEST_FILE:
            raise _refused("body_too_large", f"{len(content)} bytes", f"at most {LARGEST_FILE} bytes")
        if content.count(_CENTRAL_ENTRY) > MOST_MEMBERS:
            found = f"{content.count(_CENTRAL_ENTRY)} members"
            raise _refused("too_many_members", found, f"at most {MOST_MEMBERS} members in the archive")
        try:
            self._file = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
            raise not_a_workbook(str(error)) from error
        self._tags = 0
        self._check(self._file.infolist())

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        total = sum(member.file_size for member in members)
        if total > LARGEST_UNPACKED:
            raise _refused(
                "unpacked_too_large", f"{total} bytes unpacked", f"at most {LARGEST_UNPACKED} bytes unpacked"
            )
        for member in members:
            name = member.orig_filename.replace("\\", "/")
            if name.startswith("/") or ":" in name or ".." in name.split("/"):
                raise _refused("archive_path", member.orig_filename, "names of members that stay inside the archive")
            if member.flag_bits & ~_HARMLESS_FLAGS or member.compress_type not in _PACKINGS:
                raise not_a_workbook(f"{member.filename} is encrypted, or packed in an unknown way")
        names = [member.filename.lower() for member in members]
        if len(set(names)) < len(names):
            raise not_a_workbook("two members of the same name")

    def has(self, part: str) -> bool:
        """Tell whether the archive holds a part."""
        return part in self._file.namelist()

    def read(self, part: str, handler: Handler) -> None:
        """Feed a part to the handler.

        Raises:
            WorkbookRefused: `xml_forbidden` (a document type, and so an entity), `table_too_large`, `field_too_large`
                (a tag or a comment of more than 1 MiB), `not_a_workbook` (a part that is missing, damaged, longer than
                declared, or no XML), and what the handler refuses.
        """
        parser = XMLParser(target=_LocalNames(handler), forbid_dtd=True)
        try:
            with self._file.open(part) as stream:
                self._count(stream)
            with self._file.open(part) as stream:
                self._feed(parser, stream)
            parser.close()
        except DefusedXmlException as error:
            expected = "XML without a document type and without entities"
            raise _refused("xml_forbidden", f"{posixpath.basename(part)}: {type(error).__name__}", expected) from error
        except _DAMAGED as error:
            raise not_a_workbook(f"{posixpath.basename(part)}: {error}") from error

    def _count(self, stream: IO[bytes]) -> None:
        """Count the tags before any is read: unpacking is quick, reading is not."""
        while chunk := stream.read(_CHUNK):
            self._tags += chunk.count(b"<") - chunk.count(b"</")
            if self._tags > _MOST_TAGS:
                raise _refused("table_too_large", f"more than {_MOST_TAGS} tags", f"at most {_MOST_TAGS} tags in XML")

    def _feed(self, parser: XMLParser, stream: IO[bytes]) -> None:
        """Feed in pieces. The parser starts an unfinished token anew with each piece, so tokens have a bound."""
        fed = 0
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
            fed += len(chunk)
            if fed - parser.parser.CurrentByteIndex > LONGEST_TOKEN:
                found = f"a tag or a comment of more than {LONGEST_TOKEN} bytes"
                raise _refused("field_too_large", found, f"at most {LONGEST_TOKEN} bytes")


class _LocalNames:
    """Takes the namespace off: the strict and the transitional form of the format differ in nothing else here."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._depth = 0
        self.data = handler.data

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise not_a_workbook(f"elements more than {_DEEPEST} deep")
        self._handler.start(tag.rpartition("}")[2], attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._handler.end(tag.rpartition("}")[2])

    def close(self) -> None:
        """Nothing is left to return: the handler keeps what it heard."""


def _refused(code: str, found: str, expected: str) -> WorkbookRefused:
    return WorkbookRefused(fault(code, WORKBOOK, found, expected))
