import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.delivery.standard_webhooks import Doubt, NotGenuine, public_key_text, signed_headers, verify

EVENT = "msg_p5jXN8AQM9LWM0D4loKWxJek"
BODY = b'{"test": 2432232314}'
AT = datetime(2021, 2, 25, 15, 2, 10, tzinfo=UTC)
# The vector that the specification's example header and the Svix server's test of asymmetric signing share.
SEED = base64.b64decode("6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbc=")
PUBLIC = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4="
SIGNATURE = "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg=="


@dataclass(frozen=True)
class Key:
    private: Ed25519PrivateKey
    alg: str = "Ed25519"
    kid: str = "0123456789abcdef"

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)

    @property
    def public(self) -> str:
        return public_key_text(self.private.public_key().public_bytes_raw())


KEY = Key(Ed25519PrivateKey.from_private_bytes(SEED))
OTHER = Key(Ed25519PrivateKey.from_private_bytes(bytes(32)))
HEADERS = {"webhook-id": EVENT, "webhook-timestamp": "1614265330", "webhook-signature": SIGNATURE}


def doubt_of(headers: dict[str, str] | list[tuple[str, str]], body: bytes = BODY, at: datetime = AT) -> Doubt | None:
    try:
        verify(headers, body, [PUBLIC], at)
    except NotGenuine as refused:
        return refused.doubt
    return None


def test_the_published_vector_is_signed_byte_for_byte() -> None:
    assert KEY.public == PUBLIC
    assert signed_headers(EVENT, BODY, [KEY], AT) == HEADERS


def test_the_published_vector_is_genuine() -> None:
    assert verify(HEADERS, BODY, [PUBLIC], AT) == EVENT


@given(body=st.binary(max_size=200), seconds=st.integers(-(10**8), 10**10))
def test_what_is_signed_is_genuine(body: bytes, seconds: int) -> None:
    at = AT + timedelta(seconds=seconds)
    assert verify(signed_headers("0" * 32, body, [KEY], at), body, [PUBLIC], at) == "0" * 32


@given(place=st.integers(0, len(BODY) - 1), other=st.integers(1, 255))
def test_any_changed_byte_of_the_body_is_refused(place: int, other: int) -> None:
    changed = BODY[:place] + bytes([BODY[place] ^ other]) + BODY[place + 1 :]
    assert doubt_of(HEADERS, changed) is Doubt.NO_MATCHING_SIGNATURE


@pytest.mark.parametrize("body", [b"", BODY[:-1], BODY + b" ", BODY[1:], b"." + BODY])
def test_a_longer_or_shorter_body_is_refused(body: bytes) -> None:
    assert doubt_of(HEADERS, body) is Doubt.NO_MATCHING_SIGNATURE


@pytest.mark.parametrize("name", list(HEADERS))
def test_any_changed_character_of_a_header_is_refused(name: str) -> None:
    value = HEADERS[name]
    changed = [value[:n] + other + value[n + 1 :] for n in range(len(value)) for other in "AZaz09+/=-_., "]
    for text in set(changed) - {value}:
        at = AT
        if name == "webhook-timestamp" and text.isdigit():
            at = datetime.fromtimestamp(int(text), UTC)
        assert doubt_of({**HEADERS, name: text}, at=at) is not None, text


def test_spare_bits_of_the_last_base64_character_hide_nothing() -> None:
    changed = SIGNATURE.replace("BAg==", "BAh==")
    assert base64.b64decode(changed[4:]) == base64.b64decode(SIGNATURE[4:])
    assert doubt_of({**HEADERS, "webhook-signature": changed}) is Doubt.NO_MATCHING_SIGNATURE


@pytest.mark.parametrize(
    ("late", "doubt"),
    [
        (timedelta(minutes=5), None),
        (timedelta(minutes=5, microseconds=1), Doubt.TOO_OLD),
        (timedelta(minutes=-5), None),
        (timedelta(minutes=-5, microseconds=-1), Doubt.TOO_NEW),
    ],
)
def test_the_timestamp_may_be_five_minutes_off_either_way(late: timedelta, doubt: Doubt | None) -> None:
    assert doubt_of(HEADERS, at=AT + late) is doubt


def test_a_rotation_is_signed_by_both_keys_and_genuine_by_either() -> None:
    headers = signed_headers(EVENT, BODY, [KEY, OTHER], AT)
    assert len(headers["webhook-signature"].split(" ")) == 2
    assert verify(headers, BODY, [KEY.public], AT) == verify(headers, BODY, [OTHER.public], AT) == EVENT
    assert verify(HEADERS, BODY, [OTHER.public, KEY.public], AT) == EVENT
    with pytest.raises(NotGenuine, match="no_matching_signature"):
        verify(HEADERS, BODY, [OTHER.public], AT)
    with pytest.raises(NotGenuine, match="no_matching_signature"):
        verify(HEADERS, BODY, [], AT)


@pytest.mark.parametrize(
    ("signatures", "doubt"),
    [
        (f"v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4= {SIGNATURE}", None),
        (f"v1a,short v1a,!! v2,x {SIGNATURE}", None),
        (f"{SIGNATURE} ", None),
        (" ".join(["v1,x"] * 15 + [SIGNATURE]), None),
        (" ".join(["v1,x"] * 16 + [SIGNATURE]), Doubt.MALFORMED_HEADER),
        (SIGNATURE.removeprefix("v1a,"), Doubt.NO_MATCHING_SIGNATURE),
        (SIGNATURE.replace("v1a", "v1"), Doubt.NO_MATCHING_SIGNATURE),
        (SIGNATURE + "AAAA", Doubt.NO_MATCHING_SIGNATURE),
        ("v1a,é", Doubt.NO_MATCHING_SIGNATURE),
        ("", Doubt.NO_MATCHING_SIGNATURE),
    ],
)
def test_other_schemes_are_passed_over(signatures: str, doubt: Doubt | None) -> None:
    assert doubt_of({**HEADERS, "webhook-signature": signatures}) is doubt


@pytest.mark.parametrize("name", list(HEADERS))
def test_every_header_is_needed_once(name: str) -> None:
    pairs = list(HEADERS.items())
    assert doubt_of([(key.title(), value) for key, value in pairs]) is None
    assert doubt_of([(key, value) for key, value in pairs if key != name]) is Doubt.MISSING_HEADER
    assert doubt_of([*pairs, (name.upper(), HEADERS[name])]) is Doubt.MALFORMED_HEADER


@pytest.mark.parametrize("timestamp", ["", "1614265330.0", "-1614265330", "+1614265330", " 1614265330", "１614265330"])
def test_a_timestamp_is_ascii_digits(timestamp: str) -> None:
    assert doubt_of({**HEADERS, "webhook-timestamp": timestamp}) is Doubt.MALFORMED_HEADER


def test_a_full_stop_in_the_id_cannot_move_the_border_between_the_parts() -> None:
    """The signed bytes of an event whose body begins with digits could be read as another event's."""
    body = b"1614265330.{}"
    headers = signed_headers("a", body, [KEY], AT)
    moved = {**headers, "webhook-id": f"a.{headers['webhook-timestamp']}", "webhook-timestamp": "1614265330"}
    assert KEY.private.public_key().verify(
        base64.b64decode(moved["webhook-signature"][4:]),
        f"{moved['webhook-id']}.{moved['webhook-timestamp']}.".encode() + b"{}",
    ) is None  # fmt: skip
    assert doubt_of(moved, b"{}") is Doubt.MALFORMED_HEADER


@pytest.mark.parametrize("event", ["", "a.b", "a b", "a\n", "é", "x" * 129])
def test_an_id_that_the_scheme_cannot_carry_is_not_signed(event: str) -> None:
    with pytest.raises(ValueError, match="an event's id"):
        signed_headers(event, BODY, [KEY], AT)


@pytest.mark.parametrize("signers", [[], [Key(OTHER.private, alg="SM2")], [KEY, Key(OTHER.private, alg="ES256")]])
def test_only_ed25519_keys_sign_and_at_least_one(signers: list[Key]) -> None:
    with pytest.raises(ValueError, match="Ed25519"):
        signed_headers(EVENT, BODY, signers, AT)


@pytest.mark.parametrize("text", ["", PUBLIC[5:], "whsk_" + PUBLIC[5:], PUBLIC[:-4], PUBLIC + "\n", "whpk_é"])
def test_a_trusted_key_that_is_none_is_an_error_of_the_receiver(text: str) -> None:
    with pytest.raises(ValueError, match="a public key is whpk_"):
        verify(HEADERS, BODY, [PUBLIC, text], AT)
