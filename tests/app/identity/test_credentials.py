import base64
import hashlib
import json
import re
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.identity.credentials import PATTERN, CredentialKind, compose, credential_id, read

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
KINDS = [(CredentialKind.API_KEY, "lvk"), (CredentialKind.ACCESS_TOKEN, "lvt"), (CredentialKind.CLIENT_SECRET, "lvs")]
IDENTIFIER, SECRET = credential_id(bytes(range(10))), bytes(range(20))
KEY = compose(CredentialKind.API_KEY, IDENTIFIER, SECRET)

kinds = st.sampled_from(CredentialKind)
identifiers = st.binary(min_size=10, max_size=10).map(credential_id)
secrets = st.binary(min_size=20, max_size=20)
credentials = st.builds(compose, kinds, identifiers, secrets)


@given(kinds, identifiers, secrets)
def test_what_is_composed_is_read(kind: CredentialKind, identifier: str, secret: bytes) -> None:
    text = compose(kind, identifier, secret)
    presented = read(text)
    assert presented is not None
    assert (presented.kind, presented.id) == (kind, identifier)
    assert presented.digest == hashlib.sha256(text.encode()).hexdigest()
    assert re.fullmatch(PATTERN, text)


@pytest.mark.parametrize(("kind", "prefix"), KINDS)
def test_the_form_is_this(kind: CredentialKind, prefix: str) -> None:
    zeros, ones = compose(kind, credential_id(bytes(10)), bytes(20)), compose(kind, "z" * 16, b"\xff" * 20)
    assert zeros.startswith(f"{prefix}_{'0' * 16}_{'0' * 32}_")
    assert ones.startswith(f"{prefix}_{'z' * 16}_{'z' * 32}_")
    assert len(zeros) == len(ones) == 60


def test_every_bit_of_the_secret_and_of_the_identifier_is_written() -> None:
    flipped = [(1 << bit).to_bytes(20) for bit in range(160)]
    assert len({compose(CredentialKind.API_KEY, IDENTIFIER, secret) for secret in flipped}) == 160
    assert len({credential_id((1 << bit).to_bytes(10)) for bit in range(80)}) == 80


def test_the_checksum_is_the_low_30_bits_of_the_crc_32() -> None:
    body, _, checksum = KEY.rpartition("_")
    number = 0
    for character in checksum:
        number = number << 5 | ALPHABET.index(character)
    assert number == zlib.crc32(body.encode()) & 0x3FFF_FFFF


def test_a_scanner_finds_keys_in_other_text_and_nothing_like_them() -> None:
    token = compose(CredentialKind.ACCESS_TOKEN, IDENTIFIER, SECRET)
    leak = f"export KEY={KEY}\ncurl -H 'Authorization: Bearer {token}'\nlvk_test lv_{'0' * 60} {'0' * 60}"
    assert [match.group() for match in re.finditer(PATTERN, leak)] == [KEY, token]


@given(credentials, st.integers(0, 59), st.characters())
def test_a_changed_character_is_refused(text: str, place: int, character: str) -> None:
    changed = text[:place] + character + text[place + 1 :]
    assert (read(changed) is None) is (changed != text)


def test_every_change_of_one_character_is_refused() -> None:
    """The CRC is linear: what tells a difference of two characters in one text tells it in every text."""
    ascii_characters = [chr(code) for code in range(128)]
    for kind, _ in KINDS:
        text = compose(kind, IDENTIFIER, SECRET)
        changed = {text[:at] + each + text[at + 1 :] for at in range(60) for each in ascii_characters} - {text}
        assert len(changed) == 60 * 127
        assert [each for each in changed if read(each) is not None] == []


def test_the_checksum_tells_every_slip_in_every_text() -> None:
    """The proof of the sentence above: one other character, or two neighbours that changed places, at any place."""
    low = 0x3FFF_FFFF
    differences = {ord(one) ^ ord(other) for one in ALPHABET + "_" for other in ALPHABET + "_"} - {0}
    same = zlib.crc32(bytes(53)) & low
    for slip in [bytes([each]) for each in differences] + [bytes([each, each]) for each in differences]:
        for place in range(54 - len(slip)):
            assert zlib.crc32(bytes(place) + slip + bytes(53 - place - len(slip))) & low != same


@given(credentials)
def test_two_neighbours_that_changed_places_are_refused(text: str) -> None:
    for place, (one, other) in enumerate(pairwise(text)):
        swapped = text[:place] + other + one + text[place + 2 :]
        assert (read(swapped) is None) is (swapped != text)


@given(credentials, st.integers(0, 59))
def test_a_cut_or_longer_text_is_refused(text: str, length: int) -> None:
    assert read(text[:length]) is None
    assert read(text + text[length]) is None
    assert read(text[:length] + text[length] + text[length:]) is None


def unchecked(text: str) -> bool:
    """The form without the checksum."""
    return re.fullmatch(PATTERN, text) is not None


def test_without_the_checksum_typing_errors_would_pass() -> None:
    """The control: hundreds of single-character changes have the right form, and only the checksum tells them."""
    changed = [KEY[:at] + each + KEY[at + 1 :] for at in range(60) for each in ALPHABET if each != KEY[at]]
    assert sum(unchecked(each) for each in changed) > 1000
    assert not any(read(each) for each in changed)


def encoded(part: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none"},
        {"alg": "HS256", "jku": "https://keys.example/set.json"},
        {"alg": "RS256", "x5u": "https://keys.example/chain.pem"},
        {"alg": "EdDSA", "jwk": {"kty": "OKP", "crv": "Ed25519", "x": "AA"}},
    ],
)
@pytest.mark.parametrize("signature", ["", "AAAA"])
def test_a_jwt_is_not_a_credential(header: dict[str, object], signature: str) -> None:
    assert read(f"{encoded(header)}.{encoded({'sub': 'admin'})}.{signature}") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        KEY.upper(),
        f" {KEY}",
        f"{KEY} ",
        f"{KEY}\n",
        f"{KEY}\x00",
        f"Bearer {KEY}",
        KEY.replace("lvk", "lvx"),
        KEY.replace("_", "-"),
        KEY.replace("0", "O"),
        KEY.replace("0", "０"),
        "\ud800" * 60,
        "lvk_" * 100_000,
    ],
)
def test_other_text_is_not_a_credential(text: str) -> None:
    assert read(text) is None


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    assert read(text) is None


def test_a_digest_is_not_shown() -> None:
    presented = read(KEY)
    assert presented is not None
    assert presented.digest not in repr(presented)


@pytest.mark.parametrize("size", [0, 9, 11])
def test_an_identifier_takes_10_bytes(size: int) -> None:
    with pytest.raises(ValueError, match="10 bytes"):
        credential_id(bytes(size))


@pytest.mark.parametrize("size", [0, 19, 21])
def test_a_secret_has_160_bits(size: int) -> None:
    with pytest.raises(ValueError, match="20 bytes") as refused:
        compose(CredentialKind.API_KEY, IDENTIFIER, b"\x5a" * size)
    assert "\\x5a" not in str(refused.value)


@pytest.mark.parametrize("identifier", ["", "0" * 15, "0" * 17, "I" * 16, "0" * 15 + "_", "0" * 16 + "\n"])
def test_a_secret_needs_its_identifier(identifier: str) -> None:
    with pytest.raises(ValueError, match="not the identifier"):
        compose(CredentialKind.API_KEY, identifier, SECRET)
