"""The worker goes through each day once, and through one that failed again."""

import io
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest

from app import serving
from app.api.journal import journal
from app.delivery.worker import Worker
from app.workflow.day_jobs import DayDone, JobDesk, do_day
from tests.served.cast import Cast
from tests.served.milestones import to_report
from tests.served.stages import stage
from tests.served.walk import Walk


class OneRound(Event):
    """Is set once the loop has gone round, and lets it wait for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._rounds = 1

    def is_set(self) -> bool:
        self._rounds -= 1
        return self._rounds < 0

    def wait(self, timeout: float | None = None) -> bool:
        return timeout is None


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    """A service that has issued a certificate, on the last day on which it can be reported."""
    with stage("sqlite", tmp_path) as made:
        number = Walk(made).certify()
        ((due, _),) = to_report(made, "application_officer", number)
        made.comes(date.fromisoformat(due))
        yield made


def goes_round(worker: Worker, log: io.StringIO) -> list[dict[str, object]]:
    """Let the loop go round once, and return what it logged of days and of tasks that failed."""
    log.seek(0)
    log.truncate()
    worker.run(OneRound())
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [each for each in lines if each["event"] in {"day_done", "task_failed"}]


def worker_of(cast: Cast) -> tuple[Worker, io.StringIO]:
    stream = io.StringIO()
    return serving.worker(cast.service, journal(stream, as_json=True, level="info")), stream


def test_a_day_is_gone_through_once_in_a_process_and_tells_nothing_twice(cast: Cast) -> None:
    worker, log = worker_of(cast)
    (done,) = goes_round(worker, log)
    assert (done["day"], done["told"], done["taken"], done["refused"]) == (cast.today.isoformat(), 1, 0, [])
    cast.clock.pass_by(minutes=11)
    assert goes_round(worker, log) == []
    # Another process goes through the same day, and has nothing left to tell.
    (again,) = goes_round(*worker_of(cast))
    assert (again["day"], again["told"]) == (cast.today.isoformat(), 0)
    cast.comes(cast.today + timedelta(days=1))
    (following,) = goes_round(worker, log)
    assert (following["day"], following["told"]) == (cast.today.isoformat(), 1)


def test_a_day_that_failed_comes_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[date] = []

    def failing_first(on: date, desk: JobDesk) -> DayDone:
        tried.append(on)
        if len(tried) == 1:
            raise OSError
        return do_day(on, desk)

    monkeypatch.setattr(serving, "do_day", failing_first)
    worker, log = worker_of(cast)
    (failed,) = goes_round(worker, log)
    assert (failed["event"], failed["task"], failed["fault"]) == ("task_failed", "go_through_day", "OSError")
    assert goes_round(worker, log) == []
    cast.clock.pass_by(minutes=11)
    (done,) = goes_round(worker, log)
    assert (done["event"], done["told"], tried) == ("day_done", 1, [cast.today] * 2)
