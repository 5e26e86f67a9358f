import pytest

from app.intake.vocabulary import name_key, split_year


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10%蒸余物残碳", "10％蒸余物残炭"),
        ("运动粘度(20℃)", "运动黏度（20 °C）"),
        ("Sulfur content", "sulfurcontent"),
        ("GB/T 261", "gb／t261"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("typed", "number", "year"),
    [
        ("GB/T 261-2021", "GB/T 261", "2021"),
        ("GB/T 32237—2015", "GB/T 32237", "2015"),
        ("GB/T 1884-2000、GB/T 1885-1998", "GB/T 1884、GB/T 1885", "2000"),
        ("GB/T 1884 和 GB/T 1885", "GB/T 1884 和 GB/T 1885", None),
        ("ASTM D7039-15a(2020)", "ASTM D7039-15a(2020)", None),
    ],
)
def test_the_year_of_the_edition_is_parted_from_the_number(typed: str, number: str, year: str | None) -> None:
    assert split_year(typed) == (number, year)
