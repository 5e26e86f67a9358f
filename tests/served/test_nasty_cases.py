"""Nasty inputs that need an application or a certificate are answered over real HTTP as listed, on both databases."""

from datetime import date
from pathlib import Path

import pytest

from tests.app.api.nasty import CASES
from tests.served.cast import cast
from tests.served.lines import over_http
from tests.served.nasty_cases import BEGINS, CARRIED_OUT
from tests.served.told import set_up

USUAL = date(2026, 4, 1)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("case", CARRIED_OUT)
def test_a_nasty_input_is_answered_as_listed(case: str, kind: str, tmp_path: Path) -> None:
    assert case in CASES
    with cast(kind, tmp_path, over_http, begins=BEGINS.get(case, USUAL)) as everybody:
        set_up(everybody)
        CARRIED_OUT[case](everybody)
