"""Numbers of standards: their form, their spelling, and whose they are."""

import re
from collections.abc import Iterable, Iterator, Sequence

from app.certification.item_tables import ItemTable
from app.certification.lint.faults import Family, LintFault, fault, once
from app.certification.lint.printed import PrintedClause

# National, sector, local (DB and two digits), association and enterprise standards, then a number and a year.
_NUMBER = re.compile(
    r"(?:GB(?:/[TZ])?|(?:NB/)?SH/T|DB ?[0-9]{2}(?:/T)?|T/[A-Z]+|Q/[A-Z]+)\s*[0-9][0-9.\s]*(?:[-—][0-9]{4})?", re.ASCII
)
_ENTERPRISE = "Q/"


def check_documents(clauses: Sequence[PrintedClause], tables: Sequence[ItemTable]) -> Iterable[LintFault]:
    """Yield a fault for a malformed number, one number in two spellings, and an enterprise standard."""
    cited = [*_cited(clauses), *((table.clause, item.basis) for table in tables for item in table.items)]
    yield from once(
        fault(Family.DOCUMENT, number, clause, number, "prefix, number and year as standards have them")
        for clause, number in cited
        if any(letter.isascii() and letter.isalpha() for letter in number) and _NUMBER.fullmatch(number) is None
    )
    spellings: dict[str, list[tuple[str, str]]] = {}
    for clause, number in cited:
        spellings.setdefault(re.sub(r"\s", "", number), []).append((clause, number))
    for plain, places in spellings.items():
        forms = sorted({number for _, number in places})
        if len(forms) > 1:
            yield fault(Family.SPELLING, plain, places[0][0], "; ".join(forms), "one spelling")
        if plain.startswith(_ENTERPRISE):
            yield fault(Family.ENTERPRISE, plain, places[0][0], plain, "a standard that binds everybody")


def _cited(clauses: Sequence[PrintedClause]) -> Iterator[tuple[str, str]]:
    return ((clause.number, document) for clause in clauses for document in clause.documents)
