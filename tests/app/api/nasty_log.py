"""The nasty inputs of the database: a log filled over HTTP, tampered with below the service, proved by its commands.

What a signed head of the same database cannot show, a log that was cut or rebuilt under it, a head shows that was kept
outside from `GET /api/v1/log/checkpoint`.
"""

import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from typer.testing import CliRunner

from app.api.journal import journal
from app.cli.exits import Exit
from app.identity.organisations import OrganisationKind
from app.ledger.merkle import leaf_hash
from app.main import commands
from app.service import assemble
from app.serving import application
from app.settings import read_settings
from app.workflow.administer import Office, Started, start
from tests.app.api.asking import Session, line, report
from tests.app.api.nasty import Wire, acts
from tests.app.ledger.logs import rechained, resealed, understood

REPORTS = 4
AT = 5  # the first of the entries that are tampered with: the first report
Entries = dict[int, bytes]


@dataclass(frozen=True, slots=True)
class Installation:
    """A data folder, the public key of its log, and the signed head that somebody kept."""

    folder: Path
    key: str
    kept: Path

    def command(self, *words: str) -> tuple[int, str]:
        """Run `labverdict` on the installation; its exit code and what it tells."""
        environment = {"LABVERDICT_DATA": str(self.folder)}
        answer = CliRunner().invoke(commands(), words, env=environment, catch_exceptions=False, prog_name="labverdict")
        return answer.exit_code, answer.stdout

    def verify(self) -> tuple[int, str]:
        """Export the log, and verify the file against the head that was kept."""
        file = self.folder / "log.jsonl"
        self.command("export-log", str(file))
        return self.command("verify-log", str(file), "--key", self.key, "--checkpoint", str(self.kept))

    @contextmanager
    def entries(self) -> Iterator[Entries]:
        """Give the entries to be changed, and store what became of them, as who owns the database's file can."""
        with closing(sqlite3.connect(self.folder / "labverdict.db")) as connection, connection:
            for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {trigger}")
            entries = dict(connection.execute("SELECT n, CAST(body AS BLOB) FROM log_entry"))
            yield entries
            connection.execute("DELETE FROM log_entry")
            for n, body in entries.items():
                row = (n, understood(body).prev, leaf_hash(body).hex(), body)
                connection.execute("INSERT INTO log_entry (n, prev, hash, body) VALUES (?, ?, ?, ?)", row)


def installed(folder: Path) -> Installation:
    """Make an installation, file reports over HTTP, and keep the head that is signed then."""
    service = assemble(read_settings({"LABVERDICT_DATA": str(folder)}, terminal=False))
    office = Office(service.stores.access, service.clock, service.ids, service.ids)
    started = start(OrganisationKind.LABORATORY, "示例检测实验室", "示例人员", office)
    assert isinstance(started, Started)
    kept = folder / "kept.json"
    with line(application(service, journal(sys.stderr, as_json=True, level="error"))) as opened:
        laboratory = Session(opened, {"Authorization": f"Bearer {started.text}"})
        filed = [laboratory.file(report()).json()["log_entry"] for _ in range(REPORTS)]
        service.notary.head()
        kept.write_bytes(laboratory.get("/log/checkpoint").content)
    service.stores.close()
    assert filed == list(range(AT, AT + REPORTS))
    return Installation(folder, service.log_signer.public_key_base64, kept)


def byte_changed(entries: Entries) -> None:
    entries[AT] = re.sub(
        rb'("report":")(.)', lambda found: found[1] + (b"1" if found[2] == b"0" else b"0"), entries[AT]
    )


def row_removed(entries: Entries) -> None:
    del entries[AT]


def tail_cut(entries: Entries) -> None:
    for n in [n for n in entries if n >= AT]:
        del entries[n]


def rows_swapped(entries: Entries) -> None:
    entries[AT], entries[AT + 2] = entries[AT + 2], entries[AT]


def rebuilt(entries: Entries) -> None:
    bodies = [*entries.values()]
    bodies[AT] = resealed(replace(understood(bodies[AT]), subject={}))
    entries.update(enumerate(rechained(bodies, AT)))


# What is done, and what `replay` and `verify-log` tell of it; a cut is shown by the head alone that was kept outside.
TAMPERED: Mapping[Callable[[Entries], None], tuple[str, str]] = {
    byte_changed: (f"entry {AT}: entry_changed", f"entry {AT}: entry_changed"),
    row_removed: (f"entry {AT}: entry_out_of_order", f"entry {AT}: entry_out_of_order"),
    tail_cut: ("", f"covers {AT + REPORTS} entries, here are {AT}"),
    rows_swapped: (f"entry {AT}: entry_out_of_order", f"entry {AT}: entry_out_of_order"),
    rebuilt: (f"entry {AT}: row_changed", f"checkpoint of size {AT + REPORTS}: root_differs"),
}


@acts("H20")
def a_log_is_tampered_with(wire: Wire) -> None:
    del wire
    with tempfile.TemporaryDirectory() as folder:
        sound = installed(Path(folder) / "sound")
        assert [code for code, _ in (sound.command("replay"), sound.verify())] == [0, 0]
        for tamper, (replayed, verified) in TAMPERED.items():
            copy = shutil.copytree(sound.folder, Path(folder) / tamper.__name__)
            altered = replace(sound, folder=copy)
            with altered.entries() as entries:
                tamper(entries)
            if replayed:
                names(altered.command("replay"), replayed)
            names(altered.verify(), verified)


def names(told: tuple[int, str], place: str) -> None:
    """Fail unless a command refused the log, and names this place first."""
    code, text = told
    assert code == Exit.REFUSED, text
    assert place in text, text
    assert not re.search(r"^entry \d+", text.partition(place)[0], re.MULTILINE), text
