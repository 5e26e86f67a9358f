"""The item of a result: a name of the closed table, which a heading may write together with its unit."""

from app.intake.cells import Cells
from app.intake.vocabulary import Vocabulary, name_key
from app.verification.requirement import Characteristic, Form
from methods.unit_spellings import UnitRefused, find_unit
from methods.units import UNITS

_PARTS_A_UNIT = frozenset("(（/")
_LONGEST_UNIT = max(len(spelling) for unit in UNITS for spelling in unit.lab)


def name_item(cells: Cells, item: str, vocabulary: Vocabulary) -> tuple[Characteristic, str] | None:
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
    if unit and not _same_unit(unit, own, found):
        cells.faults.add("unit_conflict", cells.place("unit"), unit, f"{own}, as the item's name says")
        return None
    return found, unit or own


def _same_unit(one: str, other: str, characteristic: Characteristic) -> bool:
    return _is_unit(one, characteristic) and (
        find_unit(one, characteristic.kind) is find_unit(other, characteristic.kind)
    )


def _item_with_unit(item: str, vocabulary: Vocabulary) -> tuple[Characteristic, str] | None:
    """Part a heading such as `硫含量(mg/kg)`, `密度(20℃)/(kg/m³)`: a known name, then a unit of its kind."""
    key, end = "", 0
    for start in (place for place, mark in enumerate(item) if mark in _PARTS_A_UNIT):
        # A mark joins with nothing before it, so the key of the name so far is that of its pieces.
        key, end = key + name_key(item[end:start]), start
        characteristic = vocabulary.items.get(key)
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
    if characteristic.form is not Form.QUANTITY or len(text) > _LONGEST_UNIT:
        return False
    try:
        find_unit(text, characteristic.kind)
    except UnitRefused:
        return False
    return True
