"""limits/schemes/<rule id>/inspection.toml -> man-days, consistency checks, surveillance blocks, appendix B."""

import re

from app.certification.inspection import (
    ConsistencyCheck,
    InspectionRule,
    ManDayBand,
    ManDays,
    QualityClause,
    SurveillanceBlock,
)
from app.library.entry_lists import filled, optional_whole
from app.library.fault import Fault
from app.library.sheet import Entry, read_each

FILE = "inspection.toml"

_DAYS = re.compile("[1-9][0-9]?(?:/[1-9][0-9]?){1,2}", re.ASCII)


def read_inspection(sheet: Entry, faults: list[Fault]) -> InspectionRule:
    """Read inspection.toml; raises `EntryRefused` for a head that cannot be used, and notes the other faults."""
    sheet.only({"man_days", "consistency", "block", "quality"})
    return InspectionRule(
        man_days=_man_days(sheet.entry("man_days"), faults),
        consistency=tuple(read_each(sheet, "consistency", _consistency, faults)),
        blocks=tuple(read_each(sheet, "block", _block, faults)),
        quality=tuple(read_each(sheet, "quality", _quality, faults)),
    )


def _man_days(entry: Entry, faults: list[Fault]) -> ManDays:
    entry.only({"clause", "heading", "factors", "columns", "row"})
    return ManDays(
        entry.text("clause"),
        filled(entry, "heading"),
        filled(entry, "factors"),
        filled(entry, "columns"),
        tuple(read_each(entry, "row", _band, faults)),
    )


def _band(entry: Entry) -> ManDayBand:
    """Read one row; at least the days of the initial inspection and of a surveillance are printed."""
    entry.only({"printed", "from", "to", "values", "renewal_read"})
    values = entry.text("values")
    if _DAYS.fullmatch(values) is None:
        raise entry.refused("values", "number_malformed", values, "two or three numbers of days, such as 4/2/4")
    days = tuple(map(int, values.split("/")))
    low, high, read = (optional_whole(entry, key) for key in ("from", "to", "renewal_read"))
    if low is not None and high is not None and high < low:
        raise entry.refused("to", "bounds_swapped", high, "at least `from`")
    for key, bound in (("from", low), ("to", high)):
        if bound is not None and str(bound) not in entry.text("printed"):
            raise entry.refused(key, "not_printed", bound, "a number that stands in `printed`")
    if read is not None and len(days) > 2:  # noqa: PLR2004 - the third one is the renewal's
        raise entry.refused("renewal_read", "reading_beside_print", read, "a reading only where nothing is printed")
    return ManDayBand(entry.text("printed"), low, high, days, read)


def _consistency(entry: Entry) -> ConsistencyCheck:
    entry.only({"id", "clause", "anchor", "asks"})
    return ConsistencyCheck(entry.text("id"), entry.text("clause"), entry.text("anchor"), entry.text("asks"))


def _block(entry: Entry) -> SurveillanceBlock:
    entry.only({"id", "clause", "zh", "en"})
    return SurveillanceBlock(entry.text("id"), entry.text("clause"), entry.text("zh"), entry.text("en"))


def _quality(entry: Entry) -> QualityClause:
    entry.only({"clause", "condition"})
    return QualityClause(entry.text("clause"), entry.optional("condition"))
