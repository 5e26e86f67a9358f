"""Whether the assembled service is ready: its database is there and of this release, and its worker lives."""

import io
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from structlog.typing import FilteringBoundLogger

import app.serving
from app.api.journal import journal
from app.service import Service, assemble
from app.serving import application, serve, working
from app.settings import read_settings
from tests.app.api.probe import call

LOG = journal(io.StringIO(), as_json=True, level="error")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    settings = {"LABVERDICT_DATA": str(tmp_path / "data"), "LABVERDICT_PORT": "0"}
    made = assemble(read_settings(settings, terminal=False))
    yield made
    made.stores.close()


def readiness(service: Service, is_working: Callable[[], bool] | None = None) -> tuple[int, object]:
    """Return the status of `/readyz`, and the code of a problem."""
    made = application(service, LOG) if is_working is None else application(service, LOG, is_working)
    answer = call(made, "GET", "/readyz")
    return answer.status_code, answer.json().get("code")


def execute(service: Service, statement: str) -> None:
    with service.stores.database.writing() as connection:
        connection.execute(text(statement))


def test_it_is_ready_with_a_worker_that_lives_and_one_elsewhere(service: Service) -> None:
    assert readiness(service) == (200, None)
    with working(service, LOG) as is_working:
        assert readiness(service, is_working) == (200, None)


@pytest.mark.parametrize(
    "statement", ["UPDATE alembic_version SET version_num = '0001'", "DELETE FROM alembic_version"]
)
def test_it_is_not_ready_on_the_database_of_another_release(service: Service, statement: str) -> None:
    execute(service, statement)
    assert readiness(service) == (503, "unavailable")


def test_it_is_not_ready_on_a_database_that_fails(service: Service) -> None:
    execute(service, "ALTER TABLE alembic_version RENAME COLUMN version_num TO other")
    assert readiness(service) == (503, "unavailable")
    execute(service, "ALTER TABLE alembic_version RENAME COLUMN other TO version_num")
    assert readiness(service) == (200, None)


class Bugged:
    """A worker whose loop has ended without being asked to; a bug does so, and says so in the log."""

    def run(self, stop: threading.Event) -> None:
        del stop


def test_it_is_not_ready_once_its_worker_has_died(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.serving, "worker", lambda *_: Bugged())
    with working(service, LOG) as is_working:
        until = time.monotonic() + 10
        while is_working() and time.monotonic() < until:
            time.sleep(0.01)
        assert readiness(service, is_working) == (503, "unavailable")
        assert call(application(service, LOG, is_working), "GET", "/healthz").status_code == 200


@pytest.mark.parametrize(("place", "watched"), [("inside", [True]), ("apart", [False])])
def test_a_process_watches_the_worker_that_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, watched: list[bool]
) -> None:
    """`serve` hands the life of its worker to the server, and knows nothing of one elsewhere."""
    told: list[bool] = []

    class Server:
        def __init__(self, _: Service, __: FilteringBoundLogger, is_working: Callable[[], bool] | None = None) -> None:
            self.is_working = is_working

        def run(self) -> None:
            told.append(self.is_working is not None and self.is_working())

    monkeypatch.setattr(app.serving, "server", Server)
    settings = {"LABVERDICT_DATA": str(tmp_path / "data"), "LABVERDICT_WORKER": place, "LABVERDICT_LOG_LEVEL": "error"}
    made = assemble(read_settings(settings, terminal=False))
    serve(made)
    made.stores.close()
    assert told == watched
