"""A small scheme of our own making: two limits on one item, a class, a word, a requirement that is not held."""

from collections.abc import Collection
from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest

from app.intake.vocabulary import Vocabulary, name_key
from app.verification.method import Method, MethodPrecision
from app.verification.report import Origin, Result, Stated, TestedBy, TestReport, Uncertainty
from app.verification.requirement import Certainty, Characteristic, Clause, Form, Limit, Requirement
from app.verification.scheme import Scheme, Standard
from methods.acceptance import Acceptance, Comparison, Condition, Words, not_worse_than, span
from methods.limit_text import read_limit
from methods.precision import Levels, Line
from methods.reading import Reading, Sense, Worded, read_class, read_quantity
from methods.unit_spellings import find_unit
from methods.units import Kind
from methods.unreadable import ReadingRefused

DAY = date(2026, 5, 10)
SCALE = ("1a", "1b", "2a", "2b")
ANY_LEVEL = Levels(None, None)

FLUORESCENCE = Method(
    "SH_T_0689",
    "SH/T 0689",
    {"2000": date(2000, 12, 1)},
    (
        MethodPrecision("other unit", frozenset(), "g/kg", "B", None, Line(Fraction(1), Fraction(0), ANY_LEVEL)),
        MethodPrecision("no R", frozenset(), "mg/kg", "B", None, None),
        MethodPrecision(
            "high levels", frozenset(), "mg/kg", "B", None, Line(Fraction(9), Fraction(0), Levels(Fraction(50), None))
        ),
        MethodPrecision(
            "an old edition", frozenset({"1999"}), "mg/kg", "B", None, Line(Fraction(3), Fraction(0), ANY_LEVEL)
        ),
        MethodPrecision("a sister text", frozenset(), "mg/kg", "B", None, Line(Fraction(1), Fraction(0), ANY_LEVEL)),
    ),
)
OTHER = Method("GB_T_11140", "GB/T 11140", {"2008": None}, ())


def quantity(item: str, zh: str, kind: Kind, unit: str, bounds: tuple[str, str] | None = None) -> Characteristic:
    lowest, highest = (None, None) if bounds is None else (Fraction(bounds[0]), Fraction(bounds[1]))
    return Characteristic(item, zh, item, Form.QUANTITY, kind, find_unit(unit, kind), lowest, highest)


SULFUR = quantity("sulfur_content", "硫含量", Kind.MASS_FRACTION, "mg/kg", ("0", "1000000"))
FLASH = quantity("flash_point_closed", "闪点(闭口)", Kind.TEMPERATURE, "℃", ("-273.15", "1000"))
ERROR = quantity("temperature_error", "温度误差", Kind.TEMPERATURE_DIFFERENCE, "℃")
CETANE = quantity("cetane_index", "十六烷指数", Kind.NUMBER, "1")
DENSITY = quantity("density_20c", "密度(20℃)", Kind.DENSITY, "kg/m³", ("500", "1500"))
COPPER = Characteristic("copper_corrosion", "铜片腐蚀", "copper", Form.CLASS, scale=SCALE)
WATER = Characteristic(
    "water_content",
    "水含量",
    "water",
    Form.QUANTITY,
    Kind.VOLUME_FRACTION,
    find_unit("%", Kind.VOLUME_FRACTION),
    Fraction(0),
    Fraction(100),
    words=frozenset({"无", "痕迹"}),
)
SEAL = Characteristic("tightness", "密封性", "tightness", Form.TEXT)
RECOVERED = {
    name: quantity(f"distillation_{name}", f"{name[1:]}%回收温度", Kind.TEMPERATURE, "℃")
    for name in ("t10", "t50", "t90", "t95")
}
ALL = (SULFUR, FLASH, ERROR, CETANE, DENSITY, COPPER, WATER, SEAL, *RECOVERED.values())


def limit_of(item: Characteristic, text: str, comparison: Comparison = Comparison.FULL_VALUE) -> Limit:
    conditions: tuple[Condition, ...] = ()
    acceptance: Acceptance
    if item.form is Form.CLASS:
        acceptance = not_worse_than(text.removesuffix("级"), item.scale)
    elif item.words:
        acceptance = Words(frozenset(text.split("或")), frozenset())
    else:
        conditions = read_limit(text).conditions
        acceptance = span(conditions, comparison)
    unit = item.unit if conditions else None
    return Limit(text, unit, conditions, acceptance, comparison, "GB/T 8170-2008 4.3")


def requirement(
    item: Characteristic,
    text: str | None,
    *,
    number: str = "表3",
    methods: Collection[str] = (),
    named: bool = False,
    doubt: str | None = None,
) -> Requirement:
    certainty = Certainty.NOT_HELD if text is None else Certainty.CONFIRMED if named else Certainty.PROVISIONAL
    return Requirement(
        f"{number}/{item.id}",
        item,
        Clause("GB 0-2016", number, item.zh),
        None if text is None else limit_of(item, text),
        certainty,
        "A",
        tuple(method for method in (FLUORESCENCE, OTHER) if method.id in methods),
        named,
        doubt,
    )


def scheme_of(*requirements: Requirement, grades: tuple[str, ...] = ()) -> Scheme:
    standard = Standard("GB_0", "GB 0-2016", "试验", date(2016, 12, 23), date(2016, 12, 23), None)
    return Scheme(
        "JSPB01-000000-2023",
        "试验规则",
        "trial rule",
        date(2023, 10, 16),
        None,
        ("车用柴油", "车用柴油(VI)"),
        grades,
        standard,
        dict.fromkeys(grades or ("",), requirements),
        {"characteristics": "0" * 64},
    )


def reading_of(item: Characteristic, typed: str, detection_limit: str | None = None) -> Reading:
    try:
        if item.form is Form.CLASS:
            return read_class(typed, item.scale)
        limit = None if detection_limit is None else Fraction(detection_limit)
        return read_quantity(typed, Sense(item.nonnegative, limit))
    except ReadingRefused:
        return Worded(typed)


def result(item: Characteristic, typed: str, unit: str | None = None, **more: object) -> Result:
    fields = SimpleNamespace(
        method=FLUORESCENCE, method_typed=None, year=None, replicate=None, uncertainty=None, requirement=None,
        verdict=None, where=f"/results/{item.id}", detection_limit=None, tested_on=DAY,
    )  # fmt: skip
    fields.__dict__.update(more)
    own = item.unit if unit is None else find_unit(unit, item.kind)
    expanded = fields.uncertainty
    return Result(
        item,
        item.zh,
        typed,
        None,
        reading_of(item, typed, fields.detection_limit),
        "" if own is None else own.symbol,
        own,
        TestedBy(fields.method_typed or fields.method.number, fields.method, fields.year),
        fields.tested_on,
        fields.replicate,
        fields.detection_limit,
        None if expanded is None else Uncertainty(Fraction(expanded[0]), Fraction(expanded[1])),
        Stated(fields.requirement, fields.verdict),
        None,
        fields.where,
    )


def report_of(*results: Result, grade: str | None = None) -> TestReport:
    return TestReport("W2026-0012", date(2026, 5, 12), "车用柴油", grade, "S-1", results, Origin())


def vocabulary() -> Vocabulary:
    items = {name_key(name): item for item in ALL for name in (item.id, item.zh)}
    methods = {name_key(method.number): method for method in (FLUORESCENCE, OTHER)}
    return Vocabulary(items, {name_key("馏程"): ("50%回收温度", "90%回收温度", "95%回收温度")}, methods)


@pytest.fixture(scope="session")
def bench() -> SimpleNamespace:
    """Everything above under one name, so that tests of several folders can share it."""
    return SimpleNamespace(**{name: value for name, value in globals().items() if not name.startswith("_")})
