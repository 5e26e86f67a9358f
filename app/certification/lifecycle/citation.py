"""Where a step of a certificate's life is written, and how far that carries it."""

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """How far a source carries a step.

    `printed`: a source in force says it. `reading`: a source in force leaves it open and it is read so, which is a
    proposal until a body or the alliance confirms it. `draft`: only the draft measures say it; it binds where a body
    has adopted it.
    """

    PRINTED = "printed"
    READING = "reading"
    DRAFT = "draft"


class Document(StrEnum):
    """Where a clause stands. The product rules print what is cited here under the same numbers.

    ISO/IEC 17065 is not held here: its clauses are always readings.
    """

    RULE = "rule"
    NOTICE = "notice-2023"
    MEASURES = "measures-2025-draft"
    ISO_17065 = "ISO/IEC 17065"


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause, and how far it carries what is cited for it."""

    document: Document
    number: str
    basis: Basis


def printed(number: str) -> Citation:
    """Cite what both product rules print."""
    return Citation(Document.RULE, number, Basis.PRINTED)


def reading(number: str) -> Citation:
    """Cite a clause of the product rules that leaves open what is read into it."""
    return Citation(Document.RULE, number, Basis.READING)


def notice(number: str) -> Citation:
    """Cite the notice of 2023."""
    return Citation(Document.NOTICE, number, Basis.PRINTED)


def draft(number: str) -> Citation:
    """Cite an article of the draft measures."""
    return Citation(Document.MEASURES, number, Basis.DRAFT)


def iso(number: str) -> Citation:
    """Cite ISO/IEC 17065, for what the rules leave out."""
    return Citation(Document.ISO_17065, number, Basis.READING)
