"""Method precision and disputes: ISO 4259-2, ASTM D3244."""

from collections.abc import Callable

from app.cli.vectors.comparing import Answer
from app.cli.vectors.limits import one_limit
from app.cli.vectors.numbers import WORDS, exact_result, in_limit_unit
from app.cli.vectors.parts import Part, Unusable, number
from app.cli.vectors.vector import Vector
from methods import dispute, precision

_PAIR = 2


def iso4259(vector: Vector) -> Answer:
    """State what a single result shows with a confidence of 95 %, for the supplier or the recipient."""
    limit, rule = one_limit(vector.needed_limit), vector.rule
    found = precision.iso4259_statement(
        exact_result(vector),
        limit.T,
        upper=limit.upper,
        R=vector.figures.number("R"),
        role=rule.word("role", precision.Role),
        factor=rule.number("factor"),
    )
    return {"outcome": found.statement.value, "decision_limit": found.decision_limit}


def two_labs(vector: Vector) -> Answer:
    """Decide for each pair of means whether the two laboratories agree."""
    figures = {"r": vector.figures.number("r"), "R": vector.figures.number("R")}
    k1, k2 = vector.rule.count("k1"), vector.rule.count("k2")
    decisions = []
    for place, pair in enumerate(vector.rule.lists_of_texts("pairs")):
        if len(pair) != _PAIR:
            raise Unusable(f"rule.pairs[{place}]: two numbers are needed")
        first, second = (number(text, f"rule.pairs[{place}]") for text in pair)
        agree = precision.accepts_two_labs(first - second, **figures, k1=k1, k2=k2)
        decisions.append("accept" if agree else "reject")
    limit = precision.critical_difference(**figures, k1=k1, k2=k2)
    return {"limit": limit, "decisions": tuple(decisions)}


def most_divergent(vector: Vector) -> Answer:
    """Compute how far the most divergent of k results may lie from the mean of the others."""
    return {"limit": precision.most_divergent_limit(r=vector.figures.number("r"), k=vector.rule.count("k"))}


def referee(vector: Vector) -> Answer:
    """Settle a dispute by three averages."""
    limit, averages = one_limit(vector.needed_limit), vector.rule.part("averages")
    supplier, recipient, third = (
        in_limit_unit(averages.number(side), vector) for side in ("supplier", "recipient", "referee")
    )
    found = dispute.dispute_referee(
        (supplier, recipient, third), limit.T, upper=limit.upper, R3=vector.rule.number("R3")
    )
    return {"outcome": WORDS[found.outcome], "mean_used": found.mean_used}


def assigned_test_value(vector: Vector) -> Answer:
    """Form the assigned test value of ASTM D3244, null while a step is still needed."""
    rule = vector.rule
    retest = _pair(rule.part("retest")) if rule.has("retest") else None
    found = dispute.d3244_assigned_test_value(
        _pair(rule), retest, rule.optional_number("referee"), R=vector.figures.number("R")
    )
    return {"ATV": found.value}


def acceptance_limit(vector: Vector) -> Answer:
    """Compute the acceptance limit of ASTM D3244."""
    limit, rule = one_limit(vector.needed_limit), vector.rule
    found = dispute.d3244_acceptance_limit(
        limit.T, upper=limit.upper, R=vector.figures.number("R"), D=rule.number("D"), factor=rule.number("factor")
    )
    return {"AL": found}


def _pair(part: Part) -> dispute.Pair:
    return dispute.Pair(supplier=part.number("XS"), receiver=part.number("XR"))


PRECISIONS: dict[str, Callable[[Vector], Answer]] = {
    "iso4259_95": iso4259,
    "acceptability_two_labs": two_labs,
    "most_divergent_of_k": most_divergent,
    "dispute_referee": referee,
    "d3244_atv": assigned_test_value,
    "d3244_acceptance_limit": acceptance_limit,
}
