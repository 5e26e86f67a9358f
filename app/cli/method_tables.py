"""Method cards as tables. The library has proved the cards; here they are shown as they are written."""

from pathlib import Path

from app.cli.grid import Line, Row, grid, paragraph
from app.cli.labels import Label
from app.cli.naming import named
from app.cli.screen import plain
from app.cli.wrapping import natural_width, padded
from app.intake.vocabulary import name_key, split_year
from app.library.cards import FOLDER
from app.library.sheet import Entry, read_sheet
from app.library.shelf import Library
from app.verification.method import Method
from app.wording import Language

_NOTHING = "—"
_NOT_KNOWN = "not_known"


def find_method(library: Library, asked: str) -> Method | None:
    """Return the method of an id, or of a number with or without a year."""
    found = library.vocabulary.methods.get(name_key(split_year(asked)[0]))
    by_id = {method.id: method for method in library.vocabulary.methods.values()}
    return by_id.get(asked) if found is None else found


def method_rows(library: Library, folder: Path, language: Language, width: int) -> list[Line]:
    """Return one row for each method."""
    methods = {method.id: method for method in library.vocabulary.methods.values()}
    names = _names(library, language)
    rows = [
        Row(
            (
                method.number,
                ", ".join(sorted(method.editions)) or _NOTHING,
                ", ".join(names[item] for item in _card(folder, method).texts("measures")),
                method.id,
            )
        )
        for method in methods.values()
    ]
    titles = [label.to(language) for label in (Label.NUMBER, Label.EDITIONS, Label.MEASURES)]
    return grid([*titles, "id"], rows, width)


def card_lines(library: Library, folder: Path, method: Method, language: Language, width: int) -> list[Line]:
    """Return everything that one card says."""
    card = _card(folder, method)
    names = _names(library, language)
    entries = [
        (Label.NUMBER, method.number),
        (Label.TITLE, card.optional("title")),
        (Label.ALIASES, ", ".join(card.texts("aliases"))),
        (Label.MEASURES, ", ".join(names[item] for item in card.texts("measures"))),
        (Label.EDITIONS, "\n".join(_edition(edition, language) for edition in card.entries("edition"))),
        (Label.EQUIVALENT, "\n".join(_equivalent(other) for other in card.entries("equivalent"))),
        (Label.RESOLUTION, _resolution(card)),
        (Label.NOTE, card.optional("note")),
    ]
    said = [(label.to(language), text or _NOTHING) for label, text in entries]
    widest = max(natural_width(name) for name, _ in said)
    lines = [line for name, text in said for line in paragraph(f"{padded(name, widest)}  ", text, width)]
    parts = card.entries("precision")
    if not parts:
        return lines
    titles = (Label.PRECISION, Label.UNIT, Label.R_SMALL, Label.R_LARGE, Label.LEVELS, Label.CERTAINTY, Label.ENABLED)
    rows = [_precision(part, language) for part in parts]
    lines += [plain(), *grid([title.to(language) for title in titles], rows, width)]
    for part in parts:
        if (note := part.optional("note")) is not None:
            lines += [plain(), *paragraph("  ", f"{part.text('of')}: {note}", width)]
    return lines


def _names(library: Library, language: Language) -> dict[str, str]:
    items = library.vocabulary.items.values()
    return {item.id: named(item, language) for item in items}


def _card(folder: Path, method: Method) -> Entry:
    """Return the card as written; the library read it a moment ago, so a fault here is ours."""
    card = read_sheet(folder / f"{method.id}.toml", f"{FOLDER}/{method.id}.toml", [])
    if card is None:
        raise LookupError(f"the card of {method.id} is gone")
    return card


def _edition(edition: Entry, language: Language) -> str:
    day = edition.text("in_force")
    in_force = f"{Label.IN_FORCE.to(language)} {Label.NOT_KNOWN.to(language) if day == _NOT_KNOWN else day}"
    return f"{edition.text('year')} ({in_force}; {edition.text('certainty')})"


def _equivalent(other: Entry) -> str:
    return f"{other.text('number')} ({other.text('relation')}; {other.text('certainty')})"


def _resolution(card: Entry) -> str | None:
    if not card.has("resolution"):
        return None
    resolution = card.entry("resolution")
    return f"{resolution.text('text')} ({resolution.text('certainty')})"


def _precision(part: Entry, language: Language) -> Row:
    low, high = ("" if (end := part.text(key)) == _NOT_KNOWN else end for key in ("level_from", "level_to"))
    used = Label.YES if part.text("enabled") == "yes" else Label.NO
    return Row(
        (
            part.text("of"),
            part.text("unit"),
            _formula(part, "repeatability"),
            _formula(part, "reproducibility"),
            f"{low}~{high}" if low or high else _NOTHING,
            part.text("certainty"),
            used.to(language),
        )
    )


def _formula(part: Entry, key: str) -> str:
    if not part.has(key):
        return _NOTHING
    figure = part.entry(key)
    match figure.text("form"):
        case "constant":
            return figure.text("a")
        case "power":
            return f"{figure.text('a')} X^{figure.text('b')}"
        case _:
            start = "" if figure.number("a") == 0 else f"{figure.text('a')} "
            slope = figure.text("b")
            sign = "" if not start else "- " if slope.startswith("-") else "+ "
            return f"{start}{sign}{slope.removeprefix('-') if sign else slope} X"
