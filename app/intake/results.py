"""One raw result -> one result: name, unit, value, method, date, each read against closed tables."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.intake.cells import Cells
from app.intake.vocabulary import Vocabulary, name_key, split_year
from app.verification.report import Result, Stated, TestedBy, Uncertainty
from app.verification.requirement import Characteristic, Form
from methods.acceptance import in_unit
from methods.reading import NOT_DETECTED, Measured, Reading, Sense, Worded, read_class, read_quantity
from methods.unit_spellings import NO_UNIT, UnitRefused, find_unit
from methods.units import Unit
from methods.unreadable import ReadingRefused

KNOWN_FIELDS = frozenset({
    "item", "value", "unit", "method", "tested_on", "uncertainty.expanded", "uncertainty.k", "detection_limit",
    "replicate", "requirement", "verdict", "remark",
})  # fmt: skip
_PARTS_A_UNIT = frozenset("(（/")
_STARTS_A_NUMBER = frozenset("0123456789+-.<>≤≥＜＞")


@dataclass(frozen=True, slots=True)
class Terms:
    """What results are read by: the names, the items whose requirement is not held, and who typed the report."""

    vocabulary: Vocabulary
    free_text: AbstractSet[str]
    from_file: bool


def read_result(cells: Cells, terms: Terms) -> Result | None:
    """Read one result; None after noting every fault of it."""
    before = len(cells.faults.issues)
    cells.refuse_unknown(KNOWN_FIELDS)
    item = cells.required("item")
    named = None if item is None else _item(cells, item, terms.vocabulary)
    typed = cells.required("value", number=True, code="value_missing")
    method = cells.required("method")
    day = cells.day("tested_on", required=True)
    uncertainty = _uncertainty(cells)
    replicate, remark = cells.text("replicate", number=True), cells.text("remark")
    stated = Stated(cells.text("requirement"), cells.text("verdict"))
    if named is None or typed is None:
        return None
    characteristic, unit_typed = named
    measured = _value(cells, characteristic, typed, unit_typed, terms)
    if measured is None or method is None or day is None or len(cells.faults.issues) > before:
        return None
    reading, unit = measured
    number, year = split_year(method)
    tested_by = TestedBy(method, terms.vocabulary.methods.get(name_key(number)), year)
    return Result(
        characteristic, cells.cells["value"].typed or typed, reading, unit_typed, unit, tested_by, day,
        replicate, cells.text("detection_limit", number=True), uncertainty, stated, remark, cells.where,
    )  # fmt: skip


def _item(cells: Cells, item: str, vocabulary: Vocabulary) -> tuple[Characteristic, str] | None:
    """Return the characteristic and the unit as typed, which a heading may carry itself (`硫含量(mg/kg)`)."""
    unit = (cells.text("unit") or "").strip()
    key = name_key(item)
    if key in vocabulary.ambiguous:
        names = ", ".join(vocabulary.ambiguous[key])
        cells.faults.add("item_ambiguous", cells.place("item"), item, f"one of {names}")
        return None
    found = vocabulary.items.get(key)
    if found is not None:
        return found, unit
    parted = _item_with_unit(item.strip(), vocabulary)
    if parted is None:
        cells.faults.add("item_unknown", cells.place("item"), item, "an item of `labverdict limits list`")
        return None
    found, own = parted
    if unit and unit != own:
        cells.faults.add("unit_conflict", cells.place("unit"), unit, f"{own}, as the item's name says")
        return None
    return found, own


def _item_with_unit(item: str, vocabulary: Vocabulary) -> tuple[Characteristic, str] | None:
    """Part a heading such as `硫含量(mg/kg)`, `密度(20℃)/(kg/m³)`: a known name, then a unit of its kind."""
    for start, mark in enumerate(item):
        characteristic = vocabulary.items.get(name_key(item[:start])) if mark in _PARTS_A_UNIT else None
        if characteristic is not None:
            for unit in _units_written(item[start:]):
                if _is_unit(unit, characteristic):
                    return characteristic, unit
    return None


def _units_written(rest: str) -> tuple[str, str, str]:
    whole = "".join(rest.split())
    bare = whole.removeprefix("/")
    return whole, bare, bare.strip("()（）")


def _is_unit(text: str, characteristic: Characteristic) -> bool:
    if characteristic.form is not Form.QUANTITY:
        return False
    try:
        find_unit(text, characteristic.kind)
    except UnitRefused:
        return False
    return True


def _value(
    cells: Cells, characteristic: Characteristic, typed: str, unit_typed: str, terms: Terms
) -> tuple[Reading, Unit | None] | None:
    match characteristic.form:
        case Form.TEXT:
            return Worded(typed), None
        case Form.CLASS:
            return _class(cells, characteristic, typed, unit_typed)
        case Form.QUANTITY:
            return _quantity(cells, characteristic, typed, unit_typed, terms)


def _class(
    cells: Cells, characteristic: Characteristic, typed: str, unit_typed: str
) -> tuple[Reading, Unit | None] | None:
    if unit_typed not in NO_UNIT:
        cells.faults.add("unit_not_expected", cells.place("unit"), unit_typed, "no unit: nothing, /, — or 级")
        return None
    try:
        return read_class(typed.removesuffix("级"), characteristic.scale), None
    except ReadingRefused:
        return Worded(typed), None


def _quantity(
    cells: Cells, characteristic: Characteristic, typed: str, unit_typed: str, terms: Terms
) -> tuple[Reading, Unit | None] | None:
    keeps_text = characteristic.id in terms.free_text or bool(characteristic.words)
    free = keeps_text and typed[0] not in _STARTS_A_NUMBER
    if typed in characteristic.words or (free and typed not in NOT_DETECTED):
        return _word(typed, characteristic)
    unit = _unit(cells, characteristic, unit_typed)
    sense = _sense(cells, characteristic, typed, terms)
    try:
        reading = read_quantity(typed, sense)
    except ReadingRefused as refused:
        cells.faults.add(refused.code, cells.place("value"), refused.found, refused.expected)
        return None
    if unit is None:
        return None
    return (reading, unit) if _is_possible(cells, characteristic, reading, unit) else None


def _word(typed: str, characteristic: Characteristic) -> tuple[Reading, Unit | None]:
    try:
        return read_quantity(typed, Sense(characteristic.nonnegative)), None
    except ReadingRefused:
        return Worded(typed), None


def _unit(cells: Cells, characteristic: Characteristic, typed: str) -> Unit | None:
    """Return the unit; a number without one (十六烷值) has the unit 1 however its empty cell was written."""
    own = characteristic.unit
    if own is not None and own.symbol == "1" and typed in NO_UNIT:
        return own
    if not typed:
        symbol = "" if own is None else own.symbol
        cells.faults.add("unit_missing", cells.place("unit"), typed, f"the unit of the value, such as {symbol}")
        return None
    try:
        return find_unit(typed, characteristic.kind)
    except UnitRefused as refused:
        cells.faults.add(refused.code, cells.place("unit"), refused.found, refused.expected)
        return None


def _sense(cells: Cells, characteristic: Characteristic, typed: str, terms: Terms) -> Sense:
    """Return what 未检出 means here; without a stated limit it means nothing, and a message then has to state one."""
    before = len(cells.faults.issues)
    limit = cells.positive("detection_limit")
    if limit is None and typed in NOT_DETECTED and not terms.from_file and len(cells.faults.issues) == before:
        expected = "the detection limit, in the unit of the value"
        cells.faults.add("detection_limit_missing", cells.place("detection_limit"), typed, expected)
    return Sense(characteristic.nonnegative, limit)


def _is_possible(cells: Cells, characteristic: Characteristic, reading: Measured, unit: Unit) -> bool:
    if characteristic.unit is None:
        return True
    own = in_unit(reading, unit, characteristic.unit)
    lowest, highest = characteristic.lowest, characteristic.highest
    too_low = lowest is not None and own.high is not None and own.high < (lowest, 0)
    too_high = highest is not None and own.low is not None and own.low > (highest, 0)
    if too_low or too_high:
        expected = f"{lowest} to {highest} {characteristic.unit.symbol}: nothing else is physically possible"
        cells.faults.add("physically_impossible", cells.place("value"), f"{reading.text} {unit.symbol}", expected)
        return False
    return True


def _uncertainty(cells: Cells) -> Uncertainty | None:
    expanded, k = cells.positive("uncertainty.expanded"), cells.positive("uncertainty.k")
    stated = [name for name in ("uncertainty.expanded", "uncertainty.k") if cells.is_sent(name)]
    if len(stated) == 1:
        cells.faults.add("uncertainty_incomplete", cells.place(stated[0]), None, "expanded uncertainty and its k, both")
    return None if expanded is None or k is None else Uncertainty(expanded, k)
