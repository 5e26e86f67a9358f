from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from app.cli.verdict_table import verdict_lines
from app.verification.statements import AS_REPORTED
from app.verification.verify import verify
from app.wording import Language
from methods.acceptance import Comparison

DAY = date(2026, 5, 12)


@pytest.fixture(scope="session")
def printed(bench: SimpleNamespace) -> "Printed":
    return Printed(bench)


class Printed:
    """A verdict on hand-made requirements and results, as lines of text without runs of blanks."""

    def __init__(self, bench: SimpleNamespace) -> None:
        self.bench = bench

    def lines(self, requirements: list[object], results: list[object], language: Language = Language.ZH) -> list[str]:
        return [" ".join(line.split()) for line in self.raw(requirements, results, language, 132)]

    def raw(self, requirements: list[object], results: list[object], language: Language, width: int) -> list[str]:
        verdict = verify(self.bench.scheme_of(*requirements), self.bench.report_of(*results), DAY)
        return ["".join(span.text for span in line) for line in verdict_lines(verdict, language, width)]


def test_flags_are_numbered_and_explained(printed: Printed, bench: SimpleNamespace) -> None:
    flash = bench.requirement(bench.FLASH, "≥60", doubt="read as 60")
    lines = printed.lines([flash], [bench.result(bench.FLASH, "59.5", verdict="合格")])
    assert "✗ 不符合 闪点(闭口) 59.5 ℃ ≥60 ℃ -0.5 GB 0-2016 表3 SH/T 0689; 结果超出限值 [1][2][3]" in lines
    assert lines[lines.index("标记") + 1 :] == [
        "[1] 暂定限值: 尚未由两人对照标准原文核对",
        "[2] 规则原文此处存疑, 读法已记录",
        "[3] 实验室的单项判定与此不同",
    ]


def test_a_rounded_comparison_shows_what_it_compares(printed: Printed, bench: SimpleNamespace) -> None:
    required = bench.requirement(bench.SULFUR, "≤8")
    rounding = replace(required, limit=bench.limit_of(bench.SULFUR, "≤8", Comparison.ROUNDED_VALUE))
    lines = printed.lines([rounding], [bench.result(bench.SULFUR, "0.00085", "%(m/m)")])
    start = next(place for place, line in enumerate(lines) if line.startswith("✓ 符合 硫含量 0.00085 %(m/m)"))
    assert lines[start + 1 : start + 3] == ["= 8.5 mg/kg", "修约后 8 mg/kg"]


def test_the_title_of_a_standard_is_chinese_and_set_apart_in_english(printed: Printed, bench: SimpleNamespace) -> None:
    required, result = bench.requirement(bench.SULFUR, "≤8"), bench.result(bench.SULFUR, "6")
    assert "标准 GB 0-2016 试验" in printed.lines([required], [result])
    assert "standard GB 0-2016 (试验)" in printed.lines([required], [result], Language.EN)


def test_each_replicate_is_told(printed: Printed, bench: SimpleNamespace) -> None:
    results = [bench.result(bench.SULFUR, value, replicate=which) for value, which in (("7", "1"), ("9", "2"))]
    lines = printed.lines([bench.requirement(bench.SULFUR, "≤8")], results)
    assert [line.split("SH/T 0689; ")[1] for line in lines if "GB 0-2016 表3" in line] == [
        "平行样 1 [1]",
        "平行样 2; 结果超出限值 [1]",
    ]


def test_what_is_open_is_listed_with_its_reason(printed: Printed, bench: SimpleNamespace) -> None:
    requirements = [
        bench.requirement(bench.SEAL, None),
        bench.requirement(bench.COPPER, "1级"),
        bench.requirement(bench.WATER, "无或痕迹"),
        bench.requirement(bench.SULFUR, "≤8", named=True, methods=["GB_T_11140"], number="4.2.2"),
    ]
    results = [bench.result(bench.SEAL, "符合"), bench.result(bench.WATER, "0.02"), bench.result(bench.SULFUR, "6")]
    lines = printed.lines(requirements, results, Language.EN)
    start = lines.index("still needed") + 1
    assert lines[start : start + 4] == [
        "tightness (GB 0-2016 表3): This requirement is not held here.",
        "copper (GB 0-2016 表3): The report has no result for this item.",
        "water (GB 0-2016 表3): The limit is in words; a number cannot be compared.",
        "sulfur_content (GB 0-2016 4.2.2): The clause names another method.",
    ]


def test_statements_stand_in_a_block_of_their_own(printed: Printed, bench: SimpleNamespace) -> None:
    sulfur = bench.result(bench.SULFUR, "7.9", uncertainty=("0.2", "2"))
    required = bench.requirement(bench.SULFUR, "≤8", methods=["SH_T_0689"])
    lines = [" ".join(line.split()) for line in printed.raw([required], [sulfur], Language.EN, 200)]
    start = lines.index("statements on uncertainty and precision (beside the verdict)")
    assert lines[start + 3 :] == [
        "sulfur_content ≤8 mg/kg ISO 4259-2, 95 % supplier not demonstrated (R 1, limit 7.41) a sister text (B)",
        "recipient not rejected (R 1, limit 8.59)",
        f"ILAC-G8:09/2019, w = U conditional pass (w 0.2, acceptance limit 7.8, rejection limit 8.2) {AS_REPORTED}",
        f"JCGM 106:2012 p conform 0.841345, p nonconform 0.158655 {AS_REPORTED}",
    ]


def test_a_text_of_the_laboratory_cannot_drive_the_screen_nor_flood_it(
    printed: Printed, bench: SimpleNamespace
) -> None:
    result = bench.result(bench.SEAL, "见附件\n" + "好" * 500, method=None, method_typed="自定\t方法")
    raw = printed.raw([bench.requirement(bench.SEAL, None)], [result], Language.ZH, 132)
    assert all(line.isprintable() for line in raw)
    assert "见附件\\u000a" in "".join(raw)
    assert len(raw) < 30


STANDARDS = ("GB/T 8170-2008", "JSPB01-180004-2023", "GB 19147-2016", "NB/SH/T 0606-2019")


@given(
    standard=st.sampled_from(STANDARDS), width=st.integers(min_value=60, max_value=160), lang=st.sampled_from(Language)
)
def test_no_width_breaks_the_number_of_a_standard(
    printed: Printed, bench: SimpleNamespace, *, standard: str, width: int, lang: Language
) -> None:
    result = bench.result(bench.SULFUR, "7.9", method=None, method_typed=standard)
    raw = printed.raw([bench.requirement(bench.SULFUR, "≤8", number="4.2.2 表1")], [result], lang, width)
    assert any(standard in line for line in raw)
    assert any("GB 0-2016" in line for line in raw)
    assert max(map(cell_len, raw)) <= max(width, 100)
