"""Schemas of small models, as pydantic makes them, in the manner of the others."""

from collections.abc import Mapping

from pydantic import BaseModel

from app.api.schemas.forms import Schema

# Marks a field whose values are the names of what is held: schemes, formats.
HELD = "x-held"
_OF_PYDANTIC = frozenset({"title", "anyOf"})
# What pydantic leaves of a bound that stands behind a validator of ours, and its name in JSON Schema.
_BOUNDS = {"ge": "minimum", "le": "maximum"}


def fields_of(model: type[BaseModel]) -> Mapping[str, Schema]:
    """Return the schema of each field; what may be left out is left out, never null."""
    properties: dict[str, dict[str, object]] = model.model_json_schema().get("properties", {})
    return {name: _plain(schema) for name, schema in properties.items()}


def needed_of(model: type[BaseModel]) -> list[str]:
    """Return the fields that have to be there."""
    return [name for name, field in model.model_fields.items() if field.is_required()]


def body_of(model: type[BaseModel]) -> Schema:
    """Return the schema of a body."""
    extra = model.model_config.get("json_schema_extra")
    return {
        "type": "object",
        "properties": {name: _without_default(schema) for name, schema in fields_of(model).items()},
        "required": needed_of(model),
        "additionalProperties": False,
        **(extra if isinstance(extra, dict) else {}),
    }


def _plain(schema: dict[str, object]) -> Schema:
    kept = {_BOUNDS.get(key, key): value for key, value in schema.items() if key not in _OF_PYDANTIC}
    if kept.get("default", "") is None:
        del kept["default"]
    match schema.get("anyOf"):
        case [dict(first), *_]:
            return {**_plain(first), **kept}
        case _:
            return kept


def _without_default(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key != "default"}
