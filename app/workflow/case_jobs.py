"""The desk of a day over that of cases: how cases are read back, and how the system takes a step in one."""

from collections.abc import Callable, Sequence
from datetime import date

from app.certification.cases.planned import StepDue
from app.certification.cases.worklist import Work
from app.ports.announcements import Announcements
from app.ports.cases import CaseView
from app.ports.evidence import Answer
from app.workflow.case_desk import CaseDesk
from app.workflow.case_docket import CaseDocket
from app.workflow.current_case import current_of
from app.workflow.day_jobs import JobDesk
from app.workflow.raise_cause import raise_cause
from app.workflow.take_step import SystemStep, take_system_step
from app.workflow.unreadable import Unreadable


def job_desk(desk: CaseDesk, bodies: Callable[[], Sequence[str]], announcements: Announcements) -> JobDesk:
    """Return the desk of a day; `bodies` are all certification bodies."""

    def read(view: CaseView) -> Work | None:
        try:
            current = current_of(view, desk)
        except Unreadable:
            return None
        return Work(current.case, current.held, current.ground.scheme, current.ground.papers.body)

    def take(step: StepDue, on: date) -> bool:
        try:
            if step.case is None:
                return isinstance(raise_cause(step, on, desk), Answer)
            asked = SystemStep(step.about.body, step.case, step.event, on, step.cause)
            return isinstance(take_system_step(asked, desk), Answer)
        except Unreadable:
            # Of what is around the case: the case itself was read.
            return False

    docket = CaseDocket(bodies, desk.cases, desk.issuing.certificates, desk.office, desk.schemes, read)
    return JobDesk(docket, announcements, desk.issuing, take, desk.desk.clock)
