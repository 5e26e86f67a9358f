from datetime import date

import pytest

from app.certification.answers import Answer, Reason
from app.certification.applicant import Applicant
from app.certification.conditions import find
from app.certification.programme import Programme
from app.certification.standing import Standing
from tests.app.certification.applicants import DRAFT, NOTICE, farm

MET, NOT_MET, OPEN = Standing.MET, Standing.NOT_MET, Standing.OPEN


def scale(programme: Programme, one: Applicant) -> Answer:
    [condition] = (asked for asked in programme.conditions if asked.id == "scale")
    return find(condition, one, date(2025, 6, 1)).answer


SCALES = [
    ("planting_or_forestry", "亩", "1000", "1000"),
    ("ordinary_rice_wheat", "亩", "1000", "1000"),
    ("special_grain_or_cash_crop", "亩", "500", "1000"),
    ("green_vegetables", "亩", "200", "1000"),
    ("edible_fungi", "m²", "10000", None),
    ("seasonal_fruit", "亩", "50", "1000"),
    ("ecological_tea", "亩", "200", "1000"),
    ("flowers_seedlings", "亩", "50", "1000"),
    ("large_livestock", "头", "1000", "1000"),
    ("pigs_sheep", "头", "10000", "10000"),
    ("poultry", "羽", "100000", "100000"),
    ("fishery_water", "亩", "300", "300"),
    ("factory_output", "吨", "500", "500"),
]


@pytest.mark.parametrize(("measure", "unit", "draft", "notice"), SCALES)
def test_a_scale_reaches_the_figure_of_its_measure(measure: str, unit: str, draft: str, notice: str | None) -> None:
    for programme, figure in ((DRAFT, draft), (NOTICE, notice)):
        if figure is None:
            continue
        for amount, standing in ((f"{int(figure) - 1}.99", NOT_MET), (figure, MET)):
            one = farm(scales=[{"measure": measure, "amount": amount, "unit": unit}])
            assert scale(programme, one).standing is standing, (programme.id, amount)


@pytest.mark.parametrize(
    ("amount", "unit", "standing"),
    [("14.99", "亩", NOT_MET), ("15", "亩", MET), ("0.9999", "公顷", NOT_MET), ("1", "公顷", MET)],
)
def test_an_area_counts_in_any_unit(amount: str, unit: str, standing: Standing) -> None:
    one = farm(scales=[{"measure": "edible_fungi", "amount": amount, "unit": unit}])
    assert scale(DRAFT, one).standing is standing


def test_any_one_scale_is_enough_and_the_nearest_is_told() -> None:
    scales = [
        {"measure": "poultry", "amount": "1", "unit": "羽"},
        {"measure": "fishery_water", "amount": "299", "unit": "亩"},
        {"measure": "pigs_sheep", "amount": "2", "unit": "头"},
    ]
    assert scale(DRAFT, farm(scales=scales)).found == "299 亩 (fishery_water)"
    more = [*scales, {"measure": "factory_output", "amount": "500", "unit": "吨"}]
    assert scale(DRAFT, farm(scales=more)).standing is MET


def test_a_scale_that_is_not_known_or_has_no_figure_stays_open() -> None:
    assert scale(DRAFT, farm(scales=None)) == Answer(OPEN, Reason.NOT_STATED, needed="scales")
    assert scale(DRAFT, farm(scales=[])) == Answer(OPEN, Reason.NO_FIGURE_PRINTED)
