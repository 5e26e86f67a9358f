"""An answer is kept under its idempotency key in the transaction of what it answers: both are there or neither."""

from sqlalchemy import Connection, insert

from app.ports.evidence import Keeping, Taken
from app.store.case_opening import unless
from app.store.evidence_tables import kept_answer
from app.store.rows import kept_row


def keep_answer(way: Connection, keeping: Keeping | None, at: str) -> None:
    """Keep an answer, if there is a key for it; raises `Taken` where the key has one."""
    if keeping is None:
        return
    with unless(Taken):
        way.execute(insert(kept_answer), kept_row(*keeping, at))
