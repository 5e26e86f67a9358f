import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.keys.ed25519 import Ed25519Signer, PublicKeys, key_id, signed_by
from app.ports.machine import Signer

# RFC 8032, section 7.1, tests 1 to 3.
RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
SIGNER = Ed25519Signer.of(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER = Ed25519Signer.of(Ed25519PrivateKey.from_private_bytes(bytes(32)))
MESSAGE = b"labverdict"
SIGNATURE = SIGNER.sign(MESSAGE)


@pytest.mark.parametrize(("private", "public", "message", "signature"), RFC_8032)
def test_the_vectors_of_rfc_8032(private: str, public: str, message: str, signature: str) -> None:
    signer = Ed25519Signer.of(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)))
    assert signer.public_key.hex() == public
    assert signer.sign(bytes.fromhex(message)).hex() == signature
    assert signed_by(signer.public_key, bytes.fromhex(message), bytes.fromhex(signature))


def test_a_signer_is_known_by_its_public_key() -> None:
    signer: Signer = SIGNER
    assert (signer.alg, signer.kid) == ("Ed25519", hashlib.sha256(SIGNER.public_key).hexdigest()[:16])
    assert base64.b64decode(SIGNER.public_key_base64, validate=True) == SIGNER.public_key
    assert len(SIGNER.public_key) == 32


def test_a_private_key_is_not_shown() -> None:
    shown = repr(SIGNER) + str(SIGNER)
    assert "_private" not in shown
    assert "PrivateKey" not in shown


@given(st.binary(max_size=200))
def test_what_is_signed_verifies(message: bytes) -> None:
    trusted = PublicKeys([OTHER.public_key, SIGNER.public_key])
    assert trusted("Ed25519", SIGNER.kid, message, SIGNER.sign(message))
    assert not trusted("Ed25519", OTHER.kid, message, SIGNER.sign(message))


def flips(content: bytes) -> list[bytes]:
    number, size = int.from_bytes(content), len(content)
    return [(number ^ 1 << bit).to_bytes(size) for bit in range(8 * size)]


def test_every_changed_bit_is_refused() -> None:
    trusted = PublicKeys([SIGNER.public_key])
    assert trusted("Ed25519", SIGNER.kid, MESSAGE, SIGNATURE)
    assert not [each for each in flips(MESSAGE) if trusted("Ed25519", SIGNER.kid, each, SIGNATURE)]
    assert not [each for each in flips(SIGNATURE) if trusted("Ed25519", SIGNER.kid, MESSAGE, each)]
    assert not [each for each in flips(SIGNER.public_key) if signed_by(each, MESSAGE, SIGNATURE)]


def test_a_second_signature_cannot_be_made_of_the_first() -> None:
    """S + L would hold too (RFC 8032, section 5.1.7, asks to refuse it)."""
    order = 2**252 + 27742317777372353535851937790883648493
    scalar = int.from_bytes(SIGNATURE[32:], "little") + order
    assert not signed_by(SIGNER.public_key, MESSAGE, SIGNATURE[:32] + scalar.to_bytes(32, "little"))


@pytest.mark.parametrize("alg", ["", "none", "ed25519", "Ed448", "HS256", "SM2"])
def test_another_algorithm_is_refused(alg: str) -> None:
    assert not PublicKeys([SIGNER.public_key])(alg, SIGNER.kid, MESSAGE, SIGNATURE)


@pytest.mark.parametrize("kid", ["", "0" * 16, OTHER.kid, SIGNER.kid.upper(), SIGNER.kid + " "])
def test_an_unknown_key_is_refused(kid: str) -> None:
    assert not PublicKeys([SIGNER.public_key])("Ed25519", kid, MESSAGE, SIGNATURE)


def test_nothing_verifies_where_no_key_is_trusted() -> None:
    assert not PublicKeys([])("Ed25519", SIGNER.kid, MESSAGE, SIGNATURE)


@pytest.mark.parametrize("size", [0, 1, 31, 33, 64])
def test_what_is_no_key_verifies_nothing(size: int) -> None:
    public_key = bytes(size)
    assert not PublicKeys([public_key])("Ed25519", key_id(public_key), MESSAGE, SIGNATURE)


@pytest.mark.parametrize("size", [0, 1, 63, 65, 128])
def test_what_is_no_signature_does_not_verify(size: int) -> None:
    assert not PublicKeys([SIGNER.public_key])("Ed25519", SIGNER.kid, MESSAGE, (SIGNATURE * 2)[:size])


def test_a_key_cannot_stand_under_another_name() -> None:
    forged = OTHER.sign(MESSAGE)
    assert not PublicKeys([SIGNER.public_key, OTHER.public_key])("Ed25519", SIGNER.kid, MESSAGE, forged)


def test_if_names_were_taken_as_told_a_forgers_key_would_answer() -> None:
    """The control: looked up in a table of names as somebody tells them, the forged signature is good."""
    as_told = {SIGNER.kid: OTHER.public_key}
    assert signed_by(as_told[SIGNER.kid], MESSAGE, OTHER.sign(MESSAGE))
