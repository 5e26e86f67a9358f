"""The application: its unit, its papers and its sample (clauses 3.1, 3.2 and 4.1.2)."""

from app.certification.application import Condition, Linked, RequiredDocument, UnitPart
from app.certification.clauses.matter import Matter
from app.certification.dossier import Application
from app.certification.finding import MET, Answered, Needed, Why, failing, lacking, together
from app.certification.scheme import RuleClause
from app.certification.standing import Standing
from app.certification.unit import differences

_NONE_TESTED = Answered(Standing.NOT_APPLICABLE, Why.NOT_USED)


def one_unit(matter: Matter) -> Answered:
    """Answer whether the application is for one unit of this rule, and every test is about it.

    Where the rule lets linked units that are filed together rest on one test (dryer), the consistency file of the one
    that was not tested has to be verified.
    """
    application = matter.dossier.application
    key, grades = matter.scheme.rule.application.unit, matter.scheme.limits.grades
    unit, linked = application.unit, application.linked
    if (unit.grade is not None) is not (UnitPart.GRADE in key.key) or (unit.grade and unit.grade not in grades):
        return failing(Needed.CLAUSE, key.clause)
    if linked is not None:
        if key.linked is Linked.NONE or linked.unit.series != unit.series:
            return failing(Needed.CLAUSE, key.clause)
        if linked.consistency_verified_by is None:
            return lacking(Needed.DOCUMENT, "consistency_file")
    others = [
        f"{test.verdict.report.report_no}: {member}"
        for test in matter.dossier.tests
        for member in differences(application.tested_unit, test.verdict.report)
    ]
    return failing(Needed.RESULT, *others) if others else MET


def papers(clause: RuleClause, matter: Matter) -> Answered:
    """Answer whether every paper of a list is filed that its condition asks for.

    What an annex asks for that is the form of a listed paper (the maker's power of attorney) belongs to the list.
    """
    application = matter.dossier.application
    filed = {paper.id for paper in application.filed}
    documents = matter.scheme.rule.application.documents
    places = {clause.number, *(paper.form for paper in documents if _place(paper) == clause.number)}
    missing = [
        paper.id
        for paper in documents
        if _place(paper) in places and paper.id not in filed and _is_asked(paper, application)
    ]
    return lacking(Needed.DOCUMENT, *missing) if missing else MET


def _place(paper: RequiredDocument) -> str:
    return paper.clause.split(" ")[0]


def _is_asked(paper: RequiredDocument, application: Application) -> bool:
    """Tell whether a paper has to be there; one of the sort "if any" is not, once it is stated that there is none."""
    applicant = application.applicant
    match paper.when:
        case Condition.ALWAYS:
            return True
        case Condition.FIRST_APPLICATION:
            return applicant.applies_first
        case Condition.IF_ANY:
            return paper.id not in application.absent
        case Condition.SELLER_OR_IMPORTER:
            return applicant.is_seller_or_importer
        case Condition.AGENT:
            return applicant.has_agent
        case Condition.APPLICANT_NOT_MAKER:
            return not applicant.is_maker


def sample_amount(matter: Matter) -> Answered:
    """Answer whether every sample of the unit's own tests was large enough."""
    least = matter.scheme.rule.application.sample.amount
    own = [test for test in matter.dossier.tests if test.adopted is None]
    if not own or least is None:
        return _NONE_TESTED
    return together(
        lacking(Needed.DAY, "sample_l")
        if test.sample_l is None
        else MET
        if test.sample_l >= least
        else failing(Needed.RESULT, test.verdict.report.report_no)
        for test in own
    )
