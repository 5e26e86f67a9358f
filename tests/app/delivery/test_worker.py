from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from threading import Event

import pytest

from app.delivery.sender import Delivered, Failed, Gone, Result
from app.delivery.worker import Pace
from app.ports.outbox import Due, Endpoint
from tests.app.delivery.bench import MINUTE, SECOND, STRAIN, Bench, Killed, by_turns
from tests.app.delivery.fakes import START, MemoryOutbox


def test_an_event_goes_to_each_webhook_of_its_organisation_and_no_other() -> None:
    bench = Bench().with_events(2, "w1", "w2", "w3@o2")
    assert bench.worker().run_once() == 2 + 4 + 4
    assert sorted(bench.sent) == [("e000", "w1", 1), ("e000", "w2", 1), ("e001", "w1", 1), ("e001", "w2", 1)]
    assert bench.states() == ["delivered"] * 4
    assert bench.worker().run_once() == 0


def test_an_endpoint_gets_its_events_one_after_the_other_oldest_first() -> None:
    bench = Bench().with_events(30)
    bench.worker().run_once()
    assert [event for event, _, _ in bench.sent] == [f"e{number:03}" for number in range(30)]


def test_a_failed_delivery_comes_again_by_the_schedule() -> None:
    bench = Bench(by_turns([Failed("status_500"), Failed("status_404"), Delivered()])).with_events(1)
    worker = bench.worker()
    for wait, attempts in [(timedelta(0), 1), (5 * SECOND - SECOND, 1), (SECOND, 2), (5 * MINUTE, 3), (MINUTE, 3)]:
        bench.clock.at += wait
        worker.run_once()
        assert len(bench.sent) == attempts
    assert bench.states() == ["delivered"]
    assert bench.outbox.rows["e000", "w1"].reasons == ["status_500", "status_404"]


def test_after_the_tenth_failure_it_is_a_dead_letter() -> None:
    bench = Bench(lambda _: Failed("status_500")).with_events(1)
    worker = bench.worker()
    while (next_at := bench.outbox.next_at() or (START if not bench.sent else None)) is not None:
        bench.clock.at = next_at
        worker.run_once()
    assert (len(bench.sent), bench.states()) == (10, ["dead"])
    assert bench.clock.at - START == timedelta(hours=75, minutes=35, seconds=5)
    assert bench.lines[-1]["event"] == "webhook_buried"


def test_a_wish_for_a_later_attempt_is_kept_to() -> None:
    wish = Failed("status_503", strained=True, wished=timedelta(hours=1))
    bench = Bench(by_turns([wish, Delivered(), Delivered()])).with_events(2)
    worker = bench.worker()
    worker.run_once()
    bench.clock.at += timedelta(minutes=59)
    worker.run_once()
    assert len(bench.sent) == 1
    bench.clock.at += timedelta(minutes=2)
    worker.run_once()
    assert bench.sent[1:] == [("e000", "w1", 2), ("e001", "w1", 1)]


def test_an_endpoint_that_is_gone_gets_nothing_more() -> None:
    bench = Bench(lambda due: Gone() if due.endpoint.id == "w1" else Delivered()).with_events(3, "w1", "w2")
    bench.worker().run_once()
    assert [event for event, endpoint, _ in bench.sent if endpoint == "w1"] == ["e000"]
    assert bench.outbox.disabled == {"w1": "gone"}
    assert [row.state for row in bench.outbox.rows.values() if row.endpoint == "w2"] == ["delivered"] * 3
    assert {row.state for row in bench.outbox.rows.values() if row.endpoint == "w1"} == {"dead"}


def test_who_dies_between_sending_and_recording_sends_again() -> None:
    bench = Bench().with_events(3)

    def die() -> None:
        raise Killed

    bench.outbox.before_settling = die
    with pytest.raises(Killed):
        bench.worker().run_once()
    bench.outbox.before_settling = lambda: None
    bench.worker().run_once()
    assert [event for event, _, _ in bench.sent] == ["e000", "e001", "e002"]
    bench.clock.at += Pace().lease
    bench.worker().run_once()
    assert bench.sent[3:] == [("e000", "w1", 2)]
    assert bench.states() == ["delivered"] * 3


def test_a_delivery_settled_before_it_was_sent_would_be_lost() -> None:
    """The negative control of the test above: with the two steps the other way round, a death loses the event."""
    bench = Bench().with_events(1)
    bench.outbox.fan_out(1, START)
    (due,) = bench.outbox.claim(1, START, START + MINUTE)
    bench.outbox.delivered(due, START)
    bench.clock.at += timedelta(days=9)
    assert (bench.worker().run_once(), bench.sent) == (0, [])


def test_an_endpoint_under_strain_is_left_alone_and_holds_up_nobody() -> None:
    bench = Bench(lambda due: STRAIN if due.endpoint.id == "w1" else Delivered()).with_events(20, "w1", "w2")
    bench.worker().run_once()
    assert [it for it in bench.sent if it[1] == "w1"] == [("e000", "w1", 1)]
    assert len([it for it in bench.sent if it[1] == "w2"]) == 20
    assert bench.outbox.backlog() == 20


def test_a_hanging_endpoint_holds_one_thread_and_no_more() -> None:
    others_done, under_way = Event(), []

    def answer(due: Due) -> Result:
        if due.endpoint.id == "w1":
            under_way.append(due.event)
            assert others_done.wait(5)
        elif len([it for it in bench.sent if it[1] == "w2"]) == 20:
            assert under_way == ["e000"]
            others_done.set()
        return Delivered()

    bench = Bench(answer, pace=Pace(threads=2)).with_events(20, "w1", "w2")
    bench.worker().run_once()
    assert bench.states() == ["delivered"] * 40


def test_without_setting_aside_a_hanging_endpoint_takes_every_thread() -> None:
    release, under_way = Event(), []

    class UnfairOutbox(MemoryOutbox):
        def claim(self, most: int, at: datetime, lease_until: datetime, without: Collection[str] = ()) -> Sequence[Due]:
            del without
            return super().claim(most, at, lease_until)

    def answer(due: Due) -> Result:
        under_way.append(due.endpoint.id)
        if len(under_way) == 2:
            release.set()
        assert release.wait(5)
        return Delivered()

    bench = Bench(answer, pace=Pace(threads=2), outbox=UnfairOutbox()).with_events(3, "w1")
    bench.outbox.endpoints["w2"] = Endpoint("w2", "o2", "https://hooks.example.com/")
    bench.outbox.add_event("e999", "o2")
    bench.worker().run_once()
    assert under_way[:2] == ["w1", "w1"]


def test_the_first_rest_puts_off_no_attempt_that_the_schedule_promises() -> None:
    bench = Bench(by_turns([STRAIN, Delivered()])).with_events(1)
    worker = bench.worker()
    worker.run_once()
    bench.clock.at += 5 * SECOND
    worker.run_once()
    assert bench.states() == ["delivered"]


def test_the_log_names_no_url_and_no_body() -> None:
    bench = Bench(by_turns([Failed("status_500"), Delivered(), Gone()])).with_events(3)
    bench.worker().run_once()
    assert [line["event"] for line in bench.lines] == ["webhook_failed", "webhook_delivered", "webhook_gone"]
    assert set().union(*bench.lines) == {"event", "level", "webhook_event", "webhook", "attempt", "reason"}
