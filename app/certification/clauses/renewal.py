"""The renewal (复审) of a certificate (clause 9)."""

from datetime import date

from app.certification.body import in_force
from app.certification.clauses.inspection import consistency, corrected, man_days, quality_assurance
from app.certification.clauses.matter import Matter, in_time
from app.certification.clauses.product_test import tested
from app.certification.clauses.scored import scored
from app.certification.clauses.separation import reviewed
from app.certification.dossier import Certified
from app.certification.finding import MET, Answered, Needed, Why, lacking, together
from app.certification.standing import Standing
from app.certification.terms import months_after

VALID_SURVEILLANCE_MONTHS = 12
_SETTINGS = ("renewal_number", "renewal_start")
# "按初始工厂检查的要求": where its conclusion and corrections stand.
_INSPECTED = "5.3"


def renewed(matter: Matter) -> Answered:
    """Answer whether a certificate may be renewed.

    A late application is accepted with a warning; three months after expiry the case is a new application. A valid
    surveillance of the last 12 months replaces the inspection, which otherwise is a whole new one, organisation,
    corrections and man-days included. Clause 9 names a clause 7.2.2 for the tests, which does not exist: read as all of
    4.2.2. A renewal is reviewed like the first decision.
    """
    certified = matter.dossier.certified
    if certified is None:
        return lacking(Needed.DAY, "expires_on")
    unset = [name for name in _SETTINGS if in_force(getattr(matter.body, name), matter.on) is None]
    settings = lacking(Needed.SETTING, *unset) if unset else MET
    in_time_for_it = (_applied(certified, matter), _in_grace(certified, matter))
    return together((*in_time_for_it, inspected(certified, matter), tested(matter), settings, reviewed(matter)))


def _applied(certified: Certified, matter: Matter) -> Answered:
    timed = in_time(matter.due("D-16", certified.expires_on), matter.dossier.application.accepted_on)
    return Answered(Standing.MET, timed.why, figures=timed.figures) if timed.why is Why.LATE else timed


def _in_grace(certified: Certified, matter: Matter) -> Answered:
    return in_time(matter.due("D-17", certified.expires_on), matter.on)


def surveyed(certified: Certified, on: date) -> Answered:
    """Answer whether a surveillance of the last 12 months replaces the inspection."""
    last = certified.last_visit_on
    if certified.last_visit_was_surveillance and last <= on <= months_after(last, VALID_SURVEILLANCE_MONTHS):
        return Answered(Standing.MET, Why.SHOWN, figures=(("surveillance", last.isoformat()),))
    return lacking(Needed.FINDING, "inspection")


def inspected(certified: Certified, matter: Matter) -> Answered:
    """Answer whether a surveillance that is valid, or a whole new inspection, stands behind a renewal."""
    replaced = surveyed(certified, matter.on)
    if replaced.standing is Standing.MET:
        return replaced
    inspection, clause = matter.dossier.inspection, matter.scheme.rule.clause(_INSPECTED)
    if inspection is None or clause is None or inspection.began_on <= certified.last_visit_on:
        return replaced
    parts = (scored(matter), quality_assurance(matter), consistency(matter), man_days(matter))
    return together((*parts, corrected(clause, matter)))
