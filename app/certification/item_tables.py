"""The rule's own tables of items: advanced indicators (4.2.2), factory tests (annex 1), surveillance samples (7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class TableKind(StrEnum):
    """What a table asks for."""

    INDICATORS = "indicators"
    FACTORY_TESTS = "factory_tests"
    SURVEILLANCE_SAMPLE = "surveillance_sample"


@dataclass(frozen=True, slots=True)
class TableItem:
    """One row: the item's printed name, what it stands for, and the methods as printed.

    `confirmation` and `routine` are the cells of annex 1, empty where nothing is printed; `routine_read` is a reading
    of a cell that the layout has lost. `number` is the count of samples.
    """

    name: str
    characteristics: tuple[str, ...]
    basis: str
    methods: tuple[str, ...] = ()
    confirmation: tuple[str, ...] = ()
    routine: tuple[str, ...] = ()
    routine_read: tuple[str, ...] = ()
    number: int | None = None

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the factory makes it as a confirmation test, a sample at least once a year."""
        return bool(self.confirmation)

    @property
    def is_routine(self) -> bool:
        """Tell whether the factory makes it as a routine test, on all products."""
        return bool(self.routine or self.routine_read)


@dataclass(frozen=True, slots=True)
class ItemTable:
    """One table, of one grade (None: of every grade)."""

    kind: TableKind
    clause: str
    grade: str | None
    items: tuple[TableItem, ...]


def factory_tests(tables: Sequence[ItemTable], grade: str | None, standard: str) -> tuple[TableItem, ...]:
    """Return what the factory tests for one grade (annex 1).

    A grade that annex 1 does not list has the items that the listed grades test by the product standard, since those
    of an enterprise standard bind its owner only.
    """
    held = [table for table in tables if table.kind is TableKind.FACTORY_TESTS]
    own = next((table for table in held if table.grade in {None, grade}), None)
    if own is not None:
        return own.items
    return tuple(item for item in held[0].items if item.basis == standard) if held else ()
