import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests import postgres

START = """
from tests import postgres

server = postgres.shared()
print(server.folder, flush=True)
input()
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, None])
def test_a_server_goes_with_the_process_that_started_it(end: signal.Signals | None) -> None:
    with subprocess.Popen([sys.executable, "-c", START], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().decode().strip())
        assert (folder / "data").is_dir()
        if end is None:
            process.communicate(b"\n")
        else:
            process.send_signal(end)
    until = time.monotonic() + postgres.START_S
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert not folder.exists()


def test_databases_of_one_server_know_nothing_of_each_other() -> None:
    server = postgres.shared()
    with server.fresh() as one, server.fresh() as other:
        with psycopg.connect(one.superuser) as connection:
            connection.execute("INSERT INTO rule_data VALUES ('sha256', '', '')")
        with psycopg.connect(other.app) as connection:
            assert connection.execute("SELECT count(*) FROM rule_data").fetchone() == (0,)


def test_a_database_is_gone_when_it_is_done_with() -> None:
    with postgres.shared().fresh() as urls, psycopg.connect(urls.app):
        pass
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(urls.app)
