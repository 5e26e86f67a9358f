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
    content = read_file(name)
    found = Refused((content,)) if isinstance(content, Issue) else read(content)
    if isinstance(found, Refused):
        refuse(found.issues, language, Subject(name), output=output)
    return found


def print_json(values: Iterable[Json]) -> None:
    """Print each value as one line of canonical JSON (RFC 8785)."""
    sys.stdout.buffer.writelines(canonical(value) + b"\n" for value in values)
    sys.stdout.buffer.flush()
