"""methods/cards/*.toml -> methods by id and by every name under which laboratories cite them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from app.intake.vocabulary import name_key, split_year
from app.library.fault import Fault
from app.library.folder import Folder, in_order
from app.library.sheet import Entry, read_one, read_sheet
from app.library.support import TOO_WEAK, Support
from app.library.vocabulary import find_unit_of
from app.verification.method import Level, Method, MethodPrecision
from app.verification.requirement import Characteristic
from methods.precision import Constant, Levels, Line, Power, PrecisionRefused

FOLDER = "methods/cards"
_KEYS = frozenset({
    "id", "number", "title", "measures", "aliases", "resolution", "note", "edition", "equivalent", "precision",
})  # fmt: skip
_PRECISION_KEYS = frozenset({
    "of", "editions", "unit", "repeatability", "reproducibility", "level_from", "level_to", "certainty", "enabled",
    "note",
})  # fmt: skip
_FORMS = {"constant": {"a"}, "power": {"a", "b"}, "line": {"a", "b"}}


@dataclass(slots=True)
class Cards:
    """The methods by id, what each of them measures, and the methods by `name_key` of number and aliases."""

    methods: dict[str, Method] = field(default_factory=dict)
    measures: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, Method] = field(default_factory=dict)


def read_cards(folder: Folder, characteristics: dict[str, Characteristic], faults: list[Fault]) -> Cards:
    """Read every card of the folder: each id and each name once."""
    cards = Cards()
    paths = in_order(folder)
    sheets = [read_sheet(path, f"{FOLDER}/{path.name}", faults) for path in paths]
    entries = [sheet for sheet in sheets if sheet is not None]
    for entry in entries:
        read_one(entry, lambda top: _card(top, characteristics, cards), faults)
    if not paths:
        faults.append(Fault(FOLDER, 1, "nothing_held", "no card", "at least one method card"))
    return cards


def _card(entry: Entry, characteristics: dict[str, Characteristic], cards: Cards) -> None:
    entry.only(_KEYS)
    own = entry.text("id")
    if f"{FOLDER}/{own}.toml" != entry.sheet.name:
        raise entry.refused("id", "id_differs", own, "the name of the file without .toml")
    measures = entry.texts("measures")
    for measured in measures:
        if measured not in characteristics:
            raise entry.refused("measures", "characteristic_unknown", measured, "an id of characteristics.toml")
    if not measures:
        raise entry.refused("measures", "nothing_held", "measures", "at least one characteristic")
    _check_remarks(entry)
    editions = _editions(entry)
    precisions = [_precision(part, characteristics[measures[0]], editions) for part in entry.entries("precision")]
    method = Method(own, entry.text("number"), editions, tuple(found for found in precisions if found is not None))
    _take_names(entry, method, cards)
    cards.methods[own] = method
    cards.measures[own] = measures


def _take_names(entry: Entry, method: Method, cards: Cards) -> None:
    listed = [("number", method.number), *(("aliases", alias) for alias in entry.texts("aliases"))]
    own: set[str] = set()
    for key, name in listed:
        if split_year(name)[1] is not None:
            raise entry.refused(key, "year_in_name", name, "a number without the year of an edition")
        taken = cards.names.setdefault(name_key(name), method)
        if taken is not method or name_key(name) in own:
            raise entry.refused(key, "alias_repeated", name, f"a name that {taken.id} does not have already")
        own.add(name_key(name))


def _editions(entry: Entry) -> dict[str, date | None]:
    editions: dict[str, date | None] = {}
    for edition in entry.entries("edition"):
        edition.only({"year", "in_force", "certainty"})
        edition.choice("certainty", Support)
        year = edition.text("year")
        if split_year(f"0-{year}")[1] != year or year in editions:
            raise edition.refused("year", "year_malformed", year, "a year such as 2021 that no other edition has")
        editions[year] = edition.day("in_force", unknown="not_known")
    return editions


def _check_remarks(entry: Entry) -> None:
    entry.optional("title")
    entry.optional("note")
    if entry.has("resolution"):
        resolution = entry.entry("resolution")
        resolution.only({"text", "certainty"})
        resolution.text("text")
        resolution.choice("certainty", Support)
    for equivalent in entry.entries("equivalent"):
        equivalent.only({"number", "relation", "certainty"})
        equivalent.text("number")
        equivalent.text("relation")
        equivalent.choice("certainty", Support)


def _precision(entry: Entry, measured: Characteristic, known: Collection[str]) -> MethodPrecision | None:
    """Return the figures of an entry, None where the card does not enable them; both are checked alike."""
    entry.only(_PRECISION_KEYS)
    find_unit_of(entry, measured.kind)
    certainty, enabled = entry.choice("certainty", Support), entry.text("enabled")
    if enabled not in {"yes", "no"}:
        raise entry.refused("enabled", "word_unknown", enabled, "yes or no")
    if enabled == "yes" and certainty in TOO_WEAK:
        raise entry.refused("enabled", "support_too_weak", certainty, "no: such a figure ships disabled")
    entry.optional("note")
    editions = frozenset(entry.texts("editions") if entry.has("editions") else ())
    if not editions.issubset(known):
        raise entry.refused(
            "editions", "edition_unknown", ", ".join(sorted(editions.difference(known))), "years of the card"
        )
    ends = (_end(entry, "level_from"), _end(entry, "level_to"))
    try:
        levels = Levels(*ends)
    except PrecisionRefused as refused:
        raise entry.refused("level_from", "bounds_swapped", entry.text("level_from"), str(refused)) from refused
    repeatability, reproducibility = (_level(entry, key, levels) for key in ("repeatability", "reproducibility"))
    if repeatability is None and reproducibility is None:
        raise entry.refused(None, "nothing_held", "precision", "repeatability or reproducibility, or no entry at all")
    if enabled == "no":
        return None
    return MethodPrecision(entry.text("of"), editions, entry.text("unit"), certainty, repeatability, reproducibility)


def _end(entry: Entry, key: str) -> Fraction | None:
    return None if entry.text(key) == "not_known" else entry.number(key)


def _level(entry: Entry, key: str, levels: Levels) -> Level | None:
    if not entry.has(key):
        return None
    figure = entry.entry(key)
    form = figure.text("form")
    if form not in _FORMS:
        raise figure.refused("form", "word_unknown", form, "one of " + ", ".join(_FORMS))
    figure.only({"form", *_FORMS[form]})
    a = figure.number("a")
    if form == "constant":
        return Constant(a, levels)
    return Line(a, figure.number("b"), levels) if form == "line" else Power(a, _exponent(figure), levels)


def _exponent(figure: Entry) -> Fraction:
    """Return an exponent, which alone may be a fraction of two integers (`2/3`)."""
    above, slash, below = figure.text("b").partition("/")
    if slash and above.isdecimal() and below.isdecimal() and int(below) > 0:
        return Fraction(int(above), int(below))
    return figure.number("b")
