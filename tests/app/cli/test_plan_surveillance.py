import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.certification.item_tables import TableKind
from app.library.certification import load_rule
from app.library.shelf import data_root

Run = Callable[..., SimpleNamespace]
DATA = Path(__file__).resolve().parents[2] / "data"
PLAN, HISTORY, BODY = (str(DATA / f"surveillance{part}.json") for part in ("", "_history", "_body"))
ALL = ("--history", HISTORY, "--body", BODY, "--on", "2026-11-20")
DRYER = "JSPB01-110038-2023"


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Write the plan's file with changes; None leaves a member out."""

    def write(source: str = PLAN, **changes: object) -> str:
        document = json.loads(Path(source).read_bytes()) | changes
        path = tmp_path / Path(source).name
        path.write_text(json.dumps({key: value for key, value in document.items() if value is not None}), "utf-8")
        return str(path)

    return write


def asked(labverdict: Run, *words: str) -> SimpleNamespace:
    answer = labverdict("plan-surveillance", *words)
    assert answer.err == ""
    return SimpleNamespace(code=answer.code, out=answer.out)


def document(labverdict: Run, *words: str) -> dict[str, dict[str, object]]:
    read: dict[str, dict[str, object]] = json.loads(asked(labverdict, *words, "--output", "json").out)
    return read


def drawn(labverdict: Run, *words: str) -> list[object]:
    items = document(labverdict, *words)["sample"]["items"]
    assert isinstance(items, list)
    return [each["item"] for each in items if each["drawn"]]


def test_a_part_is_drawn_by_the_bodys_rule_and_by_risk(labverdict: Run) -> None:
    assert asked(labverdict, PLAN, *ALL).code == 0
    assert drawn(labverdict, PLAN, *ALL) == [
        "sulfur_content", "ash", "copper_corrosion", "water_content", "pah_content", "total_contamination",
        "distillation_t90", "distillation_t95",
    ]  # fmt: skip


def test_without_settings_every_item_is_drawn_and_the_setting_named(labverdict: Run) -> None:
    answer = asked(labverdict, PLAN, "--on", "2026-11-20")
    assert answer.code == 20
    assert "机构尚未设定: sampling_rule" in answer.out
    assert "按风险选项只在" in answer.out
    assert len(drawn(labverdict, PLAN, "--on", "2026-11-20")) == 21


def test_a_day_after_the_window_is_overdue(labverdict: Run) -> None:
    assert asked(labverdict, PLAN, "--on", "2026-12-20").code == 20
    late = asked(labverdict, PLAN, "--on", "2026-12-21", "--lang", "en")
    assert late.code == 10
    assert "overdue: a decision on suspension is due" in late.out


def test_the_dryer_is_drawn_by_its_table_with_the_yield_and_one_of_each(
    labverdict: Run, written: Callable[..., str]
) -> None:
    file = written(scheme=DRYER, grade=None)
    answer = asked(labverdict, file, "--on", "2026-11-20", "--lang", "en")
    assert answer.code == 0
    assert "samples of each: 1" in answer.out
    assert "not known" in answer.out.splitlines()[-1]
    [table] = [each for each in load_rule(data_root(), DRYER).tables if each.kind is TableKind.SURVEILLANCE_SAMPLE]
    printed = [item for row in table.items for item in row.characteristics]
    assert drawn(labverdict, file, "--on", "2026-11-20") == [*printed, "material_yield"]


def test_gaps_causes_and_a_sample_that_is_not_needed_are_shown(labverdict: Run, written: Callable[..., str]) -> None:
    file = written(
        held=[{"ended_on": "2026-04-20"}],
        causes=[{"trigger": "holder_at_fault", "on": "2026-10-09", "ground": "投诉属实"}],
        sample={"needed": False, "ground": "本年度已抽样"},
    )
    out = asked(labverdict, file, "--on", "2026-11-20").out
    assert "间隔超过 12 个月  2025-01-10 – 2026-04-20" in out
    assert "无监督的证书年度  1" in out
    assert "2026-10-09 严重质量问题或投诉, 经查实为持证人责任: 投诉属实" in out
    assert out.endswith("抽样 (7.2)  不抽样: 本年度已抽样\n")


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"scheme": "JSPB01-000000-2023"}, "scheme_unknown", "/scheme"),
        ({"grade": None}, "grade_missing", "/grade"),
        ({"grade": "5号半"}, "grade_unknown", "/grade"),
        ({"scheme": DRYER}, "grade_not_expected", "/grade"),
        ({"held": "x"}, "wrong_type", "/held"),
    ],
)
def test_a_plan_that_cannot_be_made_is_refused(
    labverdict: Run, written: Callable[..., str], changes: dict[str, object], code: str, place: str
) -> None:
    answer = labverdict("plan-surveillance", written(**changes), "--on", "2026-11-20", "--output", "json")
    assert answer.code == 30
    issues = json.loads(answer.out)["issues"]
    assert [(issue["code"], issue["where"]) for issue in issues] == [(code, place)]


def test_the_faults_of_all_files_are_named_at_once(labverdict: Run, written: Callable[..., str]) -> None:
    plan, history, body = written(grade="?"), written(HISTORY, certificate="other"), written(BODY, version="x")
    answer = labverdict(
        "plan-surveillance", plan, "--history", history, "--body", body, "--on", "2026-11-20", "--output", "json"
    )
    assert answer.code == 30
    assert [(issue["code"], issue["file"], issue["where"]) for issue in json.loads(answer.out)["issues"]] == [
        ("number_malformed", body, "/version"),
        ("grade_unknown", plan, "/grade"),
        ("certificate_differs", history, "/certificate"),
    ]


def test_files_that_are_not_there_are_faults(labverdict: Run) -> None:
    answer = labverdict("plan-surveillance", "none.json", "--history", "no.json", "--on", "2026-11-20")
    assert answer.code == 30
    assert answer.err.splitlines() == [
        "none.json: 未受理 (问题: 2)",
        "  none.json: 找不到文件; 应为 a file that is there [file_missing]",
        "  no.json: 找不到文件; 应为 a file that is there [file_missing]",
    ]


def test_a_day_that_is_none_is_wrong_usage(labverdict: Run) -> None:
    assert labverdict("plan-surveillance", PLAN, "--on", "20.11.2026").code == 2
