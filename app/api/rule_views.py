"""The rules as they are shown: what is printed and how sure it is, with both languages where data have them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from app.api.operation import V1
from app.ports.rules import RuleShelf
from app.verification.method import Level, Method, MethodPrecision
from app.verification.requirement import Characteristic, Limit, Requirement
from app.verification.scheme import Scheme
from app.wording import CERTAINTY_MEANINGS, Language
from methods.acceptance import Span
from methods.precision import Constant, Line, Power
from methods.printing import exact_text, set_text

Shown = dict[str, object]


def scheme_view(scheme: Scheme) -> Shown:
    """Return a scheme's edition."""
    standard = scheme.standard
    return {
        "id": scheme.id,
        "title": {"zh": scheme.title, "en": scheme.title_en},
        "in_force": scheme.in_force.isoformat(),
        "until": _day(scheme.until),
        "products": scheme.product_names,
        "grades": scheme.grades,
        "standard": {
            "id": standard.id,
            "number": standard.number,
            "title": standard.title,
            "valid_from": _day(standard.valid_from),
            "usable_from": standard.usable_from.isoformat(),
            "valid_to": _day(standard.valid_to),
        },
        "seals": dict(scheme.seals),
        "links": {
            "scheme": f"{V1}/schemes/{scheme.id}",
            "characteristics": f"{V1}/characteristics?scheme={scheme.id}",
        },
    }


def limit_views(scheme: Scheme, grades: Sequence[str], language: Language) -> list[Shown]:
    """Return the requirements of some grades, or of a product without; each with the grades that it holds for."""
    views: dict[str, Shown] = {}
    holds: dict[str, list[str]] = {}
    for grade in grades or [""]:
        for requirement in scheme.requirements[grade]:
            view = _limit_view(requirement, language)
            name = json.dumps(view)
            views.setdefault(name, view)
            holds.setdefault(name, []).append(grade)
    return [{**view, "grades": [grade for grade in holds[name] if grade]} for name, view in views.items()]


def _limit_view(requirement: Requirement, language: Language) -> Shown:
    """Return a requirement; the meaning of its certainty is a sentence in one language."""
    item, clause, limit = requirement.characteristic, requirement.clause, requirement.limit
    return {
        "requirement": requirement.id,
        "characteristic": item.id,
        "item": {"zh": item.zh, "en": item.en},
        "clause": {"document": clause.document, "number": clause.number, "anchor": clause.anchor},
        "limit": None if limit is None else limit.text,
        "unit": None if limit is None or limit.unit is None else limit.unit.symbol,
        "acceptance": None if limit is None else _accepted(limit),
        "comparison": None if limit is None else limit.comparison,
        "comparison_source": None if limit is None else limit.comparison_source,
        "methods": [{"id": method.id, "number": method.number} for method in requirement.methods],
        "named_method": requirement.named_method,
        "certainty": requirement.certainty,
        "certainty_meaning": CERTAINTY_MEANINGS[requirement.certainty].to(language),
        "basis": requirement.basis,
        "doubt": requirement.doubt,
    }


def method_view(method: Method, accepted_for: Iterable[tuple[str, str]], as_of: date | None) -> Shown:
    """Return a method card, and for which characteristics of which schemes a result by it is accepted.

    Of its editions those that had begun by `as_of`, all when None.
    """
    all_editions = sorted(method.editions.items())
    editions = [each for each in all_editions if as_of is None or not method.edition_starts_after(each[0], as_of)]
    return {
        "id": method.id,
        "number": method.number,
        "editions": [{"year": year, "in_force": _day(day)} for year, day in editions],
        "precision": [_precision(each) for each in method.precision],
        "accepted_for": [{"scheme": scheme, "characteristic": item} for scheme, item in accepted_for],
    }


def characteristic_view(item: Characteristic) -> Shown:
    """Return a characteristic."""
    return {
        "id": item.id,
        "name": {"zh": item.zh, "en": item.en},
        "form": item.form,
        "kind": item.kind,
        "unit": None if item.unit is None else item.unit.symbol,
        "lowest": None if item.lowest is None else exact_text(item.lowest),
        "highest": None if item.highest is None else exact_text(item.highest),
        "scale": item.scale,
        "words": sorted(item.words),
    }


def methods_of(shelf: RuleShelf, as_of: date | None) -> Mapping[str, Shown]:
    """Return every method by its id, with the editions that had begun by a day, or with all."""
    accepted: dict[str, dict[tuple[str, str], None]] = {}
    for scheme in shelf.schemes.values():
        for requirements in scheme.requirements.values():
            for requirement in requirements:
                for method in requirement.methods:
                    uses = accepted.setdefault(method.id, {})
                    uses[scheme.id, requirement.characteristic.id] = None
    methods = {method.id: method for method in shelf.vocabulary.methods.values()}
    return {name: method_view(methods[name], accepted.get(name, ()), as_of) for name in sorted(methods)}


def characteristics_of(shelf: RuleShelf) -> Mapping[str, Shown]:
    """Return every characteristic by its id."""
    items = {item.id: item for item in shelf.vocabulary.items.values()}
    return {name: characteristic_view(items[name]) for name in sorted(items)}


def _accepted(limit: Limit) -> str | list[str]:
    if isinstance(limit.acceptance, Span):
        return set_text(limit.acceptance.low, limit.acceptance.high)
    return sorted(limit.acceptance.accepted)


def _precision(precision: MethodPrecision) -> Shown:
    return {
        "of": precision.of,
        "editions": sorted(precision.editions),
        "unit": precision.unit,
        "certainty": precision.certainty,
        "repeatability": _level(precision.repeatability),
        "reproducibility": _level(precision.reproducibility),
    }


def _level(level: Level | None) -> Shown | None:
    match level:
        case None:
            return None
        case Constant():
            return _formula("constant", level, None)
        case Line():
            return _formula("line", level, level.b)
        case Power():
            return _formula("power", level, level.b)


def _formula(form: str, level: Level, b: Fraction | None) -> Shown:
    low, high = level.levels.low, level.levels.high
    return {
        "form": form,
        "a": exact_text(level.a),
        "b": None if b is None else exact_text(b),
        "from": None if low is None else exact_text(low),
        "to": None if high is None else exact_text(high),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
