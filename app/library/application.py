"""limits/schemes/<rule id>/application.toml -> what an applicant files."""

from app.certification.application import (
    ApplicationRule,
    Condition,
    FormFields,
    Linked,
    RequiredDocument,
    SampleAmount,
    TestTime,
    UnitPart,
    UnitRule,
)
from app.library.entry_lists import filled, optional_whole, words
from app.library.fault import Fault
from app.library.sheet import Entry, read_each

FILE = "application.toml"


def read_application(sheet: Entry, faults: list[Fault]) -> ApplicationRule:
    """Read application.toml; raises `EntryRefused` for a head that cannot be used, and notes the other faults."""
    sheet.only({"unit", "sample", "test_time", "document", "form"})
    unit, sample, time = (sheet.entry(key) for key in ("unit", "sample", "test_time"))
    return ApplicationRule(
        unit=_unit(unit),
        sample=_sample(sample),
        test_time=_test_time(time),
        documents=tuple(read_each(sheet, "document", _document, faults)),
        forms=tuple(read_each(sheet, "form", _form, faults)),
    )


def _unit(entry: Entry) -> UnitRule:
    entry.only({"clause", "key", "linked"})
    key = words(entry, "key", UnitPart)
    if not key:
        raise entry.refused("key", "nothing_held", "key", "what one unit has in common")
    return UnitRule(entry.text("clause"), key, entry.choice("linked", Linked))


def _sample(entry: Entry) -> SampleAmount:
    entry.only({"clause", "printed", "amount", "unit", "method"})
    if entry.has("amount") is not entry.has("unit"):
        raise entry.refused(None, "unit_misplaced", "amount", "amount and unit together")
    amount = entry.number("amount") if entry.has("amount") else None
    if amount is not None and entry.text("amount") not in entry.text("printed"):
        raise entry.refused("amount", "not_printed", entry.text("amount"), "a number that stands in `printed`")
    return SampleAmount(
        entry.text("clause"), entry.text("printed"), amount, entry.optional("unit"), entry.optional("method")
    )


def _test_time(entry: Entry) -> TestTime:
    entry.only({"clause", "printed", "working_days"})
    days = optional_whole(entry, "working_days")
    if days is not None and str(days) not in entry.text("printed"):
        raise entry.refused("working_days", "not_printed", days, "a number that stands in `printed`")
    return TestTime(entry.text("clause"), entry.text("printed"), days)


def _document(entry: Entry) -> RequiredDocument:
    entry.only({"id", "clause", "zh", "en", "when", "form"})
    return RequiredDocument(
        id=entry.text("id"),
        clause=entry.text("clause"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        when=entry.choice("when", Condition),
        form=entry.optional("form"),
    )


def _form(entry: Entry) -> FormFields:
    entry.only({"clause", "fields"})
    return FormFields(entry.text("clause"), filled(entry, "fields"))
