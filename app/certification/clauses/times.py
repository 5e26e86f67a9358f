"""Clauses that set a time: the test's, the certificate's, its validity, the interval of surveillances."""

from datetime import MAXYEAR, date

from app.certification.body import RenewalStart, in_force
from app.certification.clauses.matter import Matter, in_time
from app.certification.clauses.persons import last_on
from app.certification.clauses.product_test import passed_on
from app.certification.dossier import ProductTest
from app.certification.finding import Answered, Need, Needed, Why, lacking, together
from app.certification.scheme import RuleClause, Stage
from app.certification.standing import Standing
from app.certification.terms import years_after

_NOT_USED = Answered(Standing.NOT_APPLICABLE, Why.NOT_USED)


def test_time(matter: Matter) -> Answered:
    """Answer whether the unit's own tests were in time (4.2.4); that a laboratory was late hinders nobody."""
    own = [test for test in matter.dossier.tests if test.adopted is None]
    return together(_test_time(test, matter) for test in own) if own else _NOT_USED


def _test_time(test: ProductTest, matter: Matter) -> Answered:
    if test.sample_received_on is None or test.fee_received_on is None:
        return lacking(Needed.DAY, "sample_received_on, fee_received_on")
    if test.sample_received_on > test.verdict.report.issued_on:
        return lacking(Needed.DAY, "sample_received_on")
    begun = max(test.sample_received_on, test.fee_received_on)
    timed = in_time(matter.due("D-01", begun, test.pauses), test.verdict.report.issued_on)
    if timed.why is Why.LATE:
        return Answered(Standing.MET, Why.LATE, figures=timed.figures)
    return timed


def certification_time(clause: RuleClause, matter: Matter) -> Answered:
    """Answer whether the certificate comes within 30 days of test and inspection; a later one needs a ground (6.2)."""
    passed, inspection = passed_on(matter), matter.dossier.inspection
    if passed is None or inspection is None:
        return lacking(Needed.DAY, "product_test, inspection")
    verified = (each.verified_on for each in inspection.nonconformities)
    completed = max(passed, inspection.ended_on, *(day for day in verified if day is not None))
    timed = in_time(matter.due("D-06", completed), matter.on)
    if timed.why is not Why.LATE:
        return timed
    ground = last_on(clause, matter)
    if ground is None or not ground.holds:
        return Answered(Standing.OPEN, Why.LATE, (Need(Needed.GROUND, clause.number),), timed.figures)
    return Answered(Standing.MET, Why.WITH_GROUND, figures=(*timed.figures, ("ground", ground.ground)))


def validity(matter: Matter) -> Answered:
    """Answer from when on, and up to which day not included, a certificate of this day would be valid (8.1.1)."""
    starts_on = _starts_on(matter)
    if starts_on is None:
        return lacking(Needed.SETTING, "renewal_start")
    if starts_on.year + matter.scheme.rule.validity_years > MAXYEAR:
        return lacking(Needed.DAY, "expires_on")
    expires_on = years_after(starts_on, matter.scheme.rule.validity_years)
    figures = (("starts_on", starts_on.isoformat()), ("expires_on", expires_on.isoformat()))
    return Answered(Standing.MET, Why.SHOWN, figures=figures)


def _starts_on(matter: Matter) -> date | None:
    """Return the first day of a certificate; one that is renewed starts as the body has set it, never before today."""
    certified = matter.dossier.certified
    if matter.dossier.stage is not Stage.RENEWAL or certified is None:
        return matter.on
    match in_force(matter.body.renewal_start, matter.on):
        case None:
            return None
        case RenewalStart.DECISION:
            return matter.on
        case RenewalStart.EXPIRY:
            return max(matter.on, certified.expires_on)


def surveillance_interval(matter: Matter) -> Answered:
    """Answer whether no more than 12 months lie between this surveillance and the visit before it (7.1.1)."""
    certified, inspection = matter.dossier.certified, matter.dossier.inspection
    if certified is None:
        return lacking(Needed.DAY, "last_visit_on")
    if inspection is not None and inspection.began_on <= certified.last_visit_on:
        return lacking(Needed.FINDING, "inspection")
    visited_on = matter.on if inspection is None else inspection.ended_on
    return in_time(matter.due("D-11", certified.last_visit_on), visited_on)
