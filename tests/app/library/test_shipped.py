"""The two rules that the program ships with: which figures, how sure; and that check-data finds nothing."""

from datetime import date
from fractions import Fraction

import pytest

from app.intake.vocabulary import name_key
from app.library.checking import check
from app.library.shelf import Library, data_root, load
from app.verification.requirement import Certainty, Form

DIESEL, DRYER = "JSPB01-180004-2023", "JSPB01-110038-2023"
GRADES = ("5号", "0号", "-10号", "-20号", "-35号", "-50号")
SAME_FOR_ALL = {
    "oxidation_stability": "≤2.5",
    "sulfur_content": "≤10",
    "acidity": "≤7",
    "carbon_residue_10pct": "≤0.3",
    "ash": "≤0.01",
    "copper_corrosion": "1级",
    "water_content": "无或痕迹",
    "lubricity_wear_scar": "≤460",
    "pah_content": "≤7",
    "total_contamination": "≤24",
    "distillation_t50": "≤300",
    "distillation_t90": "≤355",
    "distillation_t95": "≤365",
    "fame_content": "≤1.0",
}
BY_GRADE = {
    "kinematic_viscosity_20c": ("3.0~8.0", "3.0~8.0", "3.0~8.0", "2.5~8.0", "1.8~7.0", "1.8~7.0"),
    "solidification_point": ("≤5", "≤0", "≤-10", "≤-20", "≤-35", "≤-50"),
    "cold_filter_plugging_point": ("≤8", "≤4", "≤-5", "≤-14", "≤-29", "≤-44"),
    "flash_point_closed": ("≥60", "≥60", "≥60", "≥50", "≥45", "≥45"),
    "cetane_number": ("≥51", "≥51", "≥51", "≥49", "≥47", "≥47"),
    "cetane_index": ("≥46", "≥46", "≥46", "≥46", "≥43", "≥43"),
    "density_20c": ("810~845", "810~845", "810~845", "790~840", "790~840", "790~840"),
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load(data_root())


def test_check_data_finds_nothing() -> None:
    assert check(data_root()) == []


@pytest.mark.parametrize("place", range(len(GRADES)))
def test_table_3_has_its_21_limits_for_every_grade(library: Library, place: int) -> None:
    requirements = library.schemes[DIESEL].requirements[GRADES[place]]
    base = {item.characteristic.id: item.limit and item.limit.text for item in requirements if item.id[:2] == "GB"}
    assert base == SAME_FOR_ALL | {name: texts[place] for name, texts in BY_GRADE.items()}
    assert len(base) == 21
    assert {item.certainty for item in requirements if item.id[:2] == "GB"} == {Certainty.PROVISIONAL}


@pytest.mark.parametrize("grade", GRADES)
def test_the_diesel_rule_asks_for_two_stricter_limits_by_named_methods(library: Library, grade: str) -> None:
    advanced = library.schemes[DIESEL].requirements[grade][21:]
    assert [
        (item.limit and item.limit.text, [method.id for method in item.methods], item.named_method) for item in advanced
    ] == [
        ("≤8", ["SH_T_0689"], True),
        ("≤6.0", ["SH_T_0606"], True),
    ]
    assert {item.certainty for item in advanced} == {Certainty.CONFIRMED}


def test_nothing_of_the_dryers_standard_is_held(library: Library) -> None:
    requirements = library.schemes[DRYER].requirements[""]
    base = [item for item in requirements if item.certainty is Certainty.NOT_HELD]
    assert len(base) == 13
    assert [item.id for item in base] == [item.id for item in requirements[:13]]


def test_the_dryer_rule_asks_for_three_limits(library: Library) -> None:
    advanced = library.schemes[DRYER].requirements[""][13:]
    assert [(item.characteristic.id, item.limit and item.limit.text, item.clause.number) for item in advanced] == [
        ("temperature_error", "±2", "4.2.2 表1"),
        ("surface_temperature", "≤75", "4.2.2 表1"),
        ("material_yield", "≥95", "4.2.2 表1"),
    ]
    assert [item.doubt is not None for item in advanced] == [True, True, True]


def test_the_rules_are_in_force_from_their_printed_days(library: Library) -> None:
    days = {name: library.schemes[name].in_force for name in (DIESEL, DRYER)}
    assert days == {DIESEL: date(2023, 10, 16), DRYER: date(2023, 10, 20)}


def test_the_standards_cover_the_days_that_are_known(library: Library) -> None:
    diesel, dryer = library.schemes[DIESEL].standard, library.schemes[DRYER].standard
    assert diesel.valid_from == date(2016, 12, 23)
    assert (dryer.valid_from, dryer.usable_from) == (None, date(2023, 10, 20))


@pytest.mark.parametrize(
    ("item", "methods"),
    [
        ("carbon_residue_10pct", ("GB_T_17144", "GB_T_268")),
        ("pah_content", ("SH_T_0806", "SH_T_0606")),
        ("fame_content", ("NB_SH_T_0916", "GB_T_23801")),
    ],
)
def test_the_referee_method_stands_before_the_one_that_the_rule_names(
    library: Library, item: str, methods: tuple[str, ...]
) -> None:
    [found] = [
        tuple(method.id for method in requirement.methods)
        for requirement in library.schemes[DIESEL].requirements["0号"]
        if requirement.id == f"GB_19147-2016/{item}"
    ]
    assert found == methods


def test_every_requirement_says_where_it_stands_and_what_supports_it(library: Library) -> None:
    for scheme in library.schemes.values():
        for requirement in (item for items in scheme.requirements.values() for item in items):
            assert requirement.clause.document
            assert requirement.clause.number
            assert requirement.clause.anchor
            assert requirement.basis
            assert requirement.methods
            limit = requirement.limit
            if limit is not None and requirement.characteristic.form is Form.QUANTITY and limit.conditions:
                assert limit.unit is not None


def test_items_that_neither_rule_asks_for_are_in_the_vocabulary(library: Library) -> None:
    names = ("10%回收温度", "安全静止电导率", "氯含量", "浊点", "机械杂质", "色度")
    asked = {
        requirement.characteristic.id
        for scheme in (DIESEL, DRYER)
        for requirements in library.schemes[scheme].requirements.values()
        for requirement in requirements
    }
    assert all(library.vocabulary.items[name].id not in asked for name in names)


@pytest.mark.parametrize("name", ["馏程", "残炭", "density"])
def test_an_ambiguous_name_means_no_characteristic(library: Library, name: str) -> None:
    assert name in library.vocabulary.ambiguous
    assert name not in library.vocabulary.items


def test_sulfur_in_mg_per_kg_under_percent_lies_outside_the_physical_bounds(library: Library) -> None:
    assert library.vocabulary.items["硫含量"].highest == Fraction(50_000)


def test_a_density_in_the_wrong_unit_lies_outside_the_physical_bounds(library: Library) -> None:
    density = library.vocabulary.items["密度"]
    assert (density.lowest, density.highest) == (Fraction(500), Fraction(1500))


@pytest.mark.parametrize(
    "name",
    [
        *(
            "氧化安定性",
            "硫含量",
            "酸度",
            "10%蒸余物残碳",
            "灰分",
            "铜片腐蚀",
            "水含量",
            "润滑性",
            "多环芳烃",
            "总污染物",
            "运动粘度",
        ),
        *("凝点", "冷滤点", "闪点", "十六烷值", "十六烷指数", "密度", "脂肪酸甲酯", "安全静止电导率", "氯含量", "浊点"),
        *(
            "表面质量",
            "性能",
            "物料残留率",
            "密封性",
            "温度误差",
            "排出粉尘",
            "噪音",
            "表面温度",
            "超压泄放装置",
            "干燥强度",
        ),
        *("清洁度", "电气安全", "成品质量", "温度示值误差", "无聊收率", "多环芳烃含量 (质量分数)", "干燥机内表面温度"),
    ],
)
def test_every_item_is_known_as_the_rules_print_it(library: Library, name: str) -> None:
    assert name_key(name) in library.vocabulary.items
