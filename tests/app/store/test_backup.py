import stat
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from app.ledger.canonical import canonical, read_canonical
from app.ports.evidence import LogEnd
from app.store import postgres_copy, schema
from app.store.backup import backup, restore
from app.store.manifest import NAME, Manifest, Refused
from tests.app.store.conftest import Another, Opened
from tests.app.store.load import AT, everything
from tests.app.store.seeds import LAB, TABLES, row, seed
from tests.app.store.sight import TENANT


def altered(folder: Path, **changes: object) -> None:
    """Write another manifest over the one that was made."""
    told = read_canonical((folder / NAME).read_bytes())
    assert isinstance(told, dict)
    (folder / NAME).write_bytes(canonical(told | changes))


@pytest.fixture
def stocked(opened: Opened) -> Opened:
    with opened.unbound.writing() as connection:
        seed(connection)
    return opened


@pytest.fixture
def made(stocked: Opened, tmp_path: Path) -> tuple[Path, Manifest]:
    return tmp_path / "backup", backup(stocked.owner, tmp_path / "backup", AT)


def test_every_value_comes_back(stocked: Opened, another: Another, tmp_path: Path) -> None:
    odd = "tab\tbackslash\\N\\.\nquote'\"%s 镉 😀 \x01"
    with stocked.unbound.writing() as connection:
        connection.execute(insert(TABLES["webhook"]), row("webhook", LAB, 7) | {"url": odd, "disabled_because": None})
        content = {"content": bytes(range(256)), "sha256": odd}
        connection.execute(insert(TABLES["original"]), row("original", LAB, 7) | content)
    backup(stocked.owner, tmp_path / "backup", AT)
    with another() as fresh:
        restore(tmp_path / "backup", fresh.owner)
        assert everything(fresh.unbound) == everything(stocked.unbound)


def test_a_backup_says_what_is_in_it(made: tuple[Path, Manifest], stocked: Opened) -> None:
    folder, manifest = made
    stored = everything(stocked.unbound)
    assert manifest.schema == schema.head()
    assert manifest.at == AT
    assert manifest.log == LogEnd(len(stored["log_entry"]), str(max(stored["log_entry"])[2]))
    if manifest.database == "postgresql":
        assert {file.name: file.rows for file in manifest.files} == {
            f"{table}.copy.gz": len(rows) for table, rows in stored.items()
        }
    assert {path.name for path in folder.iterdir()} == {NAME, *(file.name for file in manifest.files)}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_restored_database_is_guarded_like_any_other(made: tuple[Path, Manifest], another: Another) -> None:
    with another() as fresh:
        restore(made[0], fresh.owner)
        schema.check_powers(fresh.app)
        with fresh.owner.reading() as connection:
            for table in TENANT if not fresh.owner.is_sqlite else ():
                assert connection.execute(select(func.count()).select_from(TABLES[table])).scalar_one() == 0, table


def test_a_backup_of_an_older_schema_comes_back_and_is_upgraded(
    empty: Opened, another: Another, tmp_path: Path
) -> None:
    schema.upgrade(empty.owner, revision="0001")
    with empty.unbound.writing() as connection:
        seed(connection)
    made = backup(empty.owner, tmp_path / "backup", AT)
    assert made.schema == "0001"
    with another(made.schema) as fresh:
        restore(tmp_path / "backup", fresh.owner)
        schema.upgrade(fresh.owner)
        came_back = everything(fresh.unbound)
        assert came_back == {table: set() for table in came_back} | everything(empty.unbound)


def test_a_database_with_rows_is_left_as_it_is(made: tuple[Path, Manifest], stocked: Opened) -> None:
    before = everything(stocked.unbound)
    with pytest.raises(Refused, match="not empty"):
        restore(made[0], stocked.owner)
    assert everything(stocked.unbound) == before


def test_a_folder_with_something_in_it_is_left_as_it_is(stocked: Opened, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "note").write_text("mine")
    with pytest.raises(Refused, match="not empty"):
        backup(stocked.owner, tmp_path / "backup", AT)
    assert [path.name for path in (tmp_path / "backup").iterdir()] == ["note"]


def test_a_database_without_tables_is_not_backed_up(empty: Opened, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no tables"):
        backup(empty.owner, tmp_path / "backup", AT)
    assert not (tmp_path / "backup" / NAME).exists()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"format": "labverdict.backup/2"}, "not of the format"),
        ({"database": "oracle"}, "backup of oracle"),
        ({"schema": "0001"}, "revision"),
        ({"log": {"size": 6, "last": "f" * 64}}, "the manifest says"),
        ({"log": {"size": 7, "last": "0" * 64}}, "the manifest says"),
        ({"files": []}, "does not vouch|other tables"),
        ({"files": [{"name": "../labverdict.db", "sha256": "", "rows": None}]}, "not understood"),
    ],
)
def test_a_manifest_that_says_otherwise_is_refused(
    made: tuple[Path, Manifest], another: Another, change: dict[str, object], why: str
) -> None:
    altered(made[0], **change)
    with another() as fresh:
        with pytest.raises(Refused, match=why):
            restore(made[0], fresh.owner)
        assert not any(everything(fresh.unbound).values())


def test_a_file_that_was_damaged_or_lost_is_named_and_nothing_is_put_back(
    made: tuple[Path, Manifest], another: Another
) -> None:
    folder, manifest = made
    with another() as fresh:
        empty = everything(fresh.unbound)
        for file in manifest.files:
            path = folder / file.name
            content = path.read_bytes()
            for damaged in (content[:-1], content[:40] + bytes([content[40] ^ 1]) + content[41:], None):
                path.unlink()
                if damaged is not None:
                    path.write_bytes(damaged)
                with pytest.raises(Refused, match=file.name):
                    restore(folder, fresh.owner)
                path.write_bytes(content)
        assert everything(fresh.unbound) == empty
        restore(folder, fresh.owner)


def test_a_backup_that_was_not_finished_is_none(made: tuple[Path, Manifest], another: Another) -> None:
    (made[0] / NAME).unlink()
    with another() as fresh, pytest.raises(Refused, match="not finished"):
        restore(made[0], fresh.owner)


def test_a_wrong_number_of_rows_is_refused_and_nothing_is_put_back(
    postgresql: Opened, another_postgresql: Another, tmp_path: Path
) -> None:
    with postgresql.unbound.writing() as connection:
        seed(connection)
    made = backup(postgresql.owner, tmp_path / "backup", AT)
    files = [{"name": file.name, "sha256": file.sha256, "rows": file.rows} for file in made.files]
    altered(tmp_path / "backup", files=[*files[:-1], files[-1] | {"rows": 99}])
    with another_postgresql() as fresh:
        with pytest.raises(Refused, match="the manifest says 99"):
            restore(tmp_path / "backup", fresh.owner)
        assert not any(everything(fresh.unbound).values())
        with fresh.unbound.reading() as connection:
            forced = "SELECT count(*) FROM pg_class WHERE relforcerowsecurity"
            assert connection.exec_driver_sql(forced).scalar_one() == len(TENANT)


def test_who_does_not_see_every_row_neither_backs_up_nor_restores(
    postgresql: Opened, another_postgresql: Another, tmp_path: Path
) -> None:
    with postgresql.unbound.writing() as connection:
        seed(connection)
    with pytest.raises(Refused, match="hidden from this role"):
        backup(postgresql.app, tmp_path / "refused", AT)
    backup(postgresql.owner, tmp_path / "backup", AT)
    with another_postgresql() as fresh, pytest.raises(Refused, match="belongs to another role"):
        restore(tmp_path / "backup", fresh.app)


def test_unless_that_was_looked_at_his_backup_would_lack_them(
    postgresql: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgresql.unbound.writing() as connection:
        seed(connection)
    monkeypatch.setattr(postgres_copy, "_HIDDEN", "SELECT NULL")
    made = backup(postgresql.app, tmp_path / "backup", AT)
    assert {file.name: file.rows for file in made.files}["report.copy.gz"] == 0


def test_keys_are_in_it_when_asked_for_and_only_then(stocked: Opened, another: Another, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "log.ed25519").write_bytes(b"secret")
    assert backup(stocked.owner, tmp_path / "without", AT).keys == ()
    assert not any(b"secret" in path.read_bytes() for path in (tmp_path / "without").rglob("*"))
    assert [key.name for key in backup(stocked.owner, tmp_path / "with", AT, keys).keys] == ["log.ed25519"]
    with another() as fresh:
        (tmp_path / "restored").mkdir()
        restore(tmp_path / "with", fresh.owner, tmp_path / "restored")
    for copied in (tmp_path / "with" / "keys" / "log.ed25519", tmp_path / "restored" / "log.ed25519"):
        assert copied.read_bytes() == b"secret"
        assert stat.S_IMODE(copied.stat().st_mode) == 0o600
