"""JSON documents in and out: read from a file or refused with every fault, printed as canonical lines."""

import sys
from collections.abc import Callable, Iterable
from typing import TypeVar

from app.certification.form import Refused
from app.cli.files import read_file
from app.cli.options import Output
from app.cli.refusal import Subject, refuse
from app.ledger.canonical import Json, canonical
from app.wording import Language
from lims_adapters.contract import Issue

Read = TypeVar("Read")


def read_file_as(
    name: str, read: Callable[[bytes], Read | Refused], language: Language, output: Output = Output.TABLE
) -> Read:
    """Return what a file holds, or leave after naming every fault of it."""
    found = read(content_of(name, language, output))
    if isinstance(found, Refused):
        refuse(found.issues, language, Subject(name), output=output)
    return found


def content_of(name: str, language: Language, output: Output = Output.TABLE) -> bytes:
    """Return the bytes of a file, or leave after saying why there are none."""
    content = read_file(name)
    if isinstance(content, Issue):
        refuse([content], language, Subject(name), output=output)
    return content


def print_json(values: Iterable[Json]) -> None:
    """Print each value as one line of canonical JSON (RFC 8785)."""
    sys.stdout.buffer.writelines(canonical(value) + b"\n" for value in values)
    sys.stdout.buffer.flush()
