"""Tables of items and of man-days: what they leave out, and names, methods and grades that are not known."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from app.certification.inspection import ManDays
from app.certification.item_tables import ItemTable, TableItem, TableKind
from app.certification.lint.faults import Family, LintFault, fault, once
from app.certification.lint.printed import Known, PrintedRule


def check_tables(rule: PrintedRule, known: Known) -> Iterable[LintFault]:
    """Yield the faults of the tables of items, each at its first place, then those of the man-days."""
    rows = [(table, item) for table in rule.tables for item in table.items]
    yield from once(found for table, item in rows for found in _unknown(table, item, known))
    yield from _names(rows)
    yield from once(found for table in rule.tables for found in _left_out(table, known))
    yield from _grades(rule.tables, known)
    yield from _man_days(rule.man_days)


def _unknown(table: ItemTable, item: TableItem, known: Known) -> Iterator[LintFault]:
    for characteristic in item.characteristics:
        if characteristic not in known.names:
            yield fault(Family.CHARACTERISTIC, characteristic, table.clause, characteristic, "an item that is known")
    if len(item.characteristics) == 1 and not _resembles(item.name, known.names.get(item.characteristics[0])):
        expected = known.names[item.characteristics[0]]
        yield fault(Family.NAME, item.name, table.clause, item.name, expected)
    for method in (*item.methods, *item.confirmation, *item.routine):
        if method not in known.methods:
            yield fault(Family.METHOD, method, table.clause, method, "a method that is known")


def _resembles(printed: str, name: str | None) -> bool:
    """Tell whether a name has the other's characters in their order: 闪点 and 闪点(闭口), not 残碳 and 残炭."""
    if name is None:
        return True
    short, long = sorted((printed, name), key=len)
    rest = iter(long)
    return all(character in rest for character in short)


def _names(rows: Iterable[tuple[ItemTable, TableItem]]) -> Iterator[LintFault]:
    """Yield a fault for an item under two names of which neither contains the other."""
    printed: dict[str, list[tuple[str, str]]] = {}
    for table, item in rows:
        for characteristic in item.characteristics:
            printed.setdefault(characteristic, []).append((table.clause, item.name))
    for characteristic, places in printed.items():
        names = sorted({name for _, name in places}, key=len)
        if any(short not in long for short, long in pairwise(names)):
            found = "; ".join(sorted(names))
            yield fault(Family.NAMES, characteristic, places[0][0], found, "one name for one item")


def _left_out(table: ItemTable, known: Known) -> Iterator[LintFault]:
    """Yield the advanced indicators that a table misses, and the cells that it leaves empty."""
    short = table.clause.split(" ")[-1]
    held = {characteristic for item in table.items for characteristic in item.characteristics}
    for indicator in known.indicators:
        if indicator not in held:
            name = known.names.get(indicator, indicator)
            yield fault(Family.INDICATOR, f"{short}.{indicator}", table.clause, short, f"{name} among its items")
    if table.kind is not TableKind.FACTORY_TESTS:
        return
    both = any(item.confirmation and item.routine for item in table.items)
    for item in table.items:
        filled = bool(item.confirmation) + bool(item.routine)
        if filled < (2 if both else 1):
            place = ".".join([short, *([table.grade] if table.grade else []), *item.characteristics])
            yield fault(Family.CELL, place, table.clause, item.name, "a method in each cell")


def _grades(tables: Iterable[ItemTable], known: Known) -> Iterator[LintFault]:
    listed: dict[str, set[str]] = {}
    for table in tables:
        if table.grade is not None:
            listed.setdefault(table.clause, set()).add(table.grade)
    for clause, grades in listed.items():
        missing = [grade for grade in known.grades if grade not in grades]
        if missing:
            yield fault(Family.GRADES, clause, clause, ", ".join(sorted(grades)), "also " + ", ".join(missing))


def _man_days(table: ManDays) -> Iterator[LintFault]:
    short = table.clause.split(" ")[-1]
    for factor in table.factors:
        if factor not in table.columns:
            yield fault(Family.FACTOR, factor, table.clause, ", ".join(table.columns), f"a column for {factor}")
    if any(len(band.values) != len(table.heading) for band in table.bands):
        found = ", ".join("/".join(map(str, band.values)) for band in table.bands)
        yield fault(Family.SLOTS, short, table.clause, found, "/".join(table.heading))
    bands = table.bands
    joined = all(one.high is not None and other.low == one.high + 1 for one, other in pairwise(bands))
    if not joined or bands[0].low is not None or bands[-1].high is not None:
        found = ", ".join(band.printed for band in bands)
        yield fault(Family.SLOTS, f"{short}.bands", table.clause, found, "every number of heads once")
