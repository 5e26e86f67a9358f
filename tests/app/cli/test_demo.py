"""The demonstration: it takes a case to its certificate over HTTP, and serves on with what it prints."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest

from app.cli.demo import _clock_for
from app.cli.exits import Exit
from app.wording import Language

DATA = Path(__file__).parents[2] / "data"
COMMAND = [str(Path(sys.executable).with_name("labverdict")), "demo"]


@pytest.fixture(scope="module")
def serving() -> Iterator[str]:
    """Return what is printed by a demonstration that serves on a port of its own."""
    with subprocess.Popen(
        [*COMMAND, str(DATA), "--lang", "en"],
        env=os.environ | {"LABVERDICT_PORT": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stderr.readline()
        printed = ""
        while "/api/v1/reports\n" not in printed:
            line = process.stdout.readline()
            assert line, process.stderr.read()
            printed += line
        yield printed
        process.terminate()


def test_everybody_acts_with_a_key_of_their_own(serving: str) -> None:
    table = serving.partition("person")[2].partition("go on")[0]
    persons = dict(re.findall(r"^([APL]-\d{4}) .*(lvk_\S+)$", table, re.MULTILINE))
    assert {"A-0001", "L-0001", "P-0006", "P-0007", "P-0008"} <= persons.keys()
    assert len(set(persons.values())) == len(persons) == 11


def test_the_story_says_who_did_what_when_by_which_clause(serving: str) -> None:
    lines = [" ".join(line.split()) for line in serving.splitlines()]
    assert "1 2026-04-20 file; 3.2 applicant or holder A-0001 filed" in lines
    assert any(line.startswith("12 2026-07-10 issue; 6.1 decider P-0006") for line in lines)
    assert any(re.match(r"2026-06-29 D-06; 2026-07-29 \(firm\); stopped 2026-07-10", line) for line in lines)


def test_the_certificate_is_looked_up_on_its_first_day_and_the_day_before(serving: str) -> None:
    assert re.search(r"^2026-07-09  not issued by that day$", serving, re.MULTILINE)
    assert re.search(r"^2026-07-10  valid$", serving, re.MULTILINE)
    assert "recomputed, the same bytes; entry" in serving


def test_every_call_to_go_on_with_is_answered(serving: str) -> None:
    calls = re.findall(r"^  (curl .*)$", serving, re.MULTILINE)
    assert len(calls) == 8
    for call in calls:
        *headers, url = shlex.split(call)[1:]
        sent = dict(header.split(": ") for header in headers[1::2])
        assert httpx.get(url, headers=sent).status_code == 200, call


def test_a_folder_without_the_case_is_refused(tmp_path: Path) -> None:
    ended = subprocess.run([*COMMAND, str(tmp_path), "--once"], capture_output=True, check=False)
    assert ended.returncode == Exit.REFUSED


def test_before_the_days_of_the_case_the_clock_is_set_ahead() -> None:
    today = date.today()  # noqa: DTZ011, TID251 - the machine's day, within two
    assert _clock_for(today - timedelta(days=2), Language.EN) is None
    clock = _clock_for(today + timedelta(days=9), Language.EN)
    assert clock is not None
    assert abs((clock.now().date() - today).days - 9) <= 1
