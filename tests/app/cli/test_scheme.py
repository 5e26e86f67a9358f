import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from types import SimpleNamespace

import pytest

from app.certification.lint.faults import Family
from app.certification.scheme import Check, Nature, Stage
from app.library.seals import reseal
from app.library.shelf import data_root
from app.wording.rules import CHECKS, FAMILIES, NATURES, STAGES

Run = Callable[..., SimpleNamespace]
DIESEL, DRYER = "JSPB01-180004-2023", "JSPB01-110038-2023"


@pytest.fixture
def unsilenced(tmp_path: Path) -> str:
    """The shipped limits without one doubt."""
    limits = tmp_path / "limits"
    copytree(data_root().limits, limits)
    path = limits / "schemes" / DRYER / "clauses.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('silences = ["reference.7.2.2", "template.9"]', 'silences = ["template.9"]'), "utf-8")
    reseal(limits)
    return str(limits)


def test_every_clause_of_a_scheme_is_shown(labverdict: Run) -> None:
    answer = labverdict("scheme", "show", DIESEL, "--lang", "en")
    assert (answer.code, answer.err) == (0, "")
    assert "\n4.2.2 " in answer.out
    assert "verdict on the product test" in answer.out
    assert "confirmed by nobody yet" in answer.out


def test_one_clause_is_shown_with_its_doubts(labverdict: Run) -> None:
    answer = labverdict("scheme", "show", DRYER, "--clause", "9")
    assert answer.out.startswith("条款        9 复审\n性质        计算\n")
    assert "D-16 D-17" in answer.out
    assert "存疑 renewal-tests: 按照 7.2.2 的要求执行" in answer.out


def test_a_scheme_as_json_has_each_clause_with_what_it_computes_or_asks(labverdict: Run) -> None:
    told = json.loads(labverdict("scheme", "show", DRYER, "--output", "json").out)
    clauses = {clause["number"]: clause for clause in told["clauses"]}
    assert told["validity_years"] == 3
    assert clauses["8.1.1"]["computes"] == "validity"
    assert clauses["8.1.1"]["doubts"] == ["validity", "validity-start"]
    assert clauses["8.3"]["asks"] is not None
    assert clauses["3.1"]["stages"] == ["initial", "extension", "renewal"]
    assert len({doubt["id"] for doubt in told["doubts"]}) == len(told["doubts"])


@pytest.mark.parametrize("output", ["table", "json"])
def test_an_unknown_clause_is_refused_with_those_that_stand_there(labverdict: Run, output: str) -> None:
    answer = labverdict("scheme", "show", DRYER, "--clause", "7.2.2", "--output", output)
    assert answer.code == 30
    assert "[clause_unknown]" in answer.err


def test_an_unknown_scheme_is_refused(labverdict: Run) -> None:
    for words in (("scheme", "show"), ("lint",)):
        answer = labverdict(*words, "JSPB01-0")
        assert (answer.code, "[scheme_unknown]" in answer.err) == (30, True)


@pytest.mark.parametrize("scheme", [DIESEL, DRYER])
def test_the_shipped_rules_have_no_fault_that_no_doubt_names(labverdict: Run, scheme: str) -> None:
    answer = labverdict("lint", scheme)
    assert (answer.code, answer.err) == (0, "")
    assert "未说明的问题            0\n" in answer.out


def test_a_fault_that_no_doubt_names_is_listed_with_its_place(labverdict: Run, unsilenced: str) -> None:
    answer = labverdict("lint", DRYER, unsilenced)
    assert answer.code == 10
    assert "reference.7.2.2  9     所引条款不存在  7.2.2  a number that the rule has\n" in answer.out
    told = json.loads(labverdict("lint", DRYER, unsilenced, "--output", "json").out)
    assert [fault["id"] for fault in told["open"]] == ["reference.7.2.2"]
    assert ("template.9", "renewal-tests") in {(fault["id"], fault["doubt"]) for fault in told["silenced"]}


def test_a_folder_that_is_not_there_is_refused(labverdict: Run, tmp_path: Path) -> None:
    answer = labverdict("lint", DRYER, str(tmp_path / "none"))
    assert (answer.code, "[file_missing]" in answer.err) == (30, True)


def test_data_that_cannot_be_read_are_named_with_file_and_line(labverdict: Run, unsilenced: str) -> None:
    (Path(unsilenced) / "schemes" / DRYER / "clauses.toml").write_text("product_form = 1\n", encoding="utf-8")
    reseal(Path(unsilenced))
    answer = labverdict("lint", DRYER, unsilenced)
    assert answer.code == 1
    assert f"limits/schemes/{DRYER}/clauses.toml:1: not_text" in answer.err


def test_every_word_of_a_rule_has_its_words() -> None:
    assert (set(NATURES), set(STAGES), set(CHECKS), set(FAMILIES)) == (set(Nature), set(Stage), set(Check), set(Family))
