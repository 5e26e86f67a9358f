"""`labverdict.history/1`: earlier results of one certification unit, as typed, for the choice of items at surveillance.

Of each characteristic the results with unit and day; numbers, `<0.5`, 未检出, 痕迹, classes and words alike. Nothing is
judged here, so no method is asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.certification.form import Form, Refused, read_document
from app.verification.requirement import Characteristic
from app.verification.requirement import Form as Sort
from methods.acceptance import in_unit
from methods.reading import Measured, Sense, read_quantity
from methods.unit_spellings import NO_UNIT, UnitRefused, find_unit
from methods.units import Unit
from methods.unreadable import ReadingRefused

FORMAT = "labverdict.history/1"

Find = Callable[[str], Characteristic | None]


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier result; `reading` and `unit` are None for a class or a word."""

    on: date
    typed: str
    reading: Measured | None
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class History:
    """The results of one unit of certification by the ids of the characteristics."""

    certificate: str
    results: Mapping[str, tuple[Earlier, ...]]


def read_history(content: bytes, find: Find, on: date) -> History | Refused:
    """Read earlier results up to a day; `find` knows the characteristics by the names that laboratories use."""
    return read_document(content, FORMAT, lambda form: _read(form, find, on))


def _read(form: Form, find: Find, on: date) -> History:
    form.only({"certificate", "items"})
    results: dict[str, tuple[Earlier, ...]] = {}
    for each in form.forms("items"):
        each.only({"item", "unit", "results"})
        name = each.text("item")
        item = find(name)
        if item is None:
            if name:
                each.refuse("item", "item_unknown", name, "an item of `labverdict limits list`")
            continue
        if item.id in results:
            each.refuse("item", "conflicting_results", name, "each item once, with all its results")
        unit = _unit(each, item)
        results[item.id] = tuple(_result(row, item, unit, on) for row in each.forms("results"))
    return History(form.text("certificate"), results)


def _unit(form: Form, item: Characteristic) -> Unit | None:
    """Return the unit of an item's results; a number without one (十六烷值) may leave it out."""
    if item.form is not Sort.QUANTITY:
        if form.has("unit"):
            form.refuse("unit", "unit_not_expected", form.text("unit"), "no unit")
        return None
    if item.unit is not None and item.unit.symbol == "1" and not form.has("unit"):
        return item.unit
    typed = form.text("unit")
    try:
        return find_unit("1" if typed in NO_UNIT - {""} else typed, item.kind) if typed else None
    except UnitRefused as refused:
        form.refuse("unit", refused.code, refused.found, refused.expected)
        return None


def _result(form: Form, item: Characteristic, unit: Unit | None, on: date) -> Earlier:
    form.only({"on", "value"})
    day, typed = form.day("on"), form.text("value")
    if day > on:
        form.refuse("on", "dates_out_of_order", day.isoformat(), f"a day up to {on}")
    if unit is None or not typed or typed in item.words:
        return Earlier(day, typed, None, None)
    try:
        reading = read_quantity(typed, Sense(item.nonnegative))
    except ReadingRefused as refused:
        form.refuse("value", refused.code, refused.found, refused.expected)
        return Earlier(day, typed, None, None)
    _refuse_impossible(form, item, reading, unit)
    return Earlier(day, typed, reading, unit)


def _refuse_impossible(form: Form, item: Characteristic, reading: Measured, unit: Unit) -> None:
    if item.unit is None:
        return
    own = in_unit(reading, unit, item.unit)
    too_low = item.lowest is not None and own.high is not None and own.high < (item.lowest, 0)
    too_high = item.highest is not None and own.low is not None and own.low > (item.highest, 0)
    if too_low or too_high:
        expected = f"{item.lowest} to {item.highest} {item.unit.symbol}"
        form.refuse("value", "physically_impossible", reading.text, expected)
