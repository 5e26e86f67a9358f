"""The rules that are held, for everybody to see: schemes, limits, methods, characteristics."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from app.api import examples_of_rules as examples
from app.api.access import Gate, Question
from app.api.codes import Code
from app.api.deliveries import Grade, SchemeId
from app.api.language import language_headers, language_of
from app.api.operation import JSON, V1, Asked, Docs, Media, NoParameters, Operation, Reply, Tag, Told
from app.api.parts import Parts
from app.api.problems import Problem, fault, refused
from app.api.queries import Day, Parameters
from app.api.replies import public
from app.api.rule_views import Shown, characteristics_of, limit_views, methods_of, scheme_view
from app.api.schemas.forms import ref
from app.intake.product import match_grade
from app.ports.rules import RuleShelf
from app.verification.scheme import Scheme
from lims_adapters.contract import Issue


class Schemes(Parameters):
    """Which schemes."""

    as_of: Annotated[Day, Field(description="Those in force on this day; without it all.")] | None = None


class Limits(Parameters):
    """Which limits: a scheme's, on a day that it covers."""

    scheme: SchemeId
    as_of: Annotated[Day, Field(description="A day on which rule and standard are in force.", examples=["2026-05-12"])]
    grade: Annotated[Grade, Field(description="Those of one grade; without it those of all.")] | None = None


class Methods(Parameters):
    """Which methods."""

    as_of: Annotated[Day, Field(description="With the editions that had begun by this day; without it all.")] | None = (
        None
    )


class Characteristics(Parameters):
    """Which characteristics."""

    scheme: Annotated[SchemeId, Field(description="Those that this scheme asks for; without it all.")] | None = None
    as_of: Annotated[Day, Field(description="Those that a scheme in force on this day asks for.")] | None = None


_UNCHANGED = Reply(304, "It is the version that If-None-Match names.", headers=(Told.ETAG,))


def _docs(name: str, path: str, summary: str, schema: str, example: object) -> Docs:
    media = {JSON: Media(ref(schema), example)}
    return Docs(
        id=name,
        method="GET",
        path=f"{V1}/{path}",
        tag=Tag.RULES,
        summary=summary,
        headers=(Asked.IF_NONE_MATCH,),
        replies=(Reply(200, "As held.", media, (Told.ETAG,)), _UNCHANGED),
    )


_SCHEMES = _docs("listSchemes", "schemes", "List the schemes", "SchemeList", {"schemes": [examples.SCHEME]})
_SCHEME = _docs("readScheme", "schemes/{scheme}", "Read a scheme", "Scheme", examples.SCHEME)
_METHODS = _docs("listMethods", "methods", "List the test methods", "MethodList", {"methods": [examples.METHOD]})
_METHOD = _docs("readMethod", "methods/{method}", "Read a test method's card", "Method", examples.METHOD)
_CHARACTERISTICS = _docs(
    "listCharacteristics",
    "characteristics",
    "List what can be reported",
    "CharacteristicList",
    {"characteristics": [examples.CHARACTERISTIC]},
)
_LIMITS = Docs(
    id="listLimits",
    method="GET",
    path=f"{V1}/limits",
    tag=Tag.RULES,
    summary="List a scheme's limits on a day",
    says="Refuses a day that no edition covers; no other edition is taken for it. Sentences follow Accept-Language.",
    headers=(Asked.IF_NONE_MATCH,),
    replies=(
        Reply(200, "As held.", {JSON: Media(ref("LimitList"), examples.LIMITS)}, (Told.ETAG, Told.CONTENT_LANGUAGE)),
        _UNCHANGED,
    ),
    problems=("scheme_unknown", "scheme_not_in_force", "edition_not_in_force", "grade_unknown"),
)


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who look up rules."""
    shelf = parts.desk.shelf
    methods, items = methods_of(shelf, None), characteristics_of(shelf)
    schemes = {name: scheme_view(scheme) for name, scheme in sorted(shelf.schemes.items())}
    return (
        gate.open(_SCHEMES, Schemes, partial(_list_schemes, shelf)),
        gate.open(_SCHEME, NoParameters, partial(_one, "scheme", schemes)),
        gate.open(_LIMITS, Limits, partial(_limits, shelf)),
        gate.open(_METHODS, Methods, partial(_list_methods, shelf)),
        gate.open(_METHOD, NoParameters, partial(_one, "method", methods)),
        gate.open(_CHARACTERISTICS, Characteristics, partial(_list_characteristics, shelf, items)),
    )


def _one(name: str, known: Mapping[str, Shown], question: Question[NoParameters]) -> Response:
    found = known.get(question.request.path_params[name])
    if found is None:
        raise Problem(Code.NOT_FOUND)
    return public(question.request, found)


def _list_schemes(shelf: RuleShelf, question: Question[Schemes]) -> Response:
    day = question.asked.as_of
    shown = [scheme_view(scheme) for scheme in _in_order(shelf) if day is None or scheme.covers(day)]
    return public(question.request, {"schemes": shown})


def _list_methods(shelf: RuleShelf, question: Question[Methods]) -> Response:
    return public(question.request, {"methods": [*methods_of(shelf, question.asked.as_of).values()]})


def _limits(shelf: RuleShelf, question: Question[Limits]) -> Response:
    asked, request = question.asked, question.request
    scheme = _scheme(shelf, asked.scheme)
    grades, issues = _grades(scheme, asked.grade)
    issues += _uncovered(scheme, asked.as_of)
    if not scheme.standard.covers(asked.as_of):
        expected = f"a day on which {scheme.standard.number} is known to be in force"
        issues.append(fault("edition_not_in_force", "parameter as_of", expected))
    if issues:
        raise refused(issues)
    language = language_of(request.headers.get("accept-language"))
    shown = {
        "scheme": scheme.id,
        "as_of": asked.as_of.isoformat(),
        "limits": limit_views(scheme, grades, language),
        "seals": dict(scheme.seals),
    }
    return public(request, shown, language_headers(language))


def _grades(scheme: Scheme, typed: str | None) -> tuple[tuple[str, ...], list[Issue]]:
    """Return the grades that are asked for, and what is wrong with the one that was typed."""
    if typed is None:
        return scheme.grades, []
    grade = match_grade(typed, scheme)
    if grade is not None:
        return (grade,), []
    code = "grade_unknown" if scheme.grades else "grade_not_expected"
    expected = "one of " + ", ".join(scheme.grades) if scheme.grades else f"no grade: {scheme.id} has none"
    return (), [fault(code, "parameter grade", expected)]


def _list_characteristics(
    shelf: RuleShelf, items: Mapping[str, Shown], question: Question[Characteristics]
) -> Response:
    asked = question.asked
    if asked.scheme is None and asked.as_of is None:
        return public(question.request, {"characteristics": [*items.values()]})
    schemes = _in_order(shelf) if asked.scheme is None else [_scheme(shelf, asked.scheme)]
    if asked.scheme is not None and asked.as_of is not None and (issues := _uncovered(schemes[0], asked.as_of)):
        raise refused(issues)
    wanted = {
        requirement.characteristic.id
        for scheme in schemes
        if asked.as_of is None or scheme.covers(asked.as_of)
        for requirements in scheme.requirements.values()
        for requirement in requirements
    }
    return public(question.request, {"characteristics": [view for name, view in items.items() if name in wanted]})


def _uncovered(scheme: Scheme, day: date) -> list[Issue]:
    if scheme.covers(day):
        return []
    return [fault("scheme_not_in_force", "parameter as_of", f"a day on which {scheme.id} is in force")]


def _in_order(shelf: RuleShelf) -> list[Scheme]:
    return [scheme for _, scheme in sorted(shelf.schemes.items())]


def _scheme(shelf: RuleShelf, name: str) -> Scheme:
    scheme = shelf.schemes.get(name)
    if scheme is None:
        raise refused([fault("scheme_unknown", "parameter scheme", "one of " + ", ".join(sorted(shelf.schemes)))])
    return scheme
