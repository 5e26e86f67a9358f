"""A certification body decides a dossier, whose reports are verified through the one funnel."""

from collections.abc import Callable
from datetime import date

from app.certification.certification_scheme import CertificationScheme
from app.certification.dossier import Dossier
from app.certification.dossier_form import Sources, read_dossier
from app.certification.form import Refused
from app.intake.take_in import Refused as ReportRefused
from app.ports.rules import RuleShelf
from app.verification.verdict import Verdict
from app.workflow.adopt_report import resolving
from app.workflow.verify_report import Question, verify_delivery
from lims_adapters.contract import Delivery, Issue

Deliver = Callable[[str], Delivery | Issue]


def dossier_from(content: bytes, scheme: CertificationScheme, shelf: RuleShelf, deliver: Deliver) -> Dossier | Refused:
    """Read a dossier; `deliver` finds a report by the name under which the dossier refers to it."""

    def verdict(name: str, as_of: date) -> Verdict | Refused:
        return _verdict(deliver(name), Question(scheme.limits.id, as_of=as_of), shelf)

    sources = Sources(scheme.rule.clauses, scheme.scorecard, resolving(shelf.vocabulary), verdict)
    return read_dossier(content, sources)


def _verdict(delivery: Delivery | Issue, question: Question, shelf: RuleShelf) -> Verdict | Refused:
    if isinstance(delivery, Issue):
        return Refused((delivery,))
    found = verify_delivery(delivery, question, shelf)
    if isinstance(found, ReportRefused):
        return Refused(found.issues)
    if len(found) != 1:
        return Refused((Issue("several_samples", "", str(len(found)), "a report on one sample"),))
    return found[0]
