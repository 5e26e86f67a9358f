"""The report that a user names -> verdicts, or every fault of its file, its head and its contents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.cli.files import read_file
from app.cli.screen import complain
from app.intake.take_in import Refused
from app.ports.rules import RuleShelf
from app.verification.verdict import Verdict
from app.workflow.verify_report import Hold, Question, verify_delivery
from lims_adapters.contract import Cell, Delivery, Issue, Source
from lims_adapters.faults import excerpt, printable
from lims_adapters.formats.labverdict_json.adapter import read_head
from lims_adapters.registry import Registry, choose, discover

_GRADES = frozenset({"grade_conflict", "grade_not_expected", "grade_unknown"})


@dataclass(frozen=True, slots=True)
class Named:
    """The report's file, and the file with its head where one is given."""

    file: str
    head: str | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Every fault; `wants_head` tells that a table came without what only a head can add."""

    issues: tuple[Issue, ...]
    wants_head: bool = False


def answer(
    named: Named, question: Question, shelf: RuleShelf | Issue, hold: Hold | None = None
) -> tuple[Verdict, ...] | Unanswered:
    """Read the files, find their format and verify every report in them; all faults are named at once.

    `shelf` is the fault of the scheme where there is no such scheme; `hold` puts adopted limits into it.
    """
    cells, of_head = ({}, ()) if named.head is None else _head(named.head)
    delivery = delivery_of(named.file, cells)
    of_files = (*((delivery,) if isinstance(delivery, Issue) else delivery.issues), *of_head)
    if isinstance(shelf, Issue):
        return Unanswered((shelf, *of_files))
    if isinstance(delivery, Issue) or of_head:
        return Unanswered(of_files)
    found = verify_delivery(delivery, question, shelf, hold)
    if not isinstance(found, Refused):
        return found
    is_table = any(report.from_file for report in delivery.reports)
    lacking = any(issue.code == "field_missing" for issue in found.issues)
    placed = (_of_head(issue, named.head) if is_table else issue for issue in found.issues)
    issues = tuple(_of_grade(issue, question.grade) for issue in placed)
    return Unanswered(issues, wants_head=is_table and lacking and named.head is None)


def _of_head(issue: Issue, head: str | None) -> Issue:
    """Place what is at fault in a table's head, which has no cell of the table, in the file of the head."""
    file = "--head" if head is None else head
    if not issue.where.startswith("/") or issue.where.startswith(("/results", f"{file}: ")):
        return issue
    return replace(issue, where=f"{file}: {issue.where}")


def _of_grade(issue: Issue, typed: str | None) -> Issue:
    """Name `--grade` where the grade that was typed there is at fault, alone or beside another one."""
    if typed is None or issue.code not in _GRADES:
        return issue
    if issue.code == "grade_conflict":
        return replace(issue, where=f"{issue.where}, --grade")
    return replace(issue, where="--grade") if issue.found == excerpt(typed) else issue


def _head(name: str) -> tuple[Mapping[str, Cell], tuple[Issue, ...]]:
    content = read_file(name)
    if isinstance(content, Issue):
        return {}, (Issue(content.code, f"--head {name}".rstrip(), content.found, content.expected),)
    return read_head(content, name)


def delivery_of(name: str, head: Mapping[str, Cell] = MappingProxyType({})) -> Delivery | Issue:
    """Read a file in whichever format it is, or say why it cannot be read."""
    content = read_file(name)
    if isinstance(content, Issue):
        return content
    source = Source(content, name, head)
    adapter = choose(source, usable_adapters())
    return adapter if isinstance(adapter, Issue) else adapter.parse(source)


def usable_adapters() -> Registry:
    """Return the adapters that are installed, after naming those that do not load."""
    registry = discover()
    complain(_unusable(registry))
    return registry


def _unusable(registry: Registry) -> Iterator[str]:
    for broken in registry.broken:
        name, target, reason = map(printable, (broken.id, broken.target, broken.reason))
        yield f"labverdict: the adapter {name} ({target}) is not used: {reason}"
