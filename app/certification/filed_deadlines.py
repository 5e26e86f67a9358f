"""A list of running deadlines as a body keeps it: `labverdict.deadlines/1`.

Each names case, deadline and text by their ids and gives the days of the starting events; no computed day stands in
it, so that none can be out of date.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.certification.body import DayKind, Term
from app.certification.calendar import Pause
from app.certification.deadline_rules import Start
from app.certification.form import Form, Refused, read_document
from app.verification.day import read_day

FORMAT = "labverdict.deadlines/1"


@dataclass(frozen=True, slots=True)
class Filed:
    """One running deadline, before its rule has been looked up; `where` is its place in the document."""

    where: str
    case: str
    deadline: str
    scheme: str | None
    programme: str | None
    events: Mapping[Start, date]
    agreed: Term | None
    pauses: tuple[Pause, ...]


def read_filed(content: bytes) -> tuple[Filed, ...] | Refused:
    """Read the list, or refuse it for every fault."""
    return read_document(content, FORMAT, _read)


def _read(form: Form) -> tuple[Filed, ...]:
    form.only({"deadlines"})
    return tuple(_filed(each) for each in form.forms("deadlines"))


def _filed(form: Form) -> Filed:
    form.only({"case", "deadline", "scheme", "programme", "events", "agreed", "pauses"})
    return Filed(
        where=form.where,
        case=form.text("case"),
        deadline=form.text("deadline"),
        scheme=form.optional_text("scheme"),
        programme=form.optional_text("programme"),
        events=_events(form.form("events")),
        agreed=_agreed(form.optional_form("agreed")),
        pauses=tuple(pause for each in form.forms("pauses") if (pause := _pause(each)) is not None),
    )


def _events(form: Form) -> Mapping[Start, date]:
    form.only(frozenset(Start))
    return {start: form.day(start) for start in Start if form.has(start)}


def _agreed(form: Form | None) -> Term | None:
    if form is None:
        return None
    form.only({"length", "kind"})
    length = form.whole("length")
    if length == 0:
        form.refuse("length", "number_not_positive", "0", "at least 1")
    return Term(length, form.choice("kind", DayKind))


def _pause(form: Form) -> Pause | None:
    form.only({"from", "to"})
    first, end = form.day("from"), form.optional_day("to")
    if end is not None and end <= first:
        form.refuse("to", "pause_malformed", end.isoformat(), f"a day after {first}")
        return None
    return Pause(first, end)


def read_pause(text: str) -> Pause | None:
    """Read a pause as typed, `2026-05-10..2026-05-20` (the last day not included) or `2026-05-10..`, else None."""
    first_text, dots, end_text = text.partition("..")
    first, end = read_day(first_text), read_day(end_text)
    if first is None or not dots or (end is None and end_text) or (end is not None and end <= first):
        return None
    return Pause(first, end)
