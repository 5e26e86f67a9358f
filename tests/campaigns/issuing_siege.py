"""A service that is killed while it issues certificates, and the decider's program that asks again until it knows."""

import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from threading import Timer

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.machine import SystemClock
from app.store.engine import Database
from tests import postgres
from tests.campaigns.mortal import EVERYWHERE, RECOVERING, STATEMENT, UNDECIDED
from tests.campaigns.siege import PATIENCE_S, PAUSE_S, Zygote, is_running
from tests.campaigns.wire import Cut, Wire, free_port, request
from tests.served.cast import Cast
from tests.served.told import set_up
from tests.served.walk import RECOMMENDED, Walk

BEGIN = date(2026, 4, 1)
BY_CHANCE = "at a moment by chance"
# A decision has about so many statements, and takes about so long on a machine that does something else as well.
STATEMENTS, LONGEST_S = 40, 0.15
DIES_S = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the service is killed as it decides a case, and again (unless empty) as it recovers."""

    point: str
    nth: int = 0
    recovering: str = ""


@dataclass(slots=True)
class Heard:
    """What the client was told of a case: before the kill, if anything, and when it asked again; killed at `point`."""

    point: str
    first: bytes | None = None
    answer: bytes | None = None


@dataclass(slots=True)
class Siege:
    """The service and its client; `ahead_s` is how far its clock is ahead, `heard` goes by case.

    `outlived` counts decisions with fewer statements than the trap waited for: they were answered before the kill.
    """

    cast: Cast
    zygote: Zygote
    chance: Random
    is_recovered: bool = True
    kills: int = 0
    kills_of_recovery: int = 0
    outlived: int = 0
    heard: dict[str, Heard] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    port: int = field(default_factory=free_port)
    ahead_s: float = 0.0
    process: int = 0

    def besiege(self, cases: Sequence[str], plans: Sequence[Plan], kills: int) -> None:
        """Decide cases until the service was killed so often; in the end it recovers in peace."""
        self.ahead_s = (self.cast.clock.instant - SystemClock().now()).total_seconds()
        last: str | None = None
        for case, plan in zip(cases, plans, strict=False):
            if self.kills >= kills:
                break
            self.start(plan, case)
            self.settle(last)
            self.decide(case, plan)
            last = case
            if plan.recovering and self.kills < kills:
                self.die_recovering(plan)
        self.start(Plan(""), "")
        self.settle(last)
        if self.is_recovered:
            self.wait_recovered()
        os.kill(self.process, 9)

    def start(self, plan: Plan, case: str | None) -> None:
        settings = self.cast.service.settings
        environment = {
            "LABVERDICT_DATA": str(settings.data),
            "LABVERDICT_DATABASE": settings.database,
            "LABVERDICT_PORT": str(self.port),
            "LABVERDICT_WORKER": "inside" if self.is_recovered else "apart",
            "LABVERDICT_LOG_LEVEL": "error",
        }
        trap = {"point": plan.point, "nth": plan.nth, "case": case, "ahead_s": self.ahead_s}
        self.process = self.zygote.fork(environment, eager=False, mortal=trap)

    def decide(self, case: str, plan: Plan) -> None:
        """Ask for the decision of a case, during which the service is killed."""
        heard = self.heard[case] = Heard(plan.point)
        timer = Timer(self.chance.uniform(0, LONGEST_S), os.kill, (self.process, 9))
        with self.connected() as wire:
            if plan.point == BY_CHANCE:
                timer.start()
            try:
                status, content = wire.ask(self.request(case))
            except Cut:
                pass
            else:
                heard.first = content
                self.faults += [] if status == 201 else [f"{case}, {plan.point}: {status} {content!r}"]
        if plan.point == BY_CHANCE:
            timer.join()
        elif heard.first is not None:
            self.outlived += 1
            os.kill(self.process, 9)
        self.dies()
        self.kills += 1

    def die_recovering(self, plan: Plan) -> None:
        """Start the service and let it die once more as it finishes what it finds."""
        self.start(Plan(plan.recovering), None)
        if not self.dies(DIES_S):
            self.faults.append(f"outlived {plan.recovering} in recovery after {plan.point}")
            os.kill(self.process, 9)
        self.kills += 1
        self.kills_of_recovery += 1

    def settle(self, case: str | None) -> None:
        """Ask again under the same key, at once or when the service has recovered; the answer stays what it is."""
        if case is None:
            return
        if self.is_recovered and self.chance.randrange(2):
            self.wait_recovered()
            self.faults += [f"{self.heard[case].point}: {fault}" for fault in halves(self.cast)]
        answers = {self.answered(case), self.answered(case)} | ({self.heard[case].first} - {None})
        if len(answers) > 1:
            self.faults.append(f"{case}: different answers")
        self.heard[case].answer = answers.pop()

    def answered(self, case: str) -> bytes:
        until = time.monotonic() + PATIENCE_S
        while True:
            with self.connected() as wire:
                status, content = wire.ask(self.request(case))
            if status == 201:
                return content
            assert is_running(content), content
            assert time.monotonic() < until
            time.sleep(PAUSE_S)

    def request(self, case: str) -> bytes:
        walk = Walk(self.cast)
        body = json.dumps({"case": case, **walk.event(Kind.APPLICATION, Event.ISSUE)}).encode()
        headers = {"Authorization": f"Bearer {self.cast.key(Actor.DECIDER)}", "Idempotency-Key": f"key-{case}"}
        return request("POST", "/api/v1/decisions", headers | {"Content-Type": "application/json"}, body)

    def connected(self) -> Wire:
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                return Wire(self.port)
            except Cut:
                assert time.monotonic() < until, self.zygote.log.read_text(encoding="utf-8")[-4000:]
                time.sleep(PAUSE_S)

    def wait_recovered(self) -> None:
        """Wait until the service has finished what the one before it left."""
        until = time.monotonic() + PATIENCE_S
        while self.cast.service.cases.issuing.certificates.unfinished():
            assert time.monotonic() < until, "nobody recovers"
            time.sleep(PAUSE_S)

    def dies(self, patience_s: float = PATIENCE_S) -> bool:
        """Wait until the process has ended; whoever started it has yet to ask what became of it."""
        until, told = time.monotonic() + patience_s, Path(f"/proc/{self.process}/stat")
        while time.monotonic() < until:
            if not told.exists() or told.read_text(encoding="utf-8").rpartition(") ")[2][0] in "ZX":
                return True
            time.sleep(PAUSE_S / 5)
        return False


def prepared(cast: Cast, count: int) -> list[str]:
    """Take so many applications to where they are decided, on the same days, and return the cases."""
    set_up(cast)
    cast.comes(BEGIN)
    walks = [Walk(cast) for _ in range(count)]
    for walk in walks:
        walk.apply()
    for event in RECOMMENDED.split():
        cast.passes()
        for walk in walks:
            walk.take(Kind.APPLICATION, Event(event))
    cast.passes()
    return [walk.ids[Kind.APPLICATION] for walk in walks]


def plans(count: int, chance: Random) -> list[Plan]:
    """Return where to kill: at every named point in turn, and each fourth time at a statement or moment by chance."""
    made = []
    for number in range(count):
        point = EVERYWHERE[(number - number // 4) % len(EVERYWHERE)]
        if number % 4 == 3:
            point = chance.choice((STATEMENT, BY_CHANCE))
        left_over = point in EVERYWHERE and point not in {*UNDECIDED, "after the certificate"}
        recovering = chance.choice(RECOVERING) if left_over and chance.randrange(2) else ""
        made.append(Plan(point, chance.randint(1, STATEMENTS), recovering))
    return made


def unbound(cast: Cast) -> Database:
    """Open the database as one whom row level security does not bind."""
    return Database(cast.service.settings.database.replace(postgres.APP, postgres.SUPERUSER))


_HALVES = """
SELECT certification_case.id, state,
  (SELECT count(*) FROM certificate WHERE certificate.case_id = certification_case.id) AS certificates,
  (SELECT count(*) FROM case_decision WHERE case_decision.case_id = certification_case.id) AS decisions
FROM certification_case JOIN case_state ON case_state.case_id = certification_case.id
"""


def halves(cast: Cast) -> list[str]:
    """Return every case that is neither decided with one certificate nor undecided without one."""
    database = unbound(cast)
    try:
        with database.reading() as connection:
            rows = connection.exec_driver_sql(_HALVES).all()
    finally:
        database.close()
    whole = {("issued", 1, 1), ("deciding", 0, 0)}
    return [f"{case} {found}" for case, *found in rows if tuple(found) not in whole]
