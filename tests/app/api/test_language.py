"""Which language an answer is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.language import language_headers, language_of
from app.wording import Language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh"),
        ("", "zh"),
        ("zh", "zh"),
        ("en", "en"),
        ("EN", "en"),
        ("en-GB", "en"),
        ("zh-Hans-CN", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-US,en;q=0.9,zh;q=0.8", "en"),
        ("zh;q=0.8, en;q=0.801", "en"),
        ("zh;q=0.801, en;q=0.8", "zh"),
        ("en, zh", "en"),  # of equal weights the first
        ("zh, en", "zh"),
        ("fr, en;q=0.1", "en"),
        ("fr", "zh"),  # nothing fits
        ("*", "zh"),
        ("*, zh;q=0", "en"),
        ("zh;q=0, *;q=0.001", "en"),
        ("en;q=0.5, *;q=0.4", "en"),
        ("en;q=0.5, *;q=0.6", "zh"),
        ("en;q=0", "zh"),
        ("en;q=0, zh;q=0", "zh"),
        ("en;q=1.9, zh;q=1", "en"),  # more than 1 is 1
        ("zhx, en;q=0.1", "en"),
        ("en;q=x, zh;q=0.1", "zh"),  # what cannot be read is left out
        ("en;q=0.1234", "zh"),
        ("english-speaking, zh", "zh"),
        ("en" + ",fr" * 400, "zh"),  # longer than any browser's
    ],
)
def test_the_greatest_weight_wins(header: str | None, language: str) -> None:
    assert language_of(header) == language


@given(st.text(st.sampled_from("zhenfr-*;q=,.01 \t\x00é"), max_size=60) | st.text(max_size=30))
def test_every_header_gives_a_language(header: str) -> None:
    assert language_of(header) in Language


def test_an_answer_says_its_language_and_what_it_depends_on() -> None:
    assert language_headers(Language.EN) == {"Content-Language": "en", "Vary": "Accept-Language"}
