"""What can come next in a world.

Every step can come whose guards about the certificate hold; evidence may turn out either way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from app.certification.lifecycle.certificate import NOT_ISSUED
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.faults import Fault, LifeFault
from app.certification.lifecycle.guards import Guard, is_passed
from app.certification.lifecycle.table import Signal, Transition
from app.certification.lifecycle.tables import Life
from app.certification.lifecycle.vocabulary import Act, Cause, Deadline, Kind, Status
from app.certification.lifecycle.world import NOTHING, World
from app.certification.standing import Standing

_ENDED: Final = frozenset({Status.WITHDRAWN, Status.CANCELLED})


@dataclass(frozen=True, slots=True)
class Moved:
    """A next world, the rows that led there, and what was wrong with them."""

    to: World
    rows: tuple[Transition, ...] = ()
    faults: tuple[LifeFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """The tables, how many cases may be open when another one is opened freely, and guards that never hold."""

    life: Life
    at_once: int
    unmet: frozenset[Guard] = frozenset()

    def moves(self, world: World) -> Iterator[Moved]:
        """Return every next world: by a person or a clock, with all that follows from it at once."""
        for kind, table in self.life.cases.items():
            state = world.state_of(kind)
            if state is None and not self._may_open(world, kind):
                continue
            for row in table.free(table.start if state is None else state):
                if self._passes(world, row):
                    yield from self._take(Moved(world), kind, row)
        for row in self.life.certificate.free(world.status):
            if self._passes(world, row):
                yield from self._do(Moved(world), row)

    def _may_open(self, world: World, kind: Kind) -> bool:
        """Tell whether a case can be opened freely; an appeal has to be about something and starts with it."""
        if kind is Kind.APPLICATION and world.status != NOT_ISSUED:
            return False
        return kind is not Kind.APPEAL and len(world.cases) < self.at_once

    def _passes(self, world: World, row: Transition) -> bool:
        if not row.guards:
            return True
        answers = world.answers()
        return all(
            guard not in self.unmet and is_passed(guard, answers.get(guard, Standing.MET)) for guard in row.guards
        )

    def _take(self, moved: Moved, kind: Kind, row: Transition, cause: Cause | None = None) -> Iterator[Moved]:
        """Move a case by a row, with what the row does to the certificate and tells to other cases."""
        table = self.life.cases[kind]
        appealed = moved.to.appealed
        world = moved.to.with_case(kind, None if row.to in table.final else row.to)
        can_be_appealed = table.row(row.to, Event.APPEAL_UPHELD) is not None
        for changed in world.with_causes(row.causes, cause):
            here = Moved(changed, (*moved.rows, row), moved.faults)
            for done in (here,) if row.act is None else self._act(here, row.act):
                for told in self._tell(done, row.signals, appealed):
                    yield told
                    if can_be_appealed and told.to.state_of(Kind.APPEAL) is None:
                        yield from self._appealed(told, kind, row.to)

    def _appealed(self, moved: Moved, kind: Kind, state: str) -> Iterator[Moved]:
        """Return the same world with an appeal filed against the case that has just moved."""
        appeal = self.life.cases[Kind.APPEAL]
        for row in appeal.leaving(appeal.start):
            subject = (kind, state if state in self.life.cases[kind].final else None)
            filed = moved.to.with_case(Kind.APPEAL, row.to)._replace(appealed=subject)
            yield Moved(filed, (*moved.rows, row), moved.faults)

    def _act(self, moved: Moved, act: Act) -> Iterator[Moved]:
        row = self.life.certificate.row(moved.to.status, act)
        if row is None:
            yield _faulty(moved, Fault.ACT_IMPOSSIBLE, self.life.certificate.name, f"{moved.to.status} {act}")
        else:
            yield from self._do(moved, row)

    def _do(self, moved: Moved, row: Transition) -> Iterator[Moved]:
        """Move the certificate by a row."""
        world = moved.to
        in_grace = Deadline.GRACE in row.starts or (
            world.in_grace and Deadline.GRACE not in row.ends and Deadline.GRACE not in row.expires
        )
        is_over = row.to in _ENDED or (row.to == Status.EXPIRED and not in_grace)
        causes = frozenset[Cause]() if is_over else world.causes
        done = Moved(world._replace(status=row.to, in_grace=in_grace, causes=causes), (*moved.rows, row), moved.faults)
        if _is_resurrected(world, row):
            done = _faulty(done, Fault.RESURRECTED, self.life.certificate.name, f"{row.state} {row.event} {row.to}")
        yield from self._tell(done, row.signals, NOTHING)

    def _tell(self, moved: Moved, signals: tuple[Signal, ...], appealed: tuple[Kind, str | None]) -> Iterable[Moved]:
        """Send signals one after the other; `appealed` takes the one that names no kind."""
        if not signals:
            return (moved,)
        return (
            told
            for heard in self._hear(moved, signals[0], appealed)
            for told in self._tell(heard, signals[1:], appealed)
        )

    def _hear(self, moved: Moved, signal: Signal, appealed: tuple[Kind, str | None]) -> Iterator[Moved]:
        if signal.kind is None:
            yield from self._reopen(moved, signal.event, appealed)
            return
        table = self.life.cases[signal.kind]
        state = moved.to.state_of(signal.kind)
        row = table.row(table.start if state is None else state, signal.event)
        if row is not None and self._passes(moved.to, row):
            yield from self._take(moved, signal.kind, row, signal.cause)
        elif row is not None or state is not None:
            yield _faulty(moved, Fault.SIGNAL_LOST, signal.kind, f"{state or table.start} {signal.event}")
        else:
            yield moved

    def _reopen(self, moved: Moved, event: Event, appealed: tuple[Kind, str | None]) -> Iterator[Moved]:
        """Bring an appeal that is upheld to its case; where that has moved on since, there is nothing to reopen."""
        kind, final = appealed
        now = moved.to.state_of(kind)
        state = now if final is None else final
        row = None if state is None else self.life.cases[kind].row(state, event)
        is_superseded = final is not None and (
            now is not None or (kind is Kind.APPLICATION and moved.to.status != NOT_ISSUED)
        )
        if row is None or is_superseded:
            yield moved
        else:
            yield from self._take(moved, kind, row)


def _is_resurrected(world: World, row: Transition) -> bool:
    if row.to == world.status:
        return False
    is_late_renewal = row.event == Act.RENEW and row.to == Status.VALID and world.in_grace
    return world.status in _ENDED or (world.status == Status.EXPIRED and not is_late_renewal)


def _faulty(moved: Moved, fault: Fault, table: str, where: str) -> Moved:
    return replace(moved, faults=(*moved.faults, LifeFault(fault, table, where)))
