"""A declared column profile: which heading means which field. Headings are never guessed."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import tomli

from lims_adapters.folding import BLANKS, fold

_MAPPING = Path(__file__).parent / "formats" / "csv_table" / "mapping.toml"
_NO_BLANKS = str.maketrans(dict.fromkeys(BLANKS, ""))


class Reads(StrEnum):
    """How the cells of a column are read."""

    IDENTIFIER = "identifier"
    """Trimmed, otherwise as typed, in one line: sample numbers, items."""
    TEXT = "text"
    """Trimmed, otherwise as typed: requirements, verdicts, headings."""
    REMARK = "remark"
    """Trimmed, otherwise as typed; its characters may be raised or struck out."""
    FIGURE = "figure"
    """In plain characters: values and what goes with them."""
    NAME = "name"
    """In plain characters, and no number: methods."""
    UNIT = "unit"
    """In plain characters, which may be raised: units."""
    DATE = "date"
    """In plain characters, and a date in ISO form."""
    NOTHING = "nothing"
    """Left out by the rule that the field names."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of `labverdict.report/1`, or the name of the rule by which a column is left out."""

    name: str
    reads: Reads
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """Headings by their key; what a row below the headings may give for each item; what a sample's row may give."""

    fields: Mapping[str, Field]
    of_an_item: frozenset[str]
    of_a_row: frozenset[str]

    def find(self, heading: str) -> Field | None:
        """Return the field that a heading names, None for a heading that the profile does not have."""
        return self.fields.get(heading_key(heading))

    def headings(self, names: frozenset[str] | None = None) -> str:
        """Return the first heading of each of the named fields, of all without names, for a message."""
        known = dict.fromkeys(self.fields.values())
        return ", ".join(field.headings[0] for field in known if names is None or field.name in names)


def heading_key(heading: str) -> str:
    """Return the form under which a heading is looked up: folded, without blanks and line breaks, in lower case."""
    return fold(heading).translate(_NO_BLANKS).casefold()


def read_profile(text: str) -> Profile:
    """Read a mapping in TOML.

    Raises:
        ValueError: two fields claim one heading, or a list names a field that the mapping does not have.
        KeyError: a part of the mapping is not there.
    """
    mapping = tomli.loads(text)
    fields: dict[str, Field] = {}
    for column in mapping["column"]:
        field = Field(column["field"], Reads(column["reads"]), tuple(column["headings"]))
        for heading in field.headings:
            if (key := heading_key(heading)) in fields:
                raise ValueError(f"the heading {heading} belongs to {fields[key].name} and to {field.name}")
            fields[key] = field
    lists = mapping["items_as_headings"]
    of_an_item, of_a_row = frozenset(lists["of_an_item"]), frozenset(lists["of_a_row"])
    if missing := (of_an_item | of_a_row) - {field.name for field in fields.values()}:
        raise ValueError(f"no column has the fields {sorted(missing)}")
    return Profile(fields, of_an_item, of_a_row)


@functools.cache
def laboratory_table() -> Profile:
    """Return the profile of laboratories' tables, the same for every kind of file that holds a table."""
    return read_profile(_MAPPING.read_text(encoding="utf-8"))
