import hashlib
import re

import pytest

from app.certification.check_code import PATTERN, as_printed, check_code


@pytest.mark.parametrize(
    ("digest", "code"),
    [
        ("0" * 64, "00000-00000"),
        ("f" * 64, "ZZZZZ-ZZZZZ"),
        ("08421084210842" + "0" * 50, "11111-11111"),
        # The 50th bit counts, the 51st does not.
        ("0" * 12 + "4" + "0" * 51, "00000-00001"),
        ("0" * 12 + "3" + "f" * 51, "00000-00000"),
    ],
)
def test_the_code_is_the_first_fifty_bits(digest: str, code: str) -> None:
    assert check_code(digest) == code


@pytest.mark.parametrize("typed", ["0123A-BJKMN", "0123abjkmn", "oi23a-bjkmn", "OL23ABJKMN"])
def test_what_is_easily_misread_is_one_character(typed: str) -> None:
    assert re.fullmatch(PATTERN, typed)
    assert as_printed(typed) == "0123A-BJKMN"


@pytest.mark.parametrize("typed", ["", "0123A", "0123A-BJKMU", "0123A--BJKMN", "0123A-BJKMNP", "0123A BJKMN"])
def test_nothing_else_is_a_code(typed: str) -> None:
    assert re.fullmatch(PATTERN, typed) is None


def test_every_code_is_one() -> None:
    for number in range(500):
        code = check_code(hashlib.sha256(str(number).encode()).hexdigest())
        assert re.fullmatch(PATTERN, code)
        assert as_printed(code) == code
