"""limits/schemes/<rule id>/tests.toml -> the rule's own tables of items."""

from app.certification.item_tables import ItemTable, TableItem, TableKind
from app.library.entry_lists import filled, optional_whole, some
from app.library.fault import Fault
from app.library.sheet import Entry, read_each

FILE = "tests.toml"


def read_tables(sheet: Entry, faults: list[Fault]) -> tuple[ItemTable, ...]:
    """Read tests.toml; raises `EntryRefused` for a key that nobody knows, and notes the faults of the tables."""
    sheet.only({"table"})
    return tuple(read_each(sheet, "table", lambda entry: _table(entry, faults), faults))


def _table(entry: Entry, faults: list[Fault]) -> ItemTable:
    entry.only({"kind", "clause", "grade", "item"})
    kind = entry.choice("kind", TableKind)
    items = read_each(entry, "item", lambda item: _item(item, kind), faults)
    return ItemTable(kind, entry.text("clause"), entry.optional("grade"), tuple(items))


def _item(entry: Entry, kind: TableKind) -> TableItem:
    """Read one row: methods beside an indicator or a sampled item, two cells beside a test of the factory."""
    of_factory = {"confirmation", "routine", "routine_read"}
    entry.only({"name", "characteristics", "basis"} | (
        of_factory if kind is TableKind.FACTORY_TESTS else {"methods", "number"}
    ))  # fmt: skip
    routine, read = some(entry, "routine"), some(entry, "routine_read")
    if routine and read:
        raise entry.refused("routine_read", "reading_beside_print", read, "a reading only where nothing is printed")
    return TableItem(
        name=entry.text("name"),
        characteristics=filled(entry, "characteristics"),
        basis=entry.text("basis"),
        methods=some(entry, "methods"),
        confirmation=some(entry, "confirmation"),
        routine=routine,
        routine_read=read,
        number=optional_whole(entry, "number"),
    )
