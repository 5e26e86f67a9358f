"""A certification body decides a dossier, whose reports are verified through the one funnel."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.certification.certification_scheme import CertificationScheme
from app.certification.dossier import Dossier
from app.certification.dossier_form import Sources, read_dossier
from app.certification.form import Refused
from app.intake.take_in import Refused as ReportRefused
from app.ports.rules import RuleShelf
from app.verification.verdict import Verdict
from app.workflow.adopt_report import resolving
from app.workflow.verify_report import Hold, Question, verify_delivery
from lims_adapters.contract import Delivery, Issue

Deliver = Callable[[str], Delivery | Issue]


def dossier_from(
    content: bytes,
    scheme: CertificationScheme,
    shelf: RuleShelf,
    deliver: Deliver,
    *,
    named: str | None = None,
    hold: Hold | None = None,
) -> Dossier | Refused:
    """Read a dossier; `deliver` finds a report by the name under which the dossier refers to it.

    `named` is the scheme that the dossier names, where it is read under another one to compare them. `hold` puts
    adopted limits into the verdicts; the dossier is decided under `as_held`.
    """
    return read_dossier(content, sources_of(scheme, shelf, deliver, named=named, hold=hold))


def sources_of(
    scheme: CertificationScheme,
    shelf: RuleShelf,
    deliver: Deliver,
    *,
    named: str | None = None,
    hold: Hold | None = None,
) -> Sources:
    """Return what a document of a certification body refers to: methods by their names, verdicts on its reports."""

    def verdict(name: str, accepted_on: date) -> Verdict | Refused:
        # A simulation asks what an edition would say that was not yet, or no longer, in force on the day of acceptance.
        as_of = accepted_on if named is None or scheme.limits.covers(accepted_on) else scheme.limits.in_force
        return _verdict(deliver(name), Question(scheme.limits.id, as_of=as_of), shelf, hold)

    resolve = resolving(shelf.vocabulary)
    return Sources(named or scheme.rule.id, scheme, resolve, verdict)


def as_held(scheme: CertificationScheme, dossier: Dossier, hold: Hold) -> CertificationScheme:
    """Return the scheme with the limits that a body had adopted on the day on which the application was accepted."""
    return replace(scheme, limits=hold(scheme.limits, dossier.application.accepted_on))


def _verdict(delivery: Delivery | Issue, question: Question, shelf: RuleShelf, hold: Hold | None) -> Verdict | Refused:
    if isinstance(delivery, Issue):
        return Refused((delivery,))
    found = verify_delivery(delivery, question, shelf, hold)
    if isinstance(found, ReportRefused):
        return Refused(found.issues)
    if len(found) != 1:
        return Refused((Issue("several_samples", "", str(len(found)), "a report on one sample"),))
    return found[0]
