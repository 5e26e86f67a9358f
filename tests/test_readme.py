"""The README is what a new user types: every command in it is run, and prints what stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
EXAMPLES = [(match[1], match[2]) for block in BLOCK.findall(README) for match in COMMAND.finditer(block)]


def typed(command: str) -> str:
    """Run a line of shell in the root of the project, with this environment's programs first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    answer = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=ROOT,
        env=os.environ | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return answer.stdout.decode("utf-8")


@pytest.mark.parametrize(("command", "printed"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_a_command_prints_what_the_readme_shows(command: str, printed: str) -> None:
    assert typed(command) == printed


def test_the_worked_example_is_there() -> None:
    assert "labverdict verify tests/data/diesel_report.json --scheme JSPB01-180004-2023" in dict(EXAMPLES)


def test_every_line_of_a_console_block_belongs_to_a_command() -> None:
    for block in BLOCK.findall(README):
        assert "".join(f"$ {command}\n{printed}" for command, printed in COMMAND.findall(block)) == block


def test_every_make_target_that_is_named_exists() -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE))
    assert {"run", "test", "check"} <= named
    assert named <= set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def test_every_command_of_labverdict_is_named() -> None:
    help_text = typed("labverdict --help")
    commands = re.findall(r"^  ([a-z-]+) ", help_text.split("Commands:\n")[1], re.MULTILINE)
    assert commands
    assert [command for command in commands if f"labverdict {command}" not in README] == []


def test_every_path_that_is_named_exists() -> None:
    paths = re.findall(r"`((?:tests|limits|methods|lims_adapters|app)/[\w./-]+)`", README)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
