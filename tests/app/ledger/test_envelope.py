from dataclasses import replace

import pytest

from app.keys.ed25519 import ALG, PublicKeys
from app.ledger.canonical import Json, canonical
from app.ledger.checkpoint import PAYLOAD_TYPE, Checkpoint, checkpoint_payload, read_checkpoint
from app.ledger.envelope import (
    Envelope,
    Trust,
    envelope_bytes,
    envelope_record,
    key_id,
    pre_authentication,
    read_envelope,
    read_envelope_record,
    sign,
    verified,
)
from app.ledger.notation import Malformed
from tests.app.ledger.logs import AT, OURS, THEIRS, TRUST

ROOT = "ab" * 32
BODY = b'{"a":1}'
SIGNED = sign("text/x", BODY, [OURS])


class Other:
    """A second algorithm: not a signature at all, but it can be told apart."""

    alg, kid = "Reversed", "0" * 16

    def sign(self, message: bytes) -> bytes:
        return message[::-1]


def both(alg: str, kid: str, message: bytes, signature: bytes) -> bool:
    if alg == Other.alg:
        return signature == message[::-1]
    return PublicKeys([OURS.public_key])(alg, kid, message, signature)


@pytest.mark.parametrize(
    ("payload_type", "payload", "signed"),
    [
        ("http://example.com/HelloWorld", b"hello world", b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"),
        ("", b"", b"DSSEv1 0  0 "),
        ("é", b"a b\n\x00", "DSSEv1 2 é 5 a b\n\0".encode()),
    ],
)
def test_what_is_signed_is_the_pae_of_dsse(payload_type: str, payload: bytes, signed: bytes) -> None:
    assert pre_authentication(payload_type, payload) == signed


def test_the_verified_bytes_are_those_signed() -> None:
    assert verified(SIGNED, "text/x", TRUST) == BODY


@pytest.mark.parametrize(
    "envelope",
    [
        replace(SIGNED, payload=b'{"a":2}'),
        replace(SIGNED, payload_type="text/y"),
        replace(SIGNED, signatures=()),
        sign("text/x", BODY, [THEIRS]),
        sign("text/x", BODY, []),
        sign("text/y", BODY, [OURS]),
        replace(SIGNED, signatures=(replace(SIGNED.signatures[0], value=b""),)),
        replace(SIGNED, signatures=(replace(SIGNED.signatures[0], alg="none"),)),
    ],
)
def test_nothing_else_is_verified(envelope: Envelope) -> None:
    assert verified(envelope, "text/x", TRUST) is None


def test_an_identifier_does_not_make_a_key_trusted() -> None:
    theirs = sign("text/x", BODY, [THEIRS])
    renamed = replace(theirs, signatures=(replace(theirs.signatures[0], kid=OURS.kid),))
    assert verified(renamed, "text/x", TRUST) is None


def test_trusting_whoever_is_named_would_verify_anything() -> None:
    named = Trust(lambda _alg, kid, _message, _signature: kid == OURS.kid, (ALG,))
    forged = replace(SIGNED, payload=b"forged")
    assert verified(forged, "text/x", named) == b"forged"


def test_every_needed_algorithm_must_have_signed() -> None:
    needed = Trust(both, (ALG, Other.alg))
    assert verified(sign("text/x", BODY, [OURS, Other()]), "text/x", needed) == BODY
    assert verified(sign("text/x", BODY, [OURS]), "text/x", needed) is None
    assert verified(sign("text/x", BODY, [Other(), Other()]), "text/x", needed) is None


def test_a_signature_that_is_not_needed_does_no_harm() -> None:
    assert verified(sign("text/x", BODY, [THEIRS, OURS, Other()]), "text/x", TRUST) == BODY


def test_where_nothing_is_needed_nothing_is_verified() -> None:
    assert verified(SIGNED, "text/x", Trust(both, ())) is None


def test_the_identifier_is_made_from_the_key() -> None:
    assert key_id(OURS.public_key) == OURS.kid


def test_an_envelope_is_written_and_read_back() -> None:
    envelope = sign("text/x", BODY, [OURS, Other()])
    assert read_envelope(envelope_bytes(envelope)) == envelope
    assert read_envelope_record(envelope_record(envelope)) == envelope
    assert envelope_bytes(sign("t", b"\xff", [Other()])) == (
        b'{"payload":"/w==","payload_type":"t","signatures":'
        b'[{"alg":"Reversed","kid":"0000000000000000","value":"/yAxIHQgMSAxdkVTU0Q="}]}'
    )


ONE: dict[str, Json] = {"alg": "a", "kid": "k", "value": "YQ=="}
WHOLE: dict[str, Json] = {"payload_type": "t", "payload": "YQ==", "signatures": [ONE]}


@pytest.mark.parametrize(
    "record",
    [
        [],
        WHOLE | {"more": None},
        WHOLE | {"payload": "YQ"},
        WHOLE | {"payload": None},
        WHOLE | {"signatures": {}},
        WHOLE | {"signatures": ["a"]},
        WHOLE | {"signatures": [ONE, ONE | {"value": "Y"}]},
        WHOLE | {"signatures": [ONE | {"more": None}]},
        WHOLE | {"signatures": [{"alg": "a", "kid": "k"}]},
    ],
)
def test_other_members_are_no_envelope(record: Json) -> None:
    assert isinstance(read_envelope(canonical(WHOLE)), Envelope)
    assert isinstance(read_envelope(canonical(record)), Malformed)


def test_other_bytes_are_no_envelope() -> None:
    assert isinstance(read_envelope(envelope_bytes(SIGNED) + b" "), Malformed)


@pytest.mark.parametrize("size", [0, 7])
def test_a_checkpoint_is_read_back(size: int) -> None:
    checkpoint = Checkpoint(size, ROOT, AT)
    assert read_checkpoint(checkpoint_payload(checkpoint)) == checkpoint


def test_a_checkpoint_is_written_to_these_bytes() -> None:
    assert checkpoint_payload(Checkpoint(7, ROOT, AT)).decode() == (
        f'{{"at":"{AT}","format":"labverdict.checkpoint/1","root":"{ROOT}","size":7}}'
    )
    assert PAYLOAD_TYPE == "application/vnd.labverdict.checkpoint+json"


CHECKPOINT: dict[str, Json] = {"format": "labverdict.checkpoint/1", "size": 7, "root": ROOT, "at": AT}


@pytest.mark.parametrize(
    "record",
    [
        [],
        CHECKPOINT | {"size": -1},
        CHECKPOINT | {"size": True},
        CHECKPOINT | {"size": "7"},
        CHECKPOINT | {"root": "ab"},
        CHECKPOINT | {"at": "2026"},
        CHECKPOINT | {"format": "labverdict.checkpoint/2"},
        CHECKPOINT | {"more": None},
    ],
)
def test_other_members_are_no_checkpoint(record: Json) -> None:
    assert isinstance(read_checkpoint(canonical(CHECKPOINT)), Checkpoint)
    assert isinstance(read_checkpoint(canonical(record)), Malformed)


def test_other_bytes_are_no_checkpoint() -> None:
    assert isinstance(read_checkpoint(b"{}\n"), Malformed)
