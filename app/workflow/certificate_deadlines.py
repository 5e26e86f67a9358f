"""The deadlines that a certificate starts for its body: its issue and its renewal are reported in 7 working days.

A deadline is told until it is recorded that the result was reported, and not after its last day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from app.certification.cases.office_acts import is_ended
from app.certification.cases.over import Ends, ends_when, is_over
from app.certification.deadlines import Running
from app.certification.lifecycle.certificate import CERTIFICATE
from app.certification.lifecycle.vocabulary import Deadline
from app.ports.certificates import Published
from app.workflow.case_desk import CaseDesk
from app.workflow.certificate_wording import certified_unit
from app.workflow.record_act import office_acts

# Seven working days, in days of the calendar: the longest holidays make weeks of them, and never two months.
LONGEST: Final = 62
_STARTING: Final = frozenset(row.event for row in CERTIFICATE.rows if Deadline.REPORTING in row.starts)


@dataclass(frozen=True, slots=True)
class Reporting:
    """That a certificate's result is to be reported; `ends` is None where no day can be given."""

    number: str
    running: Running
    ends: Ends | None


def to_report(body: str, published: Iterable[Published], desk: CaseDesk) -> Iterator[Reporting]:
    """Yield what a body has to report today of its own certificates, of which those are enough that `LONGEST` holds."""
    for each in published:
        newest = each.versions[-1]
        scheme = desk.schemes(certified_unit(newest)[0])
        rule = None if scheme is None else scheme.deadlines.get(Deadline.REPORTING)
        begun = [(act.n, act.dated) for act in each.acts if act.act in _STARTING]
        if newest.body != body or scheme is None or rule is None or not begun:
            continue
        if is_ended(
            Deadline.REPORTING, begun[-1], office_acts(desk.office.recorded(body, newest.number)), desk.today()
        ):
            continue
        running = Running(newest.number, rule, begun[-1][1])
        found = running.due(scheme.calendar)
        if not is_over(rule, found, desk.today()):
            yield Reporting(newest.number, running, ends_when(Deadline.REPORTING, found))
