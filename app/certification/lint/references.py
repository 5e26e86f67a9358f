"""References between clauses: where they lead, under which titles, and whether the numbers are without a gap."""

import re
from collections.abc import Collection, Iterable, Sequence

from app.certification.lint.faults import Family, LintFault, fault, once
from app.certification.lint.printed import PrintedClause

_TABLE = re.compile(r"表([0-9]+)")


def check_references(clauses: Sequence[PrintedClause]) -> Iterable[LintFault]:
    """Yield a fault for each dangling reference, differing title, annex that nothing cites, and gap of numbers."""
    numbers = [clause.number for clause in clauses]
    yield from once(
        fault(Family.REFERENCE, target, clause.number, target, "a number that the rule has")
        for clause in clauses
        for target in clause.refers_to
        if not _leads(target, numbers)
    )
    titles = {clause.number: clause.title for clause in clauses if clause.title is not None}
    yield from once(
        fault(Family.TITLE, cited.of, clause.number, cited.printed, titles[cited.of])
        for clause in clauses
        for cited in clause.titles
        if cited.of in titles and cited.printed != titles[cited.of]
    )
    cited = {target for clause in clauses for target in clause.refers_to}
    for number, title in titles.items():
        if number not in cited:
            yield fault(Family.UNREFERENCED, number, number, title, "a clause that refers to it")
    yield from _gaps(numbers)


def _leads(target: str, numbers: Collection[str]) -> bool:
    """Tell whether a number is there; a table stands under the clause that has it (`5.2 表1`)."""
    return any(number == target or number.endswith(f" {target}") for number in numbers)


def _gaps(numbers: Sequence[str]) -> Iterable[LintFault]:
    """Yield the number that is missing before each one that stands there, and each number that stands there twice."""
    seen: set[str] = set()
    for number in numbers:
        if number in seen:
            yield fault(Family.NUMBERING, number, number, number, "each number once")
        seen.add(number)
    for number in seen:
        before = _before(number)
        if before is not None and not _leads(before, seen):
            yield fault(Family.NUMBERING, before, number, number, f"{before} before it")


def _before(number: str) -> str | None:
    """Return the number that has to stand before: 7.1.2 before 7.1.3, 7.1 before 7.1.1, 表1 before 表2."""
    table = _TABLE.search(number)
    if table is not None:
        return f"表{int(table[1]) - 1}" if int(table[1]) > 1 else None
    match = re.fullmatch(r"((?:附件|附录|[A-Z] |.* 注)?)((?:[0-9]+\.)*)([0-9]+)", number)
    if match is None:
        return None
    last = int(match[3])
    if last > 1:
        return f"{match[1]}{match[2]}{last - 1}"
    return f"{match[1]}{match[2][:-1]}" if match[2] else None
