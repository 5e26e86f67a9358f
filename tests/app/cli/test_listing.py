from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

Run = Callable[..., SimpleNamespace]
RULE, DRYER_RULE = "JSPB01-180004-2023", "JSPB01-110038-2023"


def rows(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_schemes_and_items_are_listed(labverdict: Run) -> None:
    listed = rows(labverdict("limits", "list").out)
    assert f"{RULE} GB 19147-2016 5号 0号 -10号 -20号 -35号 -50号 2023-10-16 车用柴油产品认证规则" in listed
    assert "硫含量 sulfur content mg/kg sulfur_content" in listed
    assert "物料收率 material yield %(m/m) material_yield" in listed


def test_the_items_of_one_scheme_are_listed_alone(labverdict: Run) -> None:
    listed = labverdict("limits", "list", "--scheme", DRYER_RULE, "--lang", "en").out
    assert "material_yield" in listed
    assert "sulfur_content" not in listed


def test_every_requirement_of_a_grade_is_shown(labverdict: Run) -> None:
    shown = rows(labverdict("limits", "show", RULE, "--grade", "-35号", "--lang", "en").out)
    assert any(
        row.startswith("sulfur content -35号 ≤8 mg/kg JSPB01-180004-2023 4.2.2 SH/T 0689 confirmed (S:")
        for row in shown
    )
    assert any(row.startswith("cetane number -35号 ≥47 GB 19147-2016 表3 GB/T 386 provisional (") for row in shown)


def test_a_limit_that_grades_share_is_shown_once(labverdict: Run) -> None:
    shown = rows(labverdict("limits", "show", RULE).out)
    assert [row.split()[1] for row in shown if row.startswith("硫含量 ")] == ["全部", "全部"]
    assert [row.split()[1] for row in shown if row.startswith("凝点 ")] == [
        "5号",
        "0号",
        "-10号",
        "-20号",
        "-35号",
        "-50号",
    ]


def test_what_is_not_held_and_what_is_doubtful_is_said(labverdict: Run) -> None:
    shown = labverdict("limits", "show", DRYER_RULE, "--lang", "en").out
    assert shown.count("not held (NF:") == 13
    assert "无聊收率" in shown


@pytest.mark.parametrize(
    ("words", "place", "code"),
    [
        (("limits", "show", "JSPB01"), "SCHEME", "scheme_unknown"),
        (("limits", "list", "--scheme", "JSPB01"), "--scheme", "scheme_unknown"),
        (("limits", "show", RULE, "--grade", "7号"), "--grade", "grade_unknown"),
        (("limits", "show", DRYER_RULE, "--grade", "0号"), "--grade", "grade_unknown"),
        (("methods", "show", "SH/T 9999"), "METHOD", "method_unknown"),
    ],
)
def test_what_is_not_held_is_refused_with_its_name(
    labverdict: Run, words: tuple[str, ...], place: str, code: str
) -> None:
    answer = labverdict(*words)
    assert (answer.code, answer.out) == (30, "")
    assert f"\n  {place}: " in answer.err
    assert f"[{code}]" in answer.err


def test_methods_are_listed(labverdict: Run) -> None:
    assert "GB/T 17144 1997, 2021 10%蒸余物残炭 GB_T_17144" in rows(labverdict("methods", "list").out)


@pytest.mark.parametrize("name", ["SH_T_0689", "SH/T 0689", "NB/SH/T 0689", "SH/T 0689-2000", "sh/t0689"])
def test_a_method_is_found_by_id_and_by_every_number(labverdict: Run, name: str) -> None:
    assert rows(labverdict("methods", "show", name).out)[0] == "编号 SH/T 0689"


def test_a_card_is_shown_whole(labverdict: Run) -> None:
    shown = rows(labverdict("methods", "show", "SH_T_0689", "--lang", "en").out)
    assert "editions 2000 (in force 2000-12-01; B)" in shown
    assert "equivalents ASTM D5453 (stated in the foreword: ASTM D5453-1993; B)" in shown
    assert "resolution 0.1 mg/kg below 10, 1 mg/kg from 10 up (M+)" in shown
    assert "ASTM D5453 (modern edition) mg/kg 0.1788 X^0.75 0.5797 X^0.75 ~400 B no" in shown


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("GB/T 510", "2 4"),
        ("SH/T 0248", "1.2 - 0.027 X 3.0 - 0.060 X"),
        ("GB/T 261", "0.029 X 0.071 X"),
        ("GB/T 17144", "0.0770 X^2/3 0.2451 X^2/3"),
        ("GB/T 261", "2021 (in force not known; B)"),
    ],
)
def test_precision_is_shown_as_a_formula(labverdict: Run, name: str, said: str) -> None:
    assert said in " ".join(rows(labverdict("methods", "show", name, "--lang", "en").out))


def test_every_card_can_be_shown(labverdict: Run) -> None:
    cards = sorted((Path(__file__).resolve().parents[3] / "methods/cards").glob("*.toml"))
    assert cards
    for card in cards:
        assert labverdict("methods", "show", card.stem).code == 0
