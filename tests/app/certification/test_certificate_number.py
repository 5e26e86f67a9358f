"""A certificate has a number that an address holds as it is, and a format makes no others."""

import pytest

from app.certification.certificate_number import is_number, is_number_format


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *(("JSPB-2026-0001", True), ("苏认 2026 第 0001 号", True), ("A" * 64, True), ("A" * 65, False), ("", False)),
        *((f"A{mark}1", False) for mark in "/?#%\n\x00\x7f\x85"),
        ("A\n", False),
    ],
)
def test_a_number_is_one_that_an_address_holds(text: str, is_one: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_number(text) is is_one


@pytest.mark.parametrize(
    ("form", "is_one"),
    [
        *(("JSPB-{year}-{serial}", True), ("{serial}", True), ("A" * 55 + "{serial}", True)),
        *(("A" * 56 + "{serial}", False), ("{year}", False), ("{serial}{serial}", False), ("A/{serial}", False)),
    ],
)
def test_a_format_makes_numbers_of_one_place_for_the_serial(form: str, is_one: bool) -> None:  # noqa: FBT001 - as above
    assert is_number_format(form) is is_one
