"""The command line, run in this process as a user types it."""

from collections.abc import Callable
from types import SimpleNamespace

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
