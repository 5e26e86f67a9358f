"""deadlines.toml of a scheme or a programme -> the deadlines that its text sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.certification.body import DayKind, Term
from app.certification.deadline_rules import (
    Actor,
    DayOfYear,
    DeadlineRule,
    Length,
    Marks,
    NotPrinted,
    OnExpiry,
    Start,
    Takes,
    TermSetting,
)
from app.library.fault import Fault, LibraryRefused, SchemeUnknown
from app.library.folder import Folders
from app.library.inventory import folders
from app.library.seals import check_seal
from app.library.sheet import Entry, read_each, read_one, read_sheet
from app.verification.day import read_day

FILE = "deadlines.toml"
KINDS = ("schemes", "programmes")
_LENGTHS = ("length", "set_by", "not_printed", "day_of_year")
_KEYS = frozenset({
    "id", "starts", "takes", *_LENGTHS, "days", "marks", "before", "rolls", "pauses", "in_general", "clause", "anchor",
    "norms", "actor", "on_expiry", "reading", "leads", "reminded_with",
})  # fmt: skip
_NO_LEAP_YEAR = 2001
_MOST_DIGITS = 4


class Yes(StrEnum):
    """The one word of a switch; a switch that is off stands nowhere."""

    YES = "yes"


class Binding(StrEnum):
    """Whether a text binds by itself, or only where a body adopts a norm of it, or in simulation."""

    IN_FORCE = "in_force"
    WHERE_ADOPTED = "where_adopted"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The deadlines of one text by id; `kind` is its folder, schemes or programmes."""

    kind: str
    source: str
    binding: Binding
    rules: Mapping[str, DeadlineRule]


def load_deadlines(data: Folders, kind: str, name: str) -> Deadlines:
    """Read the deadlines of a scheme or a programme.

    Raises `SchemeUnknown` for an id that is not held, and `LibraryRefused` with all faults.
    """
    known = holders(data, kind)
    if name not in known:
        raise SchemeUnknown(name, known)
    faults: list[Fault] = []
    check_seal(data.limits / kind / name, f"limits/{kind}/{name}", faults)
    sheet = read_sheet(data.limits / kind / name / FILE, f"limits/{kind}/{name}/{FILE}", faults)
    read = None if sheet is None else read_one(sheet, lambda entry: _read(entry, (kind, name), faults), faults)
    if read is None or faults:
        raise LibraryRefused(faults)
    return read


def load_all_deadlines(data: Folders) -> tuple[Deadlines, ...]:
    """Read the deadlines of every scheme and programme; raises `LibraryRefused` with all faults."""
    faults: list[Fault] = []
    read: list[Deadlines] = []
    for kind in KINDS:
        for name in holders(data, kind):
            try:
                read.append(load_deadlines(data, kind, name))
            except LibraryRefused as refused:
                faults.extend(refused.faults)
    if faults:
        raise LibraryRefused(faults)
    return tuple(read)


def holders(data: Folders, kind: str) -> tuple[str, ...]:
    """Return the schemes or programmes that hold deadlines."""
    return tuple(name for name in folders(data.limits, kind) if (data.limits / kind / name / FILE).is_file())


def _read(sheet: Entry, held: tuple[str, str], faults: list[Fault]) -> Deadlines:
    kind, name = held
    sheet.only({"source", "binding", "deadline"})
    if sheet.text("source") != name:
        raise sheet.refused("source", "id_differs", sheet.text("source"), f"{name}, the name of the folder")
    binding = sheet.choice("binding", Binding)
    rules: dict[str, DeadlineRule] = {}

    def take(entry: Entry) -> None:
        rule = _rule(entry, name)
        if rule.id in rules:
            raise entry.refused("id", "deadline_repeated", rule.id, "each deadline once")
        rules[rule.id] = rule

    read_each(sheet, "deadline", take, faults)
    named = {rule.reminded_with for rule in rules.values()} - {None}
    if not faults and not named <= set(rules):
        lacking = ", ".join(str(each) for each in named - set(rules))
        raise sheet.refused(None, "deadline_unknown", lacking, "a deadline of this file")
    return Deadlines(kind, name, binding, rules)


def _rule(entry: Entry, source: str) -> DeadlineRule:
    entry.only(_KEYS)
    starts = tuple(_word(entry, text) for text in entry.texts("starts"))
    try:
        return DeadlineRule(
            id=entry.text("id"),
            source=source,
            starts=starts,
            length=_length(entry),
            actor=entry.choice("actor", Actor),
            on_expiry=entry.choice("on_expiry", OnExpiry),
            clause=entry.text("clause"),
            anchor=entry.text("anchor"),
            norms=entry.texts("norms"),
            takes=entry.choice("takes", Takes) if entry.has("takes") else None,
            marks=entry.choice("marks", Marks) if entry.has("marks") else Marks.LAST_DAY,
            before=_is(entry, "before"),
            rolls=_is(entry, "rolls"),
            pauses=_is(entry, "pauses"),
            in_general=_is(entry, "in_general"),
            reading=entry.optional("reading"),
            leads=tuple(_whole(entry, "leads", text) for text in entry.texts("leads")) if entry.has("leads") else (),
            reminded_with=entry.optional("reminded_with"),
        )
    except ValueError as wrong:
        raise entry.refused(None, "deadline_contradicts", str(wrong), "a deadline that can be counted") from wrong


def _length(entry: Entry) -> Length:
    given = [key for key in _LENGTHS if entry.has(key)]
    if len(given) != 1 or entry.has("days") is not entry.has("length"):
        raise entry.refused(None, "length_not_single", ", ".join(given), "one of " + ", ".join(_LENGTHS))
    match given[0]:
        case "length":
            number = _whole(entry, "length", entry.text("length"))
            if number == 0:
                raise entry.refused("length", "number_malformed", "0", "a whole number from 1 on")
            return Term(number, entry.choice("days", DayKind))
        case "set_by":
            return entry.choice("set_by", TermSetting)
        case "day_of_year":
            day = read_day(f"{_NO_LEAP_YEAR}-{entry.text('day_of_year')}")
            if day is None:
                raise entry.refused("day_of_year", "date_malformed", entry.text("day_of_year"), "a day such as 12-31")
            return DayOfYear(day.month, day.day)
        case _:
            entry.choice("not_printed", Yes)
            return NotPrinted()


def _word(entry: Entry, text: str) -> Start:
    if text not in set(Start):
        raise entry.refused("starts", "word_unknown", text, "one of " + ", ".join(Start))
    return Start(text)


def _is(entry: Entry, key: str) -> bool:
    return entry.has(key) and entry.choice(key, Yes) is Yes.YES


def _whole(entry: Entry, key: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise entry.refused(key, "number_malformed", text, "a whole number below 10000")
    return int(text)
