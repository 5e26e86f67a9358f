"""One certification rule from its folder: strictly for a decision, as printed for the linter.

A verdict on test results reads none of these files, and rests on none of their seals.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.certification.application import ApplicationRule
from app.certification.inspection import InspectionRule
from app.certification.item_tables import ItemTable
from app.certification.rule import CertificationRule
from app.library import application, clauses, inspection, item_tables
from app.library.fault import Fault, LibraryRefused, SchemeUnknown
from app.library.folder import Folder, Folders
from app.library.inventory import folders
from app.library.seals import check_seal
from app.library.sheet import Entry, read_one, read_sheet
from app.library.shelf import Data

FILES = (clauses.FILE, application.FILE, inspection.FILE, item_tables.FILE)


@dataclass(frozen=True, slots=True)
class RuleText:
    """What the files of one rule say, before any reading is asked for its doubt."""

    clauses: clauses.Clauses
    application: ApplicationRule
    inspection: InspectionRule
    tables: tuple[ItemTable, ...]


def load_rule(data: Folders, rule: str) -> CertificationRule:
    """Read one rule; raises `LibraryRefused` with all faults, and `SchemeUnknown` for another id.

    A value that is not printed is used only under the doubt that says how it is read.
    """
    faults: list[Fault] = []
    folder = _folder(data, rule)
    found = check_seal(folder, f"limits/schemes/{rule}", faults)
    text = _read(folder, rule, faults)
    if text is not None and not faults:
        faults.extend(_unfounded(text, rule))
    if text is None or faults or text.clauses.years is None:
        raise LibraryRefused(faults)
    return CertificationRule(
        id=rule,
        clauses=text.clauses.clauses,
        doubts=text.clauses.doubts,
        validity_years=text.clauses.years,
        application=text.application,
        inspection=text.inspection,
        tables=text.tables,
        seals={f"limits/schemes/{rule}/{name}": found[name] for name in FILES},
    )


def read_text(data: Data, rule: str) -> RuleText:
    """Read one rule as it stands, sealed or not; raises as `load_rule` does, but not for readings without a doubt."""
    faults: list[Fault] = []
    text = _read(_folder(data, rule), rule, faults)
    if text is None or faults:
        raise LibraryRefused(faults)
    return text


def _folder(data: Folders, rule: str) -> Folder:
    known = folders(data.limits, "schemes")
    if rule not in known:
        raise SchemeUnknown(rule, known)
    return data.limits / "schemes" / rule


def _read(folder: Folder, rule: str, faults: list[Fault]) -> RuleText | None:
    sheets: list[Entry | None] = [read_sheet(folder / name, f"limits/schemes/{rule}/{name}", faults) for name in FILES]
    one, two, three, four = sheets
    if one is None or two is None or three is None or four is None:
        return None
    numbered = read_one(one, lambda sheet: clauses.read_clauses(sheet, faults), faults)
    filed = read_one(two, lambda sheet: application.read_application(sheet, faults), faults)
    inspected = read_one(three, lambda sheet: inspection.read_inspection(sheet, faults), faults)
    tables = read_one(four, lambda sheet: item_tables.read_tables(sheet, faults), faults)
    if numbered is None or filed is None or inspected is None or tables is None:
        return None
    return RuleText(numbered, filed, inspected, tables)


def _unfounded(text: RuleText, rule: str) -> Iterator[Fault]:
    """Yield a fault for each reading whose doubt is missing, and for a clause that is named and not there."""
    silenced = {fault for doubt in text.clauses.doubts for fault in doubt.silences}
    for name, reading, fault in _readings(text):
        if fault not in silenced:
            place = f"limits/schemes/{rule}/{name}"
            yield Fault(place, 1, "reading_without_doubt", reading, f"a doubt that silences {fault}")
    if text.clauses.years is None:
        name = f"limits/schemes/{rule}/{clauses.FILE}"
        yield Fault(name, 1, "validity_open", text.clauses.validity.words, "years, or years_read under a doubt")
    numbers = {clause.number for clause in text.clauses.clauses}
    for number in sorted({entry.clause for entry in text.inspection.quality} - numbers):
        yield Fault(f"limits/schemes/{rule}/{inspection.FILE}", 1, "clause_unknown", number, "a number of clauses.toml")


def _readings(text: RuleText) -> Iterator[tuple[str, str, str]]:
    """Yield the file of each reading, the value that is read, and the fault that its doubt has to name."""
    if text.clauses.years_are_read:
        yield clauses.FILE, str(text.clauses.years), "validity.empty"
    table = text.inspection.man_days
    for band in table.bands:
        if band.renewal_read is not None:
            yield inspection.FILE, str(band.renewal_read), f"slots.{table.clause.split(' ')[-1]}"
    for items in text.tables:
        for item in items.items:
            if item.routine_read:
                place = ".".join([items.clause, *([items.grade] if items.grade else []), *item.characteristics])
                yield item_tables.FILE, item.name, f"cell.{place}"
