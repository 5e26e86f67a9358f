import json
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.cli.score_table import number_text
from app.library.scorecards import load_scorecard
from app.library.shelf import data_root

Run = Callable[..., SimpleNamespace]
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "diesel_card.json"
SCHEME = "JSPB01-180004-2023"


def full_card() -> dict[str, Any]:
    """Return a card with all points of every line, whichever way the line takes them."""
    known = {entry["line"]: entry for entry in json.loads(SAMPLE.read_bytes())["lines"]}
    facts: dict[str, dict[str, object]] = {
        "C1.1.2.b": {"awards": {"national": 2, "provincial": 0, "city": 0}},
        "C1.3.1.a": {"awards": {"national": 1, "provincial": 1, "city": 0}},
        "C1.3.2.b": {"numerator": "1", "denominator": "5"},
        "C3.3.4.a": {"rank": 1},
        "C3.3.3.b": {"points": 10, "evidence_on": "2025-12-01", "reason": "前三"},
        "C1.2.1.d": {"points": 10, "evidence_on": "2025-12-01", "reason": "获奖"},
        "C4.5.1.b": {"points": 5, "evidence_on": "2025-12-01", "reason": "荣誉"},
        "C3.4.1.a": {"points": 5, "reason": "区域品牌"},
    }
    lines = []
    for name, line in load_scorecard(data_root().limits, SCHEME).lines.items():
        entry = {"line": name, **facts[name]} if name in facts else known[name]
        lines.append(entry | {"points": line.points} if "points" in entry else entry)
    card: dict[str, Any] = json.loads(SAMPLE.read_bytes())
    return card | {"lines": [*lines, known["C4.1.V"]], "costs": []}


def write(path: Path, card: object) -> str:
    path.write_text(json.dumps(card), encoding="utf-8")
    return str(path)


def test_a_card_below_80_does_not_pass_and_learns_the_cheapest_way(labverdict: Run) -> None:
    answer = labverdict("score", str(SAMPLE), "--cheapest", "--lang", "en")
    assert answer.code == 10
    assert "total                   24417/325 ≈ 75.1292 (< 80)\n" in answer.out
    assert "not applicable as zero  74.76 (< 80), does not pass\n" in answer.out
    assert "C3 brand leadership        0.2     144/195         960/13 ≈ 73.8462 (> 60)\n" in answer.out
    assert "C3.3.3.b honour that ranks among the first three: The evidence is too old to count.\n" in answer.out
    assert answer.out.endswith("cost 4; total then 104207/1300 ≈ 80.1592 (> 80)\n")


def test_json_is_one_canonical_line_with_exact_numbers(labverdict: Run) -> None:
    answer = labverdict("score", str(SAMPLE), "--output", "json")
    record = json.loads(answer.out)
    assert (answer.code, answer.out.count("\n")) == (10, 1)
    assert (record["format"], record["total"], record["cheapest"]) == ("labverdict.score/1", "24417/325", None)
    assert [heading["score"] for heading in record["headings"]] == ["66.4", "76", "960/13", "86"]
    more = json.loads(labverdict("score", str(SAMPLE), "--output", "json", "--cheapest").out)
    assert more["cheapest"] == {
        "cost": "4", "lines": ["C1.1.2.b", "C1.2.2.a", "C2.2.2.c", "C2.3.2.b"], "total": "104207/1300",
    }  # fmt: skip


def test_a_full_card_passes_and_needs_nothing(labverdict: Run, tmp_path: Path) -> None:
    answer = labverdict("score", write(tmp_path / "card.json", full_card()), "--cheapest")
    assert answer.code == 0
    assert "总得分  100 (> 80)\n结论    ✓ 通过\n" in answer.out
    assert "无需提升" in answer.out
    assert "不适用项" not in answer.out


@pytest.mark.parametrize(("satisfied", "code", "words"), [(False, 10, "否决项不满足"), (None, 20, "否决项尚未回答")])
def test_full_marks_do_not_make_up_for_the_veto(
    labverdict: Run, tmp_path: Path, *, satisfied: bool | None, code: int, words: str
) -> None:
    card = full_card()
    kept = [entry for entry in card["lines"] if entry["line"] != "C4.1.V"]
    told = [] if satisfied is None else [{"line": "C4.1.V", "satisfied": satisfied, "reason": "记录"}]
    answer = labverdict("score", write(tmp_path / "card.json", card | {"lines": [*kept, *told]}), "--cheapest")
    assert answer.code == code
    assert f"C4.1.V: {words}\n" in answer.out
    assert "否决项须先满足" in answer.out


def test_an_unanswered_line_leaves_the_total_open(labverdict: Run, tmp_path: Path) -> None:
    card = json.loads(SAMPLE.read_bytes())
    answer = labverdict("score", write(tmp_path / "card.json", card | {"lines": card["lines"][1:]}), "--cheapest")
    assert answer.code == 20
    assert "总得分  待定\n" in answer.out
    assert "C1.1.1.a 专门的部门负责: 评分要素尚未评分\n" in answer.out


def test_an_unanswered_line_is_raised_from_nothing(labverdict: Run, tmp_path: Path) -> None:
    card = json.loads(SAMPLE.read_bytes())
    head = {key: card[key] for key in ("format", "scheme", "organisation", "evaluator", "evaluated_on")}
    answer = labverdict("score", write(tmp_path / "card.json", head), "--cheapest")
    assert answer.code == 20
    rows = [line.split() for line in answer.out.splitlines()]
    assert ["C2.3.2.a", "产品技术指标应符合", "—", "20", "1"] in rows
    assert rows[-1][1] == "49;"


def test_one_card_is_scored_without_numpy() -> None:
    words = f"import sys; sys.argv[1:] = ['score', {str(SAMPLE)!r}, '--cheapest']; from app.main import commands"
    code = f"{words}; commands()(standalone_mode=False); assert 'numpy' not in sys.modules; print('without')"
    answer = subprocess.run([sys.executable, "-c", code], cwd=SAMPLE.parents[2], capture_output=True, check=False)
    assert answer.stdout.decode().endswith("without\n"), answer.stderr.decode()


def test_a_card_with_faults_is_refused_with_every_place(labverdict: Run, tmp_path: Path) -> None:
    lines = [{"line": "C1.1.1.a", "points": 11, "reason": "x"}, {"line": "C9", "points": 1, "reason": "x"}]
    card = json.loads(SAMPLE.read_bytes()) | {"lines": lines}
    path = write(tmp_path / "card.json", card)
    answer = labverdict("score", path, "--output", "json")
    assert answer.code == 30
    assert [issue["code"] for issue in json.loads(answer.out)["issues"]] == ["points_above_maximum", "line_unknown"]
    assert (
        f'{path}: /lines/0/points: 得分超过该要素的满分; 见到 "11"; 应为 at most 10 [points_above_maximum]'
        in answer.err
    )


@pytest.mark.parametrize(("name", "code"), [("nothing.json", "file_missing"), ("", "file_missing")])
def test_a_file_that_is_not_there_is_refused(labverdict: Run, name: str, code: str) -> None:
    answer = labverdict("score", name)
    assert answer.code == 30
    assert f"[{code}]" in answer.err


def test_an_unknown_scheme_is_a_fault_of_the_card(labverdict: Run, tmp_path: Path) -> None:
    card = json.loads(SAMPLE.read_bytes()) | {"scheme": "JSPB01-000000-2023"}
    answer = labverdict("score", write(tmp_path / "card.json", card), "--lang", "en")
    assert answer.code == 30
    assert "/scheme: There is no such scheme" in answer.err


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(80), "80 (= 80)"),
        (Fraction(799999, 10000), "79.9999 (< 80)"),
        (Fraction(80) - Fraction(1, 10**9), "79.999999999 ≈ 80.0000 (< 80)"),
        (Fraction(1060, 11), "1060/11 ≈ 96.3636 (> 80)"),
    ],
)
def test_a_tie_is_seen_and_what_rounds_to_one_is_not_taken_for_it(value: Fraction, shown: str) -> None:
    assert number_text(value, Fraction(80)) == shown
