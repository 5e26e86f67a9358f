"""One raw result -> one result: name, unit, value, method, date, each read against closed tables."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.intake.cells import LONGEST_NAME, LONGEST_REPLICATE, Cells, objects_of
from app.intake.naming import name_item
from app.intake.vocabulary import Vocabulary, name_key, split_year
from app.verification.report import Result, Stated, TestedBy, Uncertainty
from app.verification.requirement import Certainty, Characteristic, Form
from app.verification.scheme import Scheme
from methods.acceptance import in_unit
from methods.reading import NOT_DETECTED, Measured, Reading, Sense, Worded, read_class, read_quantity
from methods.unit_spellings import NO_UNIT, UnitRefused, find_unit
from methods.units import CONTENTS, Unit
from methods.unreadable import ReadingRefused, refuse_number

KNOWN_FIELDS = frozenset({
    "item", "value", "unit", "method", "tested_on", "uncertainty.expanded", "uncertainty.k", "detection_limit",
    "replicate", "requirement", "verdict", "remark",
})  # fmt: skip
_OBJECTS = objects_of(KNOWN_FIELDS)
_SENSES = {nonnegative: Sense(nonnegative) for nonnegative in (False, True)}
_STARTS_A_NUMBER = frozenset("0123456789+-.<>≤≥−")


@dataclass(frozen=True, slots=True)
class SentValue:
    """A value and its unit as text, and the detection limit in that unit."""

    value: str
    unit: str
    detection_limit: Fraction | None


@dataclass(frozen=True, slots=True)
class Terms:
    """What results are read by: the names, the scheme that asks for them, and who typed the report.

    The scheme's standard has to be in force on the day of a test, which lies no later than `issued_on` (None: not
    readable).
    """

    vocabulary: Vocabulary
    scheme: Scheme
    from_file: bool
    issued_on: date | None

    def keep_text(self, characteristic: Characteristic) -> bool:
        """Tell whether a text that is no number is kept for an item: it has words, or its requirement is not held."""
        return bool(characteristic.words) or any(
            requirement.certainty is Certainty.NOT_HELD and requirement.characteristic.id == characteristic.id
            for requirements in self.scheme.requirements.values()
            for requirement in requirements
        )


def read_result(cells: Cells, terms: Terms) -> Result | None:
    """Read one result; None after noting every fault of it."""
    before = cells.faults.count
    cells.refuse_unknown(KNOWN_FIELDS, _OBJECTS)
    item = cells.required("item", longest=LONGEST_NAME)
    named = None if item is None else name_item(cells, item, terms.vocabulary)
    typed = cells.required("value", number=True, code="value_missing")
    method = cells.required("method", longest=LONGEST_NAME)
    day = cells.day("tested_on", required=True)
    if day is not None:
        _refuse_day(cells, day, terms)
    uncertainty, detection_limit = _uncertainty(cells), cells.positive("detection_limit")
    replicate = (cells.text("replicate", number=True, longest=LONGEST_REPLICATE) or "").strip() or None
    remark = cells.text("remark")
    stated = Stated(cells.text("requirement"), cells.text("verdict"))
    if named is None or typed is None:
        return None
    characteristic, unit = named
    written = SentValue(typed, unit, detection_limit)
    measured = _value(cells, characteristic, written, terms)
    if measured is None or method is None or day is None or cells.faults.count > before:
        return None
    number, year = split_year(method)
    tested_by = TestedBy(cells.typed("method"), terms.vocabulary.methods.get(name_key(number)), year)
    return Result(
        characteristic, cells.typed("item"), typed, cells.folded_from("value"), measured[0],
        cells.typed("unit") or unit, measured[1], tested_by, day, replicate,
        cells.text("detection_limit", number=True), uncertainty, stated, remark, cells.where,
    )  # fmt: skip


def _refuse_day(cells: Cells, day: date, terms: Terms) -> None:
    """Note a test on a day that no edition of the standard is known to cover, or after the report was issued."""
    place = cells.place("tested_on")
    if terms.issued_on is not None and day > terms.issued_on:
        expected = f"a day up to the report's issue on {terms.issued_on}"
        cells.faults.add("tested_after_issue", place, day.isoformat(), expected)
    standard = terms.scheme.standard
    if not standard.covers(day):
        expected = f"a day on which {standard.number} is known to be in force"
        cells.faults.add("edition_not_in_force", place, day.isoformat(), expected)


def _value(
    cells: Cells, characteristic: Characteristic, written: SentValue, terms: Terms
) -> tuple[Reading, Unit | None] | None:
    match characteristic.form:
        case Form.TEXT:
            return Worded(written.value), None
        case Form.CLASS:
            return _class(cells, characteristic, written)
        case Form.QUANTITY:
            return _quantity(cells, characteristic, written, terms)


def _class(cells: Cells, characteristic: Characteristic, written: SentValue) -> tuple[Reading, Unit | None] | None:
    if written.unit not in NO_UNIT:
        cells.faults.add("unit_not_expected", cells.place("unit"), written.unit, "no unit: nothing, /, — or 级")
        return None
    try:
        return read_class(written.value.removesuffix("级"), characteristic.scale), None
    except ReadingRefused:
        return Worded(written.value), None


def _quantity(
    cells: Cells, characteristic: Characteristic, written: SentValue, terms: Terms
) -> tuple[Reading, Unit | None] | None:
    typed = written.value
    free = not _means_a_number(typed) and terms.keep_text(characteristic)
    if typed in characteristic.words or (free and typed not in NOT_DETECTED):
        return _word(cells, characteristic, written)
    unit = _unit(cells, characteristic, written.unit)
    _refuse_detection_limit(cells, characteristic, written, terms)
    try:
        reading = read_quantity(typed, _sense(characteristic, written.detection_limit))
    except ReadingRefused as refused:
        cells.faults.add(refused.code, cells.place("value"), refused.found, refused.expected)
        return None
    if unit is None:
        return None
    if reading.number is not None and _is_below(reading, written.detection_limit):
        expected = "未检出, or a value from the detection limit up: nothing can be read below it"
        cells.faults.add("below_detection_limit", cells.place("value"), typed, expected)
        return None
    return (reading, unit) if _is_possible(cells, characteristic, reading, unit) else None


def _sense(characteristic: Characteristic, detection_limit: Fraction | None) -> Sense:
    nonnegative = characteristic.nonnegative
    return _SENSES[nonnegative] if detection_limit is None else Sense(nonnegative, detection_limit)


def _means_a_number(typed: str) -> bool:
    """Tell whether a text was meant as a number, however it is written: such a text is read as one or refused."""
    return (
        typed[0] in _STARTS_A_NUMBER
        or unicodedata.normalize("NFKC", typed[0])[0] in _STARTS_A_NUMBER
        or refuse_number(typed).code == "number_not_finite"
    )


def _is_below(reading: Measured, detection_limit: Fraction | None) -> bool:
    return detection_limit is not None and reading.high is not None and reading.high < (detection_limit, -1)


def _word(cells: Cells, characteristic: Characteristic, written: SentValue) -> tuple[Reading, Unit | None] | None:
    if written.unit not in NO_UNIT and _unit(cells, characteristic, written.unit) is None:
        return None
    try:
        return read_quantity(written.value, _sense(characteristic, None)), None
    except ReadingRefused:
        return Worded(written.value), None


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


def _refuse_detection_limit(cells: Cells, characteristic: Characteristic, written: SentValue, terms: Terms) -> None:
    """Note a detection limit that is missing, or that the item cannot have.

    Only contents have one: nothing of a temperature or a cetane number can stay undetected. What a table says is not
    detected is kept without its limit, and then decides nothing.
    """
    limit, typed, place = written.detection_limit, written.value, cells.place("detection_limit")
    if characteristic.kind not in CONTENTS and (limit is not None or (typed in NOT_DETECTED and not terms.from_file)):
        cells.faults.add("detection_limit_not_applicable", place, typed, f"a number: {characteristic.zh} has none")
    elif limit is None and typed in NOT_DETECTED and not terms.from_file and not cells.is_sent("detection_limit"):
        cells.faults.add("detection_limit_missing", place, typed, "the detection limit, in the unit of the value")


def _is_possible(cells: Cells, characteristic: Characteristic, reading: Measured, unit: Unit) -> bool:
    if characteristic.unit is None:
        return True
    own = reading if unit is characteristic.unit else in_unit(reading, unit, characteristic.unit)
    lowest, highest = characteristic.lowest, characteristic.highest
    too_low = lowest is not None and own.high is not None and own.high < (lowest, 0)
    too_high = highest is not None and own.low is not None and own.low > (highest, 0)
    if too_low or too_high:
        expected = f"{lowest} to {highest} {characteristic.unit.symbol}: nothing else is physically possible"
        cells.faults.add("physically_impossible", cells.place("value"), f"{reading.text} {unit.symbol}", expected)
        return False
    return True


def _uncertainty(cells: Cells) -> Uncertainty | None:
    stated = [name for name in ("uncertainty.expanded", "uncertainty.k") if cells.is_sent(name)]
    if not stated:
        return None
    expanded, k = cells.positive("uncertainty.expanded"), cells.positive("uncertainty.k")
    if len(stated) == 1:
        cells.faults.add("uncertainty_incomplete", cells.place(stated[0]), None, "expanded uncertainty and its k, both")
    return None if expanded is None or k is None else Uncertainty(expanded, k)
