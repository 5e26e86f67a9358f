"""limits/schemes/<rule id>/clauses.toml -> the numbered clauses, the doubts, and the rule as it is printed."""

from dataclasses import dataclass

from app.certification.lint.printed import (
    CertificateStatus,
    Matter,
    PrintedClause,
    PrintedJudging,
    PrintedStatus,
    PrintedTerm,
    PrintedTime,
    PrintedTitle,
    PrintedValidity,
    ProductForm,
)
from app.certification.scheme import Check, Doubt, Nature, RuleClause, Stage
from app.library.doubts import read_doubts
from app.library.entry_lists import filled, optional_whole, some, words
from app.library.fault import Fault
from app.library.sheet import Entry, read_each

FILE = "clauses.toml"

_CLAUSE = frozenset({
    *("number", "anchor", "nature", "check", "asks", "stages", "norms", "deadlines"),
    *("title", "refers_to", "titles", "documents", "printed", "provides"),
})  # fmt: skip
_ANSWERED = {Nature.ATTESTED, Nature.RULED}


@dataclass(frozen=True, slots=True)
class Clauses:
    """What clauses.toml says: what a decision needs, and beside it the same clauses as printed."""

    form: ProductForm
    clauses: tuple[RuleClause, ...]
    printed: tuple[PrintedClause, ...]
    doubts: tuple[Doubt, ...]
    validity: PrintedValidity
    years: int | None
    years_are_read: bool
    judging: PrintedJudging
    terms: tuple[PrintedTerm, ...]
    times: tuple[PrintedTime, ...]
    statuses: tuple[PrintedStatus, ...]


def read_clauses(sheet: Entry, faults: list[Fault]) -> Clauses:
    """Read clauses.toml; raises `EntryRefused` for a head that cannot be used, and notes the faults of the entries."""
    sheet.only({"product_form", "validity", "judging", "clause", "term", "time", "status", "doubt"})
    form = sheet.choice("product_form", ProductForm)
    validity, years, years_are_read = _validity(sheet.entry("validity"))
    judging = _judging(sheet.entry("judging"))
    pairs = read_each(sheet, "clause", _clause, faults)
    numbers = [clause.number for clause, _ in pairs]
    for place, number in enumerate(numbers):
        if number in numbers[:place]:
            faults.append(sheet.sheet.fault(("clause", place), "clause_repeated", number, "each clause once"))
    return Clauses(
        form=form,
        clauses=tuple(clause for clause, _ in pairs),
        printed=tuple(printed for _, printed in pairs),
        doubts=read_doubts(sheet, faults),
        validity=validity,
        years=years,
        years_are_read=years_are_read,
        judging=judging,
        terms=tuple(read_each(sheet, "term", _term, faults)),
        times=tuple(read_each(sheet, "time", _time, faults)),
        statuses=tuple(read_each(sheet, "status", _status, faults)),
    )


def _clause(entry: Entry) -> tuple[RuleClause, PrintedClause]:
    entry.only(_CLAUSE)
    number, anchor = entry.text("number"), entry.text("anchor")
    nature = entry.choice("nature", Nature)
    for key, belongs in (("check", nature is Nature.COMPUTED), ("asks", nature in _ANSWERED)):
        if entry.has(key) is not belongs:
            raise entry.refused(None, "answer_misplaced", nature, f"{key} {'once' if belongs else 'not'} here")
    clause = RuleClause(
        number=number,
        anchor=anchor,
        nature=nature,
        stages=words(entry, "stages", Stage),
        check=entry.choice("check", Check) if entry.has("check") else None,
        asks=entry.optional("asks"),
        norms=some(entry, "norms"),
        deadlines=some(entry, "deadlines"),
    )
    printed = PrintedClause(
        number=number,
        anchor=anchor,
        title=entry.optional("title"),
        refers_to=some(entry, "refers_to"),
        titles=tuple(map(_title, entry.entries("titles"))),
        documents=some(entry, "documents"),
        words=some(entry, "printed"),
        provides=words(entry, "provides", Matter) if entry.has("provides") else frozenset(),
    )
    return clause, printed


def _title(entry: Entry) -> PrintedTitle:
    entry.only({"of", "printed"})
    return PrintedTitle(entry.text("of"), entry.text("printed"))


def _validity(entry: Entry) -> tuple[PrintedValidity, int | None, bool]:
    """Return what is printed of the validity, its years, and whether those are a reading.

    None where neither print nor reading gives a number: a blank has no value.
    """
    entry.only({"clause", "printed", "start", "years", "years_read"})
    printed, years, read = entry.text("printed"), optional_whole(entry, "years"), optional_whole(entry, "years_read")
    if years is not None and str(years) not in printed:
        raise entry.refused("years", "not_printed", years, "a number that stands in `printed`, or years_read")
    if years is not None and read is not None:
        raise entry.refused("years_read", "reading_beside_print", read, "a reading only where nothing is printed")
    validity = PrintedValidity(entry.text("clause"), printed, entry.optional("start"))
    return validity, years if read is None else read, read is not None


def _judging(entry: Entry) -> PrintedJudging:
    entry.only({"clause", "asks", "judges"})
    return PrintedJudging(entry.text("clause"), entry.texts("asks"), entry.texts("judges"))


def _term(entry: Entry) -> PrintedTerm:
    entry.only({"id", "words", "used_in", "defined_in"})
    return PrintedTerm(entry.text("id"), filled(entry, "words"), filled(entry, "used_in"), entry.optional("defined_in"))


def _time(entry: Entry) -> PrintedTime:
    entry.only({"id", "clause", "length", "start"})
    return PrintedTime(entry.text("id"), entry.text("clause"), entry.optional("length"), entry.optional("start"))


def _status(entry: Entry) -> PrintedStatus:
    entry.only({"id", "entered_by", "left_by", "causes", "lasts"})
    return PrintedStatus(
        entry.choice("id", CertificateStatus),
        some(entry, "entered_by"),
        some(entry, "left_by"),
        some(entry, "causes"),
        entry.optional("lasts"),
    )
