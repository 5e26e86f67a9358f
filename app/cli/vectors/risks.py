"""Uncertainty and risk: ILAC-G8 zones on exact numbers, probabilities in doubles."""

from collections.abc import Callable
from fractions import Fraction

from app.cli.vectors.comparing import Answer
from app.cli.vectors.limits import Ends, one_limit, tolerance_ends
from app.cli.vectors.numbers import exact_result
from app.cli.vectors.parts import Unusable
from app.cli.vectors.vector import Vector
from methods import guard_band
from methods.ilac_g8 import ilac_binary, ilac_nonbinary
from methods.risk import Interval, Process
from methods.risk import conformance_probability as conformance
from methods.risk import global_risk as risk_of_process


def binary(vector: Vector) -> Answer:
    """Decide by one acceptance limit: simple acceptance, guarded acceptance, guarded rejection."""
    limit = one_limit(vector.needed_limit)
    decision = ilac_binary(exact_result(vector), limit.T, upper=limit.upper, w=_guard_band(vector))
    return {"outcome": decision.zone.value, "acceptance_limit": decision.acceptance_limit}


def nonbinary(vector: Vector) -> Answer:
    """Decide by an acceptance and a rejection limit."""
    limit = one_limit(vector.needed_limit)
    decision = ilac_nonbinary(exact_result(vector), limit.T, upper=limit.upper, w=_guard_band(vector))
    return {
        "outcome": decision.zone.value,
        "acceptance_limit": decision.acceptance_limit,
        "rejection_limit": decision.rejection_limit,
    }


def conformance_probability(vector: Vector) -> Answer:
    """Compute how probable it is that the measured item conforms, and that it does not."""
    if vector.rule.has("pdf") and vector.rule.text("pdf") != "normal":
        raise Unusable(f"rule.pdf: {vector.rule.text('pdf')!r} is not known here")
    support = vector.rule.optional_number("truncated_below")
    found = conformance(
        double(exact_result(vector)),
        double(vector.figures.number("u")),
        _interval(tolerance_ends(vector.needed_limit)),
        truncated_below=None if support is None else double(support),
    )
    return {"p_conform": Fraction(found.conform), "p_nonconform": Fraction(found.nonconform)}


def global_risk(vector: Vector) -> Answer:
    """Compute both global risks of a process under acceptance limits."""
    process, um = _process(vector)
    acceptance = Ends(vector.rule.optional_number("AL"), vector.rule.optional_number("AU"))
    found = risk_of_process(process, um, _interval(tolerance_ends(vector.needed_limit)), _interval(acceptance))
    risks = {"RC": Fraction(found.consumers_risk), "RP": Fraction(found.producers_risk)}
    if "RC_given_accepted" not in vector.expected:  # there is none where nothing is accepted
        return risks
    return {**risks, "RC_given_accepted": Fraction(found.consumers_risk_given_accepted)}


def guard_band_for_specific_risk(vector: Vector) -> Answer:
    """Compute the guard band that holds the specific risk at each limit to the target."""
    target, u = vector.rule.number("target"), vector.figures.number("u")
    return {"w": Fraction(guard_band.guard_band_for_specific_risk(double(target), double(u)))}


def guard_band_for_global_risk(vector: Vector) -> Answer:
    """Compute the guard band that holds the global consumer's risk to the target."""
    if vector.rule.text("quantity") != "RC":
        raise Unusable(f"rule.quantity: {vector.rule.text('quantity')!r} is not known here")
    process, um = _process(vector)
    tolerance = _interval(tolerance_ends(vector.needed_limit))
    target = double(vector.rule.number("target"))
    return {"w": Fraction(guard_band.guard_band_for_global_risk(target, process, um, tolerance))}


def rejection_limit_for_confidence(vector: Vector) -> Answer:
    """Compute from which measured value on the upper limit is exceeded with the confidence."""
    ends = tolerance_ends(vector.needed_limit)
    if ends.upper is None or ends.lower is not None:
        raise Unusable("limit: this rule needs an upper limit alone")
    confidence, u_rel = vector.rule.number("confidence"), vector.figures.number("u_rel")
    found = guard_band.rejection_limit_for_confidence(double(ends.upper), double(u_rel), double(confidence))
    return {"rejection_limit": Fraction(found)}


def double(figure: Fraction) -> float:
    """Return the double nearest to an exact figure of the file, whose magnitudes all fit."""
    return float(figure)


def _guard_band(vector: Vector) -> Fraction:
    share = vector.rule.number("w_over_U")
    return share * vector.figures.number("U") if share else share


def _process(vector: Vector) -> tuple[Process, float]:
    figures = vector.figures
    process = Process(double(figures.number("process_mean")), double(figures.number("process_sd")))
    return process, double(figures.number("u_m"))


def _interval(ends: Ends) -> Interval:
    lower, upper = (None if end is None else double(end) for end in (ends.lower, ends.upper))
    return Interval(lower, upper)


RISKS: dict[str, Callable[[Vector], Answer]] = {
    "ilac_binary_simple": binary,
    "ilac_binary_guarded": binary,
    "guarded_rejection": binary,
    "ilac_nonbinary": nonbinary,
    "conformance_probability": conformance_probability,
    "global_risk": global_risk,
    "guard_band_for_specific_risk": guard_band_for_specific_risk,
    "guard_band_for_global_risk": guard_band_for_global_risk,
    "rejection_limit_for_confidence": rejection_limit_for_confidence,
}
