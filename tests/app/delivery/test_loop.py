from datetime import datetime, timedelta
from threading import Event, Thread

import pytest

from app.delivery.sender import Delivered, Result
from app.delivery.tasks import Task
from app.delivery.worker import Pace
from app.ports.outbox import Due
from tests.app.delivery.bench import MINUTE, Bench, DeadStore
from tests.app.delivery.fakes import START


def test_a_stop_ends_the_round_after_the_attempts_under_way() -> None:
    bench, stop = Bench(pace=Pace(threads=1)).with_events(5), Event()

    def answer(_: Due) -> Result:
        stop.set()
        return Delivered()

    bench.answer = answer
    bench.worker().run(stop)
    assert (len(bench.sent), sorted(bench.states())) == (1, ["delivered"] + ["open"] * 4)
    assert bench.lines[-1] == {"event": "delivery_ended", "asked": True, "level": "info"}


QUICK = Pace(shortest_idle_s=0.001, longest_idle_s=0.004, after_fault_s=0.001)


def test_a_dead_database_does_not_end_the_loop() -> None:
    bench, stop = Bench(pace=QUICK).with_events(1), Event()
    deaths = iter(range(3))

    def die_thrice() -> None:
        if next(deaths, None) is not None:
            bench.clock.at += Pace().lease
            raise DeadStore("INSERT INTO secrets VALUES ('x')")
        stop.set()

    bench.outbox.before_settling = die_thrice
    bench.worker().run(stop)
    assert (len(bench.sent), bench.states()) == (4, ["delivered"])
    faults = [line for line in bench.lines if line["level"] == "error"]
    assert faults == [{"event": "delivery_store_failed", "fault": "DeadStore", "level": "error"}] * 3


def test_a_bug_does_end_it() -> None:
    bench = Bench(pace=QUICK).with_events(1)

    def bug() -> None:
        raise ZeroDivisionError

    bench.outbox.before_settling = bug
    with pytest.raises(ZeroDivisionError):
        bench.worker().run(Event())
    assert bench.lines[-1] == {"event": "delivery_ended", "asked": False, "level": "info"}


def test_tasks_are_done_at_their_intervals_and_one_that_fails_comes_again() -> None:
    done: list[tuple[str, datetime]] = []
    stop, bench = Event(), Bench(pace=QUICK)

    def sign() -> None:
        done.append(("sign", bench.clock.at))
        raise DeadStore

    def purge() -> None:
        done.append(("purge", bench.clock.at))

    def tick() -> None:
        bench.clock.at += MINUTE
        if bench.clock.at > START + 5 * MINUTE:
            stop.set()

    bench.tasks = [Task("tick", timedelta(0), tick), Task("sign", 2 * MINUTE, sign), Task("purge", 3 * MINUTE, purge)]
    bench.worker().run(stop)
    minutes = [(name, (at - START) // MINUTE) for name, at in done]
    assert minutes == [("sign", 1), ("purge", 1), ("sign", 3), ("purge", 4), ("sign", 5)]
    assert [line["task"] for line in bench.lines if line["event"] == "task_failed"] == ["sign"] * 3


def test_an_idle_loop_waits_longer_and_longer() -> None:
    waits: list[float] = []

    class CountingEvent(Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0.0)
            if len(waits) == 8:
                self.set()
            return self.is_set()

    Bench().worker().run(CountingEvent())
    assert waits == [0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0, 2.0]


def test_a_loop_in_a_thread_stops_when_asked() -> None:
    bench, stop, arrived = Bench(pace=QUICK).with_events(1), Event(), Event()

    def answer(_: Due) -> Result:
        arrived.set()
        return Delivered()

    bench.answer = answer
    thread = Thread(target=bench.worker().run, args=(stop,))
    thread.start()
    assert arrived.wait(5)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    assert bench.states() == ["delivered"]
