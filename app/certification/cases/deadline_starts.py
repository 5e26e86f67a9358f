"""From which day a deadline of a case runs: the day that its definition names, where the evidence has it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from app.certification.cases.record import Receipt
from app.certification.dossier import Dossier, Inspection
from app.certification.lifecycle.vocabulary import Deadline


def start_of(deadline: Deadline, on: date, dossier: Dossier | None, receipt: Receipt | None) -> date:
    """Return the day from which a deadline counts that a step of this day starts: this one where no other is known."""
    if deadline is Deadline.TEST_TIME and receipt is not None:
        return max(
            (day for day in (receipt.sample_received_on, receipt.fee_received_on) if day is not None), default=on
        )
    find = _BY_EVIDENCE.get(deadline)
    return on if find is None or dossier is None else find(dossier) or on


def _failure_noticed_on(dossier: Dossier) -> date | None:
    return dossier.tests[-1].failure_noticed_on if dossier.tests else None


def _test_counts_from(dossier: Dossier) -> date | None:
    if not dossier.tests:
        return None
    last = dossier.tests[-1]
    return last.verdict.report.issued_on if last.adopted is None else last.adopted.on


def _first_signed_on(dossier: Dossier) -> date | None:
    """Return the day of the first report of a nonconformity that is not corrected: its term ends first."""
    found = () if dossier.inspection is None else dossier.inspection.nonconformities
    return min((each.signed_on for each in found if each.corrected_on is None), default=None)


def _completed_on(dossier: Dossier) -> date | None:
    """Return the day on which test and inspection, its corrections included, were both complete (6.2)."""
    if dossier.inspection is None:
        return _test_counts_from(dossier)
    return max((*_ends(dossier.inspection), *filter(None, (_test_counts_from(dossier),))))


def _ends(inspection: Inspection) -> Iterator[date]:
    yield inspection.ended_on
    yield from (each.verified_on for each in inspection.nonconformities if each.verified_on is not None)


_BY_EVIDENCE: Final[Mapping[Deadline, Callable[[Dossier], date | None]]] = MappingProxyType(
    {
        Deadline.RECTIFICATION: _failure_noticed_on,
        Deadline.INSPECTION_WINDOW: _test_counts_from,
        Deadline.CORRECTION: _first_signed_on,
        Deadline.SURVEILLANCE_CORRECTION: _first_signed_on,
        Deadline.CERTIFICATION_TIME: _completed_on,
        Deadline.SENDING: lambda dossier: None if dossier.sampling is None else dossier.sampling.drawn_on,
        Deadline.REDRAWING: lambda dossier: None if dossier.sampling is None else dossier.sampling.missed_on,
    }
)
