"""What the uncertainty of one value lets be said, as names and values."""

from app.cli.figures import typed_with_unit
from app.cli.labels import Label
from app.cli.question import Asked
from app.cli.statement_table import said, word
from app.intake.take_in import Refused
from app.verification.report import TestedBy, Uncertainty
from app.verification.statements import statements
from app.wording import Language
from lims_adapters.contract import Issue
from methods.acceptance import judge
from methods.outcome import Outcome
from methods.units import convert_difference

_NO_METHOD = TestedBy("", None, None)


def risk_entries(asked: Asked, uncertainty: Uncertainty, language: Language) -> list[tuple[str, str]] | Refused:
    """Return the statements on the value, and the specific risk of the decision that simple acceptance takes.

    The risk is the probability that an accepted item does not conform, or that a rejected one does (JCGM 106:2012).
    `uncertainty` is in the unit of the value.
    """
    expanded = convert_difference(uncertainty.expanded, asked.unit, asked.target)
    made = statements(asked.limit, asked.measured, _NO_METHOD, Uncertainty(expanded, uncertainty.k))
    figures = {name: figure for statement in made for name, figure in statement.figures}
    if not figures:
        return Refused((Issue("value_not_single", "VALUE", asked.typed.value, "one number"),))
    if "p_conform" not in figures:
        expected = "a value, a limit and an uncertainty of sizes that can be weighed together"
        return Refused((Issue("risk_not_answered", "LIMIT", asked.typed.limit, expected),))
    accepted = judge(asked.span, asked.measured) is Outcome.CONFORMING
    figure, whose = ("p_nonconform", Label.CONSUMERS) if accepted else ("p_conform", Label.PRODUCERS)
    return [
        (Label.RESULT.to(language), typed_with_unit(asked.typed.value, asked.typed.unit)),
        (Label.LIMIT.to(language), asked.typed.limit),
        *((word(statement.rule, language), said(statement, language)) for statement in made),
        (Label.SPECIFIC_RISK.to(language), f"{figures[figure]} ({whose.to(language)})"),
    ]
