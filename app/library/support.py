"""How sure a figure of the data is: the codes that every figure carries."""

from enum import StrEnum

from app.library.sheet import Entry


class Support(StrEnum):
    """What supports a figure. `M-`, `G` and `NF` support nothing that a verdict could rest on."""

    RULE = "S"
    SEVERAL_SOURCES = "A"
    ONE_SOURCE = "B"
    SISTER_TABLE = "C"
    EARLIER_EDITION = "P"
    EUROPEAN_TABLE = "E"
    MEMORY = "M+"
    SHAKY_MEMORY = "M-"
    GUESS = "G"
    NOT_FOUND = "NF"


TOO_WEAK = frozenset({Support.SHAKY_MEMORY, Support.GUESS, Support.NOT_FOUND})


def read_support(entry: Entry, *, usable: bool) -> tuple[Support, ...]:
    """Return the codes of an entry; `usable` refuses those on which nothing may rest."""
    codes = entry.texts("support")
    for code in codes:
        if code not in set(Support):
            raise entry.refused("support", "word_unknown", code, "one of " + ", ".join(Support))
    support = tuple(Support(code) for code in codes)
    if not support:
        raise entry.refused("support", "support_missing", "[]", "at least one code")
    if usable and not TOO_WEAK.isdisjoint(support):
        raise entry.refused("support", "support_too_weak", ", ".join(codes), "no M-, G or NF: leave the figure out")
    return support
