"""The rules as they are printed, from tests/data/printed: structure, numbers and blanks, with every mistake in them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from app.certification.inspection import ManDayBand, ManDays
from app.certification.item_tables import ItemTable, TableItem, TableKind
from app.certification.lint.printed import (
    CertificateStatus,
    Matter,
    PrintedClause,
    PrintedEdition,
    PrintedJudging,
    PrintedRule,
    PrintedStatus,
    PrintedTerm,
    PrintedTime,
    PrintedTitle,
    PrintedValidity,
    ProductForm,
)
from tests.app.certification.printed_scores import printed_scorecard

FOLDER = Path(__file__).resolve().parents[2] / "data" / "printed"
DIESEL, DRYER = "JSPB01-180004-2023", "JSPB01-110038-2023"
BOTH = (DIESEL, DRYER)


def printed_rule(rule: str) -> PrintedRule:
    read = json.loads((FOLDER / rule / "rule.json").read_text(encoding="utf-8"))
    return PrintedRule(
        edition=PrintedEdition(rule, date.fromisoformat(read["in_force"]), None),
        issued=date.fromisoformat(read["issued"]),
        others=(),
        form=ProductForm(read["form"]),
        clauses=tuple(map(_clause, read["clauses"])),
        validity=PrintedValidity(read["validity"]["clause"], read["validity"]["printed"]),
        judging=PrintedJudging(**_tuples(read["judging"])),
        terms=tuple(PrintedTerm(**_tuples(term)) for term in read["terms"]),
        times=tuple(PrintedTime(**time) for time in read["times"]),
        statuses=tuple(map(_status, read["statuses"])),
        man_days=_man_days(read["man_days"]),
        tables=tuple(map(_table, read["tables"])),
        score=printed_scorecard("附录A 表A.1", **read["score"]),
    )


def _tuples(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def _clause(entry: dict[str, Any]) -> PrintedClause:
    read = _tuples(entry)
    read["titles"] = tuple(PrintedTitle(*title) for title in read.get("titles", ()))
    read["provides"] = frozenset(map(Matter, read.get("provides", ())))
    return PrintedClause(**read)


def _status(entry: dict[str, Any]) -> PrintedStatus:
    return PrintedStatus(**_tuples(entry) | {"id": CertificateStatus(entry["id"])})


def _man_days(entry: dict[str, Any]) -> ManDays:
    rows = [
        ManDayBand(
            row["printed"],
            int(row["from"]) if "from" in row else None,
            int(row["to"]) if "to" in row else None,
            tuple(map(int, row["values"].split("/"))),
            None,
        )
        for row in entry.pop("rows")
    ]
    return ManDays(**_tuples(entry), bands=tuple(rows))


def _table(entry: dict[str, Any]) -> ItemTable:
    items = [
        TableItem(**item | {"number": int(item["number"]) if "number" in item else None})
        for item in map(_tuples, entry["items"])
    ]
    return ItemTable(TableKind(entry["kind"]), entry["clause"], entry.get("grade"), tuple(items))
