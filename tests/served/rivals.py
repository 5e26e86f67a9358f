"""Applications that wait for their decision, and deciders who decide them at the same moment."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier
from typing import Any

import httpx
from sqlalchemy import event, text

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.identity.roles import Role
from app.keys.ed25519 import ALG, PublicKeys
from app.ledger.audit import Audit, audit_rows
from app.ledger.envelope import Trust
from app.service import Service
from app.store.engine import Database
from app.workflow.administer import add_person
from tests.served.cast import BODY, CLIENT, Ask, Cast, cast, done, enrol
from tests.served.lines import within_the_process
from tests.served.told import set_up
from tests.served.walk import RECOMMENDED, Walk

Wire = Callable[[Service], Iterator[Ask]]
AT_ONCE = 64
DECIDERS = (Actor.DECIDER.value, *(f"decider {n}" for n in range(2, 6)))
# The primary keys and unique columns without which one case could be decided twice.
UNIQUE = {
    "case_event": "case_event_pkey",
    "case_decision": "case_decision_pkey",
    "issue_intent": "issue_intent_pkey",
    "certificate": "certificate_case_id_key",
}


@dataclass
class Rivals:
    """`pool` has a thread for each rival."""

    cast: Cast
    pool: ThreadPoolExecutor = field(repr=False)

    def decide(self, case: str, asked: Sequence[tuple[str, str]]) -> list[httpx.Response]:
        """Issue a certificate for a case in the name and under the key of everybody, all at the same moment."""
        line = Barrier(len(asked))

        def post(each: tuple[str, str]) -> httpx.Response:
            line.wait(60)
            return self.again(case, *each)

        return list(self.pool.map(post, asked))

    def again(self, case: str, who: str, key: str) -> httpx.Response:
        """Ask for the certificate of a case in somebody's name, under a key of his."""
        asked = {"case": case, **Walk(self.cast).event(Kind.APPLICATION, Event.ISSUE)}
        return self.cast.ask(who, "POST", "/decisions", json=asked, headers={"Idempotency-Key": key})


@contextmanager
def rivals(kind: str, folder: Path, wire: Wire = within_the_process, loose: Iterable[str] = ()) -> Iterator[Rivals]:
    """Serve a body with several deciders, as many requests at once as there are rivals; `loose` tables allow twins."""
    with cast(kind, folder, wire, threads=AT_ONCE) as made, ThreadPoolExecutor(AT_ONCE) as pool:
        for table in loose:
            allow_twins(made, table)
        for who in DECIDERS[1:]:
            made.persons[who] = done(add_person(made.organisations[BODY], who, made.office)).id
            enrol(made, who, made.persons[who], BODY, Role.DECIDER)
        set_up(made)
        for who in DECIDERS[1:]:
            told = {"client": made.organisations[CLIENT], "free_of_conflict": True, "advised_until": "never"}
            made.posted(who, "/declarations", told)
        yield Rivals(made, pool)


def waiting(made: Cast, many: int) -> list[str]:
    """Bring applications to where they wait for a decision, all on the same days, and return their ids."""
    walks = [Walk(made) for _ in range(many)]
    for walk in walks:
        walk.apply()
    for each in RECOMMENDED.split():
        made.passes()
        for walk in walks:
            walk.take(Kind.APPLICATION, Event(each))
    made.passes()
    return [walk.ids[Kind.APPLICATION] for walk in walks]


def allow_twins(made: Cast, table: str) -> None:
    """Take a unique index away, of a database in which the table is empty."""
    if made.urls is not None:
        with closing(Database(made.urls.owner)) as owner, owner.writing() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {UNIQUE[table]} CASCADE")
        return
    database = made.service.stores.database
    # What refers to rows that are no longer unique refers to nothing for SQLite.
    database.writer.dispose()
    event.listen(database.writer, "connect", _without_references)
    with database.writing() as connection:
        connection.exec_driver_sql(f"CREATE TABLE loose AS SELECT * FROM {table}")  # noqa: S608 - a name of ours
        connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql(f"ALTER TABLE loose RENAME TO {table}")


def _without_references(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys=OFF").close()


def rows(made: Cast, statement: str) -> list[tuple[Any, ...]]:
    """Return what lies in the database, as one sees it whom nothing binds."""
    database = made.service.stores.database if made.urls is None else Database(made.urls.superuser)
    with database.reading() as connection:
        found = [tuple(row) for row in connection.execute(text(statement))]
    if made.urls is not None:
        database.close()
    return found


def audited(made: Cast) -> Audit:
    """Audit the log of the service as it lies in the database."""
    service = made.service
    size, log = service.notary.head().size, service.stores.log
    trust = Trust(PublicKeys([service.log_signer.public_key]), (ALG,))
    return audit_rows(log.rows(0, size), log.checkpoints(size), trust)
