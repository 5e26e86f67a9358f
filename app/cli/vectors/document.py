"""The file: bytes -> vectors of schema 2, or one refusal that names every vector that is not of the form."""

from collections.abc import Iterator, Mapping

from app.cli.vectors.parts import Json, Part, Unusable
from app.cli.vectors.vector import Vector, read_vector
from lims_adapters import json_text
from lims_adapters.contract import Issue
from lims_adapters.json_text import Members, Number, read_json

_SCHEMA = Number("2")
_FILE_KEYS = frozenset({"schema", "note", "vectors"})
_KEYS = frozenset(
    ("id", "group", "input", "input_unit", "limit", "rule", "uncertainty", "expected", "tolerance", "source", "basis")
)
_OPTIONAL_KEYS = frozenset({"info"})
_THE_ONLY_BOOLEAN = "rule.fourth_possible"


class VectorsRefused(ValueError):
    """A file that is not of the form: nothing of it is run. `problems` has a sentence for each place."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read_vectors(content: bytes) -> tuple[Vector, ...]:
    """Read the whole file; raises `VectorsRefused` for a text that is no JSON, another schema, or a vector's form."""
    top = _json(content)
    if not isinstance(top, dict):
        raise VectorsRefused("the file: an object is needed")
    problems = list(_wrong_keys("the file", top, _FILE_KEYS, frozenset()))
    if top.get("schema") != _SCHEMA:
        problems.append("schema: the number 2 is needed")
    if not isinstance(top.get("note"), str):
        problems.append("note: a text is needed")
    rows = top.get("vectors")
    if not isinstance(rows, list) or not rows:
        raise VectorsRefused(*problems, "vectors: a list of at least one vector is needed")
    vectors: dict[str, Vector] = {}
    for place, row in enumerate(rows):
        where = f"vectors[{place}]"
        read = _read_row(where, row)
        if not isinstance(read, Vector):
            problems += read
        elif read.id in vectors:
            problems.append(f"{where}.id: {read.id!r} stands there a second time")
        else:
            vectors[read.id] = read
    if problems:
        raise VectorsRefused(*problems)
    return tuple(vectors.values())


def _json(content: bytes) -> Json:
    read = read_json(content)
    issues = (read,) if isinstance(read, Issue) else read.issues
    if isinstance(read, Issue) or issues:
        raise VectorsRefused(*(f"{issue.where}: {issue.found!r}, expected {issue.expected}" for issue in issues))
    return _plain(read.root)


def _plain(node: json_text.Json) -> Json:
    """Return the same with objects as dictionaries: no key stands twice in a document without issues."""
    match node:
        case Members(pairs):
            return {key: _plain(value) for key, value in pairs}
        case list():
            return [_plain(element) for element in node]
        case str() | bool() | Number() | None:
            return node


def _read_row(where: str, row: Json) -> Vector | list[str]:
    if not isinstance(row, dict):
        return [f"{where}: an object is needed"]
    problems = [*_wrong_keys(where, row, _KEYS, _OPTIONAL_KEYS), *_bare_values(where, row)]
    if problems:
        return problems
    try:
        return read_vector(Part(where, row))
    except Unusable as unusable:
        return [str(unusable)]


def _wrong_keys(where: str, found: Mapping[str, Json], keys: frozenset[str], optional: frozenset[str]) -> Iterator[str]:
    for key in sorted(keys - found.keys()):
        yield f"{where}: the key {key!r} is missing"
    for key in sorted(found.keys() - keys - optional):
        yield f"{where}: the form knows no key {key!r}"


def _bare_values(where: str, row: dict[str, Json]) -> Iterator[str]:
    stack: list[tuple[str, Json]] = [("", row)]
    while stack:
        place, value = stack.pop()
        if isinstance(value, dict):
            stack += [(f"{place}.{key}".removeprefix("."), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            stack += [(f"{place}[{index}]", inner) for index, inner in enumerate(value)]
        elif isinstance(value, Number):
            yield f"{where}.{place}: the number {value.raw[:40]} must be a text"
        elif isinstance(value, bool) and place != _THE_ONLY_BOOLEAN:
            yield f"{where}.{place}: a boolean stands where the form has none"
