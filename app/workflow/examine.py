"""A posted body -> verdicts and the raw records they came from, or every fault that it has."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.intake.take_in import Refused
from app.ports.rules import RuleShelf
from app.verification.verdict import Verdict
from app.workflow.verify_report import Hold, Question, verify_delivery
from lims_adapters.contract import Adapter, Cell, Delivery, Issue, Source
from lims_adapters.formats.labverdict_json.adapter import read_head
from lims_adapters.registry import Registry, choose

HEAD = "head"


@dataclass(frozen=True, slots=True)
class Posted:
    """What was sent: the bytes, the name they came under, a table's head, the format if it was named, the question."""

    content: bytes
    name: str
    head: bytes | None
    format: str | None
    question: Question


@dataclass(frozen=True, slots=True)
class Examined:
    """The verdicts, one for each sample, beside the raw records of the same samples, and who read them."""

    adapter: Adapter
    delivery: Delivery
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """Every fault in the sender's terms; `of_form` are those of the document itself, before anything in it was read."""

    issues: tuple[Issue, ...]
    of_form: frozenset[Issue] = frozenset()


def examine(posted: Posted, shelf: RuleShelf, registry: Registry, hold: Hold | None = None) -> Examined | Rejected:
    """Read and judge everything that was posted; nothing is judged in part. `hold` puts adopted limits in."""
    head, of_head = _head(posted)
    source = Source(posted.content, posted.name, head)
    adapter = choose(source, registry, posted.format)
    if isinstance(adapter, Issue):
        return Rejected((adapter, *of_head))
    delivery = adapter.parse(source)
    if of_head:
        return Rejected((*delivery.issues, *of_head), frozenset(delivery.issues))
    verdicts = verify_delivery(delivery, posted.question, shelf, hold)
    if isinstance(verdicts, Refused):
        return Rejected(verdicts.issues, frozenset(delivery.issues))
    return Examined(adapter, delivery, verdicts)


def reread(posted: Posted, registry: Registry) -> Delivery | None:
    """Return the records of bytes that were read before, None when their format is not known any more."""
    head, _ = _head(posted)
    source = Source(posted.content, posted.name, head)
    adapter = choose(source, registry, posted.format)
    return None if isinstance(adapter, Issue) else adapter.parse(source)


def _head(posted: Posted) -> tuple[Mapping[str, Cell], tuple[Issue, ...]]:
    return ({}, ()) if posted.head is None else read_head(posted.head, HEAD)
