"""The ZIP archive of a workbook, checked before anything in it is unpacked, and its parts read as a stream of XML."""

import io
import posixpath
import zipfile
import zlib
from typing import Protocol
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from lims_adapters.contract import Issue
from lims_adapters.faults import fault
from lims_adapters.grid import LARGEST_FILE, MOST_CELLS

LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_MEMBERS = 1000
WORKBOOK = "the workbook"
_EXPECTED = "an .xlsx workbook that is whole (not .xls, and without a password)"
_MOST_TAGS = 6 * MOST_CELLS
_CHUNK = 64 * 1024
_ENCRYPTED = 0x1
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
            if member.flag_bits & _ENCRYPTED or member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
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
            WorkbookRefused: `xml_forbidden` (a document type, and so an entity), `table_too_large`, `not_a_workbook`
                (a part that is missing, damaged, longer than declared, or no XML), and what the handler refuses.
        """
        parser = XMLParser(target=_LocalNames(handler), forbid_dtd=True)
        try:
            with self._file.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    self._count(chunk)
                    parser.feed(chunk)
            parser.close()
        except DefusedXmlException as error:
            expected = "XML without a document type and without entities"
            raise _refused("xml_forbidden", f"{posixpath.basename(part)}: {type(error).__name__}", expected) from error
        except (ParseError, zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError) as error:
            raise not_a_workbook(f"{posixpath.basename(part)}: {error}") from error

    def _count(self, chunk: bytes) -> None:
        self._tags += chunk.count(b"<")
        if self._tags > _MOST_TAGS:
            raise _refused("table_too_large", f"more than {_MOST_TAGS} tags", f"at most {MOST_CELLS} cells")


class _LocalNames:
    """Takes the namespace off: the strict and the transitional form of the format differ in nothing else here."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self.data = handler.data

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._handler.start(tag.rpartition("}")[2], attributes)

    def end(self, tag: str) -> None:
        self._handler.end(tag.rpartition("}")[2])

    def close(self) -> None:
        """Nothing is left to return: the handler keeps what it heard."""


def _refused(code: str, found: str, expected: str) -> WorkbookRefused:
    return WorkbookRefused(fault(code, WORKBOOK, found, expected))
