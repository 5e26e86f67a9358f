"""Every requirement of the sources has a place: data, code, a command, an endpoint, or a later issue that is named.

A requirement is found by its id wherever data or code carry it: `norms = ["M-08.1"]` in a file under limits/, or
`norms=("M-08.1",)` and `NORMS` in app/. `tests/data/held.toml` has the place of every other one.
"""

import ast
import importlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command

from app.api.operation import Docs
from app.main import commands

ROOT = Path(__file__).resolve().parent.parent
LEDGER = ROOT / "tests/data/requirements_ledger.json"
HELD = ROOT / "tests/data/held.toml"
# Requirements of these kinds are held now: nothing of theirs waits for a later issue.
DECIDING = frozenset({"limit", "deadline", "eligibility", "scoring", "computation", "document checklist"})
PLACES = ("data", "code", "command", "endpoint")
_KEY = re.compile(r"([A-Za-z0-9_-]+)(?:\[([^\]]+)\])?")


@dataclass(frozen=True)
class Row:
    id: str
    kind: str
    ref: str


@dataclass(frozen=True)
class Found:
    """Where ids stand by themselves. `told` are those that a programme only prints, and nothing decides by."""

    decided: frozenset[str]
    told: frozenset[str]


def ledger() -> list[Row]:
    return [Row(**row) for row in json.loads(LEDGER.read_text(encoding="utf-8"))]


def held() -> dict[str, dict[str, str]]:
    return tomllib.loads(HELD.read_text(encoding="utf-8"))


def in_table(value: object) -> Iterator[str]:
    """Yield what stands under `norms`, at any depth."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from item if key == "norms" and isinstance(item, list) else in_table(item)
    elif isinstance(value, list):
        for item in value:
            yield from in_table(item)


def in_code(text: str) -> Iterator[str]:
    """Yield the texts that are listed as an argument `norms=` or in a constant `NORMS`."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.keyword):
            names = [node.arg]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        else:
            continue
        if {"norms", "NORMS"} & set(names) and isinstance(node.value, ast.Tuple | ast.List | ast.Set):
            yield from (str(item.value) for item in node.value.elts if isinstance(item, ast.Constant))


@cache
def found() -> Found:
    decided: set[str] = set()
    told: set[str] = set()
    for path in sorted((ROOT / "limits").rglob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        is_programme = path.name == "programme.toml"
        statutes = table.pop("norm", []) if is_programme else []
        told |= {statute["id"] for statute in statutes}
        roles = table.pop("role", []) if is_programme else []
        told |= {*in_table(roles), *(table.pop("norms", []) if is_programme else [])}
        decided |= set(in_table(table))
    for path in sorted((ROOT / "app").rglob("*.py")):
        decided |= set(in_code(path.read_text(encoding="utf-8")))
    return Found(frozenset(decided), frozenset(told))


def complaints(rows: Iterable[Row], seen: Found, table: dict[str, dict[str, str]]) -> Iterator[str]:
    """Say what has no place, or waits although it decides."""
    placed = {id_ for kind in PLACES for id_ in table.get(kind, {})}
    later = table.get("later", {})
    known: set[str] = set()
    for row in rows:
        known.add(row.id)
        has_place = row.id in seen.decided | placed or (row.id in seen.told and row.kind not in DECIDING)
        if not has_place and row.id in later and row.kind in DECIDING:
            yield f"{row.id}: of the kind {row.kind}, which does not wait"
        elif not has_place and row.id not in later:
            yield f"{row.id} ({row.kind}, {row.ref}): no place"
    for id_ in sorted({*seen.decided, *seen.told, *placed, *later} - known):
        yield f"{id_}: not in the ledger"


def lacking(kind: str, place: str) -> str | None:
    """Say why a place is none; None where it is there."""
    match kind:
        case "data":
            file, _, keys = place.partition(": ")
            return None if (ROOT / file).is_file() and has_key(ROOT / file, keys) else f"no key {keys} in {file}"
        case "code":
            module, _, name = place.partition(":")
            return None if has_attribute(module, name) else f"no {name} in {module}"
        case "command":
            return None if has_command(place.split()) else f"no command {place}"
        case "endpoint":
            return None if place in endpoints() else f"no endpoint {place}"
        case _:
            return None if place.strip() else "nobody says where"


def has_key(file: Path, keys: str) -> bool:
    """Follow `requirement[row=1].limit`: a key, or of a list the entry where a key has a text."""
    value: object = tomllib.loads(file.read_text(encoding="utf-8"))
    for step in keys.split("."):
        match = _KEY.fullmatch(step)
        if match is None or not isinstance(value, dict) or match[1] not in value:
            return False
        value = value[match[1]]
        if match[2] is not None:
            key, _, text = match[2].partition("=")
            entries = value if isinstance(value, list) else []
            value = next((entry for entry in entries if entry.get(key) == text), None)
            if value is None:
                return False
    return bool(keys)


def has_attribute(module: str, name: str) -> bool:
    try:
        value: object = importlib.import_module(module)
    except ModuleNotFoundError:
        return False
    for part in name.split("."):
        if not hasattr(value, part):
            return False
        value = getattr(value, part)
    return bool(name)


def has_command(words: list[str]) -> bool:
    command: object = get_command(commands())
    for word in words:
        command = getattr(command, "commands", {}).get(word)
    return command is not None and bool(words)


@cache
def endpoints() -> frozenset[str]:
    modules = [importlib.import_module(f"app.api.{path.stem}") for path in (ROOT / "app/api").glob("[a-z]*.py")]
    documented = [value for module in modules for value in vars(module).values() if isinstance(value, Docs)]
    return frozenset(f"{docs.method} {docs.path}" for docs in documented)


def test_the_ledger_has_every_row() -> None:
    rows = ledger()
    assert len({row.id for row in rows}) == len(rows) == 193


def test_every_requirement_has_a_place() -> None:
    assert list(complaints(ledger(), found(), held())) == []


def test_every_place_is_there() -> None:
    listed = [(id_, kind, place) for kind in held() for id_, place in held()[kind].items()]
    faults = {id_: lacking(kind, place) for id_, kind, place in listed}
    assert {id_: fault for id_, fault in faults.items() if fault is not None} == {}


def test_the_table_knows_its_kinds_of_place() -> None:
    assert set(held()) <= {*PLACES, "later"}


ROWS = [Row("A-1", "limit", "1"), Row("B-1", "display", "2")]
NOTHING = Found(frozenset(), frozenset())
BOTH = {"code": {"A-1": "x:y", "B-1": "x:y"}}


@pytest.mark.parametrize(
    ("seen", "table", "said"),
    [
        (NOTHING, BOTH, []),
        (Found(frozenset({"A-1", "B-1"}), frozenset()), {}, []),
        (Found(frozenset({"A-1"}), frozenset({"B-1"})), {}, []),
        (NOTHING, {"code": {"B-1": "x:y"}}, ["A-1 (limit, 1): no place"]),
        (NOTHING, {"code": {"A-1": "x:y"}, "later": {"B-1": "issue 9"}}, []),
        (
            NOTHING,
            {"code": {"B-1": "x:y"}, "later": {"A-1": "issue 9"}},
            ["A-1: of the kind limit, which does not wait"],
        ),
        (Found(frozenset({"B-1"}), frozenset({"A-1"})), {}, ["A-1 (limit, 1): no place"]),
        (NOTHING, BOTH | {"later": {"C-9": "issue 9"}}, ["C-9: not in the ledger"]),
        (Found(frozenset({"C-9"}), frozenset()), BOTH, ["C-9: not in the ledger"]),
    ],
)
def test_what_has_no_place_is_said(seen: Found, table: dict[str, dict[str, str]], said: list[str]) -> None:
    assert list(complaints(ROWS, seen, table)) == said


SCHEME = "limits/schemes/JSPB01-180004-2023"


@pytest.mark.parametrize(
    ("kind", "place", "is_there"),
    [
        ("data", f"{SCHEME}/scheme.toml: standard.id", True),
        ("data", f"{SCHEME}/scheme.toml: standard.number", False),
        ("data", f"{SCHEME}/scheme.toml", False),
        ("data", f"{SCHEME}/nothing.toml: id", False),
        ("data", f"{SCHEME}/advanced.toml: requirement[characteristic=sulfur_content].limit", True),
        ("data", f"{SCHEME}/advanced.toml: requirement[characteristic=cetane_number].limit", False),
        ("data", f"{SCHEME}/scheme.toml: id[row=1]", False),
        ("code", "app.certification.eligibility:assess", True),
        ("code", "app.certification.entry:Programme", False),
        ("code", "app.certification.nothing:assess", False),
        ("code", "app.certification.programme:Programme.binds", True),
        ("code", "app.certification.programme", False),
        ("command", "simulate", True),
        ("command", "limits show", True),
        ("command", "limits hide", False),
        ("command", "", False),
        ("endpoint", "POST /api/v1/reports", True),
        ("endpoint", "PUT /api/v1/reports", False),
        ("later", "issue 5", True),
        ("later", " ", False),
    ],
)
def test_a_place_is_looked_for(kind: str, place: str, *, is_there: bool) -> None:
    assert (lacking(kind, place) is None) is is_there


def test_ids_are_found_in_data_and_in_code() -> None:
    table = {"a": [{"norms": ["X-1", "X-2"], "b": {"norms": ["X-3"]}}], "norms": "X-4"}
    assert set(in_table(table)) == {"X-1", "X-2", "X-3"}
    code = "NORMS = ('Y-1',)\nNORMS: tuple = ['Y-2']\nf(norms=('Y-3', g('Y-4')))\nother = ('Y-5',)\nx[0]: int = ()\n"
    assert set(in_code(code + "f(norms=g('norms'), other=('Y-6',))")) == {"Y-1", "Y-2", "Y-3"}
