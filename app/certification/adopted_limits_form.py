"""`labverdict.adopted_limits/1` as JSON, read for one scheme or refused with every fault.

A limit is of one of three forms: a number limit as printed, with its `unit` and comparison; the worst class that is
accepted (`not_worse_than`); or `words` that a person reports, with those that mean the opposite (`refused_words`).
"""

from collections.abc import Mapping, Sequence
from datetime import date

from app.certification.adopted_limits import FORMAT, Adopted, AdoptedLimit, AdoptedLimits, Citation
from app.certification.form import Form, Refused, read_document
from app.certification.two_persons import two_persons
from app.verification.requirement import Characteristic, Limit, Requirement
from app.verification.requirement import Form as ResultForm
from app.verification.scheme import Scheme
from methods.acceptance import Comparison, LimitRefused, Words, not_worse_than, span
from methods.limit_text import read_limit
from methods.unit_spellings import UnitRefused, find_unit
from methods.units import Unit

# What else stands beside `text` and `citation`, by the member that tells the form of a limit.
_BESIDE: Mapping[str, frozenset[str]] = {
    "unit": frozenset({"comparison", "comparison_source"}),
    "not_worse_than": frozenset(),
    "words": frozenset({"refused_words"}),
}
_WITHOUT_NUMBERS = "no number is compared"


def read_adopted_limits(
    content: bytes, scheme: Scheme, body: str | None = None, *, is_kept: bool = False
) -> AdoptedLimits | Refused:
    """Read what a body has adopted for a scheme; refused where it is another body than `body` (None: any).

    Nobody adopts a limit for what is held. A document that is kept was read when that was not held yet: what it
    says of it is passed over.
    """
    return read_document(content, FORMAT, lambda form: _read(form, scheme, body, is_kept=is_kept))


def _read(form: Form, scheme: Scheme, body: str | None, *, is_kept: bool) -> AdoptedLimits:
    form.only({"body", "version", "scheme", "standard", "set_by", "adopted"})
    adopting, named, standard = (form.text(key) for key in ("body", "scheme", "standard"))
    if body is not None and adopting not in {"", body}:
        form.refuse("body", "body_differs", adopting, body)
    if named not in {"", scheme.id}:
        form.refuse("scheme", "scheme_unknown", named, scheme.id)
    if standard not in {"", scheme.standard.number}:
        form.refuse("standard", "standard_differs", standard, scheme.standard.number)
    asked = _asked(scheme)
    forms = form.forms("adopted")
    if not forms:
        form.refuse("adopted", "field_missing", "", "at least one adopted requirement")
    if is_kept:
        forms = tuple(each for each in forms if not _is_held(each, asked))
    adopted = tuple(_adopted(each, asked) for each in forms)
    _refuse_overlaps(forms, adopted)
    return AdoptedLimits(adopting, form.whole("version"), named, two_persons(form, "set_by"), adopted)


def _asked(scheme: Scheme) -> Mapping[str, Requirement]:
    """Return the requirements by id; where grades differ in what is held, the one that is not."""
    every = [requirement for asked in scheme.requirements.values() for requirement in asked]
    not_held = {requirement.id: requirement for requirement in every if requirement.limit is None}
    return {requirement.id: requirement for requirement in every} | not_held


def _is_held(form: Form, asked: Mapping[str, Requirement]) -> bool:
    name = form.members.get("requirement")
    requirement = asked.get(name) if isinstance(name, str) else None
    return requirement is not None and requirement.limit is not None


def _adopted(form: Form, asked: Mapping[str, Requirement]) -> Adopted:
    form.only(Adopted.__dataclass_fields__)
    name = form.text("requirement")
    requirement = asked.get(name)
    if requirement is not None and requirement.limit is not None:
        form.refuse("requirement", "requirement_held", name, "a requirement that is not held")
    elif requirement is None and name:
        listed = ", ".join(each.id for each in asked.values() if each.limit is None)
        form.refuse("requirement", "requirement_unknown", name, f"one of those that are not held: {listed or 'none'}")
    since, until = form.day("since"), form.optional_day("until")
    if until is not None and until <= since:
        form.refuse("until", "dates_out_of_order", until.isoformat(), "a day after `since`")
    forms = form.forms("limits")
    if not forms:
        form.refuse("limits", "field_missing", "", "at least one limit")
    item = None if requirement is None else requirement.characteristic
    limits = tuple(limit for each in forms if (limit := _limit(each, item)) is not None)
    return Adopted(name, limits, form.text("ground"), since, until)


def _refuse_overlaps(forms: Sequence[Form], adopted: Sequence[Adopted]) -> None:
    """Note an adoption that begins before an earlier one of the same requirement has ended: which would hold?"""
    ends: dict[str, date | None] = {}
    for form, each in sorted(zip(forms, adopted, strict=True), key=lambda pair: pair[1].since):
        end = ends.get(each.requirement, date.min)
        if each.requirement and (end is None or each.since < end):
            expected = "an earlier adoption with its `until`" if end is None else f"a day from {end}"
            form.refuse("since", "dates_overlap", each.since.isoformat(), expected)
        ends[each.requirement] = each.until


def _limit(form: Form, item: Characteristic | None) -> AdoptedLimit | None:
    given = [key for key in _BESIDE if form.has(key)]
    form.only({"text", "citation", *_BESIDE, *(key for each in given for key in _BESIDE[each])})
    text, citation = form.text("text"), _citation(form.form("citation"))
    if len(given) != 1:
        form.refuse(None, "field_missing", ", ".join(given), "one of " + ", ".join(_BESIDE))
        return None
    if item is None:
        return None
    limit = _compiled(form, given[0], text, item)
    if limit is None:
        return None
    if not limit.is_possible(item):
        form.refuse("text", "limit_impossible", text, f"a bound inside the physical bounds of {item.id}")
    return AdoptedLimit(limit, citation)


def _citation(form: Form) -> Citation:
    form.only(Citation.__dataclass_fields__)
    return Citation(form.text("document"), form.text("edition"), form.text("clause"))


def _compiled(form: Form, key: str, text: str, item: Characteristic) -> Limit | None:
    match item.form, key:
        case ResultForm.QUANTITY, "unit":
            return _span(form, text, item)
        case ResultForm.CLASS, "not_worse_than":
            return _class(form, text, item)
        case ((ResultForm.QUANTITY | ResultForm.TEXT), "words"):
            return _words(form, text)
        case _:
            form.refuse(key, "limit_of_other_form", key, f"a limit for results of form {item.form}")
            return None


def _span(form: Form, text: str, item: Characteristic) -> Limit | None:
    comparison, source = form.choice("comparison", Comparison), form.text("comparison_source")
    unit = _unit(form, "unit", form.text("unit"), item)
    try:
        written = read_limit(text)
        accepted = span(written.conditions, comparison)
    except LimitRefused as refused:
        if text:
            form.refuse("text", "limit_unreadable", text, str(refused))
        return None
    printed = unit if written.unit is None else _unit(form, "text", written.unit, item)
    if unit is None or printed is None:
        return None
    if printed is not unit:
        form.refuse("text", "limit_unit_differs", text, unit.symbol)
    return Limit(text, unit, written.conditions, accepted, comparison, source)


def _unit(form: Form, key: str, spelling: str, item: Characteristic) -> Unit | None:
    try:
        return find_unit(spelling, item.kind)
    except UnitRefused as refused:
        if spelling:
            form.refuse(key, refused.code, refused.found, refused.expected)
        return None


def _class(form: Form, text: str, item: Characteristic) -> Limit | None:
    worst = form.text("not_worse_than")
    try:
        accepted = not_worse_than(worst, item.scale)
    except LimitRefused:
        if worst:
            form.refuse("not_worse_than", "class_unknown", worst, "a class of " + ", ".join(item.scale))
        return None
    return Limit(text, None, (), accepted, Comparison.FULL_VALUE, _WITHOUT_NUMBERS)


def _words(form: Form, text: str) -> Limit:
    accepted, refused = frozenset(form.texts("words")), frozenset(form.texts("refused_words"))
    if not accepted:
        form.refuse("words", "field_missing", "", "at least one word that is accepted")
    if both := sorted(accepted & refused):
        form.refuse("refused_words", "words_contradict", ", ".join(both), "words that are not accepted")
    return Limit(text, None, (), Words(accepted, refused), Comparison.FULL_VALUE, _WITHOUT_NUMBERS)
