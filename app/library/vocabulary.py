"""characteristics.toml -> characteristics by id, and every name that means one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from app.intake.vocabulary import name_key
from app.library.fault import Fault
from app.library.sheet import Entry, read_each, read_one
from app.verification.requirement import Characteristic, Form
from methods.unit_spellings import UnitRefused, find_unit
from methods.units import Kind, Unit

FILE = "characteristics.toml"
_KEYS = frozenset(
    {"id", "zh", "en", "aliases", "form", "kind", "unit", "lowest", "highest", "ground", "scale", "words"}
)
_QUANTITY_KEYS = ("kind", "unit", "lowest", "highest", "words")


@dataclass(slots=True)
class Names:
    """The characteristics by id, the names of each by `name_key`, and the names that mean none for certain."""

    characteristics: dict[str, Characteristic] = field(default_factory=dict)
    items: dict[str, Characteristic] = field(default_factory=dict)
    ambiguous: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_names(sheet: Entry, faults: list[Fault]) -> Names:
    """Read the vocabulary: every characteristic once, every name once."""
    names = Names()
    read_one(sheet, lambda top: top.only({"characteristic", "ambiguous"}), faults)
    read_each(sheet, "characteristic", lambda entry: _characteristic(entry, names), faults)
    if sheet.has("ambiguous") and not faults:
        read_each(sheet, "ambiguous", lambda entry: _ambiguous(entry, names), faults)
    return names


def find_unit_of(entry: Entry, kind: Kind | None) -> Unit:
    """Return the unit that an entry names, for a quantity of this kind."""
    spelling = entry.text("unit")
    try:
        return find_unit(spelling, kind)
    except UnitRefused as refused:
        raise entry.refused("unit", "unit_unknown", spelling, refused.expected) from refused


def _characteristic(entry: Entry, names: Names) -> None:
    entry.only(_KEYS)
    known = _read(entry)
    if known.id in names.characteristics:
        raise entry.refused("id", "characteristic_repeated", known.id, "an id that no other characteristic has")
    own = {name_key(name) for name in (known.id, known.zh, known.en)}
    for key in ("id", "zh", "en"):
        _free(entry, key, entry.text(key), names)
    for alias in entry.texts("aliases") if entry.has("aliases") else ():
        _free(entry, "aliases", alias, names)
        if name_key(alias) in own:
            raise entry.refused("aliases", "alias_repeated", alias, "each name once, as names are compared")
        own.add(name_key(alias))
    names.characteristics[known.id] = known
    names.items.update(dict.fromkeys(own, known))


def _read(entry: Entry) -> Characteristic:
    form = entry.choice("form", Form)
    if form is not Form.QUANTITY and (odd := next((key for key in _QUANTITY_KEYS if entry.has(key)), None)):
        raise entry.refused(odd, "key_unknown", odd, f"no such key: the form is {form}")
    if entry.has("scale") is not (form is Form.CLASS):
        raise entry.refused(None, "scale_misplaced", form, "a scale exactly where the form is class")
    kind = entry.choice("kind", Kind) if form is Form.QUANTITY else None
    lowest, highest = _bounds(entry)
    return Characteristic(
        id=entry.text("id"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        form=form,
        kind=kind,
        unit=None if kind is None else find_unit_of(entry, kind),
        lowest=lowest,
        highest=highest,
        scale=entry.texts("scale") if form is Form.CLASS else (),
        words=frozenset(entry.texts("words")) if entry.has("words") else frozenset(),
    )


def _bounds(entry: Entry) -> tuple[Fraction | None, Fraction | None]:
    lowest = entry.number("lowest") if entry.has("lowest") else None
    highest = entry.number("highest") if entry.has("highest") else None
    if entry.has("ground") is (lowest is None and highest is None):
        raise entry.refused(None, "ground_misplaced", "ground", "a ground exactly where a bound stands")
    entry.optional("ground")
    if lowest is not None and highest is not None and lowest >= highest:
        raise entry.refused("lowest", "bounds_swapped", entry.text("lowest"), "a lowest below the highest")
    return lowest, highest


def _ambiguous(entry: Entry, names: Names) -> None:
    entry.only({"names", "means"})
    means = [_known(entry, meant, names.characteristics) for meant in entry.texts("means")]
    if not means:
        raise entry.refused("means", "nothing_held", "means", "at least one characteristic")
    for name in entry.texts("names"):
        _free(entry, "names", name, names)
        names.ambiguous[name_key(name)] = tuple(characteristic.zh for characteristic in means)


def _known(entry: Entry, meant: str, known: Mapping[str, Characteristic]) -> Characteristic:
    if meant not in known:
        raise entry.refused("means", "characteristic_unknown", meant, f"an id of {FILE}")
    return known[meant]


def _free(entry: Entry, key: str, name: str, names: Names) -> None:
    taken = names.items.get(name_key(name))
    if taken is not None:
        raise entry.refused(key, "alias_repeated", name, f"a name that {taken.id} does not have")
    if name_key(name) in names.ambiguous:
        raise entry.refused(key, "alias_repeated", name, "a name that is not listed as ambiguous already")
