"""`labverdict.applicant/1` -> an applicant, or every fault of the document.

Name, sector and day of the statement have to be there. All else may be left out and is then not known; a list that is
there is the whole list.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TypeVar

from app.certification.amounts import Amount, Sort, Unit, sort_of
from app.certification.applicant import (
    Account,
    Applicant,
    Claim,
    Organisation,
    ProductClass,
    Record,
    Ruling,
    StageRecord,
    Start,
    Statement,
    Trademark,
    Vocabulary,
)
from app.certification.entry import Sector
from app.certification.form import Form, Refused, read_document
from app.certification.stage import StageName
from app.verification.day import read_day

FORMAT = "labverdict.applicant/1"

Key = TypeVar("Key")
Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)

_KEYS = frozenset({
    *("applicant", "stated_on", "sector", "organisation", "product_class", "province", *Start, *Account),
    *("scales", "trademark", "statements", "records", "standings", "documents", "stages", "rulings"),
})  # fmt: skip
_EARLIEST_YEAR, _LATEST_YEAR = 1949, 9999


def read_applicant(content: bytes, words: Vocabulary) -> Applicant | Refused:
    """Read an applicant; a statement, standing, measure or document that no programme knows is refused."""
    return read_document(content, FORMAT, partial(_read, words=words))


def _read(form: Form, words: Vocabulary) -> Applicant:
    form.only(_KEYS)
    accounts = {account: _each(form, account, _sum_of_a_year) for account in Account}
    return Applicant(
        name=form.text("applicant"),
        stated_on=form.day("stated_on"),
        sector=form.choice("sector", Sector),
        organisation=_optional_choice(form, "organisation", Organisation),
        product_class=_optional_choice(form, "product_class", ProductClass),
        province=form.optional_text("province"),
        starts={start: form.day(start) for start in Start if form.has(start)},
        accounts={account: sums for account, sums in accounts.items() if sums is not None},
        scales=_each(form, "scales", partial(_scale, measures=words.measures)),
        trademark=_trademark(form.optional_form("trademark")),
        statements=_each(form, "statements", partial(_statement, known=words.statements)),
        records=_each(form, "records", partial(_record, known=words.records)),
        standings=_each(form, "standings", partial(_claim, known=words.standings)),
        documents=_documents(form, words.documents),
        stages=_each(form, "stages", partial(_stage, roles=words.roles)),
        rulings=_each(form, "rulings", partial(_ruling, rulable=words.rulable)),
    )


def _each(form: Form, key: str, read: Callable[[Form], tuple[Key, Value]]) -> Mapping[Key, Value] | None:
    """Read a list whose entries each have a name of their own; None where there is no list."""
    if not form.has(key):
        return None
    entries: dict[Key, Value] = {}
    for part in form.forms(key):
        name, value = read(part)
        if name in entries:
            part.refuse(None, "duplicate_key", "", "one entry for each")
        entries[name] = value
    return entries


def _known(form: Form, key: str, words: Collection[str]) -> str:
    text = form.text(key)
    if text and text not in words:
        form.refuse(key, "word_unknown", text, "one of " + ", ".join(sorted(words)))
    return text


def _optional_choice(form: Form, key: str, words: type[Word]) -> Word | None:
    return form.choice(key, words) if form.has(key) else None


def _amount(form: Form, units: Collection[Unit]) -> Amount:
    return Amount(form.number("amount"), Unit(_one_of(form, units)))


def _one_of(form: Form, units: Collection[Unit]) -> str:
    text = form.text("unit")
    if text in units:
        return text
    if text:
        form.refuse("unit", "unit_unknown", text, "one of " + ", ".join(units))
    return next(iter(units))


def _of(sort: Sort) -> tuple[Unit, ...]:
    return tuple(unit for unit in Unit if sort_of(unit) is sort)


def _sum_of_a_year(form: Form) -> tuple[int, Amount]:
    form.only({"year", "amount", "unit"})
    year = form.whole("year")
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        form.refuse("year", "number_out_of_range", str(year), f"a year from {_EARLIEST_YEAR} on")
    return year, _amount(form, _of(Sort.MONEY))


def _scale(form: Form, measures: Mapping[str, Unit]) -> tuple[str, Amount]:
    form.only({"measure", "amount", "unit"})
    measure = _known(form, "measure", measures)
    units = _of(sort_of(measures[measure])) if measure in measures else tuple(Unit)
    amount = _amount(form, units)
    if amount.number < 0:
        form.refuse("amount", "number_out_of_range", "", "0 or more")
    return measure, amount


def _trademark(form: Form | None) -> Trademark | None:
    if form is None:
        return None
    form.only({"number", "owned", "expires_on"})
    return Trademark(form.text("number"), form.truth("owned"), form.day("expires_on"))


def _statement(form: Form, known: Collection[str]) -> tuple[str, Statement]:
    form.only({"fact", "holds", "by", "ground"})
    return _known(form, "fact", known), Statement(form.truth("holds"), form.text("by"), form.text("ground"))


def _record(form: Form, known: Collection[str]) -> tuple[str, Record]:
    form.only({"register", "from", "to", "events", "source"})
    first, last = form.day("from"), form.day("to")
    if last < first:
        form.refuse("to", "dates_out_of_order", last.isoformat(), "a day not before `from`")
    if not form.has("events"):
        form.refuse("events", "field_missing", "events", "a list of days, [] where nothing was found")
    days = [_day(form, text) for text in form.texts("events")]
    events = tuple(sorted(day for day in days if day is not None))
    return _known(form, "register", known), Record(first, last, events, form.text("source"))


def _day(form: Form, text: str) -> date | None:
    day = read_day(text)
    if day is None:
        form.refuse("events", "date_invalid", text, "a day such as 2026-05-10")
    return day


def _claim(form: Form, known: Collection[str]) -> tuple[str, Claim]:
    form.only({"standing", "evidence", "since", "until"})
    claim = Claim(form.optional_text("evidence"), form.optional_day("since"), form.optional_day("until"))
    return _known(form, "standing", known), claim


def _documents(form: Form, known: Collection[str]) -> frozenset[str] | None:
    if not form.has("documents"):
        return None
    documents = form.texts("documents")
    for unknown in (text for text in documents if text not in known):
        form.refuse("documents", "word_unknown", unknown, "one of " + ", ".join(sorted(known)))
    return frozenset(documents)


def _stage(form: Form, roles: Collection[str]) -> tuple[StageName, StageRecord]:
    form.only({"stage", "passed", "by", "on"})
    record = StageRecord(form.truth("passed"), _known(form, "by", roles), form.day("on"))
    return form.choice("stage", StageName), record


def _ruling(form: Form, rulable: Collection[tuple[str, str]]) -> tuple[tuple[str, str], Ruling]:
    form.only({"programme", "condition", "granted", "by", "ground", "decided_on"})
    about = form.text("programme"), form.text("condition")
    if all(about) and about not in rulable:
        left = sorted(" ".join(known) for known in rulable)
        form.refuse("condition", "word_unknown", about[1], "left to a person are " + ", ".join(left))
    ruling = Ruling(form.truth("granted"), form.text("by"), form.text("ground"), form.day("decided_on"))
    return about, ruling
