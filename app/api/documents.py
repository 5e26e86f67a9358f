"""Small JSON bodies: read exactly, then held against a strict model; every fault is named with its JSON pointer.

A model inherits `Strict`. Numbers keep their digits: one without a point is an int, one with a point a Decimal. In a
strict model an enum or a tuple is written `Annotated[Role, Field(strict=False)]`.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from app.api.codes import Code
from app.api.problems import fault, refused
from lims_adapters.contract import Issue
from lims_adapters.json_text import DOCUMENT, Document, Json, Members, Number, child, read_json

M = TypeVar("M", bound=BaseModel)
Place = Callable[[tuple[int | str, ...]], str]

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[{CONTROLS}]")
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_PLAIN = re.compile(r"-?[0-9]{1,40}\.[0-9]{1,40}")

# Only these of pydantic's messages are known to be made of the model alone; others may quote the input.
_TOLD = frozenset({
    "string_too_short", "string_too_long", "string_pattern_mismatch", "literal_error", "enum", "value_error",
    "greater_than", "greater_than_equal", "less_than", "less_than_equal", "too_long", "too_short",
    "string_type", "int_type", "bool_type", "list_type", "dict_type", "model_type", "tuple_type", "date_type",
})  # fmt: skip

Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\t\r\n]*$")]


class Strict(BaseModel):
    """A body in which nothing is converted, and nothing may stand that is not named."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def read_document(content: bytes, model: type[M]) -> M:
    """Read a JSON body.

    Raises:
        Problem: every fault of the text (`malformed_json`, `duplicate_key`, `control_character`, ...) and of the model
            (`field_missing`, `unknown_field`, `wrong_type`, `text_too_long`, `value_invalid`) at once.
    """
    read = read_json(content)
    if not isinstance(read, Document):
        raise refused([read])
    issues = list(read.issues)
    plain = _plain(read.root, "", issues)
    if any(issue.code == "text_not_unicode" for issue in issues):
        raise refused(issues)
    try:
        document = model.model_validate(plain)
    except ValidationError as error:
        broken = {issue.where for issue in issues}
        issues += (issue for issue in model_faults(error, _pointer) if issue.where not in broken)
        raise refused(issues) from None
    if issues:
        raise refused(issues)
    return document


def model_faults(error: ValidationError, place: Place) -> list[Issue]:
    """Return what a model refuses, without what was sent."""
    found = []
    for each in error.errors(include_url=False, include_input=False):
        expected = each["msg"].removeprefix("Value error, ") if each["type"] in _TOLD else ""
        found.append(fault(_code(each["type"]), place(each["loc"]), expected))
    return found


def _code(kind: str) -> str:
    match kind:
        case "missing":
            return "field_missing"
        case "extra_forbidden":
            return "unknown_field"
        case "string_too_long":
            return "text_too_long"
        case _:
            return "wrong_type" if kind.endswith("_type") or kind == "is_instance_of" else Code.VALUE_INVALID


def _pointer(location: tuple[int | str, ...]) -> str:
    pointer = ""
    for step in location:
        pointer = child(pointer, step)
    return pointer or DOCUMENT


def _plain(node: Json, pointer: str, issues: list[Issue]) -> object:
    """Return the document as plain Python; of two equal keys the first, which the reader has named by then."""
    match node:
        case Members(pairs):
            members: dict[str, object] = {}
            for key, value in pairs:
                members.setdefault(key, _plain(value, child(pointer, key), issues))
            return members
        case list():
            return [_plain(element, child(pointer, index), issues) for index, element in enumerate(node)]
        case Number(raw):
            return _number(raw)
        case str():
            if _CONTROL.search(node) is not None:
                issues.append(fault("control_character", pointer or DOCUMENT, "text without control characters"))
            return node
        case bool() | None:
            return node


def _number(raw: str) -> int | Decimal | Number:
    """Return the number exactly; one that is not written plainly stays as it is, and no model takes it."""
    if _WHOLE.fullmatch(raw):
        return int(raw)
    return Decimal(raw) if _PLAIN.fullmatch(raw) else Number(raw)
