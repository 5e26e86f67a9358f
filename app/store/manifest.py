"""What a backup consists of: the one file that says what lies beside it, written last.

A folder without a manifest is no backup, and a file that differs from it by one bit is refused.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.ledger.canonical import Json, NotCanonical, canonical, read_canonical
from app.ports.evidence import LogEnd

FORMAT = "labverdict.backup/1"
NAME = "manifest.json"
KEYS = "keys"


class Refused(Exception):
    """A backup is not made, or not put back, and this is why."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a backup; `rows` counts a table's rows, None for a file that is no table."""

    name: str
    sha256: str
    rows: int | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup: of which kind of database, at which schema, with which end of the evidence log, and when it was made.

    The files stand in the order in which their rows can be put back.
    """

    database: str
    schema: str
    at: str
    log: LogEnd
    files: tuple[File, ...]
    keys: tuple[File, ...]


def new_folder(folder: Path) -> None:
    """Make a folder that nobody else can look into; raises `Refused` for one with something in it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Refused(f"{folder} is not empty")


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def described(path: Path, rows: int | None = None) -> File:
    """Return what the manifest says of a finished file, once that is on the disk."""
    sync(path)
    return File(path.name, _digest(path), rows)


def copy_secret(source: Path, target: Path) -> File:
    """Copy a file that only its owner may read; raises `Refused` where there is one."""
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{target} is there already") from None
    with os.fdopen(handle, "wb") as file:
        file.write(source.read_bytes())
    return described(target)


def write(manifest: Manifest, folder: Path) -> None:
    """Put the manifest beside its files, whole or not at all."""
    told: dict[str, Json] = {
        "format": FORMAT,
        "database": manifest.database,
        "schema": manifest.schema,
        "at": manifest.at,
        "log": {"size": manifest.log.size, "last": manifest.log.last},
        "files": [_told(file) for file in manifest.files],
        "keys": [_told(file) for file in manifest.keys],
    }
    draft = folder / f"{NAME}.part"
    draft.write_bytes(canonical(told))
    sync(draft)
    draft.rename(folder / NAME)
    sync(folder)


def read(folder: Path) -> Manifest:
    """Return the manifest of a backup whose every file is as it was made; raises `Refused`."""
    try:
        told = read_canonical((folder / NAME).read_bytes())
    except FileNotFoundError:
        raise Refused(f"{folder} holds no {NAME}: it is no backup, or one that was not finished") from None
    except NotCanonical as refusal:
        raise Refused(f"{NAME}: {refusal}") from None
    manifest = _manifest(told)
    for path, file in _places(manifest, folder):
        if not path.is_file() or _digest(path) != file.sha256:
            raise Refused(f"{file.name} is missing or not as it was made")
    return manifest


def _places(manifest: Manifest, folder: Path) -> Iterator[tuple[Path, File]]:
    yield from ((folder / file.name, file) for file in manifest.files)
    yield from ((folder / KEYS / key.name, key) for key in manifest.keys)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _told(file: File) -> Json:
    return {"name": file.name, "sha256": file.sha256, "rows": file.rows}


def _manifest(told: Json) -> Manifest:
    match told:
        case {
            "format": "labverdict.backup/1",
            "database": str(database),
            "schema": str(schema),
            "at": str(at),
            "log": {"size": int(size), "last": str(last)},
            "files": list(files),
            "keys": list(keys),
        }:
            log = LogEnd(size, last)
            return Manifest(database, schema, at, log, tuple(map(_file, files)), tuple(map(_file, keys)))
        case Mapping():
            raise Refused(f"{NAME} is not of the format {FORMAT}")
        case _:
            raise Refused(f"{NAME} is no JSON object")


def _file(told: Json) -> File:
    match told:
        case {"name": str(name), "sha256": str(sha256), "rows": int() | None as rows} if Path(name).name == name:
            return File(name, sha256, rows)
        case _:
            raise Refused(f"{NAME} names a file in a way that is not understood")
