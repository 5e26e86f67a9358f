"""Dossiers decided again under another table: who would pass or fail, and which clause makes the difference."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.library.seals import reseal
from app.library.shelf import data_root
from tests.app.dossiers import DATA, DIESEL, Change, document, put, take

Run = Callable[..., SimpleNamespace]
DOSSIER, BODY = str(DATA / "diesel_dossier.json"), str(DATA / "body.json")
SAME = ("--from", DIESEL, "--to", DIESEL)


@pytest.fixture
def proposed(tmp_path: Path) -> Callable[[str, str, str], str]:
    """Copy the limits, change a text in one file of the diesel rule, and seal the copy."""

    def propose(file: str, old: str, new: str) -> str:
        limits = tmp_path / "limits"
        shutil.copytree(data_root().limits, limits)
        path = limits / "schemes" / DIESEL / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        reseal(limits)
        return str(limits)

    return propose


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Write the diesel dossier, some of its members changed, beside its report."""

    def write(*changes: Change) -> str:
        (tmp_path / "diesel_report.json").write_bytes((DATA / "diesel_report.json").read_bytes())
        path = tmp_path / "dossier.json"
        path.write_text(json.dumps(document("diesel_dossier.json", *changes)), encoding="utf-8")
        return str(path)

    return write


def test_nobody_changes_under_the_same_table(labverdict: Run) -> None:
    answer = labverdict("simulate", DOSSIER, *SAME, "--body", BODY)
    assert (answer.code, answer.err) == (0, "")
    assert "不变" in answer.out


@pytest.mark.parametrize(
    ("edit", "clause"),
    [
        (("scorecard.toml", 'total_pass = "80"', 'total_pass = "82"'), "[5.1.1]"),
        (("advanced.toml", 'at_most = "8"', 'at_most = "6"'), "[4.2.2]"),
    ],
)
def test_a_dossier_that_would_fail_under_another_table_leaves(
    labverdict: Run, proposed: Callable[..., str], edit: tuple[str, str, str], clause: str
) -> None:
    answer = labverdict("simulate", DOSSIER, *SAME, "--body", BODY, "--to-data", proposed(*edit))
    assert answer.code == 0
    assert "退出" in answer.out
    assert clause in answer.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--body"),
        (("--body", DOSSIER), "--body"),
        (("--body", "nowhere.json"), "[file_missing]"),
    ],
)
def test_dossiers_need_the_settings_of_the_body(labverdict: Run, arguments: tuple[str, ...], said: str) -> None:
    answer = labverdict("simulate", DOSSIER, *SAME, *arguments)
    assert (answer.code, answer.out) == (30, "")
    assert said in answer.err


def test_a_dossier_without_review_needs_a_day(labverdict: Run, written: Callable[..., str]) -> None:
    file = written(take("review"))
    answer = labverdict("simulate", file, *SAME, "--body", BODY)
    assert answer.code == 30
    assert "--on" in answer.err
    assert labverdict("simulate", file, *SAME, "--body", BODY, "--on", "2026-07-10").code == 0


def test_every_fault_of_every_dossier_is_named_once(labverdict: Run, written: Callable[..., str]) -> None:
    answer = labverdict("simulate", written(put("later", "stage")), DOSSIER, "nowhere.json", *SAME, "--body", BODY)
    assert answer.code == 30
    assert answer.err.count("/stage") == 1
    assert "nowhere.json" in answer.err


def test_a_simulation_opens_no_report_outside_the_folder_of_its_dossier(
    labverdict: Run, written: Callable[..., str], tmp_path: Path
) -> None:
    outside = tmp_path.parent / "outside.json"
    outside.write_bytes((DATA / "diesel_report.json").read_bytes())
    file = written(put(str(outside), "tests", 0, "report"))
    answer = labverdict("simulate", file, *SAME, "--body", BODY)
    assert (answer.code, answer.out) == (30, "")
    assert "/tests/0/report" in answer.err
    assert "[file_unreadable]" in answer.err
