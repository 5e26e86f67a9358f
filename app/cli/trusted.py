"""The public keys that a user trusts."""

from collections.abc import Sequence

import typer

from app.cli.exits import Exit
from app.cli.screen import complain
from app.keys.ed25519 import ALG, PublicKeys
from app.ledger.envelope import Trust
from app.ledger.notation import read_octets


def trust_in(typed: Sequence[str]) -> Trust:
    """Return the trust in these keys, or leave where there is none, or one that is not base64."""
    keys = [read_octets(text) for text in typed]
    trusted = [value for value in keys if value is not None]
    if not trusted or len(trusted) < len(keys):
        complain(["labverdict: give every public key that you trust as --key, in base64"])
        raise typer.Exit(Exit.REFUSED)
    return Trust(PublicKeys(trusted), (ALG,))
