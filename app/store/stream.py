"""Statements on their way to PostgreSQL: sent as they come, and waited for where a result is read or at the end.

The driver's cursors take several times as long for a statement as what they send; this sends prepared statements by the
driver's own interface to libpq, in the protocol's pipeline mode.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg.abc import PQGen
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.generators import fetch_many, send
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGresult

Value = str | int | bytes | None


class Answer:
    """What one statement finds, once it is asked for."""

    def __init__(self, stream: "Stream") -> None:
        self._stream = stream
        self.result: PGresult | None = None

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the first row."""
        return self._stream.first(self)


class Stream:
    """One transaction's statements on a connection; `known` are the statements that the server prepared for it."""

    def __init__(self, driver: psycopg.Connection, known: set[bytes]) -> None:
        self._driver = driver
        self._pgconn = driver.pgconn
        self._known = known
        # What was sent and not yet heard of: a statement, the name of one that is prepared, None for a command.
        self._waiting: deque[Answer | bytes | None] = deque()
        self._ends = 0

    def command(self, text: bytes) -> None:
        """Send a statement without parameters, BEGIN or COMMIT."""
        self._pgconn.send_query_params(text, None)
        self._waiting.append(None)

    def run(self, name: bytes, text: bytes, values: Sequence[Value]) -> Answer:
        """Send a statement, which is prepared under its name the first time."""
        if name not in self._known and name not in self._waiting:
            self._pgconn.send_prepare(name, text)
            self._waiting.append(name)
        formats = [Format.BINARY if type(value) is bytes else Format.TEXT for value in values]
        self._pgconn.send_query_prepared(name, [_written(value) for value in values], formats)
        answer = Answer(self)
        self._waiting.append(answer)
        return answer

    def first(self, answer: Answer) -> tuple[Any, ...] | None:
        """Return the first row of a statement's result, and wait for it if need be."""
        if answer.result is None:
            self._pgconn.send_flush_request()
            self._driver.wait(self._reading())
        result = answer.result
        if result is None or not result.ntuples:
            return None
        rows = Transformer(self._driver)
        rows.set_pgresult(result)
        return rows.load_rows(0, 1, tuple)[0]

    def settle(self) -> None:
        """Wait for everything that was sent; raises the first fault."""
        self._pgconn.pipeline_sync()
        self._ends += 1
        self._driver.wait(self._reading())

    def abandon(self) -> None:
        """Read on to the end of what was sent, of which nobody hears any more; a connection that broke has no end."""
        with suppress(psycopg.Error):
            self.settle()

    def _reading(self) -> PQGen[None]:
        fault: psycopg.Error | None = None
        yield from send(self._pgconn)
        while self._waiting or self._ends:
            result = (yield from fetch_many(self._pgconn))[-1]
            if result.status == ExecStatus.PIPELINE_SYNC:
                self._ends -= 1
                continue
            heard = self._waiting.popleft()
            if result.status == ExecStatus.FATAL_ERROR:
                fault = fault or error_from_result(result, encoding=self._driver.info.encoding)
            elif isinstance(heard, Answer):
                heard.result = result
            elif heard is not None and result.status != ExecStatus.PIPELINE_ABORTED:
                self._known.add(heard)
        if fault is not None:
            raise fault


@contextmanager
def streaming(driver: psycopg.Connection, known: set[bytes]) -> Iterator[Stream]:
    """Put a connection into pipeline mode for one transaction, which is committed at the end of the block.

    Raises the first fault of a statement that psycopg has a name for; the transaction is then still to be rolled back.
    """
    stream = Stream(driver, known)
    driver.pgconn.enter_pipeline_mode()
    try:
        stream.command(b"BEGIN")
        yield stream
        stream.command(b"COMMIT")
        stream.settle()
    except BaseException:
        stream.abandon()
        raise
    finally:
        if not driver.closed:
            driver.pgconn.exit_pipeline_mode()


def _written(value: Value) -> bytes | None:
    if value is None or isinstance(value, bytes):
        return value
    return value.encode() if isinstance(value, str) else b"%d" % value
