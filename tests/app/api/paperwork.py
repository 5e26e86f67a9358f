"""What a body sets, adopts and declares, for tests."""

import json
from pathlib import Path
from typing import Any

import httpx

from tests.app.api.asking import Session, new_key

DRYER = "JSPB01-110038-2023"
_LIMITS = json.loads((Path(__file__).parents[2] / "data/adopted_limits.json").read_text(encoding="utf-8"))
_SETTINGS = json.loads((Path(__file__).parents[2] / "data/body.json").read_text(encoding="utf-8"))["settings"]
_VALUES = {name: each["value"] for name, each in _SETTINGS.items()}


def settings(ground: str = "机构决定", **more: object) -> dict[str, Any]:
    """Return settings that can be proposed; `more` are values by name."""
    values = {**_VALUES, **more}
    setting = {name: {"value": value, "ground": ground, "since": "2026-01-01"} for name, value in values.items()}
    return {"settings": setting}


def limits(ground: str = "示例") -> dict[str, Any]:
    """Return limits that can be proposed for the dryer's scheme."""
    adopted = [{**each, "ground": ground} for each in _LIMITS["adopted"]]
    return {"scheme": DRYER, "standard": _LIMITS["standard"], "adopted": adopted}


SENT = {"settings": settings, "adopted-limits": limits}


def proposed(session: Session, paper: str, document: object) -> dict[str, Any]:
    """Propose a document and return the proposal."""
    answer = session.post(f"/body/{paper}/proposals", document)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


def confirmed(session: Session, paper: str, proposal: str, key: str | None = None) -> httpx.Response:
    """Confirm a proposal."""
    path = f"/api/v1/body/{paper}/proposals/{proposal}/confirmation"
    return session.send("POST", path, headers={"Idempotency-Key": key or new_key()})
