import pytest
import typer

from app.cli.shelf import loaded
from app.library.fault import Fault, LibraryRefused
from app.library.shelf import Library


def broken() -> Library:
    raise LibraryRefused([Fault("limits/a.toml", 7, "key_missing", "unit", "unit: a text in quotes")])


def test_broken_rule_data_end_a_command_with_1_and_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended:
        loaded(broken)
    assert ended.value.exit_code == 1
    assert capsys.readouterr().err.splitlines() == [
        "the rule data are broken:",
        "  limits/a.toml:7: key_missing: 'unit', expected unit: a text in quotes",
    ]
