import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from app.cli.wrapping import least_width, padded, wrapped

STANDARDS = ("GB/T 8170-2008", "JSPB01-180004-2023", "GB 19147-2016", "NB/SH/T 0606-2019", "ASTM D7039", "ISO 4259-2")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四", 8, ["一二三四"]),
        ("一二三四", 6, ["一二三", "四"]),
        ("结果(一)", 5, ["结果", "(一)"]),
        ("结果, 超出", 6, ["结果,", "超出"]),
        ("闪点(闭口)", 8, ["闪点(闭", "口)"]),
        ("GB 19147-2016 表3", 15, ["GB 19147-2016", "表3"]),
        ("see GB/T 8170-2008 4.3", 16, ["see", "GB/T 8170-2008", "4.3"]),
        ("within 95 %", 8, ["within", "95 %"]),
        ("two\nlines", 9, ["two", "lines"]),
        ("x" * 10, 4, ["xxxx", "xxxx", "xx"]),
        ("", 4, [""]),
    ],
)
def test_a_text_is_broken_at_blanks_and_beside_chinese_characters(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@given(
    st.lists(
        st.sampled_from([*STANDARDS, "依据标准", "，", "the limit of", "4.2.2", "表3", "(不含)"]),
        min_size=1,
        max_size=9,
    ),
    st.sampled_from(["", " "]),
    st.integers(min_value=18, max_value=60),
)
def test_no_width_breaks_the_number_of_a_standard(parts: list[str], between: str, width: int) -> None:
    text = between.join(parts) if between else " ".join(parts)
    lines = wrapped(text, width)
    for standard in STANDARDS:
        assert sum(line.count(standard) for line in lines) == text.count(standard)


@given(st.text(alphabet="ab 一二，。()GB/T19-", max_size=60), st.integers(min_value=2, max_value=40))
def test_lines_fit_and_nothing_but_blanks_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_column_is_never_narrower_than_a_standard(standard: str) -> None:
    assert least_width(f"依据 {standard} 的规定") == len(standard)


def test_chinese_characters_take_two_cells() -> None:
    assert padded("硫", 4) == "硫  "
