"""The evidence log in the database: entries join it one after the other, in the transaction of what they tell."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError

from app.ledger.canonical import Json
from app.ledger.entry import NO_ENTRY, EntryKind, SealedEntry, seal_entry
from app.ports.evidence import LogEnd
from app.store.columns import stored_bytes
from app.store.engine import Database, Task, Way
from app.store.evidence_tables import checkpoint, log_entry, log_node
from app.store.prepared import Prepared, Row, inserting, is_taken

# One number for one purpose among PostgreSQL's advisory locks.
_LOCK = text("SELECT pg_advisory_xact_lock(5703160412)")


class Appending:
    """Adds entries inside somebody's transaction; whoever holds the log's end holds it until that transaction ends."""

    def __init__(self, database: Database) -> None:
        self._hold = None if database.is_sqlite else Prepared(_LOCK, database.engine)
        last = select(log_entry.c.n, log_entry.c.hash).order_by(log_entry.c.n.desc()).limit(1)
        self._last = Prepared(last, database.engine)
        self._insert = inserting(log_entry, database.engine)

    def hold(self, way: Way) -> None:
        """Keep everybody else from moving the log's end before this transaction ends."""
        if self._hold is not None:
            self._hold.run(way, {})

    def end(self, way: Way) -> LogEnd:
        """Return the log's end, which has to be held."""
        row = self._last.run(way, {}).fetchone()
        return LogEnd(0, NO_ENTRY) if row is None else LogEnd(row[0] + 1, row[1])

    def add(self, way: Way, entries: Sequence[SealedEntry]) -> None:
        """Add entries that were sealed onto `end`."""
        self._insert.run_many(way, [_row(entry) for entry in entries])

    def tell(self, way: Way, at: str, *told: tuple[EntryKind, Mapping[str, Json]]) -> Sequence[SealedEntry]:
        """Seal entries onto the end in order, add them, and return them."""
        self.hold(way)
        end = self.end(way)
        entries: list[SealedEntry] = []
        for n, (kind, subject) in enumerate(told, end.size):
            entries.append(seal_entry(n, entries[-1].hash if entries else end.last, at, kind, subject))
        self.add(way, entries)
        return entries


def _row(entry: SealedEntry) -> Row:
    return {"n": entry.n, "prev": entry.prev, "hash": entry.hash, "body": entry.body}


class StoredLog:
    """The log as it lies in the database (`app.ports.log.LogStore`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def size(self) -> int:
        """Return the number of entries."""
        with self._database.reading(task=Task.AUDIT) as connection:
            last = connection.execute(select(func.max(log_entry.c.n))).scalar_one()
            return 0 if last is None else int(last) + 1

    def bodies(self, start: int, stop: int) -> Iterator[bytes]:
        """Return the exact bytes of the entries from `start` up to, not including, `stop`."""
        wanted = select(log_entry.c.body).where(log_entry.c.n >= start, log_entry.c.n < stop).order_by(log_entry.c.n)
        with self._database.reading(task=Task.AUDIT) as connection:
            for (body,) in connection.execute(wanted):
                yield stored_bytes(body)

    def rows(self, start: int, stop: int) -> Iterator[tuple[bytes, bytes]]:
        """Return the bytes and the stored leaf hash of the entries from `start` up to, not including, `stop`."""
        wanted = select(log_entry.c.body, log_entry.c.hash).where(log_entry.c.n >= start, log_entry.c.n < stop)
        with self._database.reading(task=Task.AUDIT) as connection:
            for body, leaf in connection.execute(wanted.order_by(log_entry.c.n)):
                yield stored_bytes(body), bytes.fromhex(leaf)

    def leaves(self, start: int, stop: int) -> Sequence[bytes]:
        """Return the leaf hashes of entries."""
        wanted = select(log_entry.c.hash).where(log_entry.c.n >= start, log_entry.c.n < stop).order_by(log_entry.c.n)
        with self._database.reading(task=Task.AUDIT) as connection:
            return [bytes.fromhex(leaf) for (leaf,) in connection.execute(wanted)]

    def nodes(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        """Return the stored hashes over 2**level entries from number `start` up to `stop` or the first gap."""
        inside = log_node.c.position >= start, log_node.c.position < stop
        wanted = select(log_node.c.position, log_node.c.hash).where(log_node.c.level == level, *inside)
        with self._database.reading(task=Task.AUDIT) as connection:
            rows = connection.execute(wanted.order_by(log_node.c.position)).all()
        return [bytes.fromhex(value) for n, (position, value) in enumerate(rows, start) if position == n]

    def keep_node(self, level: int, index: int, value: bytes) -> None:
        """Store a hash over a complete range of entries, once."""
        row: Row = {"level": level, "position": index, "hash": value.hex()}
        with self._database.writing(task=Task.AUDIT) as connection:
            inserting(log_node, self._database.engine, unless_there=True).run(connection, row)

    def newest_checkpoint(self) -> tuple[int, bytes] | None:
        """Return the size and the envelope of the newest signed head."""
        wanted = select(checkpoint.c.size, checkpoint.c.envelope).order_by(checkpoint.c.size.desc()).limit(1)
        with self._database.reading(task=Task.AUDIT) as connection:
            row = connection.execute(wanted).first()
        return None if row is None else (row.size, bytes(row.envelope))

    def checkpoints(self, most: int) -> Sequence[bytes]:
        """Return every signed head over at most so many entries, oldest first."""
        wanted = select(checkpoint.c.envelope).where(checkpoint.c.size <= most).order_by(checkpoint.c.size)
        with self._database.reading(task=Task.AUDIT) as connection:
            return [bytes(envelope) for (envelope,) in connection.execute(wanted)]

    def keep_checkpoint(self, size: int, envelope: bytes, at: str) -> bool:
        """Store a signed head; False when there is one of this size."""
        try:
            with self._database.writing(task=Task.AUDIT) as connection:
                connection.execute(insert(checkpoint).values(size=size, envelope=envelope, at=at))
        except IntegrityError as error:
            if is_taken(error):
                return False
            raise
        return True
