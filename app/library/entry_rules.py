"""eligibility.toml -> conditions, waivers, priorities and documents of a programme."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.certification.amounts import Amount, Sort, Unit, sort_of
from app.certification.applicant import Account, Start
from app.certification.entry import (
    Bound,
    Chooser,
    Condition,
    Effect,
    Figure,
    NeededDocument,
    Priority,
    Proof,
    Sector,
    Subject,
    Waiver,
)
from app.certification.scheme import Doubt
from app.certification.stage import StageName
from app.library.citations import read_doubts, read_norm, unique
from app.library.fault import Fault
from app.library.sheet import Entry, read_one

LATEST = "latest"
_NAMES = frozenset({"id", "zh", "en", "norms", "article", "anchor", "sectors"})
_FACTS: Mapping[Proof, Collection[str] | None] = {
    Proof.STATED: None,
    Proof.YEARS: frozenset(Start),
    Proof.AMOUNT: frozenset(Account),
    Proof.SCALE: None,
    Proof.PROFITABLE: frozenset(Account),
    Proof.GROWING: frozenset(Account),
    Proof.CLEAN: None,
    Proof.VALID: frozenset({"trademark"}),
    Proof.ONE_OF: frozenset({"province", "entity"}),
}
# What a figure of each proof counts; proofs that are not here have no figure.
_COUNTED: Mapping[Proof, frozenset[Sort]] = {
    Proof.YEARS: frozenset({Sort.YEARS}),
    Proof.AMOUNT: frozenset({Sort.MONEY}),
    Proof.SCALE: frozenset({Sort.AREA, Sort.HEADS, Sort.BIRDS, Sort.MASS}),
    Proof.PROFITABLE: frozenset({Sort.YEARS}),
    Proof.GROWING: frozenset({Sort.YEARS}),
    Proof.CLEAN: frozenset({Sort.YEARS}),
}
_OF_ACCOUNTS = frozenset({Proof.AMOUNT, Proof.PROFITABLE, Proof.GROWING})


@dataclass(frozen=True, slots=True)
class EntryRules:
    """What eligibility.toml says."""

    conditions: tuple[Condition, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    priorities: tuple[Priority, ...] = ()
    documents: tuple[NeededDocument, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_entry_rules(sheet: Entry, stages: Collection[str], roles: Collection[str], faults: list[Fault]) -> EntryRules:
    """Read eligibility.toml; nothing of it where its first fault was noted."""
    return read_one(sheet, lambda entry: _rules(entry, stages, roles), faults) or EntryRules()


def _rules(sheet: Entry, stages: Collection[str], roles: Collection[str]) -> EntryRules:
    sheet.only({"condition", "waiver", "priority", "document", "doubt"})
    doubts = read_doubts(sheet)
    known = frozenset(doubt.id for doubt in doubts)
    conditions = unique(sheet, "condition", lambda entry: _condition(entry, known), _in_sectors)
    asked = frozenset(name for condition in conditions for name in _in_sectors(condition))
    return EntryRules(
        conditions=conditions,
        waivers=unique(sheet, "waiver", lambda entry: _waiver(entry, asked, known), _in_sectors),
        priorities=unique(sheet, "priority", _priority, _in_sectors),
        documents=unique(sheet, "document", lambda entry: _document(entry, (stages, roles), asked), _in_sectors),
        doubts=doubts,
    )


def _in_sectors(value: Condition | Waiver | Priority | NeededDocument) -> Iterable[tuple[Sector, str]]:
    """Return the names of an entry: its id stands once in each sector."""
    return [(sector, value.id) for sector in value.sectors]


def _sectors(entry: Entry) -> frozenset[Sector]:
    for word in entry.texts("sectors"):
        if word not in set(Sector):
            raise entry.refused("sectors", "word_unknown", word, "one of " + ", ".join(Sector))
    sectors = frozenset(Sector(word) for word in entry.texts("sectors"))
    if not sectors:
        raise entry.refused("sectors", "nothing_held", "sectors", "at least one sector")
    return sectors


def _is_open(entry: Entry) -> bool:
    word = entry.text("list")
    if word not in {"open", "closed"}:
        raise entry.refused("list", "word_unknown", word, "open or closed")
    return word == "open"


def _doubts(entry: Entry, known: Collection[str]) -> tuple[str, ...]:
    doubts = entry.texts("doubts") if entry.has("doubts") else ()
    for doubt in doubts:
        if doubt not in known:
            raise entry.refused("doubts", "doubt_unknown", doubt, "an id of a doubt of this file")
    return doubts


def _condition(entry: Entry, doubts: Collection[str]) -> Condition:
    proof = entry.choice("proof", Proof)
    keys = {"proof", "fact", "subject", "doubts"}
    keys |= {"figures"} if proof in _COUNTED else set()
    keys |= {"year"} if proof in _OF_ACCOUNTS else set()
    keys |= {"by"} if proof is Proof.AMOUNT else set()
    keys |= {"one_of", "list"} if proof is Proof.ONE_OF else set()
    entry.only(_NAMES | keys)
    fact, facts = entry.text("fact") if proof is not Proof.SCALE else "", _FACTS[proof]
    if facts is not None and fact not in facts:
        raise entry.refused("fact", "word_unknown", fact, "one of " + ", ".join(sorted(facts)))
    by = entry.choice("by", Chooser) if entry.has("by") else None
    is_listed = proof is Proof.ONE_OF
    return Condition(
        id=entry.text("id"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        norm=read_norm(entry),
        sectors=_sectors(entry),
        subject=entry.choice("subject", Subject) if entry.has("subject") else Subject.APPLICANT,
        proof=proof,
        fact=fact,
        figures=_figures(entry, proof, by) if proof in _COUNTED else (),
        by=by,
        year=_year(entry) if proof in _OF_ACCOUNTS else None,
        one_of=_words(entry, "one_of") if is_listed else (),
        open_list=is_listed and _is_open(entry),
        doubts=_doubts(entry, doubts),
    )


def _year(entry: Entry) -> int | None:
    text = entry.text("year")
    if text == LATEST:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == len("2022")):
        raise entry.refused("year", "number_malformed", text, f"a year such as 2022, or {LATEST}")
    return int(text)


def _words(entry: Entry, key: str) -> tuple[str, ...]:
    words = entry.texts(key)
    if not words:
        raise entry.refused(key, "nothing_held", key, "at least one word")
    return words


def _figures(entry: Entry, proof: Proof, by: Chooser | None) -> tuple[Figure, ...]:
    """Read the figures: one for all, or one for each word that chooses among them."""
    figures = tuple(_figure(part, proof) for part in entry.entries("figures"))
    chosen = proof is Proof.SCALE or by is not None
    if not figures or (len(figures) > 1 and not chosen):
        raise entry.refused("figures", "figures_differ", len(figures), "one figure, or several that a word chooses")
    words = [word for figure in figures for word in figure.of]
    if any(bool(figure.of) is not chosen for figure in figures) or len(set(words)) < len(words):
        raise entry.refused("figures", "figures_differ", ", ".join(words), "each word once, where words choose")
    return figures


def _figure(entry: Entry, proof: Proof) -> Figure:
    entry.only({"of", "value", "unit", "printed", "printed_bound", "bound"})
    amount, bound = Amount(entry.number("value"), entry.choice("unit", Unit)), entry.choice("bound", Bound)
    counted = _COUNTED[proof]
    if sort_of(amount.unit) not in counted:
        raise entry.refused("unit", "unit_unknown", amount.unit, "a unit of " + ", ".join(sorted(counted)))
    if amount.number <= 0 or (amount.unit is Unit.YEAR and amount.number.denominator > 1):
        raise entry.refused("value", "number_malformed", entry.text("value"), "a number above 0, of years a whole one")
    if bound is Bound.UNWORDED:
        raise entry.refused("bound", "word_unknown", bound, f"how it is read: {Bound.AT_LEAST} or {Bound.MORE_THAN}")
    of = entry.texts("of") if entry.has("of") else ()
    return Figure(of, amount, entry.text("printed"), entry.choice("printed_bound", Bound), bound)


def _waiver(entry: Entry, asked: Collection[tuple[Sector, str]], doubts: Collection[str]) -> Waiver:
    entry.only(_NAMES | {"any_of", "list", "lifts", "effect", "doubts"})
    sectors, lifts = _sectors(entry), _words(entry, "lifts")
    for lifted in lifts:
        if any((sector, lifted) not in asked for sector in sectors):
            raise entry.refused("lifts", "condition_unknown", lifted, "a condition of the waiver's sectors")
    return Waiver(
        id=entry.text("id"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        norm=read_norm(entry),
        sectors=sectors,
        any_of=_words(entry, "any_of"),
        open_list=_is_open(entry),
        lifts=lifts,
        effect=entry.choice("effect", Effect),
        doubts=_doubts(entry, doubts),
    )


def _priority(entry: Entry) -> Priority:
    entry.only(_NAMES | {"any_of"})
    names = (entry.text("id"), entry.text("zh"), entry.text("en"))
    return Priority(*names, read_norm(entry), _sectors(entry), _words(entry, "any_of"))


def _document(
    entry: Entry, frame: tuple[Collection[str], Collection[str]], asked: Collection[tuple[Sector, str]]
) -> NeededDocument:
    (stages, roles), sectors, id_ = frame, _sectors(entry), entry.text("id")
    if any((sector, id_) in asked for sector in sectors):
        raise entry.refused("id", "id_repeated", id_, "an id that no condition has")
    entry.only(_NAMES | {"stage", "filed_by", "form"})
    stage, filed_by, form = entry.choice("stage", StageName), entry.text("filed_by"), entry.text("form")
    if stage not in stages:
        raise entry.refused("stage", "stage_unknown", stage, "a stage of programme.toml")
    if filed_by not in {Subject.APPLICANT, *roles}:
        raise entry.refused("filed_by", "role_unknown", filed_by, f"{Subject.APPLICANT}, or a role of programme.toml")
    if form not in {"free", "not_held"}:
        raise entry.refused("form", "word_unknown", form, "free or not_held")
    names = (id_, entry.text("zh"), entry.text("en"))
    return NeededDocument(*names, read_norm(entry), sectors, stage, filed_by, form == "free")
