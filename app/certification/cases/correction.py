"""Events entered wrongly: a later event names the one in whose place it stands; both stay on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.certification.cases.record import Entry, Recorded


@dataclass(frozen=True, slots=True)
class CorrectsNothing:
    """The `n` of a correction that names no event before it, or one that was corrected already."""

    n: int


def corrections(records: Sequence[Recorded]) -> Mapping[int, Recorded] | CorrectsNothing:
    """Return the correction of each event that has one, by the event's `n`."""
    found: dict[int, Recorded] = {}
    for record in records:
        if record.corrects is None:
            if record.event is Entry.TAKE_OUT:
                return CorrectsNothing(record.n)
            continue
        if not 0 < record.corrects < record.n or record.corrects in found:
            return CorrectsNothing(record.n)
        found[record.corrects] = record
    return found


def standing_for(record: Recorded, corrected_by: Mapping[int, Recorded]) -> Recorded | None:
    """Return what stands in the place of an event in the end, itself if nothing does; None where it was taken out."""
    last = record
    while last.n in corrected_by:
        last = corrected_by[last.n]
    return None if last.event is Entry.TAKE_OUT else last
