"""Parameters: of a query, of a form, of the text parts of an upload; held against a model, all faults at once.

A model inherits `Parameters`; a field that is a tuple may stand there several times:

    class Filed(Parameters):
        scheme: Scheme
        as_of: Day | None = None
        share_with: tuple[str, ...] = ()
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin
from urllib.parse import parse_qsl

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from starlette.requests import Request

from app.api.codes import Code
from app.api.documents import CONTROLS, model_faults
from app.api.problems import Problem, fault, refused
from app.verification.day import read_day
from lims_adapters.contract import Issue
from lims_adapters.faults import excerpt

MOST_PARAMETERS = 64
LONGEST_TEXT = 2000
_UNFIT = re.compile(f"[{CONTROLS}\t\r\n\ud800-\udfff]")
_WHOLE = re.compile(r"[0-9]{1,18}")
_ID = re.compile(r"[0-9a-f]{32}")


class Parameters(BaseModel):
    """What may be asked. Every value comes as text of one line."""

    model_config = ConfigDict(extra="forbid", frozen=True)


P = TypeVar("P", bound=Parameters)


def _day(text: object) -> object:
    if not isinstance(text, str) or (day := read_day(text)) is None:
        raise ValueError("a day such as 2026-05-10")
    return day


def _whole(text: object) -> object:
    if not isinstance(text, str) or _WHOLE.fullmatch(text) is None:
        raise ValueError("a whole number")
    return int(text)


Day = Annotated[date, BeforeValidator(_day)]
Whole = Annotated[int, BeforeValidator(_whole)]


def known_id(text: str) -> str:
    """Return an identifier from a path; what cannot be one is not found (Problem `not_found`), as an unknown one."""
    if _ID.fullmatch(text) is None:
        raise Problem(Code.NOT_FOUND)
    return text


def read_query(request: Request, model: type[P]) -> P:
    """Read the query of a request.

    Raises:
        Problem: every `parameter_unknown`, `parameter_repeated`, `parameter_missing`, `parameter_invalid` at once.
    """
    return parameters(decoded(request.scope["query_string"], "parameter"), model, "parameter")


def decoded(raw: bytes, kind: str) -> list[tuple[str, str]]:
    """Return the names and values of a query or an urlencoded form, in their order; what is not UTF-8 is refused."""
    try:
        pairs = parse_qsl(
            raw.decode("latin-1"), keep_blank_values=True, encoding="latin-1", max_num_fields=MOST_PARAMETERS
        )
    except ValueError:
        raise refused([fault(Code.PARAMETER_UNKNOWN, f"all {kind}s", f"at most {MOST_PARAMETERS}")]) from None
    try:
        return [(_utf8(name), _utf8(value)) for name, value in pairs]
    except UnicodeDecodeError:
        raise refused([fault(Code.PARAMETER_INVALID, f"all {kind}s", "text in UTF-8")]) from None


def parameters(pairs: Sequence[tuple[str, str]], model: type[P], kind: str) -> P:
    """Return the parameters; `kind` is what the sender calls one ("parameter", "part", "field")."""
    several = {name for name, field in model.model_fields.items() if get_origin(field.annotation) is tuple}
    sent: dict[str, Any] = {}
    issues: list[Issue] = []
    for name, value in pairs:
        place = f"{kind} {excerpt(name)}"
        if name not in model.model_fields:
            known = ", ".join(sorted(model.model_fields)) or "none"
            issues.append(fault(Code.PARAMETER_UNKNOWN, place, f"one of: {known}"))
        elif len(value) > LONGEST_TEXT or _UNFIT.search(value) is not None:
            issues.append(fault(Code.PARAMETER_INVALID, place, f"one line of at most {LONGEST_TEXT} characters"))
        elif name in several:
            sent[name] = (*sent.get(name, ()), value)
        elif name in sent:
            issues.append(fault(Code.PARAMETER_REPEATED, place, "once"))
        else:
            sent[name] = value
    issues = list(dict.fromkeys(issues))
    try:
        asked = model.model_validate(sent)
    except ValidationError as error:
        broken = {issue.where for issue in issues}
        found = model_faults(error, lambda location: " ".join((kind, *map(str, location[:1]))))
        issues += (_renamed(issue, model, kind) for issue in found if issue.where not in broken)
        raise refused(issues) from None
    if issues:
        raise refused(issues)
    return asked


def _renamed(issue: Issue, model: type[Parameters], kind: str) -> Issue:
    if issue.code == "field_missing":
        annotation = model.model_fields[issue.where.removeprefix(f"{kind} ")].annotation
        choice = ", ".join(map(str, get_args(annotation))) if get_origin(annotation) is Literal else ""
        return fault(Code.PARAMETER_MISSING, issue.where, f"one of: {choice}" if choice else "a value")
    return fault(Code.PARAMETER_INVALID, issue.where, issue.expected)


def _utf8(text: str) -> str:
    return text.encode("latin-1").decode("utf-8")
