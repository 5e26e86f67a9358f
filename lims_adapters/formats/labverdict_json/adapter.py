"""The JSON report `labverdict.report/1`: objects flattened to dotted paths, every leaf with its JSON pointer.

Nothing is trimmed, folded or left out. A field that the format does not have is handed on like any other, for intake
to name it.
"""

from collections.abc import Iterator, Mapping

from lims_adapters.contract import Cell, Delivery, Issue, RawReport, RawResult, Source
from lims_adapters.faults import fault
from lims_adapters.json_text import DOCUMENT, Document, Json, Leaf, Members, Number, child, read_json

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
        members = dict(reversed(root.pairs))
        head = _cells(Members(tuple(pair for pair in root.pairs if pair[0] != _RESULTS)), "", issues)
        results = _results(members.get(_RESULTS), issues)
        for path, cell in list(source.head.items())[:1]:
            issues.append(fault("head_not_expected", cell.where, path, "no separate head: a JSON report has its own"))
        return Delivery((RawReport(head, results, from_file=False),), tuple(issues))


def read_head(content: bytes, name: str) -> tuple[Mapping[str, Cell], tuple[Issue, ...]]:
    """Read the report that goes with a table: the same JSON without `results` (`results_not_expected`).

    A place is given as `NAME: POINTER`, because the table has places of its own.
    """
    read = _read_object(content)
    if isinstance(read, Issue):
        return {}, (_in_file(read, name),)
    root, issues = read
    if any(key == _RESULTS for key, _ in root.pairs):
        expected = "no results: they come from the table"
        issues.append(fault("results_not_expected", child("", _RESULTS), _RESULTS, expected))
    cells = _cells(Members(tuple(pair for pair in root.pairs if pair[0] != _RESULTS)), "", issues)
    placed = {path: Cell(cell.text, f"{name}: {cell.where}", cell.typed, cell.number) for path, cell in cells.items()}
    return placed, tuple(_in_file(issue, name) for issue in issues)


def _in_file(issue: Issue, name: str) -> Issue:
    return Issue(issue.code, f"{name}: {issue.where}", issue.found, issue.expected)


def _read_object(content: bytes) -> tuple[Members, list[Issue]] | Issue:
    read = read_json(content)
    match read:
        case Issue():
            return read
        case Document(Members() as root, issues):
            return root, list(issues)
        case Document(root):
            return fault("wrong_type", DOCUMENT, _kind(root), "one object, {...}")


def _results(node: Json, issues: list[Issue]) -> tuple[RawResult, ...]:
    place = child("", _RESULTS)
    if not isinstance(node, list) or not node:
        found = "an empty list" if node == [] else "nothing" if node is None else _kind(node)
        issues.append(fault("no_results", place, found, "a list with at least one result"))
        return ()
    results: list[RawResult] = []
    for index, element in enumerate(node):
        where = child(place, index)
        if isinstance(element, Members):
            results.append(RawResult(where, _cells(element, where, issues)))
        else:
            issues.append(fault("wrong_type", where, _kind(element), "one object for each result"))
    return tuple(results)


def _cells(members: Members, where: str, issues: list[Issue]) -> dict[str, Cell]:
    """Flatten one object; of two equal keys, which are an issue, the first stays."""
    cells: dict[str, Cell] = {}
    for path, cell in _leaves(members, "", where, issues):
        cells.setdefault(path, cell)
    return cells


def _leaves(node: Json, path: str, where: str, issues: list[Issue]) -> Iterator[tuple[str, Cell]]:
    if (expected := _expected_instead(node, path)) is not None:
        issues.append(fault("wrong_type", where, _kind(node), expected))
    elif isinstance(node, list | Members):
        children = _children(node, path, where)
        if path and not children:
            yield path, Cell("", where)
        for value, own_path, place in children:
            yield from _leaves(value, own_path, place, issues)
    else:
        yield path, _leaf(node, where, issues)


def _leaf(node: Leaf, where: str, issues: list[Issue]) -> Cell:
    match node:
        case bool():
            issues.append(fault("wrong_type", where, _kind(node), "text, or a number"))
            return Cell(_kind(node), where)
        case Number(raw):
            return Cell(raw, where, number=True)
        case None | str():
            return Cell(node, where)


def _children(node: list[Json] | Members, path: str, where: str) -> list[tuple[Json, str, str]]:
    if isinstance(node, list):
        return [(value, _joined(path, str(index)), child(where, index)) for index, value in enumerate(node)]
    return [(value, _joined(path, _segment(key)), child(where, key)) for key, value in node.pairs]


def _expected_instead(node: Json, path: str) -> str | None:
    """Return what a field has to be when it is something else; null is never something else."""
    is_object, is_list = isinstance(node, Members), isinstance(node, list)
    if path in _TEXTS and (is_object or is_list):
        return "text, or a number"
    if node is None:
        return None
    if path in _OBJECTS and not is_object:
        return "an object, {...}"
    return "a list, [...]" if path in _LISTS and not is_list else None


def _joined(path: str, segment: str) -> str:
    return f"{path}.{segment}" if path else segment


def _segment(key: str) -> str:
    """Return a key as part of a path, in quotes where it could be taken for a path or for a place in a list."""
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
