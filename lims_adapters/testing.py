"""The contract as tests, for any adapter and its samples: a pytest class to derive from.

    class TestMyFormat(AdapterContract):
        adapter = ADAPTER
        samples = Path(__file__).parent / "samples"

        def stands_at(self, source, where, text): ...

Beside each sample stands `NAME.expected.json`: `records` (how many rows or results it holds, how many are refused, how
many are ignored by which rule), `head` (what comes beside the file, if anything), `reports` and `issues`.
"""

import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias, TypedDict

from lims_adapters.contract import Adapter, Cell, Delivery, Issue, RawReport, Source

_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_NUMBER = re.compile(rb"[0-9]+\.?[0-9]*")
_LONGEST_FOUND = 300
_CERTAINLY = 2
_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    b'<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e SYSTEM "file:///etc/hostname">]><a>&d;&e;</a>'
)
_TYPED_FOR_NUMBERS = (b"<5", b"ND", b"NaN", b"1e999", b"-----", b"", "\uff16".encode(), b"\x00", b"9" * 5000)


Data: TypeAlias = dict[str, object]


class Records(TypedDict):
    """Where the results of a sample go."""

    sent: int
    refused: int
    ignored: dict[str, int]


class CellData(TypedDict, total=False):
    """A cell as written down; `typed` and `number` where they say something."""

    text: str | None
    where: str
    typed: str
    number: bool


class Expected(TypedDict):
    """What stands beside a sample."""

    records: Records
    head: dict[str, CellData]
    reports: list[Data]
    issues: list[Data]


class ContractBroken(AssertionError):
    """What the adapter does against the contract."""


class AdapterContract:
    """What every adapter keeps to. `adapter` and `samples` are set, `stands_at` is written, by the derived class."""

    adapter: Adapter
    samples: Path
    longest_s = 2

    def stands_at(self, source: Source, where: str, text: str) -> bool:
        """Tell whether a text stands at a place, by another reader than the adapter's."""
        raise NotImplementedError

    def variants(self, content: bytes) -> Iterable[bytes]:
        """Return damaged and unusual forms of a sample; a packed format damages what is inside as well."""
        return text_variants(content)

    def test_it_says_what_it_is(self) -> None:
        """An id, a version of its reading, and the version of the contract."""
        _require(_CODE.fullmatch(self.adapter.id) is not None, f"id {self.adapter.id!r}")
        _require(bool(self.adapter.version), "no version")
        _require(self.adapter.api_version >= 1, "no version of the contract")

    def test_it_is_sure_of_its_samples_and_of_nothing_else(self) -> None:
        """Sniffing is 2 for each sample without its name, and 0 for bytes that could be anything."""
        for source, _ in self._samples():
            _require(self.adapter.sniff(Source(source.content, "")) == _CERTAINLY, f"not sure of {source.name}")
        for content in (b"", b"\x00\x01\x02\x03", b"MSH|^~\\&|LAB", b"<?xml version='1.0'?><a/>"):
            _require(self.adapter.sniff(Source(content, "")) == 0, f"takes {content!r} for its own")

    def test_samples_are_read_as_expected(self) -> None:
        """Every text, place and issue of a sample is as written down beside it."""
        for source, expected in self._samples():
            reports, issues = as_data(self.adapter.parse(source))
            _require(reports == expected["reports"], f"{source.name}: other reports: {reports}")
            _require(issues == expected["issues"], f"{source.name}: other issues: {issues}")

    def test_reading_twice_gives_the_same(self) -> None:
        """The same bytes give the same delivery."""
        for source, _ in self._samples():
            _require(self.adapter.parse(source) == self.adapter.parse(source), f"{source.name} is read in two ways")

    def test_nothing_is_lost(self) -> None:
        """What was sent is read as a result, refused with an issue, or ignored by a rule that has a name."""
        for source, expected in self._samples():
            delivery, records = self.adapter.parse(source), expected["records"]
            given = sum(len(report.results) for report in delivery.reports)
            accounted = given + records["refused"] + sum(records["ignored"].values())
            _require(accounted == records["sent"], f"{source.name}: {accounted} of {records['sent']} accounted for")
            _require(len(delivery.issues) >= records["refused"], f"{source.name}: refused without an issue")

    def test_every_text_stands_where_the_place_says(self) -> None:
        """No text without its source: what was typed is found at its place by another reader."""
        for source, _ in self._samples():
            for cell in _cells(self.adapter.parse(source)):
                text = cell.text if cell.typed is None else cell.typed
                if text is not None and cell not in source.head.values():
                    _require(
                        self.stands_at(source, cell.where, text), f"{source.name}: {text!r} is not at {cell.where}"
                    )

    def test_damaged_input_is_answered_in_time_and_in_words(self) -> None:
        """Whatever the bytes, there is an answer: results or issues, never an exception, never silence."""
        for source, _ in self._samples():
            for content in self.variants(source.content):
                damaged = Source(content, source.name, source.head)
                started = time.monotonic()
                delivery = self.adapter.parse(damaged)
                _require(time.monotonic() - started < self.longest_s, f"{source.name}: too slow for {content[:80]!r}")
                _require(0 <= self.adapter.sniff(damaged) <= _CERTAINLY, f"{source.name}: sniffed beyond 0 to 2")
                _require_sound(delivery, f"{source.name} as {content[:80]!r}")

    def _samples(self) -> Iterator[tuple[Source, Expected]]:
        found = sorted(self.samples.glob("*.expected.json"))
        _require(bool(found), f"no samples in {self.samples}")
        for path in found:
            expected: Expected = json.loads(path.read_text(encoding="utf-8"))
            name = path.name.removesuffix(".expected.json")
            head = {field: _cell(cell) for field, cell in expected["head"].items()}
            yield Source((self.samples / name).read_bytes(), name, head), expected


def as_data(delivery: Delivery) -> tuple[list[Data], list[Data]]:
    """Return the reports and the issues in the form of the expected ones: what is not said is left out."""
    issues: list[Data] = [
        {"code": issue.code, "where": issue.where, "found": issue.found, "expected": issue.expected}
        for issue in delivery.issues
    ]
    return [_report_data(report) for report in delivery.reports], issues


def text_variants(content: bytes) -> Iterator[bytes]:
    """Return damaged and unusual forms of a text file."""
    yield from (b"", b"\xef\xbb\xbf" + content, content + content, b"\x00" + content, _BOMB, b"\xff\xfe\x00")
    lines = content.splitlines(keepends=False)
    yield from (mark.join(lines) for mark in (b"\r\n", b"\r", b"\n"))
    yield from (b"\n".join(lines[:index] + lines[index + 1 :]) for index in range(min(len(lines), 8)))
    yield from (content[: len(content) * part // 16] for part in range(16))
    yield from (content[:position] + b"\xb5" + content[position + 1 :] for position in range(0, len(content), 97))
    yield re.sub(rb"([0-9])\.([0-9])", rb"\1,\2", content)
    yield from (_NUMBER.sub(typed, content) for typed in _TYPED_FOR_NUMBERS)
    for match in list(_NUMBER.finditer(content))[:12]:
        yield from (content[: match.start()] + typed + content[match.end() :] for typed in _TYPED_FOR_NUMBERS)


def _report_data(report: RawReport) -> Data:
    results = [{"where": result.where, "cells": _cells_data(result.cells)} for result in report.results]
    return {"from_file": report.from_file, "head": _cells_data(report.head), "results": results}


def _cells_data(cells: Mapping[str, Cell]) -> dict[str, CellData]:
    return {name: _cell_data(cell) for name, cell in cells.items()}


def _cell_data(cell: Cell) -> CellData:
    data: CellData = {"text": cell.text, "where": cell.where}
    if cell.typed is not None:
        data["typed"] = cell.typed
    if cell.number:
        data["number"] = True
    return data


def _cell(data: CellData) -> Cell:
    return Cell(data["text"], data["where"], data.get("typed"), data.get("number", False))


def _cells(delivery: Delivery) -> Iterator[Cell]:
    for report in delivery.reports:
        yield from report.head.values()
        for result in report.results:
            yield from result.cells.values()


def _require(condition: bool, broken: str) -> None:  # noqa: FBT001 - reads as a sentence: require that, or say this
    if not condition:
        raise ContractBroken(broken)


def _require_sound(delivery: Delivery, what: str) -> None:
    results = [result for report in delivery.reports for result in report.results]
    _require(bool(results or delivery.issues), f"{what}: neither a result nor an issue")
    _require(all(result.where for result in results), f"{what}: a result without a place")
    for issue in delivery.issues:
        _require(_is_sound(issue), f"{what}: {issue}")
    for cell in _cells(delivery):
        _require(bool(cell.where), f"{what}: {cell} has no place")
        _require(cell.typed is None or cell.text != cell.typed, f"{what}: {cell} notes a fold that was none")


def _is_sound(issue: Issue) -> bool:
    words = (issue.where, issue.found, issue.expected)
    is_printable = all(text.isprintable() for text in words)
    is_said = bool(issue.where) and bool(issue.expected) and len(issue.found) <= _LONGEST_FOUND
    return _CODE.fullmatch(issue.code) is not None and is_printable and is_said
