"""Adapters are found by what packages declare, counted, and chosen without guessing."""

from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest

import lims_adapters
from lims_adapters.contract import Delivery, Issue, Source
from lims_adapters.registry import API_VERSION, GROUP, Broken, Registry, choose, discover

CSV = "lims_adapters.formats.csv_table.adapter:ADAPTER"


@dataclass(frozen=True, slots=True)
class Sure:
    """An adapter that is as sure of everything as it is told."""

    id: str
    sure: int
    version: str = "1"
    api_version: int = API_VERSION

    def sniff(self, source: Source) -> int:
        """Return what it was told."""
        del source
        return self.sure

    def parse(self, source: Source) -> Delivery:
        """Find nothing."""
        del source
        return Delivery(())


def declare(*names_and_values: tuple[str, str]) -> list[EntryPoint]:
    return [EntryPoint(name, value, GROUP) for name, value in names_and_values]


def test_every_format_on_disk_is_declared_and_loads() -> None:
    registry = discover()
    folders = sorted(path.parent.name for path in Path(lims_adapters.__file__).parent.glob("formats/*/adapter.py"))
    assert [adapter.id for adapter in registry.adapters] == folders
    assert registry.broken == ()
    assert len(entry_points(group=GROUP)) == len(folders)


def test_every_format_has_samples() -> None:
    for folder in Path(lims_adapters.__file__).parent.glob("formats/*/"):
        if folder.name != "__pycache__":
            assert list(folder.glob("samples/*.expected.json"))


def test_adapters_are_ordered_by_id_whatever_the_order_of_declaration() -> None:
    declared = declare(
        ("xlsx_table", "lims_adapters.formats.xlsx_table.adapter:ADAPTER"),
        ("csv_table", CSV),
    )
    assert [adapter.id for adapter in discover(declared).adapters] == ["csv_table", "xlsx_table"]
    assert discover(declared) == discover(declared[::-1])


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("csv_table", "no_such_module:ADAPTER", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("csv_table", "lims_adapters.formats.csv_table.adapter:NONE", "AttributeError"),
        ("csv_table", "failing_plugin:ADAPTER", "ZeroDivisionError"),
        ("csv_table", "unreadable_plugin:ADAPTER", "SyntaxError"),
        ("other_name", CSV, "its id is 'csv_table', and it is declared as 'other_name'"),
        ("csv_table", "plugins:OLD", "not written for version 1 of the contract"),
        ("csv_table", "plugins:NOTHING", "not written for version 1 of the contract"),
        ("csv_table", "plugins:UNVERSIONED", "it has no version"),
        ("csv_table", "plugins:UNABLE", "it cannot sniff and parse"),
    ],
)
def test_a_plugin_that_cannot_be_used_is_reported_and_the_others_run(
    name: str, value: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "failing_plugin.py").write_text("1 / 0\n", encoding="utf-8")
    (tmp_path / "unreadable_plugin.py").write_text("def\n", encoding="utf-8")
    (tmp_path / "plugins.py").write_text(
        "class A:\n    id, version, api_version = 'csv_table', '1', 1\n"
        "UNABLE, NOTHING = A(), None\n"
        "OLD = type('B', (A,), {'api_version': 0})()\nUNVERSIONED = type('C', (A,), {'version': None})()\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(__import__("sys").modules, "plugins", raising=False)
    registry = discover(declare((name, value), ("xlsx_table", "lims_adapters.formats.xlsx_table.adapter:ADAPTER")))
    assert [adapter.id for adapter in registry.adapters] == ["xlsx_table"]
    assert [(broken.id, broken.target) for broken in registry.broken] == [(name, value)]
    assert reason in registry.broken[0].reason


def test_two_packages_with_one_id_are_both_reported() -> None:
    registry = discover(declare(("csv_table", CSV), ("csv_table", "rival:ADAPTER")))
    assert registry == Registry(
        (),
        (
            Broken("csv_table", CSV, "also declared as rival:ADAPTER"),
            Broken("csv_table", "rival:ADAPTER", f"also declared as {CSV}"),
        ),
    )


def test_the_surest_adapter_is_chosen() -> None:
    registry = Registry((Sure("a", 1), Sure("b", 2), Sure("c", 0)))
    assert choose(Source(b"", ""), registry) == Sure("b", 2)


@pytest.mark.parametrize(
    ("adapters", "code"),
    [
        ((), "format_unknown"),
        ((Sure("a", 0),), "format_unknown"),
        ((Sure("a", 1), Sure("b", 1)), "format_ambiguous"),
        ((Sure("a", 2), Sure("b", 2), Sure("c", 1)), "format_ambiguous"),
    ],
)
def test_a_format_is_never_guessed(adapters: tuple[Sure, ...], code: str) -> None:
    issue = choose(Source(b"\x00\xff", "x.bin"), Registry(adapters))
    assert isinstance(issue, Issue)
    assert (issue.code, issue.where) == (code, "x.bin")
    assert issue.found.isprintable()


def test_a_tie_names_those_who_tie() -> None:
    issue = choose(Source(b"", ""), Registry((Sure("a", 1), Sure("b", 1), Sure("c", 0))))
    assert isinstance(issue, Issue)
    assert (issue.where, issue.found) == ("the input", "a, b")


def test_a_named_format_is_taken_without_sniffing() -> None:
    registry = Registry((Sure("a", 0), Sure("b", 2)), (Broken("c", "plugin:C", "ImportError: no"),))
    assert choose(Source(b"", ""), registry, "a") == Sure("a", 0)
    for named, code in (("c", "format_broken"), ("d", "format_unknown")):
        issue = choose(Source(b"", ""), registry, named)
        assert isinstance(issue, Issue)
        assert (issue.code, issue.found) == (code, named)


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b'{"results": []}', "-", "labverdict_json"),
        (b'{"results": []}', "report.csv", "labverdict_json"),
        (b"[" * 100_000, "report.json", "labverdict_json"),
        (b"", "report.json", "labverdict_json"),
        (b"", "report.csv", "csv_table"),
        ("样品编号,硫含量\nA,1\n".encode(), "", "csv_table"),
        ("样品编号,硫含量\nA,1\n".encode(), "table.xlsx", "csv_table"),
        ("硫含量".encode("big5"), "table.csv", "csv_table"),
        (b"PK\x03\x04 xl/", "report.json", "xlsx_table"),
        (b"\xd0\xcf\x11\xe0", "table.xls", "xlsx_table"),
        (b"hello", "table.xlsx", "xlsx_table"),
    ],
)
def test_the_shipped_formats_tell_each_other_apart(content: bytes, name: str, expected: str) -> None:
    adapter = choose(Source(content, name), discover())
    assert not isinstance(adapter, Issue)
    assert adapter.id == expected
