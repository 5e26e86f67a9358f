"""The JSON report `labverdict.report/1`: objects flattened to dotted paths, every leaf with its JSON pointer.

Nothing is trimmed, folded or left out. A field that the format does not have is handed on like any other, for intake
to name it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lims_adapters.contract import Cell, Delivery, Issue, RawReport, RawResult, Source
from lims_adapters.faults import MOST_FAULTS, Faults, bounded, fault
from lims_adapters.json_text import DOCUMENT, LONGEST_KEY, Document, Json, Members, Number, child, read_json

_PERHAPS, _CERTAINLY = 1, 2
_RESULTS = "results"
_OBJECTS = frozenset({"laboratory", "product", "sample", "uncertainty"})
_LISTS = frozenset({"laboratory.accreditations"})
_TEXTS = frozenset({
    "format", "report_no", "issued_on",
    "laboratory.name", "product.name", "product.grade", "product.manufacturer", "product.plant", "product.model",
    "sample.id", "sample.taken_on", "sample.received_on", "sample.amount", "sample.procedure",
    "item", "value", "unit", "method", "tested_on", "uncertainty.expanded", "uncertainty.k", "detection_limit",
    "replicate", "requirement", "verdict", "remark",
})  # fmt: skip
_PLAIN = frozenset(path for path in _TEXTS if "." not in path)
_ACCREDITATIONS = re.compile(r"laboratory\.accreditations(\.[0-9]{1,4}(\.(kind|number))?)?", re.ASCII)


class LabverdictJson:
    """`labverdict.report/1` in JSON."""

    id = "labverdict_json"
    version = "1"
    api_version = 1

    def sniff(self, source: Source) -> int:
        """Return 2 for text that starts as a JSON object, 1 for a JSON array or the name of a JSON file, else 0."""
        start = source.content[:64].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
        if start.startswith(b"{"):
            return _CERTAINLY
        if start.startswith(b"["):
            return _PERHAPS
        return _PERHAPS if source.name.lower().endswith(".json") and not start.startswith(b"PK\x03\x04") else 0

    def parse(self, source: Source) -> Delivery:
        """Read one report.

        Codes: those of `read_json`, `wrong_type` (another kind of value than the field has, a truth value),
        `no_results`, and `head_not_expected`.
        """
        read = _read_object(source.content)
        if isinstance(read, Issue):
            return Delivery((), (read,))
        root, issues = read
        flat = _Flat()
        head = flat.cells(_without_results(root), "")
        results = flat.results(next((value for key, value in root.pairs if key == _RESULTS), None))
        for path, cell in list(source.head.items())[:1]:
            expected = "no separate head: a JSON report has its own"
            flat.faults.add("head_not_expected", cell.where, path, expected)
        report = RawReport(head, results, from_file=False)
        return Delivery((report,), bounded((*issues, *flat.faults.told(DOCUMENT)), DOCUMENT))


def read_head(content: bytes, name: str) -> tuple[Mapping[str, Cell], tuple[Issue, ...]]:
    """Read the report that goes with a table: the same JSON without `results` (`results_not_expected`).

    A place is given as `NAME: POINTER`, because the table has places of its own.
    """
    read = _read_object(content)
    if isinstance(read, Issue):
        return {}, (_in_file(read, name),)
    root, issues = read
    flat = _Flat()
    if any(key == _RESULTS for key, _ in root.pairs):
        expected = "no results: they come from the table"
        flat.faults.add("results_not_expected", child("", _RESULTS), _RESULTS, expected)
    cells = flat.cells(_without_results(root), "")
    placed = {path: Cell(cell.text, f"{name}: {cell.where}", cell.typed, cell.number) for path, cell in cells.items()}
    found = bounded((*issues, *flat.faults.told(DOCUMENT)), DOCUMENT)
    return placed, tuple(_in_file(issue, name) for issue in found)


def _in_file(issue: Issue, name: str) -> Issue:
    return Issue(issue.code, f"{name}: {issue.where}", issue.found, issue.expected)


def _read_object(content: bytes) -> tuple[Members, tuple[Issue, ...]] | Issue:
    read = read_json(content)
    match read:
        case Issue():
            return read
        case Document(Members() as root, issues):
            return root, issues
        case Document(root):
            return fault("wrong_type", DOCUMENT, _kind(root), "one object, {...}")


def _without_results(root: Members) -> Members:
    return Members(tuple(pair for pair in root.pairs if pair[0] != _RESULTS))


@dataclass(slots=True)
class _Flat:
    """Objects flattened to cells, the faults of form met on the way, and how many fields the format does not have.

    Each of the latter is a fault to intake. Of them the first 1000 become cells and the others are only counted: deep
    in a text of long keys, paths have no end.
    """

    faults: Faults = field(default_factory=Faults)
    strange: int = 0

    def results(self, node: Json) -> tuple[RawResult, ...]:
        """Return the elements of the list of results that are objects."""
        place = child("", _RESULTS)
        if not isinstance(node, list) or not node:
            found = "an empty list" if node == [] else "nothing" if node is None else _kind(node)
            self.faults.add("no_results", place, found, "a list with at least one result")
            return ()
        results: list[RawResult] = []
        for index, element in enumerate(node):
            where = child(place, index)
            if isinstance(element, Members):
                results.append(RawResult(where, self.cells(element, where)))
            else:
                self.faults.add("wrong_type", where, _kind(element), "one object for each result")
        return tuple(results)

    def cells(self, members: Members, where: str) -> dict[str, Cell]:
        """Flatten one object; of two equal keys, which are an issue, the first stays."""
        cells: dict[str, Cell] = {}
        for key, value in members.pairs:
            if key in _PLAIN and (value is None or isinstance(value, str)):
                cells.setdefault(key, Cell(value, f"{where}/{key}"))
            elif self.strange < MOST_FAULTS or _is_known(key):
                self._flatten(value, _segment(key), child(where, key), cells)
            else:
                self.faults.count += _leaves(value)
        return cells

    def _flatten(self, node: Json, path: str, where: str, cells: dict[str, Cell]) -> None:
        if (expected := _expected_instead(node, path)) is not None:
            self.faults.add("wrong_type", where, _kind(node), expected)
            return
        is_known, inner = _is_known(path), _inner(node)
        for segment, key, value in inner:
            if self.strange < MOST_FAULTS or (is_known and _is_known(f"{path}.{segment}")):
                self._flatten(value, f"{path}.{segment}", child(where, key), cells)
            else:
                self.faults.count += _leaves(value)
        if not inner and path not in cells:
            self.strange += not is_known
            cells[path] = self._cell(node, where)

    def _cell(self, node: Json, where: str) -> Cell:
        match node:
            case bool():
                self.faults.add("wrong_type", where, _kind(node), "text, or a number")
                return Cell(_kind(node), where)
            case Number(raw):
                return Cell(raw, where, number=True)
            case None | str():
                return Cell(node, where)
            case Members() | list():
                return Cell("", where)


def _inner(node: Json) -> Sequence[tuple[str, str | int, Json]]:
    """Return what a node holds, each with its part of the path and of the pointer."""
    if isinstance(node, Members):
        return [(_segment(key), key, value) for key, value in node.pairs]
    return [(str(index), index, value) for index, value in enumerate(node)] if isinstance(node, list) else ()


def _leaves(node: Json) -> int:
    return sum(_leaves(value) for _, _, value in _inner(node)) or 1


def _is_known(path: str) -> bool:
    return path in _TEXTS or path in _OBJECTS or _ACCREDITATIONS.fullmatch(path) is not None


def _expected_instead(node: Json, path: str) -> str | None:
    """Return what a field has to be when it is something else; null is never something else."""
    is_object, is_list = isinstance(node, Members), isinstance(node, list)
    accreditation = _ACCREDITATIONS.fullmatch(path)
    is_text = path in _TEXTS or (accreditation is not None and accreditation[2] is not None)
    if is_text and (is_object or is_list):
        return "text, or a number"
    if node is None:
        return None
    if not is_object and not is_text and (path in _OBJECTS or (accreditation is not None and path not in _LISTS)):
        return "an object, {...}"
    return "a list, [...]" if path in _LISTS and not is_list else None


def _segment(key: str) -> str:
    """Return a key as part of a path, in quotes where it could be taken for a path or for a place in a list."""
    key = key if len(key) <= LONGEST_KEY else key[:LONGEST_KEY] + "…"
    return f'"{key}"' if "." in key or key.isdecimal() or not key else key


def _kind(node: Json) -> str:
    match node:
        case None:
            return "null"
        case bool():
            return "true" if node else "false"
        case str():
            return node
        case Number(raw):
            return raw
        case list():
            return "a list"
        case Members():
            return "an object"


ADAPTER = LabverdictJson()
