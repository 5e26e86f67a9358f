"""A payload and its signatures (DSSE): what is signed are its exact bytes and their type, never a re-written form.

Several signatures fit, by several algorithms. A key's identifier is a hint where to look: trust lies in the keys that
the verifier was given, and what an envelope says about them counts for nothing.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from app.ledger.canonical import Json, NotCanonical, canonical, read_canonical
from app.ledger.notation import Malformed, octets_text, read_octets

# (alg, kid, message, signature) -> whether a trusted key of this algorithm made the signature.
Verifier = Callable[[str, str, bytes, bytes], bool]


class Signer(Protocol):
    """A signing key."""

    @property
    def alg(self) -> str:
        """Return the algorithm: `Ed25519`."""
        ...

    @property
    def kid(self) -> str:
        """Return the identifier of the public key (`key_id`)."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the signature of exactly these bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose signatures count, and the algorithms of which each must have signed."""

    verifier: Verifier
    needed: Collection[str]


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature; `kid` is a hint."""

    alg: str
    kid: str
    value: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """A payload as it was signed. Nothing in it is to be believed before `verified`."""

    payload_type: str
    payload: bytes
    signatures: tuple[Signature, ...]


def key_id(public_key: bytes) -> str:
    """Return the identifier of a raw public key: the first 16 hexadecimal digits of its SHA-256."""
    return sha256(public_key).hexdigest()[:16]


def pre_authentication(payload_type: str, payload: bytes) -> bytes:
    """Return the bytes that are signed: PAE of DSSE 1.0."""
    named = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(named), named, len(payload), payload)


def sign(payload_type: str, payload: bytes, signers: Iterable[Signer]) -> Envelope:
    """Return the payload with the signature of each signer."""
    message = pre_authentication(payload_type, payload)
    signatures = tuple(Signature(signer.alg, signer.kid, signer.sign(message)) for signer in signers)
    return Envelope(payload_type, payload, signatures)


def verified(envelope: Envelope, payload_type: str, trust: Trust) -> bytes | None:
    """Return the payload, if it is of this type and signed by a trusted key of every needed algorithm; else None.

    Where no algorithm is needed, nothing is verified.
    """
    if envelope.payload_type != payload_type or not trust.needed:
        return None
    message = pre_authentication(payload_type, envelope.payload)
    signed_by = {
        signature.alg
        for signature in envelope.signatures
        if trust.verifier(signature.alg, signature.kid, message, signature.value)
    }
    return envelope.payload if signed_by.issuperset(trust.needed) else None


def envelope_record(envelope: Envelope) -> Json:
    """Return an envelope as plain values."""
    return {
        "payload_type": envelope.payload_type,
        "payload": octets_text(envelope.payload),
        "signatures": [
            {"alg": signature.alg, "kid": signature.kid, "value": octets_text(signature.value)}
            for signature in envelope.signatures
        ],
    }


def envelope_bytes(envelope: Envelope) -> bytes:
    """Return an envelope as canonical bytes."""
    return canonical(envelope_record(envelope))


def read_envelope(written: bytes) -> Envelope | Malformed:
    """Return the envelope that `envelope_bytes` wrote."""
    try:
        return read_envelope_record(read_canonical(written))
    except NotCanonical as refusal:
        return Malformed(str(refusal))


def read_envelope_record(record: Json) -> Envelope | Malformed:
    """Return the envelope that `envelope_record` gave as plain values."""
    match record:
        case {"payload_type": str(payload_type), "payload": str(text), "signatures": list(listed), **others}:
            payload = read_octets(text)
            signatures = [_signature(signature) for signature in listed]
            whole = tuple(signature for signature in signatures if signature is not None)
            if others or payload is None or len(whole) != len(signatures):
                return Malformed("a payload, a signature or a member that cannot be read")
            return Envelope(payload_type, payload, whole)
        case _:
            return Malformed("not an object with payload_type, payload and signatures")


def _signature(record: Json) -> Signature | None:
    match record:
        case {"alg": str(alg), "kid": str(kid), "value": str(text), **others} if not others:
            value = read_octets(text)
            return None if value is None else Signature(alg, kid, value)
        case _:
            return None
