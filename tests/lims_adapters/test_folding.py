"""What is folded, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lims_adapters.folding import fold, iso_date, trim


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("８．０", "8.0"),
        ("＜3", "<3"),
        ("＞９５", ">95"),
        ("≤0.5", "<=0.5"),
        ("≥95", ">=95"),
        ("−2", "-2"),
        ("－2", "-2"),
        ("６％", "6%"),
        ("ｍｇ/ｋｇ", "mg/kg"),
        ("\u3000\u00a0 7.9\t\r\n", "7.9"),
        ("SH/T\u00a00689", "SH/T 0689"),
        ("kg\u3000m", "kg m"),
    ],
)
def test_listed_characters_are_folded(typed: str, text: str) -> None:
    assert fold(typed) == text


@pytest.mark.parametrize(
    "typed", ["８,０", "8（+）", "mm²/s", "℃", "7.9±0.3", "٧", "\u200b7.9", "＋5", "㎎/㎏", "／", "1 000", "—", "－－"]
)
def test_nothing_else_is_folded(typed: str) -> None:
    changed = {before: after for before, after in zip(typed, fold(typed), strict=True) if before != after}
    assert set(changed) <= set("８０－")


@given(st.text())
def test_folding_twice_changes_nothing_more(typed: str) -> None:
    assert fold(fold(typed)) == fold(typed)


@given(st.text(alphabet=st.characters(max_codepoint=0x7E, min_codepoint=0x21)))
def test_plain_text_stays(typed: str) -> None:
    assert fold(typed) == typed


def test_free_text_is_only_trimmed() -> None:
    assert trim("\u3000８．０ ％ ") == "８．０ ％"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("2026-05-10", "2026-05-10"),
        ("2026/5/10", "2026-05-10"),
        ("2026.5.10", "2026-05-10"),
        ("2023年10月16日", "2023-10-16"),
        ("2024/2/29", "2024-02-29"),
    ],
)
def test_four_spellings_of_a_date_become_iso(typed: str, text: str) -> None:
    assert iso_date(typed) == text


@pytest.mark.parametrize(
    "typed",
    ["45215", "2023/2/29", "10/16/2023", "2026-5/10", "2026-05-10T10:00:00", "20260510", "2026年5月", "٢٠٢٦-05-10", ""],
)
def test_any_other_text_is_left_for_intake_to_refuse(typed: str) -> None:
    assert iso_date(typed) == typed
