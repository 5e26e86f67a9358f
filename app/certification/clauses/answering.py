"""Which module answers which clause."""

from collections.abc import Callable, Mapping

from app.certification.clauses.adopted import not_barred
from app.certification.clauses.application import one_unit, papers, sample_amount
from app.certification.clauses.inspection import blocks, consistency, corrected, man_days, quality_assurance, window
from app.certification.clauses.matter import Matter
from app.certification.clauses.persons import ruled, stated
from app.certification.clauses.product_test import adopted, tested
from app.certification.clauses.renewal import renewed
from app.certification.clauses.scored import scored
from app.certification.clauses.separation import reviewed
from app.certification.clauses.surveillance import sampled
from app.certification.clauses.times import certification_time, surveillance_interval, test_time, validity
from app.certification.finding import Answered, Why
from app.certification.scheme import Check, Nature, RuleClause
from app.certification.standing import Standing

_INFORMS = Answered(Standing.NOT_APPLICABLE, Why.DECIDES_NOTHING)

Answering = Callable[[RuleClause, Matter], Answered]
COMPUTED: Mapping[Check, Answering] = {
    Check.UNIT: lambda _, matter: one_unit(matter),
    Check.DOCUMENTS: papers,
    Check.SAMPLE_AMOUNT: lambda _, matter: sample_amount(matter),
    Check.PRODUCT_TEST: lambda _, matter: tested(matter),
    Check.TEST_TIME: lambda _, matter: test_time(matter),
    Check.REPORT_ADOPTION: lambda _, matter: adopted(matter),
    Check.SCORECARD: lambda _, matter: scored(matter),
    Check.QUALITY_ASSURANCE: lambda _, matter: quality_assurance(matter),
    Check.CONSISTENCY: lambda _, matter: consistency(matter),
    Check.INSPECTION_WINDOW: lambda _, matter: window(matter),
    Check.MAN_DAYS: lambda _, matter: man_days(matter),
    Check.CORRECTION: corrected,
    Check.OVERALL: lambda _, matter: reviewed(matter),
    Check.CERTIFICATION_TIME: certification_time,
    Check.SURVEILLANCE_INTERVAL: lambda _, matter: surveillance_interval(matter),
    Check.SURVEILLANCE_BLOCKS: lambda _, matter: blocks(matter),
    Check.SURVEILLANCE_SAMPLE: lambda _, matter: sampled(matter),
    Check.SURVEILLANCE_RESULT: lambda _, matter: reviewed(matter),
    Check.VALIDITY: lambda _, matter: validity(matter),
    Check.RENEWAL: lambda _, matter: renewed(matter),
    Check.BAR: lambda _, matter: not_barred(matter),
}


def answer(clause: RuleClause, matter: Matter) -> Answered:
    """Answer one clause: by computing it, or by a person's statement or ruling."""
    if clause.check is not None:
        return COMPUTED[clause.check](clause, matter)
    match clause.nature:
        case Nature.ATTESTED:
            return stated(clause, matter)
        case Nature.RULED:
            return ruled(clause, matter)
        case Nature.INFORMATIVE | Nature.COMPUTED:
            return _INFORMS
