from datetime import date

import pytest

from app.verification.day import read_day


def test_a_day_is_written_in_one_way() -> None:
    assert read_day("2026-05-10") == date(2026, 5, 10)


@pytest.mark.parametrize(
    "text", ["", "20260510", "2026-W19-7", "2026-5-10", "10.05.2026", "2026-02-30", "2026-05-10 ", "２026-05-10", "x"]
)
def test_no_other_spelling_is_a_day(text: str) -> None:
    assert read_day(text) is None
