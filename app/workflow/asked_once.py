"""A request under an idempotency key is done once, and whoever asks again gets the same answer, byte for byte."""

from collections.abc import Callable

from app.ports.evidence import Answer, Key, Taken
from app.workflow.case_desk import Acting, NotDone
from app.workflow.desk import Desk
from app.workflow.file_report import KeyRunning, replayed
from app.workflow.fingerprint import digest


def key_of(acting: Acting, key: str | None, *asked: str | bytes) -> Key | None:
    """Return the key with the digest of all that is asked under it; None where there is no key."""
    if key is None:
        return None
    parts = b"".join(b"%d:%b" % (len(part), part) for part in map(_octets, asked))
    return Key(acting.organisation, acting.account, key, digest(parts))


def asked_once(key: Key | None, desk: Desk, act: Callable[[], Answer | NotDone]) -> Answer | NotDone | None:
    """Return what the act answers, or the answer that was given before; None where something else of it is taken."""
    if key is None:
        try:
            return act()
        except Taken:
            return None
    with desk.in_flight.claim(key) as is_ours:
        if not is_ours:
            return KeyRunning()
        kept = desk.evidence.answered(key)
        if kept is not None:
            return replayed(kept, key)
        try:
            return act()
        except Taken:
            kept = desk.evidence.answered(key)
            return None if kept is None else replayed(kept, key)


def _octets(part: str | bytes) -> bytes:
    return part if isinstance(part, bytes) else part.encode()
