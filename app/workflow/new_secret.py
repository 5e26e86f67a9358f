"""A new credential: its text, which is shown once, and the digest, which is stored."""

import hashlib
from dataclasses import dataclass, field

from app.identity.credentials import ID_BYTES, SECRET_BYTES, CredentialKind, compose, credential_id
from app.ports.access import Secrets


@dataclass(frozen=True, slots=True)
class NewSecret:
    """The text stands nowhere else."""

    id: str
    text: str = field(repr=False)
    digest: str = field(repr=False)


def new_secret(kind: CredentialKind, secrets: Secrets) -> NewSecret:
    """Compose a credential by chance."""
    identifier = credential_id(secrets.secret(ID_BYTES))
    text = compose(kind, identifier, secrets.secret(SECRET_BYTES))
    return NewSecret(identifier, text, hashlib.sha256(text.encode("ascii")).hexdigest())
