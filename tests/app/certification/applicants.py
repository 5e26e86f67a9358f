"""Applicants for tests: the shipped example, with changes; and the shipped programmes."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from app.certification.applicant import Applicant, Vocabulary, vocabulary_of
from app.certification.applicant_document import read_applicant
from app.certification.form import Refused
from app.library.programmes import load_programmes
from app.library.shelf import data_root

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "applicant.json"
PROGRAMMES = load_programmes(data_root())
NOTICE, DRAFT = PROGRAMMES["notice-2023"], PROGRAMMES["measures-2025-draft"]


@cache
def words() -> Vocabulary:
    return vocabulary_of(PROGRAMMES.values())


def document(**changes: object) -> dict[str, Any]:
    """Return the example with changes; None takes a member out."""
    changed = json.loads(EXAMPLE.read_text(encoding="utf-8")) | changes
    return {key: value for key, value in changed.items() if value is not None}


def read(**changes: object) -> Applicant | Refused:
    return read_applicant(json.dumps(document(**changes)).encode(), words())


def applicant(**changes: object) -> Applicant:
    found = read(**changes)
    assert isinstance(found, Applicant), found
    return found


def stated(*facts: str, holds: bool = True) -> list[dict[str, object]]:
    return [{"fact": fact, "holds": holds, "by": "甲", "ground": "台账"} for fact in facts]


def sums(amount: str, unit: str = "元", years: tuple[int, ...] = (2022, 2024)) -> list[dict[str, object]]:
    return [{"year": year, "amount": amount, "unit": unit} for year in years]


def claims(*standings: str, **more: str) -> list[dict[str, str]]:
    return [{"standing": standing, "evidence": "证书"} | more for standing in standings]


def farm(**changes: object) -> Applicant:
    """Return a cooperative that grows vegetables."""
    own: dict[str, object] = {
        "sector": "agriculture",
        "organisation": "cooperative",
        "product_class": None,
        "operating_since": "2015-01-01",
        "sales": sums("1000", "万元"),
        "scales": [{"measure": "green_vegetables", "amount": "250", "unit": "亩"}],
        "statements": [*document()["statements"], *stated("lawful_establishment", "agricultural_infrastructure")],
        "standings": [],
    }
    return applicant(**(own | changes))


def service(**changes: object) -> Applicant:
    """Return an enterprise that serves."""
    facts = ("lawful_establishment", "demonstrates_sector", "leading_position", "service_standard_system")
    own: dict[str, object] = {
        "sector": "service",
        "product_class": None,
        "operating_since": "2015-01-01",
        "service_revenue": sums("3000", "万元"),
        "statements": [*document()["statements"], *stated(*facts)],
        "standings": [],
    }
    return applicant(**(own | changes))
