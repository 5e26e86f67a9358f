"""A rule as it is printed: structure, numbers, blanks and a few words, with every mistake still in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.certification.inspection import ManDays
from app.certification.item_tables import ItemTable
from app.certification.scorecard import Scorecard


class ProductForm(StrEnum):
    """What sort of thing is certified: the words of the one do not fit the other."""

    LIQUID = "liquid"
    MACHINE = "machine"


class CertificateStatus(StrEnum):
    """The statuses that a certificate can have."""

    VALID = "valid"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Matter(StrEnum):
    """What a certification scheme provides for (ISO/IEC 17067 6.5.1 and 17065 7, as remembered)."""

    APPLICATION = "application"
    TEST = "test"
    INSPECTION = "inspection"
    DECISION = "decision"
    SURVEILLANCE = "surveillance"
    CHANGE = "change"
    EXTENSION = "extension"
    SUSPENSION = "suspension"
    RENEWAL = "renewal"
    MARK = "mark"
    APPEAL = "appeal"


@dataclass(frozen=True, slots=True)
class PrintedTitle:
    """The title under which a clause cites an annex or an appendix."""

    of: str
    printed: str


@dataclass(frozen=True, slots=True)
class PrintedClause:
    """A clause: what it refers to and cites, and notable words. `title` is there for annexes and appendices."""

    number: str
    anchor: str
    title: str | None = None
    refers_to: tuple[str, ...] = ()
    titles: tuple[PrintedTitle, ...] = ()
    documents: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    provides: frozenset[Matter] = frozenset()


@dataclass(frozen=True, slots=True)
class PrintedTerm:
    """A term in every form that is printed, and the clause that says what it means."""

    id: str
    words: tuple[str, ...]
    used_in: tuple[str, ...]
    defined_in: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedTime:
    """A term of time: its printed length and the printed event from which it runs."""

    id: str
    clause: str
    length: str | None = None
    start: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedStatus:
    """A status: the clauses that lead into it and out of it, the printed causes, and how long it lasts."""

    id: CertificateStatus
    entered_by: tuple[str, ...] = ()
    left_by: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    lasts: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedValidity:
    """How long a certificate holds, in the printed words, and from when."""

    clause: str
    words: str
    start: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedJudging:
    """What a clause asks of the product, and by what it judges the sample."""

    clause: str
    asks: tuple[str, ...]
    judges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedEdition:
    """A rule of the same family, and from when to when it is in force (`until` not in it)."""

    id: str
    in_force: date
    until: date | None


@dataclass(frozen=True, slots=True)
class PrintedRule:
    """All that the linter looks at; `score` is None where no table is at hand."""

    edition: PrintedEdition
    issued: date
    others: tuple[PrintedEdition, ...]
    form: ProductForm
    clauses: tuple[PrintedClause, ...]
    validity: PrintedValidity
    judging: PrintedJudging
    terms: tuple[PrintedTerm, ...]
    times: tuple[PrintedTime, ...]
    statuses: tuple[PrintedStatus, ...]
    man_days: ManDays
    tables: tuple[ItemTable, ...]
    score: Scorecard | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the rule: of the methods that it prints, those that have a card.

    `names` are those of characteristics by id, `indicators` the ids of the advanced ones, `grades` the standard's.
    """

    names: Mapping[str, str]
    methods: frozenset[str]
    indicators: tuple[str, ...]
    grades: tuple[str, ...]
