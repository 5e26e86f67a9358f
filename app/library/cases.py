"""cases.toml: what a table decides at and around each of its bounds, for anybody who wants to prove it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.library.fault import Fault
from app.library.sheet import Entry, read_each
from app.verification.finding import Reason
from app.verification.scheme import Scheme
from methods.outcome import Outcome

FILE = "cases.toml"
_RESULT_KEYS = ("item", "value", "unit", "method")


@dataclass(frozen=True, slots=True)
class Case:
    """One result under one scheme, and the outcome that a requirement has to give it.

    It holds for each of `grades`, "" for a product without grades; `result` has item, value, a unit where one
    stands, and method. `file` and `line` are where it is written.
    """

    file: str
    line: int
    scheme: str
    as_of: date
    grades: tuple[str, ...]
    requirement: str
    result: Mapping[str, str]
    outcome: Outcome
    reason: Reason | None


def read_cases(sheet: Entry, schemes: Mapping[str, Scheme], faults: list[Fault]) -> list[Case]:
    """Read the cases of one file; each names a requirement that its scheme has for its grade."""
    sheet.only({"scheme", "as_of", "case"})
    scheme = schemes.get(sheet.text("scheme"))
    if scheme is None:
        raise sheet.refused("scheme", "scheme_unknown", sheet.text("scheme"), "a scheme that is held")
    as_of = sheet.day("as_of", unknown="not_known")
    if as_of is None or not (scheme.covers(as_of) and scheme.standard.covers(as_of)):
        expected = f"a day on which {scheme.id} and {scheme.standard.id} are in force"
        raise sheet.refused("as_of", "day_not_covered", sheet.text("as_of"), expected)
    return read_each(sheet, "case", lambda entry: _case(entry, scheme, as_of), faults)


def check_complete(cases: list[Case], scheme: Scheme, faults: list[Fault]) -> None:
    """Note every requirement of a scheme that no case holds to its word."""
    proved = {(case.requirement, grade) for case in cases if case.scheme == scheme.id for grade in case.grades}
    for grade, requirements in scheme.requirements.items():
        for requirement in requirements:
            if (requirement.id, grade) not in proved:
                found = f"{requirement.id} {grade}".strip()
                folder = "standards" if requirement.id.startswith(f"{scheme.standard.id}/") else "schemes"
                file = f"limits/{folder}/{requirement.id.split('/')[0]}/{FILE}"
                faults.append(Fault(file, 1, "case_missing", found, "a case for each requirement and grade"))


def _case(entry: Entry, scheme: Scheme, as_of: date) -> Case:
    entry.only({"grades", "requirement", "result", "outcome", "reason"})
    grades = _grades(entry, scheme)
    named = entry.text("requirement")
    for grade in grades:
        if named not in {requirement.id for requirement in scheme.requirements[grade]}:
            raise entry.refused("requirement", "requirement_unknown", named, f"a requirement of {scheme.id}")
    result = entry.entry("result")
    result.only(_RESULT_KEYS)
    return Case(
        file=entry.sheet.name,
        line=entry.line,
        scheme=scheme.id,
        as_of=as_of,
        grades=grades,
        requirement=named,
        result={key: result.text(key) for key in _RESULT_KEYS if key != "unit" or result.has("unit")},
        outcome=entry.choice("outcome", Outcome),
        reason=entry.choice("reason", Reason) if entry.has("reason") else None,
    )


def _grades(entry: Entry, scheme: Scheme) -> tuple[str, ...]:
    """Return the grades of a case: those listed, all of them for `all`, and "" where the product has none."""
    grades = entry.texts("grades") if scheme.grades or entry.has("grades") else ("",)
    if grades == ("all",):
        return tuple(scheme.requirements)
    for grade in grades:
        if grade not in scheme.requirements:
            raise entry.refused("grades", "grade_unknown", grade, "all, or grades of the scheme")
    return grades
