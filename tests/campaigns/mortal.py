"""A service that ends by SIGKILL at one step of issuing a certificate, and whose clock runs on from a given moment.

A trap is asked for as JSON: `point`, where it springs, which is one of those of `tests.app.store.issuing` or of `ROWS`,
or STATEMENT with `nth`, the statement on the store at which it springs; `case`, which deciding step arms it, or null:
armed from the start, for what recovers; and `ahead_s`, how far the clock is ahead of the machine's.
"""

import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event

from app.machine import SystemClock
from app.ports.cases import Step, Telling
from app.ports.certificates import Intent, Wording
from app.ports.evidence import Answer
from app.service import Service, assemble
from app.settings import read_settings
from app.store.engine import Database
from tests.app.store.issuing import POINTS, Fuse, StoppingCertificates, StoppingLog

STATEMENT = "at a statement"
# Inside a transaction, when a row is written and not committed: by the point before it, and the statement.
ROWS: Mapping[str, tuple[str, str]] = {
    "in the decision's row": ("before the intent", "INSERT INTO case_decision "),
    "in the intent's row": ("before the intent", "INSERT INTO issue_intent "),
    "in the certificate's row": ("before the certificate", "INSERT INTO certificate "),
    "in the act's row": ("before the certificate", "INSERT INTO certificate_act "),
    "in the event's row": ("before the certificate", "INSERT INTO event "),
}
# "In the outbox" stops by a fault of the database's, which is no kill.
EVERYWHERE = (*(point for point in POINTS if point != "in the outbox"), *ROWS)
RECOVERING = ("before the certificate", "after the certificate", *list(ROWS)[2:])
# Where the deciding step was not committed when the process ended.
UNDECIDED = ("before the intent", "in the intent", *list(ROWS)[:2])


@dataclass(slots=True)
class Trap(Fuse):
    """Springs once it is armed."""

    case: str | None = None
    nth: int = 0
    armed: bool = False
    passed: str = ""

    def at(self, point: str) -> None:
        if self.armed:
            self.passed = point
            if self.point == point:
                die()

    def arm(self, case: str) -> None:
        self.armed = self.armed or case == self.case

    def ran(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        """Look at a statement that was just carried out."""
        after, text = ROWS.get(self.point, ("", ""))
        if not self.armed:
            return
        self.nth -= 1
        if (self.point == STATEMENT and self.nth <= 0) or (
            text and after == self.passed and statement.startswith(text)
        ):
            die()


class MortalCertificates(StoppingCertificates):
    def __init__(self, database: Database, trap: Trap) -> None:
        super().__init__(database, trap)
        self._trap = trap

    def intend(
        self, step: Step, wording: Wording, telling: Telling, following: Sequence[Step] = ()
    ) -> tuple[Answer, Intent]:
        self._trap.arm(step.case)
        return super().intend(step, wording, telling, following)


@dataclass(frozen=True, slots=True)
class Ahead:
    """The machine's clock, so far ahead."""

    by: timedelta

    def now(self) -> datetime:
        return SystemClock().now() + self.by


def mortal(settings: Mapping[str, str], asked: Mapping[str, Any]) -> Service:
    """Assemble the service with a trap in it."""
    service = assemble(read_settings(settings, terminal=False), Ahead(timedelta(seconds=asked["ahead_s"])))
    trap = Trap(asked["point"], asked["case"], asked["nth"], armed=asked["case"] is None and bool(asked["point"]))
    database = service.stores.database
    event.listen(database.writer, "after_cursor_execute", trap.ran)
    notary = replace(service.notary, log=StoppingLog(database, trap))
    issuing = replace(service.cases.issuing, certificates=MortalCertificates(database, trap), notary=notary)
    return replace(service, notary=notary, cases=replace(service.cases, issuing=issuing))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
