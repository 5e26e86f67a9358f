"""The contract suite itself: it passes a small honest adapter, and catches each way of breaking the contract."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from lims_adapters.contract import Cell, Delivery, Issue, RawReport, RawResult, Source
from lims_adapters.testing import AdapterContract, ContractBroken, as_data


@dataclass(frozen=True, slots=True)
class Honest:
    """Reads one value a line after `VALUES`; a line that is not a number is refused, an empty one ignored."""

    id: str = "values"
    version: str = "1"
    api_version: int = 1

    def sniff(self, source: Source) -> int:
        """Return 2 for its first word."""
        return 2 if source.content.startswith(b"VALUES") else 0

    def parse(self, source: Source) -> Delivery:
        """Read the lines."""
        first, *lines = source.content.decode("utf-8", errors="backslashreplace").splitlines() or [""]
        if first != "VALUES":
            return Delivery((), (Issue("not_values", "line 1", "", "VALUES"),))
        results: list[RawResult] = []
        issues = [] if lines else [Issue("no_values", "line 2", "", "a value")]
        for number, line in enumerate(lines, 2):
            if line.replace(".", "").isdecimal():
                results.append(RawResult(f"line {number}", {"value": Cell(line, f"line {number}")}))
            elif line:
                issues.append(Issue("not_a_value", f"line {number}", ascii(line[:40]), "a number"))
        if not results and not issues:
            issues.append(Issue("no_values", "line 2", "", "a value"))
        return Delivery((RawReport(source.head, tuple(results), from_file=True),), tuple(issues))


class Suite(AdapterContract):
    """The suite for values; not collected, because its name does not begin with Test."""

    def stands_at(self, source: Source, where: str, text: str) -> bool:
        """Count lines."""
        return source.content.decode().splitlines()[int(where.removeprefix("line ")) - 1] == text


CHECKS: list[Callable[[AdapterContract], None]] = [
    check for name, check in vars(AdapterContract).items() if name.startswith("test_")
]


def suite(adapter: Honest, folder: Path) -> Suite:
    """Write one sample as the honest adapter reads it, and return the suite for another adapter."""
    content = b"VALUES\n6.2\n\nsix\n7\n"
    head = {"report_no": Cell("W1", "head")}
    (folder / "a.txt").write_bytes(content)
    reports, issues = as_data(Honest().parse(Source(content, "a.txt", head)))
    records = {"sent": 4, "refused": 1, "ignored": {"empty_line": 1}}
    expected = {
        "records": records,
        "head": {"report_no": {"text": "W1", "where": "head"}},
        "reports": reports,
        "issues": issues,
    }
    (folder / "a.txt.expected.json").write_text(json.dumps(expected), encoding="utf-8")
    made = Suite()
    made.adapter, made.samples, made.longest_s = adapter, folder, 1
    return made


@pytest.mark.parametrize("check", CHECKS)
def test_an_honest_adapter_keeps_the_contract(check: Callable[[AdapterContract], None], tmp_path: Path) -> None:
    check(suite(Honest(), tmp_path))


class Greedy(Honest):
    """Is sure of everything."""

    def sniff(self, source: Source) -> int:
        """Return 2."""
        del source
        return 2


class Shy(Honest):
    """Is never sure."""

    def sniff(self, source: Source) -> int:
        """Return 1."""
        del source
        return 1


class Forgetful(Honest):
    """Loses the last result."""

    def parse(self, source: Source) -> Delivery:
        """Leave one out."""
        read = super().parse(source)
        reports = tuple(RawReport(report.head, report.results[:-1], from_file=True) for report in read.reports)
        return Delivery(reports, read.issues)


class Misplacing(Honest):
    """Says of every text that it stood in the first line."""

    def parse(self, source: Source) -> Delivery:
        """Move all places."""
        read = super().parse(source)
        moved = [RawResult("line 1", {"value": Cell("6.2", "line 1")}) for _ in read.reports[0].results]
        return Delivery((RawReport({}, tuple(moved), from_file=True),), read.issues)


class Moody(Honest):
    """Reads differently each time."""

    def parse(self, source: Source) -> Delivery:
        """Put the time into an issue."""
        return Delivery(super().parse(source).reports, (Issue("a", "line 1", str(time.monotonic_ns()), "b"),))


class Silent(Honest):
    """Says nothing of what it cannot read."""

    def parse(self, source: Source) -> Delivery:
        """Drop the issues."""
        return Delivery(super().parse(source).reports)


class Slow(Honest):
    """Takes its time."""

    def parse(self, source: Source) -> Delivery:
        """Wait."""
        time.sleep(1.1)
        return super().parse(source)


class Unprintable(Honest):
    """Quotes what it found as it is."""

    def parse(self, source: Source) -> Delivery:
        """Put a control character into an issue."""
        return Delivery((), (*super().parse(source).issues, Issue("bad", "line 1", "\x1b[2J", "text")))


class Shouting(Honest):
    """Has codes that are no codes."""

    def parse(self, source: Source) -> Delivery:
        """Write a code in capitals."""
        return Delivery((), (*super().parse(source).issues, Issue("BAD!", "line 1", "", "text")))


BREAKING: list[tuple[Honest, str]] = [
    (Honest(id="Values 1"), "test_it_says_what_it_is"),
    (Honest(version=""), "test_it_says_what_it_is"),
    (Honest(api_version=0), "test_it_says_what_it_is"),
    (Greedy(), "test_it_is_sure_of_its_samples_and_of_nothing_else"),
    (Shy(), "test_it_is_sure_of_its_samples_and_of_nothing_else"),
    (Forgetful(), "test_samples_are_read_as_expected"),
    (Forgetful(), "test_nothing_is_lost"),
    (Silent(), "test_samples_are_read_as_expected"),
    (Silent(), "test_nothing_is_lost"),
    (Silent(), "test_damaged_input_is_answered_in_time_and_in_words"),
    (Moody(), "test_reading_twice_gives_the_same"),
    (Misplacing(), "test_every_text_stands_where_the_place_says"),
    (Slow(), "test_damaged_input_is_answered_in_time_and_in_words"),
    (Unprintable(), "test_damaged_input_is_answered_in_time_and_in_words"),
    (Shouting(), "test_damaged_input_is_answered_in_time_and_in_words"),
]


@pytest.mark.parametrize(("adapter", "check"), BREAKING)
def test_a_broken_contract_is_caught(adapter: Honest, check: str, tmp_path: Path) -> None:
    with pytest.raises(ContractBroken):
        getattr(suite(adapter, tmp_path), check)()


def test_a_format_without_samples_proves_nothing(tmp_path: Path) -> None:
    made = suite(Honest(), tmp_path)
    (tmp_path / "a.txt.expected.json").unlink()
    with pytest.raises(ContractBroken, match="no samples"):
        made.test_nothing_is_lost()


def test_places_are_looked_up_by_whoever_derives_the_suite() -> None:
    with pytest.raises(NotImplementedError):
        AdapterContract().stands_at(Source(b"", ""), "line 1", "")
