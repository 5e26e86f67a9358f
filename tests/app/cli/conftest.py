"""The command line, run in this process as a user types it."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from app.main import commands


def run(*words: str) -> SimpleNamespace:
    answer = CliRunner().invoke(commands(), words, catch_exceptions=False, prog_name="labverdict")
    return SimpleNamespace(code=answer.exit_code, out=answer.stdout, err=answer.stderr)


@pytest.fixture(scope="session")
def labverdict() -> Callable[..., SimpleNamespace]:
    """Run `labverdict` with some words: exit code, standard output, standard error."""
    return run


def conditions(*bounds: str) -> dict[str, object]:
    pairs = [bound.split() for bound in bounds]
    return {"form": "conditions", "conditions": [{"op": op, "value": value} for op, value in pairs], "unit": "mg/kg"}


def changed(**changes: object) -> dict[str, Any]:
    limit = changes.pop("limit", ("<= 8",))
    return {
        "id": "V1",
        "group": "compare",
        "input": "8",
        "input_unit": "mg/kg",
        "limit": conditions(*limit) if isinstance(limit, tuple) else limit,
        "rule": {"type": "full_value"},
        "uncertainty": None,
        "expected": {"outcome": "pass"},
        "tolerance": None,
        "source": "",
        "basis": "computed",
        **changes,
    }


@pytest.fixture(scope="session")
def vector() -> Callable[..., dict[str, Any]]:
    """Return 8 mg/kg against at most 8 mg/kg, a vector that passes, with changes; a tuple of bounds is a limit."""
    return changed


@pytest.fixture(scope="session")
def vector_file() -> Callable[..., bytes]:
    """Return a file of vectors, with changes."""
    return lambda *vectors, **changes: json.dumps({"schema": 2, "note": "", "vectors": vectors, **changes}).encode()
