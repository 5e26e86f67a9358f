"""Ed25519 (RFC 8032): a signer, and the check of signatures against known public keys."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ALG = "Ed25519"


def key_id(public_key: bytes) -> str:
    """Return the identifier of a raw public key: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Ed25519Signer:
    """A signing key. `public_key` is raw (32 bytes); the private half is neither shown nor compared."""

    kid: str
    public_key: bytes
    _private: Ed25519PrivateKey = field(repr=False, compare=False)

    @classmethod
    def of(cls, private: Ed25519PrivateKey) -> Self:
        """Make the signer of a private key."""
        public = private.public_key().public_bytes_raw()
        return cls(key_id(public), public, private)

    @property
    def alg(self) -> str:
        """Return the algorithm."""
        return ALG

    @property
    def public_key_base64(self) -> str:
        """Return the raw public key in base64, as it is published."""
        return base64.b64encode(self.public_key).decode("ascii")

    def sign(self, message: bytes) -> bytes:
        """Return the signature (64 bytes) of exactly these bytes."""
        return self._private.sign(message)


def signed_by(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether the signature is of this raw public key over these bytes; False for what is no key or signature."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (ValueError, InvalidSignature):
        return False
    return True


class PublicKeys:
    """Public keys that are trusted; callable as the verifier of an envelope.

    The identifier is computed from the key, so that none can stand under another one's name.
    """

    def __init__(self, trusted: Iterable[bytes]) -> None:
        self._by_kid = {key_id(public_key): public_key for public_key in trusted}

    def __call__(self, alg: str, kid: str, message: bytes, signature: bytes) -> bool:
        """Tell whether a trusted key made this signature; False for an algorithm or a key that is not known."""
        public_key = self._by_kid.get(kid)
        return alg == ALG and public_key is not None and signed_by(public_key, message, signature)
