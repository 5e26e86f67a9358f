"""A table [[doubt]] -> what is printed wrongly or left open, and how it is read."""

from app.certification.scheme import Doubt
from app.library.entry_lists import some
from app.library.sheet import Entry

NOBODY = "nobody"


def read_doubt(entry: Entry) -> Doubt:
    """Read one doubt; raises `EntryRefused`. The word `nobody` stands until a person has confirmed the reading."""
    entry.only(frozenset(Doubt.__dataclass_fields__))
    confirmed_by = entry.text("confirmed_by")
    return Doubt(
        id=entry.text("id"),
        clause=entry.text("clause"),
        printed=entry.text("printed"),
        reading=entry.text("reading"),
        ground=entry.text("ground"),
        confirmed_by=None if confirmed_by == NOBODY else confirmed_by,
        silences=some(entry, "silences"),
    )
