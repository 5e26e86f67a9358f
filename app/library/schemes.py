"""limits/schemes/<rule id>/ and the standard it rests on -> a scheme."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.intake.vocabulary import name_key
from app.library.cards import Cards
from app.library.fault import Fault
from app.library.limits import read_judging
from app.library.requirements import Frame, read_requirements
from app.library.sheet import Entry
from app.library.standards import OPEN, Table, check_id
from app.verification.requirement import Characteristic, Requirement
from app.verification.scheme import Scheme, Standard

_KEYS = frozenset({
    "id", "family", "title", "title_en", "issued", "in_force", "until", "source_sha256", "standard", "product", "doubt",
})  # fmt: skip
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Rule:
    """What scheme.toml says, before its standard is read."""

    id: str
    family: str
    title: str
    title_en: str
    in_force: date
    until: date | None
    source_sha256: str
    standard: str
    product_names: tuple[str, ...]
    doubts: tuple[str, ...]


def read_advanced(
    sheet: Entry, rule: Rule, table: Table, known: tuple[Mapping[str, Characteristic], Cards], faults: list[Fault]
) -> Mapping[str, tuple[Requirement, ...]]:
    """Read advanced.toml: the indicators that a scheme asks for on top of its standard, by grade.

    Raises `EntryRefused` for a head that cannot be used, and notes the faults of single indicators.
    """
    sheet.only({"comparison", "comparison_source", "requirement"})
    frame = Frame(rule.id, rule.id, table.grades, read_judging(sheet), rule.source_sha256, *known)
    return read_requirements(sheet, frame, faults)


def assemble(
    rule: Rule, table: Table, advanced: Mapping[str, tuple[Requirement, ...]], seals: Mapping[str, str]
) -> Scheme:
    """Return the scheme: of each grade, the standard's requirements first, then the advanced indicators.

    Where the standard's start of validity is not known, the scheme makes it usable from its own day in force.
    """
    standard = Standard(
        table.id, table.number, table.title, table.valid_from, table.valid_from or rule.in_force, table.valid_to
    )
    return Scheme(
        id=rule.id,
        title=rule.title,
        title_en=rule.title_en,
        in_force=rule.in_force,
        until=rule.until,
        product_names=rule.product_names,
        grades=table.grades,
        standard=standard,
        requirements={grade: (*held, *advanced[grade]) for grade, held in table.requirements.items()},
        seals=dict(sorted(seals.items())),
    )


def read_rule(sheet: Entry, folder: str) -> Rule:
    """Read scheme.toml; raises `EntryRefused` for the first thing that cannot be used."""
    sheet.only(_KEYS)
    check_id(sheet, folder)
    issued, in_force = (_known_day(sheet, key) for key in ("issued", "in_force"))
    until = sheet.day("until", unknown=OPEN)
    if in_force < issued:
        raise sheet.refused("in_force", "bounds_swapped", in_force, "a day not before `issued`")
    if until is not None and until <= in_force:
        raise sheet.refused("until", "bounds_swapped", until, "a day after `in_force`")
    source = sheet.text("source_sha256")
    if _SHA256.fullmatch(source) is None:
        raise sheet.refused("source_sha256", "digest_malformed", source, "64 hexadecimal digits")
    standard = sheet.entry("standard")
    standard.only({"id", "clause", "anchor"})
    for citation in ("clause", "anchor"):
        standard.text(citation)
    return Rule(
        id=folder,
        family=sheet.text("family"),
        title=sheet.text("title"),
        title_en=sheet.text("title_en"),
        in_force=in_force,
        until=until,
        source_sha256=source,
        standard=standard.text("id"),
        product_names=_names(sheet.entry("product")),
        doubts=tuple(_doubt(doubt) for doubt in sheet.entries("doubt")),
    )


def _known_day(sheet: Entry, key: str) -> date:
    day = sheet.day(key, unknown=OPEN)
    if day is None:
        raise sheet.refused(key, "date_malformed", OPEN, "a date such as 2026-05-10")
    return day


def _names(product: Entry) -> tuple[str, ...]:
    product.only({"names"})
    names = product.texts("names")
    keys = [name_key(name) for name in names]
    for place, name in enumerate(names):
        if keys.index(keys[place]) != place:
            raise product.refused("names", "alias_repeated", name, "each name once, as names are compared")
    if not names:
        raise product.refused("names", "nothing_held", "names", "at least one name of the product")
    return names


def _doubt(entry: Entry) -> str:
    entry.only({"clause", "printed", "reading", "read_by"})
    clause, printed, reading, read_by = (entry.text(key) for key in ("clause", "printed", "reading", "read_by"))
    return f"{clause}: printed {printed}; {reading} ({read_by})"
