from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from app.certification.failure_chance import Chance, Unknown
from app.certification.history import Earlier
from app.certification.risk_led import chance_of, prospects, ranked
from app.certification.sampling import Ranked
from app.verification.requirement import Characteristic, Requirement
from methods.reading import Sense, read_quantity
from methods.unit_spellings import find_unit
from tests.app.conftest import COPPER, DENSITY, FLASH, SULFUR, WATER, requirement

DAY = date(2026, 5, 10)
SULFUR_RESULTS = ("5.1", "6.0", "5.5", "6.2", "4.9", "5.8", "6.6", "5.3", "5.0", "6.1")


def earlier(item: Characteristic, unit: str, *typed: str) -> tuple[Earlier, ...]:
    return tuple(
        Earlier(DAY, text, read_quantity(text, Sense(item.nonnegative)), find_unit(unit, item.kind)) for text in typed
    )


def chance(requirements: Sequence[Requirement], results: Sequence[Earlier]) -> Chance:
    found = chance_of(requirements, results)
    assert isinstance(found, Chance)
    return found


def test_of_two_limits_on_an_item_the_stricter_one_is_failed_first() -> None:
    standard, rule = requirement(SULFUR, "≤10"), requirement(SULFUR, "≤8", number="4.2.2")
    results = earlier(SULFUR, "mg/kg", *SULFUR_RESULTS)
    both = chance([standard, rule], results)
    assert both == chance([rule, standard], results) == chance([rule], results)
    assert both.chance > chance([standard], results).chance


def test_two_limits_at_opposite_ends_make_one_interval() -> None:
    results = earlier(FLASH, "℃", *(f"6{n}.0" for n in range(10)))
    low, high = requirement(FLASH, "≥60"), requirement(FLASH, "≤70")
    assert chance([low, high], results).chance == pytest.approx(
        chance([low], results).chance + chance([high], results).chance
    )


def test_units_are_converted_exactly() -> None:
    in_percent = [f"0.000{text.replace('.', '')}" for text in SULFUR_RESULTS]
    limit = [requirement(SULFUR, "≤8")]
    assert chance(limit, earlier(SULFUR, "%(m/m)", *in_percent)) == chance(
        limit, earlier(SULFUR, "mg/kg", *SULFUR_RESULTS)
    )


def test_a_limit_in_another_unit_than_the_first_is_converted_too() -> None:
    wide, narrow = requirement(DENSITY, "800~845"), requirement(DENSITY, "0.810~0.840")
    assert narrow.limit is not None
    grams = replace(narrow, limit=replace(narrow.limit, unit=find_unit("g/cm³", DENSITY.kind)))
    results = earlier(DENSITY, "kg/m³", *(f"83{n}.0" for n in range(10)))
    assert chance([wide, grams], results) == chance([requirement(DENSITY, "810~840")], results)


@pytest.mark.parametrize("odd", ["<5", "<=5", ">5", "未检出", "痕迹"])
def test_what_is_no_number_is_never_made_one(odd: str) -> None:
    results = earlier(SULFUR, "mg/kg", *SULFUR_RESULTS, odd)
    assert chance_of([requirement(SULFUR, "≤8")], results) is Unknown.NOT_A_NUMBER


def test_a_marked_value_is_the_number_that_it_marks() -> None:
    marked = earlier(SULFUR, "mg/kg", *(f"{text}(+)" for text in SULFUR_RESULTS))
    plain = earlier(SULFUR, "mg/kg", *SULFUR_RESULTS)
    assert chance_of([requirement(SULFUR, "≤8")], marked) == chance_of([requirement(SULFUR, "≤8")], plain)


WORD = Earlier(DAY, "1a", None, None)


@pytest.mark.parametrize(
    ("required", "results", "why"),
    [
        (requirement(SULFUR, "≤8"), (), Unknown.TOO_FEW_RESULTS),
        (requirement(SULFUR, "≤8"), (WORD,), Unknown.NOT_A_NUMBER),
        (requirement(SULFUR, None), earlier(SULFUR, "mg/kg", *SULFUR_RESULTS), Unknown.LIMIT_NOT_HELD),
        (requirement(COPPER, "1级"), (WORD,) * 12, Unknown.LIMIT_NOT_A_NUMBER),
        (requirement(WATER, "痕迹"), (WORD,) * 12, Unknown.LIMIT_NOT_A_NUMBER),
    ],
)
def test_an_unknown_chance_says_why(required: Requirement, results: tuple[Earlier, ...], why: Unknown) -> None:
    assert chance_of([required], results) is why


def test_a_limit_in_words_beside_one_in_numbers_leaves_the_chance_unknown() -> None:
    limits = [requirement(WATER, "痕迹"), requirement(replace(WATER, words=frozenset()), "≤0.03")]
    results = earlier(WATER, "%(V/V)", *["0.01"] * 10)
    assert chance_of(limits, results) is Unknown.LIMIT_NOT_A_NUMBER
    assert chance_of(limits[::-1], results) is Unknown.LIMIT_NOT_A_NUMBER


def test_unknown_ones_come_first_and_then_those_most_likely_to_fail() -> None:
    requirements = [
        requirement(SULFUR, "≤10"),
        requirement(FLASH, "≥60"),
        requirement(DENSITY, "810~845"),
        requirement(COPPER, "1级"),
        requirement(WATER, "痕迹"),
        requirement(SULFUR, "≤8", number="4.2.2"),
    ]
    history: dict[str, tuple[Earlier, ...]] = {
        SULFUR.id: earlier(SULFUR, "mg/kg", *SULFUR_RESULTS),
        FLASH.id: earlier(FLASH, "℃", *(f"6{n}.0" for n in range(10))),
        DENSITY.id: earlier(DENSITY, "kg/m³", "830", "831"),
        COPPER.id: (WORD,) * 12,
    }
    found = prospects(requirements, history)
    assert [(each.item, each.results) for each in found] == [
        (WATER.id, 0), (DENSITY.id, 2), (COPPER.id, 12), (FLASH.id, 10), (SULFUR.id, 10),
    ]  # fmt: skip
    assert ranked(found)[2:4] == (Ranked(COPPER.id, is_known=False), Ranked(FLASH.id, is_known=True))


def test_equal_ones_keep_the_order_of_the_rule() -> None:
    requirements = [requirement(item, None) for item in (FLASH, SULFUR, DENSITY)]
    assert [each.item for each in prospects(requirements, {})] == [FLASH.id, SULFUR.id, DENSITY.id]


def test_the_step_of_a_result_is_converted_as_a_difference() -> None:
    fahrenheit = earlier(FLASH, "°F", *["158"] * 10)
    celsius = earlier(FLASH, "℃", *["70"] * 10)
    limit = [requirement(FLASH, "≥69.9")]
    assert chance(limit, fahrenheit).chance < chance(limit, celsius).chance
