"""The requirements of a table or of a list of advanced indicators -> requirements by grade."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.library.cards import Cards
from app.library.fault import Fault
from app.library.limits import Judging, read_limit
from app.library.sheet import Entry, read_each
from app.library.support import Support, read_support
from app.verification.requirement import Certainty, Characteristic, Clause, Limit, Requirement

_KEYS = frozenset({"row", "characteristic", "document", "clause", "anchor", "unit", "methods", "doubt", "limit"})
_ALL = ("all",)


class Role(StrEnum):
    """What a document says of a method. A named method is the only one that counts."""

    REFEREE = "referee"
    MAIN = "main"
    ALLOWED = "allowed"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Frame:
    """What all requirements of one document share. `source_sha256` is that of the held text, None where none is."""

    id: str
    number: str
    grades: tuple[str, ...]
    judging: Judging
    source_sha256: str | None
    characteristics: Mapping[str, Characteristic]
    cards: Cards


@dataclass(frozen=True, slots=True)
class _Head:
    """What the limits of one requirement share."""

    id: str
    characteristic: Characteristic
    clause: Clause
    methods: tuple[str, ...]
    named: bool
    doubt: str | None


def read_requirements(sheet: Entry, frame: Frame, faults: list[Fault]) -> Mapping[str, tuple[Requirement, ...]]:
    """Return the requirements of each grade, in the order of the document; "" stands for a product without grades."""
    by_grade: dict[str, list[Requirement]] = {grade: [] for grade in frame.grades or ("",)}
    seen: set[str] = set()

    def read(entry: Entry) -> None:
        for grade, requirement in _read(entry, frame, seen).items():
            by_grade[grade].append(requirement)

    read_each(sheet, "requirement", read, faults)
    return {grade: tuple(requirements) for grade, requirements in by_grade.items()}


def _read(entry: Entry, frame: Frame, seen: set[str]) -> Mapping[str, Requirement]:
    entry.only(_KEYS)
    head = _head(entry, frame)
    if head.id in seen:
        raise entry.refused("characteristic", "requirement_repeated", head.id, "each requirement once")
    seen.add(head.id)
    found: dict[str, Requirement] = {}
    numeric = False
    for part in entry.entries("limit"):
        requirement = _requirement(part, entry, head, frame)
        numeric = numeric or (requirement.limit is not None and requirement.limit.unit is not None)
        for grade in _grades(part, frame):
            if grade in found:
                raise part.refused("grades", "grade_repeated", grade, "each grade once for a requirement")
            found[grade] = requirement
    missing = [grade for grade in frame.grades or ("",) if grade not in found]
    if missing:
        raise entry.refused(None, "grade_left_out", ", ".join(missing) or head.id, "a limit for every grade")
    if entry.has("unit") and not numeric:
        raise entry.refused("unit", "unit_not_expected", entry.text("unit"), "no unit: no limit here is a number")
    return found


def _head(entry: Entry, frame: Frame) -> _Head:
    name = entry.text("characteristic")
    characteristic = frame.characteristics.get(name)
    if characteristic is None:
        raise entry.refused("characteristic", "characteristic_unknown", name, "an id of characteristics.toml")
    clause = Clause(entry.optional("document") or frame.number, entry.text("clause"), entry.text("anchor"))
    row = entry.optional("row")
    place = name if row is None else f"{clause.number.split()[0]}/{row}"
    methods, named = _methods(entry, name, frame.cards)
    return _Head(f"{frame.id}/{place}", characteristic, clause, methods, named, entry.optional("doubt"))


def _methods(entry: Entry, measured: str, cards: Cards) -> tuple[tuple[str, ...], bool]:
    """Return the accepted methods, the first of which the document puts first, and whether only they count."""
    ids: list[str] = []
    roles: list[Role] = []
    for part in entry.entries("methods"):
        part.only({"card", "role", "support"})
        card = part.text("card")
        if card not in cards.methods:
            raise part.refused("card", "method_unknown", card, "the id of a method card")
        if measured not in cards.measures[card]:
            raise part.refused("card", "method_measures_other", card, f"a method that measures {measured}")
        if card in ids:
            raise part.refused("card", "method_repeated", card, "each method once")
        read_support(part, usable=True)
        ids.append(card)
        roles.append(part.choice("role", Role))
    if not ids:
        raise entry.refused(None, "key_missing", "methods", "at least one method")
    first, others = roles[0], set(roles[1:])
    if first is Role.ALLOWED or not others <= ({Role.NAMED} if first is Role.NAMED else {Role.ALLOWED}):
        raise entry.refused("methods", "method_order", ", ".join(roles), "referee or main, then allowed; or named only")
    return tuple(ids), first is Role.NAMED


def _requirement(part: Entry, entry: Entry, head: _Head, frame: Frame) -> Requirement:
    certainty = part.choice("certainty", Certainty)
    support = read_support(part, usable=certainty is not Certainty.NOT_HELD)
    limit = read_limit(part, entry, head.characteristic, frame.judging)
    _check_certainty(part, certainty, support, limit, frame)
    basis = f"{', '.join(support)}: {part.text('seen')}"
    if certainty is Certainty.CONFIRMED:
        basis = f"{basis}, text SHA-256 {frame.source_sha256}"
    return Requirement(
        id=head.id,
        characteristic=head.characteristic,
        clause=head.clause,
        limit=limit,
        certainty=certainty,
        basis=basis,
        methods=tuple(frame.cards.methods[card] for card in head.methods),
        named_method=head.named,
        doubt=head.doubt,
    )


def _check_certainty(
    part: Entry, certainty: Certainty, support: tuple[Support, ...], limit: Limit | None, frame: Frame
) -> None:
    match certainty:
        case Certainty.NOT_HELD:
            if limit is not None:
                raise part.refused("certainty", "limit_not_held", limit.text, "no limit where it is not held")
            if support != (Support.NOT_FOUND,):
                raise part.refused("support", "support_differs", ", ".join(support), "NF for what is not held")
            return
        case Certainty.CONFIRMED:
            if support != (Support.RULE,) or frame.source_sha256 is None:
                raise part.refused("support", "support_differs", ", ".join(support), "S, and the held text it is in")
        case Certainty.PROVISIONAL:
            if Support.RULE in support:
                raise part.refused(
                    "support", "support_differs", ", ".join(support), "confirmed for what the rule prints"
                )
    if limit is None:
        raise part.refused(None, "limit_missing", certainty, "a limit, or not_held")


def _grades(part: Entry, frame: Frame) -> tuple[str, ...]:
    grades = part.texts("grades")
    if grades == _ALL:
        return frame.grades or ("",)
    for grade in grades:
        if grade not in frame.grades:
            raise part.refused("grades", "grade_unknown", grade, "all, or grades of the table")
    return grades
