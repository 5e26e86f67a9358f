"""What an adapter hands over: raw text with its place, never a number, never a verdict.

An adapter turns a sender's bytes into `Delivery`. It decides nothing about quantities, units or limits; it says
where every piece of text stood, so that whoever reads it later can answer in the sender's own terms.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece of text as sent, and where it stood.

    `text` is what is read; None means that the sender wrote an explicit nothing (JSON null, an empty cell).
    `typed` is the text before a listed character was folded, and None where nothing was folded.
    `number` tells that the sender's format marked it as a number (a JSON number: its raw digits are in `text`).
    """

    text: str | None
    where: str
    typed: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """One place that cannot be used, in the sender's terms.

    `code` is stable (`duplicate_key`, `unit_unknown`, ...), `where` a JSON pointer or "row 12, column 检测结果",
    `found` an excerpt of what stood there, `expected` what would be accepted.
    """

    code: str
    where: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class RawResult:
    """One result as sent. `cells` maps the field names of `labverdict.report/1` (`uncertainty.expanded`) to text."""

    where: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class RawReport:
    """One sample's report as sent.

    `head` maps dotted paths of `labverdict.report/1` (`product.name`, `laboratory.accreditations.0.kind`) to text.
    `from_file` tells that people typed it (a table): not detected without its limit is then kept, not refused.
    """

    head: Mapping[str, Cell]
    results: tuple[RawResult, ...]
    from_file: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """Everything that was found in one input: one report per sample, and every fault of form.

    With any issue the reports are not judged; both are given so that all faults can be named in one answer.
    """

    reports: tuple[RawReport, ...]
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes to read and the name under which they came; `head` is the same report without its results."""

    content: bytes
    name: str
    head: Mapping[str, Cell] = field(default_factory=dict)


class Adapter(Protocol):
    """One exchange format. Pure: no network, no database, bounded size, no expansion of entities."""

    @property
    def id(self) -> str:
        """Return the stable name of the format, such as `csv_table`."""
        ...

    @property
    def version(self) -> str:
        """Return the version of the adapter's reading; a change of meaning changes it."""
        ...

    @property
    def api_version(self) -> int:
        """Return the version of this contract that the adapter was written for."""
        ...

    def sniff(self, source: Source) -> int:
        """Return how surely the bytes are of this format: 0 no, 1 perhaps, 2 certainly."""
        ...

    def parse(self, source: Source) -> Delivery:
        """Read the bytes; every fault becomes an issue, none an exception."""
        ...
