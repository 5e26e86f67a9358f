"""The words of which schemas are made. A record is closed: a member that is not named is not allowed."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

Schema: TypeAlias = Mapping[str, object]

# As `app.intake.cells` reads texts: no controls but tab and line ends, no bidirectional marks.
_CONTROLS = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
CLEAN = f"^[^{_CONTROLS}]*$"
ONE_LINE = rf"^[^{_CONTROLS}\t\r\n]*$"

ID_PATTERN = "^[0-9a-f]{32}$"
NOTHING: Schema = {"type": "null"}
TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
YES_OR_NO: Schema = {"type": "boolean"}
ID: Schema = {"type": "string", "pattern": ID_PATTERN}
SHA256: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
DAY: Schema = {"type": "string", "format": "date"}
INSTANT: Schema = {
    "type": "string",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$",
    "description": "UTC, to the microsecond.",
}
PATH: Schema = {"type": "string", "pattern": "^/api/v1/"}
BASE64: Schema = {"type": "string", "contentEncoding": "base64"}
BOTH_LANGUAGES: Schema = {
    "type": "object",
    "properties": {"zh": TEXT, "en": TEXT},
    "required": ["zh", "en"],
    "additionalProperties": False,
}


def record(needed: Mapping[str, Schema], more: Mapping[str, Schema] | None = None) -> Schema:
    """Return an object with these members, the second ones optional, and no others."""
    return {
        "type": "object",
        "properties": {**needed, **(more or {})},
        "required": list(needed),
        "additionalProperties": False,
    }


def listed(schema: Schema, **bounds: object) -> Schema:
    """Return a list of these."""
    return {"type": "array", "items": schema, **bounds}


def each(schema: Schema) -> Schema:
    """Return an object whose members all are of one form."""
    return {"type": "object", "additionalProperties": schema}


def or_null(schema: Schema) -> Schema:
    """Return the schema or null."""
    return {"anyOf": [schema, NOTHING]}


def one_of(values: Iterable[str]) -> Schema:
    """Return a closed set of words."""
    return {"type": "string", "enum": [str(value) for value in values]}


def only(value: str) -> Schema:
    """Return one word."""
    return {"type": "string", "const": value}


def ref(name: str) -> Schema:
    """Return a named schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def said(schema: Schema, description: str) -> Schema:
    """Return the schema with a remark for its reader."""
    return {**schema, "description": description}
