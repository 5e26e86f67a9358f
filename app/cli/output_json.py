"""A document -> standard output."""

import sys

from app.ledger.canonical import Json, canonical


def write_json(value: Json) -> None:
    """Write one document as a line of canonical JSON (RFC 8785), in UTF-8 whatever the terminal's encoding."""
    sys.stdout.buffer.write(canonical(value) + b"\n")
    sys.stdout.buffer.flush()
