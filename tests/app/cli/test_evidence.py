"""The evidence of an installation, proved, altered and restored by the commands that users have."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import typer

from app.cli.backup import backup, restore
from app.cli.evidence import export_log, replay, verify_log
from app.cli.exits import Exit
from app.identity.caller import Caller
from app.identity.organisations import OrganisationKind
from app.service import assemble
from app.settings import read_settings
from app.workflow.administer import Office, Started, start
from app.workflow.examine import Posted
from app.workflow.file_report import Purpose, file_report
from app.workflow.verify_report import Question

ROOT = Path(__file__).resolve().parents[3]
DIESEL = ROOT / "tests/data/diesel_report.json"
REPORTS = 3


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with three reports; the commands find it by the environment."""
    folder = tmp_path / "data"
    monkeypatch.setenv("LABVERDICT_DATA", str(folder))
    service = assemble(read_settings({"LABVERDICT_DATA": str(folder)}, terminal=False))
    office = Office(service.stores.access, service.clock, service.ids, service.ids)
    started = start(OrganisationKind.LABORATORY, "示例检测实验室", "示例检验员", office)
    assert isinstance(started, Started)
    account = started.founding.account
    caller = Caller(account.organisation, OrganisationKind.LABORATORY, account.id, account.person, "a key", frozenset())
    for number in range(REPORTS):
        content = DIESEL.read_bytes().replace(b"W2026-0012", f"W2026-{number:04}".encode())
        posted = Posted(content, "report.json", None, None, Question("JSPB01-180004-2023"))
        file_report(caller, posted, Purpose(f"key-{number}"), service.desk)
    service.stores.close()
    return folder


def ended(command: Callable[[], None]) -> int:
    """Run a command and return its exit code."""
    try:
        command()
    except typer.Exit as left:
        return left.exit_code
    return 0


def exported(file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Write the log to a file and return the public key that is told."""
    export_log(file)
    return capsys.readouterr().out.split("key ")[1].strip()


def alter(database: Path, table: str, statement: str) -> None:
    """Alter the database as somebody who owns its file can."""
    with sqlite3.connect(database) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name=?", (table,))
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
    connection.close()


def test_an_exported_log_is_verified_without_the_installation(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "log.jsonl"
    key = exported(file, capsys)
    monkeypatch.setenv("LABVERDICT_DATA", str(data / "elsewhere"))
    assert ended(lambda: verify_log(file, key=[key])) == 0
    assert capsys.readouterr().out.endswith("sound\n")


@pytest.mark.parametrize("keys", [None, [], ["no key"], ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]])
def test_a_log_is_not_verified_by_no_key_or_another_one(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], keys: list[str] | None
) -> None:
    del data
    exported(tmp_path / "log.jsonl", capsys)
    assert ended(lambda: verify_log(tmp_path / "log.jsonl", key=keys)) == Exit.REFUSED


def test_a_log_that_was_cut_is_shown_by_a_head_that_was_kept(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, kept = tmp_path / "log.jsonl", tmp_path / "head.json"
    key = exported(file, capsys)
    with sqlite3.connect(data / "labverdict.db") as connection:
        kept.write_bytes(connection.execute("SELECT envelope FROM checkpoint").fetchone()[0])
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(line for line in lines[:-3] if b"checkpoint" not in line))
    assert ended(lambda: verify_log(file, key=[key], checkpoint=[kept])) == Exit.REFUSED
    assert "log_shortened" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    assert ended(lambda: verify_log(tmp_path / "none", key=[key])) == Exit.REFUSED
    assert "none" in capsys.readouterr().err


def test_every_verdict_is_recomputed_to_identical_bytes(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del data
    assert ended(replay) == 0
    assert capsys.readouterr().out.endswith("sound\n")


@pytest.mark.parametrize(
    ("table", "statement", "found"),
    [
        ("revision", "UPDATE revision SET verdict = verdict || ' '", "verdict_changed"),
        ("revision", "UPDATE revision SET outcome = 'nonconforming'", "row_changed"),
        ("revision", "UPDATE revision SET grade_asked = '0号'", "row_changed"),
        ("revision", "DELETE FROM revision WHERE entry = (SELECT max(entry) FROM revision)", "row_missing"),
        ("original", "UPDATE original SET content = replace(content, '6.2', '6.1')", "original_changed"),
        ("original", "DELETE FROM original", "original_missing"),
        ("rule_data", "UPDATE rule_data SET content = content || ' '", "rules_changed"),
        ("log_entry", "UPDATE log_entry SET body = replace(body, 'JSPB01', 'JSPB02') WHERE n = 5", "entry"),
        ("log_entry", "DELETE FROM log_entry WHERE n = 5", "entry"),
    ],
)  # fmt: skip
def test_what_was_altered_in_the_database_is_found(
    data: Path, capsys: pytest.CaptureFixture[str], table: str, statement: str, found: str
) -> None:
    assert ended(replay) == 0
    alter(data / "labverdict.db", table, statement)
    assert ended(replay) == Exit.REFUSED
    told = capsys.readouterr().out
    assert re.search(rf"entry \d+: {found}|{found} \d+", told), told


def test_a_backup_is_restored_and_proves_the_same(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = tmp_path / "backup"
    backup(copied, keys=data / "keys")
    written = capsys.readouterr().out.partition(":")[0]
    elsewhere = tmp_path / "elsewhere"
    monkeypatch.setenv("LABVERDICT_DATA", str(elsewhere))
    assert ended(lambda: restore(copied, keys=elsewhere / "keys")) == 0
    assert capsys.readouterr().out.startswith(written)
    assert ended(replay) == 0
    assert ended(lambda: restore(copied)) == Exit.REFUSED


def test_the_service_serves_until_it_is_asked_to_end(data: Path) -> None:
    environment = os.environ | {"LABVERDICT_DATA": str(data), "LABVERDICT_PORT": "0", "LABVERDICT_LOG": "json"}
    command = [str(Path(sys.executable).with_name("labverdict")), "serve"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        address = next(match[1] for line in process.stderr if (match := re.search(r"(http://127\.0\.0\.1:\d+)", line)))
        assert httpx.get(f"{address}/readyz").status_code == 200
        process.send_signal(signal.SIGTERM)
        waited = time.monotonic()
        process.communicate(timeout=30)
    assert process.returncode in {0, -signal.SIGTERM}
    assert time.monotonic() - waited < 20
