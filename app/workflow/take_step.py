"""One step of a case, with all that follows from it, in one transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.certification.cases.record import Entry
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Cause
from app.ports.evidence import Answer
from app.workflow.case_desk import Acting, CaseDesk, NotDone


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked: the event as it was sent, under which idempotency key, of which case.

    The document has `event`, `on`, and where they apply `data` (as `labverdict.case/1` has it), `role`, `corrects` and
    `case` (where `case` is None here); `format` may be left out. `only` are the events that may be asked for here,
    None for all; `seen` is the newest record that the caller knows of, None where this is not said.
    """

    content: bytes
    key: str | None
    case: str | None = None
    only: Collection[Event | Entry] | None = None
    seen: int | None = None


def take_step(acting: Acting, asking: Asking, desk: CaseDesk) -> Answer | NotDone:
    """Take a step of a case; what is not done changes nothing (but for `ReportsCorrected`)."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class SystemStep:
    """A step that a clock brings about in a case of a body; `case` None opens none and is not allowed."""

    body: str
    case: str
    event: Event
    on: date
    cause: Cause | None = None


def take_system_step(step: SystemStep, desk: CaseDesk) -> Answer | NotDone:
    """Take a step of nobody: a term that ran out, a certificate that expired."""
    raise NotImplementedError
