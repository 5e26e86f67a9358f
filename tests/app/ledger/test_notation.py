import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledger.notation import is_instant, is_sha256, octets_text, read_octets


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("0" * 64, True),
        ("0123456789abcdef" * 4, True),
        ("0" * 63, False),
        ("0" * 65, False),
        ("A" * 64, False),
        ("٠" * 64, False),
        ("0" * 64 + "\n", False),
    ],
)
def test_a_digest_is_64_lower_case_digits(text: str, is_one: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_sha256(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2026-11-22T21:41:58.123456Z", True),
        ("2024-02-29T00:00:00.000000Z", True),
        ("2026-02-29T00:00:00.000000Z", False),
        ("2026-11-22T24:00:00.000000Z", False),
        ("2026-11-22T23:60:00.000000Z", False),
        ("2026-11-22T21:41:58.123Z", False),
        ("2026-11-22T21:41:58.123456+00:00", False),
        ("2026-11-22 21:41:58.123456Z", False),
        ("0000-11-22T21:41:58.123456Z", False),
        ("２026-11-22T21:41:58.123456Z", False),
    ],
)
def test_an_instant_is_written_in_one_way(text: str, is_one: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_instant(text) is is_one


@given(st.binary())
def test_bytes_are_read_back(octets: bytes) -> None:
    assert read_octets(octets_text(octets)) == octets


@pytest.mark.parametrize("text", ["YQ", "YQ=", "YQ==\n", "Y Q==", "YR==", "YQ==YQ==", "_w==", "ü"])
def test_base64_in_another_writing_is_not_read(text: str) -> None:
    assert read_octets(text) is None
