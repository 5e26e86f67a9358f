"""An act that is done once under an idempotency key, and whose answer is kept for whoever asks again.

Either the act itself does nothing twice, so that a crash between it and the keeping of its answer does no harm; or it
keeps its answer in its own transaction.
"""

from collections.abc import Callable

from app.api.access import B, Call
from app.api.codes import Code
from app.api.conditional import idempotency_key
from app.api.problems import Problem
from app.api.queries import P
from app.ports.evidence import Answer, Kept, Key, Taken
from app.ports.machine import instant_text
from app.workflow.desk import Desk
from app.workflow.fingerprint import digest


def once(call: Call[P, B], asked: str, desk: Desk, act: Callable[[], Answer]) -> Answer:
    """Return the answer of the act, or the one that it got under the same key; `asked` is all that is asked.

    Raises:
        Problem: of the key (missing, malformed, running, reused), and what the act raises; that is not kept.
    """

    def kept(key: Key) -> Answer:
        answer = act()
        desk.evidence.remember(key, answer, instant_text(desk.clock.now()))
        return answer

    return once_kept(call, asked, desk, kept)


def once_kept(call: Call[P, B], asked: str, desk: Desk, act: Callable[[Key], Answer]) -> Answer:
    """Return the same of an act that keeps its answer under the key itself, and raises `Taken` where there is one."""
    caller = call.caller
    name = idempotency_key(call.lines("idempotency-key"))
    key = Key(caller.organisation, caller.account, name, digest(asked.encode()))
    with desk.in_flight.claim(key) as is_ours:
        if not is_ours:
            raise Problem(Code.IDEMPOTENCY_KEY_RUNNING)
        kept = desk.evidence.answered(key)
        if kept is not None:
            return _again(kept, key)
        try:
            return act(key)
        except Taken:
            kept = desk.evidence.answered(key)
            if kept is None:
                raise Problem(Code.IDEMPOTENCY_KEY_RUNNING) from None
            return _again(kept, key)


def _again(kept: Kept, key: Key) -> Answer:
    if kept.request_sha256 != key.request_sha256:
        raise Problem(Code.IDEMPOTENCY_KEY_REUSED)
    return kept.answer
