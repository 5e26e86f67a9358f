"""Statements at random, as somebody might write them who forgot, or never knew, whose rows he may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from app.store.schema import RIGHTS
from tests.app.store.seeds import ORGANISATIONS, TABLES, row
from tests.app.store.sight import TENANT

WHOLE = "SELECT * FROM {table}"
SELECTS = (
    "SELECT * FROM {table} WHERE {condition}",
    "SELECT * FROM {table} WHERE {condition} FOR UPDATE",
    "SELECT {table} FROM {table} WHERE {condition} ORDER BY {column} DESC LIMIT 3",
    "SELECT max({column}::text), min({column}::text) FROM {table} WHERE {condition}",
    "SELECT string_agg({column}::text, '/') FROM {table} WHERE {condition}",
    "SELECT (SELECT {column}::text FROM {table} WHERE {condition} LIMIT 1)",
    "SELECT {column}::integer FROM {table}",
    "SELECT * FROM {table} WHERE {column}::text::date > '2026-01-01'",
    "WITH a AS MATERIALIZED (SELECT * FROM {table}) SELECT row_to_json(a)::text FROM a",
    "SELECT * FROM {table} AS a, {other} AS b LIMIT 50",
    "SELECT * FROM {table} AS a LEFT JOIN {other} AS b ON a.{column}::text = b.{others}::text",
    "SELECT * FROM {table} AS a WHERE EXISTS (SELECT FROM {other} AS b WHERE a.{column}::text > b.{others}::text)",
    "SELECT * FROM {table} AS a, LATERAL (SELECT * FROM {other} WHERE {others}::text >= a.{column}::text) AS b",
    "SELECT {column}::text FROM {table} UNION SELECT {others}::text FROM {other}",
    "SELECT {column}::text FROM {table} EXCEPT SELECT {others}::text FROM {other}",
)
INSERTS = (
    "INSERT INTO {table} ({names}) VALUES ({literals})",
    "INSERT INTO {table} ({names}) VALUES ({literals}) RETURNING *",
    "INSERT INTO {table} ({names}) VALUES ({literals}) ON CONFLICT DO NOTHING RETURNING *",
    "INSERT INTO {table} ({names}) VALUES ({literals}) ON CONFLICT ({keys}) DO UPDATE SET {writable} = {literal}",
    "INSERT INTO {table} ({names}) SELECT {names} FROM {table} WHERE {condition} ON CONFLICT DO NOTHING",
)
UPDATES = (
    "UPDATE {table} SET {writable} = {writable} WHERE {condition} RETURNING *",
    "UPDATE {table} SET {writable} = {literal} WHERE {condition} RETURNING *",
    "UPDATE {table} AS a SET {writable} = {literal} FROM {other} AS b WHERE b.{others} IS NOT NULL RETURNING a.*, b.*",
)
DELETES = (
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE {condition} RETURNING *",
    "DELETE FROM {table} AS a USING {other} AS b WHERE a.{column}::text <> b.{others}::text RETURNING a.*, b.*",
    "TRUNCATE {table}",
)
CONDITIONS = (
    "true",
    "{table}.{column} IS NULL",
    "{table}.{column} IS NOT NULL",
    "{table}.{column}::text LIKE '%of {organisation}%'",
    "{table}.{column}::text <> '{organisation}'",
    "{table}.{column} = {value}",
    "length({table}.{column}::text) > {number}",
    "{table}.{column}::text IN (SELECT {others}::text FROM {other})",
    "1 / (length({table}.{column}::text) - {number}) >= 0",
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement on a table; `whole` tells that it returns the table as the transaction sees it."""

    text: str
    table: str
    whole: bool


def statement(chance: Random, tables: Sequence[str] = TENANT) -> Statement:
    """Return one that reads, adds, changes or removes what is in one of the tables, beside any others it names."""
    table = chance.choice(tables)
    kind = chance.choices(((WHOLE,), SELECTS, INSERTS, UPDATES, DELETES), (1, 4, 2, 2, 1))[0]
    template = chance.choice(kind)
    values = _row(chance, table)
    if chance.random() < 0.5:
        name = _column(chance, table)
        values[name] = _row(chance, table)[name]
    writable = _writable(chance, table)
    names = {
        **_names(chance, table),
        "condition": _condition(chance, table),
        "names": ", ".join(values),
        "literals": ", ".join(map(_literal, values.values())),
        "keys": ", ".join(column.name for column in TABLES[table].primary_key),
        "writable": writable,
        "literal": _literal(_row(chance, table)[writable]),
    }
    return Statement(template.format(**names), table, template == WHOLE)


def _condition(chance: Random, table: str, deep: int = 2) -> str:
    if deep and chance.random() < 0.4:
        left, right = _condition(chance, table, deep - 1), _condition(chance, table, deep - 1)
        return chance.choice((f"({left} OR {right})", f"({left} AND {right})", f"NOT ({left})"))
    names = _names(chance, table)
    value = _literal(_row(chance, table)[names["column"]])
    organisation, number = chance.choice(ORGANISATIONS), chance.randrange(40)
    return chance.choice(CONDITIONS).format(**names, organisation=organisation, value=value, number=number)


def _names(chance: Random, table: str) -> dict[str, str]:
    other = chance.choice(TENANT)
    return {"table": table, "column": _column(chance, table), "other": other, "others": _column(chance, other)}


def _row(chance: Random, table: str) -> dict[str, object]:
    return row(table, chance.choice(ORGANISATIONS), chance.randrange(4))


def _column(chance: Random, table: str) -> str:
    return str(chance.choice([column.name for column in TABLES[table].columns]))


def _writable(chance: Random, table: str) -> str:
    """Return a column that may be written where only some may, for else every statement is refused for that alone."""
    _, _, named = RIGHTS[table].partition("UPDATE (")
    columns = named.partition(")")[0]
    return chance.choice(columns.split(", ")) if columns else _column(chance, table)


def _literal(value: object) -> str:
    match value:
        case bytes():
            return f"'\\x{value.hex()}'"
        case int():
            return str(value)
        case _:
            return f"'{value}'"
