"""Entries of a table, names of its columns, and how large it may be."""

import pytest

from lims_adapters.contract import Issue
from lims_adapters.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Entry,
    Noted,
    Unusable,
    content,
    is_blank,
    letters,
    too_large,
)


@pytest.mark.parametrize(
    ("entry", "text", "blank"),
    [
        ("6.2", "6.2", False),
        ("", "", True),
        (" \u3000\u00a0\t\r\n", " \u3000\u00a0\t\r\n", True),
        ("\u200b", "\u200b", False),
        (Noted("8", "8.000000000000002"), "8", False),
        (Unusable("cell_error", "#N/A", "a value"), "#N/A", False),
    ],
)
def test_an_entry_has_a_content_and_may_be_blank(entry: Entry, text: str, *, blank: bool) -> None:
    assert content(entry) == text
    assert is_blank(entry) is blank


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_are_named_as_a_spreadsheet_names_them(index: int, name: str) -> None:
    assert letters(index) == name


def test_a_table_may_be_as_large_as_its_bounds_and_no_larger() -> None:
    assert too_large(rows=MOST_ROWS, columns=MOST_COLUMNS, cells=MOST_CELLS) is None
    for rows, columns, cells in ((1, 0, 0), (0, 1, 0), (0, 0, 1)):
        issue = too_large(rows=MOST_ROWS + rows, columns=MOST_COLUMNS + columns, cells=MOST_CELLS + cells)
        assert isinstance(issue, Issue)
        assert (issue.code, issue.where) == ("table_too_large", "the table")
