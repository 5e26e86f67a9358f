"""The whole story of a case: every event that was recorded, corrected ones too, and every deadline that ran."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.certification.body import Body
from app.certification.cases.correction import corrections
from app.certification.cases.held import Clock, Held
from app.certification.cases.over import due_on
from app.certification.cases.record import Case, Recorded
from app.certification.certification_scheme import CertificationScheme
from app.certification.deadlines import Due
from app.certification.lifecycle.citation import Citation


@dataclass(frozen=True, slots=True)
class Happened:
    """One record: where it led and on which clause, None where it moved nothing; `corrected_by` is a later record.

    A correction leads where it stands, at the place of the event that it corrects.
    """

    record: Recorded
    to: str | None
    citation: Citation | None
    corrected_by: int | None


@dataclass(frozen=True, slots=True)
class Ran:
    """One deadline: when it ends, and on which day it stopped; None while it runs."""

    clock: Clock
    due: Due
    stopped_on: date | None


Line = Happened | Ran


def timeline(case: Case, held: Held, scheme: CertificationScheme, body: Body | None) -> tuple[Line, ...]:
    """Return the story in the order of the records; a deadline stands after the event that started it."""
    corrected_by = corrections(case.records)
    taken = {each.record.n: each for each in held.taken if each.row is not None}
    lines: list[Line] = []
    for record in case.records:
        correction = corrected_by.get(record.n) if isinstance(corrected_by, Mapping) else None
        step = taken.get(record.n)
        row = None if step is None else step.row
        citation = None if row is None else row.citation
        to = None if step is None else step.after
        lines.append(Happened(record, to, citation, None if correction is None else correction.n))
        started = (clock for each in held.taken if each.record.n == record.n for clock in each.started)
        lines += [Ran(clock, due_on(clock, scheme, body), _stopped_on(clock, held)) for clock in started]
    return tuple(lines)


def _stopped_on(clock: Clock, held: Held) -> date | None:
    """Return the first day after its start on which a step ended a deadline."""
    ends = _ends(clock, held)
    return next(ends, None)


def _ends(clock: Clock, held: Held) -> Iterator[date]:
    has_begun = False
    for each in held.taken:
        has_begun = has_begun or clock in each.started
        if has_begun and clock.deadline in each.ended:
            yield each.record.on
