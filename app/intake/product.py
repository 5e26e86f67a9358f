"""Which product a report is about, and of which grade."""

from app.intake.cells import Cells
from app.intake.vocabulary import name_key
from app.verification.scheme import Scheme


def product_and_grade(head: Cells, scheme: Scheme, asked: str | None) -> tuple[str, str | None] | None:
    """Return the product's name as typed and the scheme's grade (None for a product without grades).

    The grade may stand in `product.grade`, before the product's name (0号车用柴油), or be `asked` for by the caller;
    those that are given have to agree. Another product than the scheme's is refused: its limits say nothing of it.
    """
    name = head.required("product.name")
    stated = head.text("product.grade")
    if name is None:
        return None
    key = name_key(name)
    named = _leading_grade(key, scheme)
    bare = key if named is None else key[len(_written_at_start(key, named)) :]
    if bare not in {name_key(known) for known in scheme.product_names}:
        expected = " or ".join(scheme.product_names[:2])
        head.faults.add("wrong_product", head.place("product.name"), name, f"{expected}: the product of {scheme.id}")
        return None
    grade = _agreed(head, scheme, stated, named, asked)
    return None if grade is None else (name, grade or None)


def _agreed(head: Cells, scheme: Scheme, stated: str | None, named: str | None, asked: str | None) -> str | None:
    """Return the one grade that all who name one agree on, "" for a product without grades, None after a fault."""
    place, expected = head.place("product.grade"), "one of " + ", ".join(scheme.grades)
    if not scheme.grades:
        if stated is None and asked is None:
            return ""
        head.faults.add("grade_not_expected", place, stated or asked, f"no grade: {scheme.id} has none")
        return None
    found: set[str] = set() if named is None else {named}
    for typed in (stated, asked):
        if typed is not None:
            grade = match_grade(typed, scheme)
            if grade is None:
                head.faults.add("grade_unknown", place, typed, expected)
                return None
            found.add(grade)
    if len(found) == 1:
        return found.pop()
    code = "grade_conflict" if found else "grade_missing"
    head.faults.add(code, place, " and ".join(sorted(found)), expected)
    return None


def match_grade(typed: str, scheme: Scheme) -> str | None:
    """Return the scheme's grade that `0号`, `0#` or `0` means; None for any other text."""
    key = name_key(typed)
    for grade in scheme.grades:
        if key in _spellings(grade):
            return grade
    return None


def _spellings(grade: str) -> tuple[str, ...]:
    number = grade.removesuffix("号")
    return name_key(grade), f"{number}#", f"{number}号", number


def _leading_grade(key: str, scheme: Scheme) -> str | None:
    matches = [grade for grade in scheme.grades if _written_at_start(key, grade)]
    return matches[0] if matches else None


def _written_at_start(key: str, grade: str) -> str:
    return next((spelling for spelling in _spellings(grade)[:3] if key.startswith(spelling)), "")
