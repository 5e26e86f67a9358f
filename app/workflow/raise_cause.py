"""A day finds a cause to suspend a certificate that has no open case of suspension: the system opens one with it.

Whether the certificate is suspended for it a person decides.
"""

from datetime import date

from app.certification.cases.planned import StepDue
from app.certification.form import Refused as Unread
from app.certification.lifecycle.vocabulary import Kind
from app.ledger.canonical import Json
from app.ports.cases import Case, CaseView, Opening, Party, PartyRole
from app.ports.certificates import CertificateView
from app.ports.evidence import Answer, Taken
from app.workflow.case_desk import Behind, CaseDesk, NotDone, Unknown
from app.workflow.case_record import Head, Paper
from app.workflow.certificate_wording import certified_unit
from app.workflow.current_case import Current, ground_of, read_paper
from app.workflow.new_event import Moment, not_opened
from app.workflow.try_step import try_system_step
from app.workflow.unreadable import CaseUnreadable, Unreadable


def raise_cause(step: StepDue, on: date, desk: CaseDesk) -> Answer | NotDone:
    """Open a case of suspension with the cause that a day brings about; the holder is its party."""
    body, number = step.about.body, step.about.certificate
    published = None if number is None else desk.issuing.certificates.published(number)
    issued = None if published is None else desk.cases.read(body, published.versions[-1].case)
    if published is None or issued is None:
        return Unknown()
    newest = published.versions[-1]
    data: dict[str, Json] = {} if step.cause is None else {"cause": step.cause.value}
    moment = Moment(on, desk.today(), desk.at())
    try:
        current = _suspension(newest, desk)
        opening = _opening(current, newest, issued, desk)
        return try_system_step(current, step.event, moment, data, desk, opening=opening)
    except (Unreadable, Taken):
        # Another case of the certificate cannot be read, or was opened at the same time.
        return Behind()


def _suspension(newest: CertificateView, desk: CaseDesk) -> Current:
    """Return the case before it is opened: scheme and unit are those of its certificate."""
    scheme, unit = certified_unit(newest)
    head = Head(desk.desk.ids.new(), Kind.SUSPENSION.value, newest.body, scheme, unit, newest.number, None)
    ground = ground_of(newest.body, scheme, desk)
    read = None if ground is None else read_paper(Paper(head, ()), ground)
    if ground is None or read is None or isinstance(read, Unread):
        raise CaseUnreadable(f"{newest.number}: no rule data for {scheme}")
    return not_opened(head, read.unit, ground)


def _opening(current: Current, newest: CertificateView, issued: CaseView, desk: CaseDesk) -> Opening:
    head, number = current.head, newest.number
    # Nobody can have chosen this number before.
    row = Case(head.id, head.body, head.kind, head.scheme, f"{number}-{head.kind}-{head.id}", desk.at(), number)
    account = next(each.account for each in issued.parties)
    return Opening(row, (Party(newest.holder, PartyRole.APPLICANT, account),))
