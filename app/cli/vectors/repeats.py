"""Repeat results and proficiency tests: ISO 5725-6, ISO 13528."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from app.cli.vectors.comparing import Answer
from app.cli.vectors.numbers import exact_result
from app.cli.vectors.parts import count
from app.cli.vectors.vector import Vector
from methods import repeats, scores
from methods.reading import read_number


def start_2_then_2(vector: Vector) -> Answer:
    """Judge 2 or 4 results where testing is cheap."""
    found = repeats.iso5725_start_2_then_2(_results(vector), sigma_r=_sigma_r(vector), factors=_factors(vector))
    return {"decision": found.decision.value, "final": found.final}


def start_2_then_1(vector: Vector) -> Answer:
    """Judge 2 to 4 results where testing is costly."""
    found = repeats.iso5725_start_2_then_1(
        _results(vector),
        sigma_r=_sigma_r(vector),
        factors=_factors(vector),
        fourth_possible=vector.rule.flag("fourth_possible"),
    )
    return {"decision": found.decision.value, "final": found.final}


def critical_range_factors(vector: Vector) -> Answer:
    """Compute the factors f(n) of the critical range for each n."""
    confidence = vector.rule.number("confidence")
    return {
        "f": {
            text: Fraction(repeats.critical_range_factor(count(text, "rule.n"), confidence))
            for text in vector.rule.texts("n")
        }
    }


def z(vector: Vector) -> Answer:
    """Score against the standard deviation for proficiency assessment."""
    x, x_pt = _pair(vector)
    return _answer(scores.z_score(x, x_pt, sigma_pt=vector.figures.number("sigma_pt")))


def z_prime(vector: Vector) -> Answer:
    """Score with the assigned value's uncertainty counted too."""
    x, x_pt = _pair(vector)
    figures = vector.figures
    return _answer(scores.z_prime_score(x, x_pt, sigma_pt=figures.number("sigma_pt"), u_x_pt=figures.number("u_x_pt")))


def zeta(vector: Vector) -> Answer:
    """Score against the standard uncertainties."""
    x, x_pt = _pair(vector)
    figures = vector.figures
    return _answer(scores.zeta_score(x, x_pt, u_x=figures.number("u_x"), u_x_pt=figures.number("u_x_pt")))


def en(vector: Vector) -> Answer:
    """Score against the expanded uncertainties."""
    x, x_pt = _pair(vector)
    figures = vector.figures
    return _answer(scores.en_score(x, x_pt, U_x=figures.number("U_x"), U_x_pt=figures.number("U_x_pt")))


def _results(vector: Vector) -> tuple[Fraction, ...]:
    return tuple(read_number(text).value for text in vector.repeats)


def _sigma_r(vector: Vector) -> Fraction:
    return vector.figures.number("sigma_r")


def _factors(vector: Vector) -> Mapping[int, Fraction]:
    factors = vector.figures.part("f")
    return {count(n, f"{factors.where}"): factors.number(n) for n in factors.content}


def _pair(vector: Vector) -> tuple[Fraction, Fraction]:
    return exact_result(vector), vector.rule.number("x_pt")


def _answer(score: scores.Score) -> Answer:
    return {"score": Fraction(score.value), "class": score.category.value}


REPEATS: dict[str, Callable[[Vector], Answer]] = {
    "iso5725_start_2_then_2": start_2_then_2,
    "iso5725_start_2_then_1": start_2_then_1,
    "critical_range_factors": critical_range_factors,
    "iso13528_z": z,
    "iso13528_z_prime": z_prime,
    "iso13528_zeta": zeta,
    "iso13528_En": en,
}
