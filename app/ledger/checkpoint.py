"""A checkpoint: how long the log was and what its root was, to be signed and kept by others."""

from dataclasses import dataclass

from app.ledger.canonical import NotCanonical, canonical, read_canonical
from app.ledger.notation import Malformed, is_instant, is_sha256

FORMAT = "labverdict.checkpoint/1"
PAYLOAD_TYPE = "application/vnd.labverdict.checkpoint+json"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log's size, its root in hexadecimal, and the instant at which this was so."""

    size: int
    root: str
    at: str


def checkpoint_payload(checkpoint: Checkpoint) -> bytes:
    """Return the canonical bytes that are signed."""
    return canonical({"format": FORMAT, "size": checkpoint.size, "root": checkpoint.root, "at": checkpoint.at})


def read_checkpoint(payload: bytes) -> Checkpoint | Malformed:
    """Return the checkpoint that `checkpoint_payload` wrote."""
    try:
        told = read_canonical(payload)
    except NotCanonical as refusal:
        return Malformed(str(refusal))
    match told:
        case {"format": "labverdict.checkpoint/1", "size": int(size), "root": str(root), "at": str(at), **others} if (
            not others and not isinstance(size, bool) and size >= 0 and is_sha256(root) and is_instant(at)
        ):
            return Checkpoint(size, root, at)
        case _:
            return Malformed(f"not the members of {FORMAT}")
