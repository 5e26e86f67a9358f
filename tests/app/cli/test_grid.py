import pytest
from rich.cells import cell_len

from app.cli.grid import Line, Row, grid, paragraph

ROWS = [Row(("✓ 符合", "硫含量", "≤10 mg/kg", "GB 19147-2016 表3")), Row(("✗ 不符合", "闪点(闭口)", "", "x"), "red")]
TITLES = ("判定", "项目", "限值", "条款")


def texts(lines: list[Line]) -> list[str]:
    return ["".join(span.text for span in line) for line in lines]


def test_columns_stand_in_line_though_chinese_characters_are_wide() -> None:
    assert texts(grid(TITLES, ROWS, 132)) == [
        "判定      项目        限值       条款",
        "─" * 50,
        "✓ 符合    硫含量      ≤10 mg/kg  GB 19147-2016 表3",
        "✗ 不符合  闪点(闭口)             x",
    ]


def test_the_outcome_is_what_a_terminal_colours() -> None:
    *_, last = grid(TITLES, ROWS, 132)
    assert [(span.text, span.style) for span in last] == [("✗ 不符合", "red"), ("  闪点(闭口)             x", "")]


@pytest.mark.parametrize("width", range(46, 60))
def test_a_table_keeps_to_the_width_as_long_as_its_words_do(width: int) -> None:
    assert max(map(cell_len, texts(grid(TITLES, ROWS, width)))) <= width


def test_where_words_are_longer_than_the_screen_they_stay_whole() -> None:
    assert "GB 19147-2016" in "\n".join(texts(grid(TITLES, ROWS, 20)))


def test_on_a_narrow_screen_cells_go_below_their_row() -> None:
    assert texts(grid(TITLES, ROWS, 40, beside=2)) == [
        "判定      项目",
        "    限值  条款",
        "─" * 20,
        "✓ 符合    硫含量",
        "    ≤10 mg/kg  GB 19147-2016 表3",
        "✗ 不符合  闪点(闭口)",
        "    x",
    ]


def test_a_paragraph_is_set_in_below_its_number() -> None:
    assert texts(paragraph("[1] ", "one two three", 12)) == ["[1] one two", "    three"]
