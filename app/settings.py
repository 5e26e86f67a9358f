"""Settings, all from the environment: each is one row below, from which README's table is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lims_adapters.grid import LARGEST_FILE
from lims_adapters.json_text import LARGEST_BODY

PREFIX = "LABVERDICT_"
# What commands read by themselves: the service is started in an environment that also asks it.
KNOWN_ELSEWHERE = frozenset({"LABVERDICT_TRACEBACK", "LABVERDICT_URL", "LABVERDICT_KEY"})
_LONGEST_NUMBER = 9


class LogForm(StrEnum):
    """How a line of the log is written."""

    JSON = "json"
    CONSOLE = "console"


class LogLevel(StrEnum):
    """The least that is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Worker(StrEnum):
    """Where webhooks are sent from: this process, or one of its own (`labverdict worker`)."""

    INSIDE = "inside"
    APART = "apart"


class SettingsRefused(Exception):
    """Settings that cannot be used: `faults` names every one of them, never its value."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: the variable, what it means, its default in words."""

    variable: str
    meaning: str
    default: str


@dataclass(frozen=True, slots=True)
class _Row:
    """`read` raises ValueError with what is expected; `otherwise` is the default, from the settings above it."""

    meaning: str
    default: str
    read: Callable[[str], object]
    otherwise: Callable[[Mapping[str, Any]], object]


def _row(
    meaning: str,
    default: str,
    read: Callable[[str], object],
    otherwise: Callable[[Mapping[str, Any]], object] | None = None,
) -> Mapping[str, _Row]:
    """Return what is known of a setting; without `otherwise` the default is read as it is written."""
    return {"row": _Row(meaning, default, read, otherwise or (lambda _: read(default)))}


def _text(text: str) -> str:
    return text


def _path(text: str) -> Path:
    if not text.isprintable() or "?" in text:
        raise ValueError("a path of printable characters without ?")
    return Path(text)


def _number(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        readable = text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
        if not readable or not lowest <= int(text) <= highest:
            raise ValueError(f"a whole number from {lowest} to {highest}")
        return int(text)

    return read


def _one_of(kind: type[StrEnum]) -> Callable[[str], StrEnum]:
    def read(text: str) -> StrEnum:
        if text not in list(kind):
            raise ValueError("one of " + ", ".join(kind))
        return kind(text)

    return read


def _yes(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError("yes or no")
    return text == "yes"


def _database(text: str) -> str:
    expected = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError:
        raise ValueError(expected) from None
    sqlite = url.scheme == "sqlite" and not url.netloc and text.startswith("sqlite:///") and len(url.path) > 1
    if not sqlite and not (_is_postgresql(url.scheme) and len(url.path) > 1):
        raise ValueError(expected)
    return text


def _owner(text: str) -> str:
    if not _is_postgresql(_database(text).partition(":")[0]):
        raise ValueError("postgresql://USER:PASSWORD@HOST/NAME")
    return text


def _is_postgresql(scheme: str) -> bool:
    return scheme in {"postgresql", "postgresql+psycopg"}


def _own_file(above: Mapping[str, Any]) -> str:
    return f"sqlite:///{above['data'] / 'labverdict.db'}"


def _own_worker(above: Mapping[str, Any]) -> Worker:
    return Worker.INSIDE if above["database"].startswith("sqlite:") else Worker.APART


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that is set. Addresses of databases may hold a password and are not shown."""

    data: Path = field(metadata=_row("Folder of the embedded database and the keys", "labverdict-data", _path))
    database: str = field(
        repr=False,
        metadata=_row(
            "Database: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`",
            "`labverdict.db` in DATA",
            _database,
            _own_file,
        ),
    )
    database_owner: str | None = field(
        repr=False,
        metadata=_row(
            "PostgreSQL as the owner of the tables, for migrations alone", "as DATABASE", _owner, lambda _: None
        ),
    )
    host: str = field(metadata=_row("Address to listen on", "127.0.0.1", _text))
    port: int = field(metadata=_row("Port to listen on; 0 takes a free one", "8000", _number(0, 65_535)))
    log: LogForm = field(
        metadata=_row(
            "Form of the log: `json` or `console`",
            "`console` on a terminal, else `json`",
            _one_of(LogForm),
            lambda above: LogForm.CONSOLE if above["terminal"] else LogForm.JSON,
        )
    )
    log_level: LogLevel = field(
        metadata=_row("Least that is logged: `debug`, `info`, `warning`, `error`", "info", _one_of(LogLevel))
    )
    log_key: Path = field(
        metadata=_row(
            "File of the key that signs the evidence log; made at the first start",
            "`keys/log.ed25519` in DATA",
            _path,
            lambda above: above["data"] / "keys" / "log.ed25519",
        )
    )
    webhook_key: Path = field(
        metadata=_row(
            "File of the key that signs webhooks; made at the first start",
            "`keys/webhook.ed25519` in DATA",
            _path,
            lambda above: above["data"] / "keys" / "webhook.ed25519",
        )
    )
    worker: Worker = field(
        metadata=_row(
            "Where webhooks are sent from: `inside` the service or `apart`, by `labverdict worker`",
            "`inside` with SQLite, `apart` with PostgreSQL",
            _one_of(Worker),
            _own_worker,
        )
    )
    webhook_private: bool = field(
        metadata=_row("Whether webhooks may go to private addresses: `yes` or `no`", "no", _yes)
    )
    body_limit: int = field(metadata=_row("Most bytes of a JSON body", str(LARGEST_BODY), _number(1024, LARGEST_BODY)))
    upload_limit: int = field(
        metadata=_row("Most bytes of an uploaded file", str(LARGEST_FILE), _number(1024, LARGEST_FILE))
    )
    threads: int = field(metadata=_row("Most requests that are worked on at once", "8", _number(1, 256)))
    token_minutes: int = field(metadata=_row("Minutes that an access token lives", "60", _number(1, 60)))


_ROWS: Mapping[str, _Row] = {each.name: each.metadata["row"] for each in fields(Settings)}
SETTINGS = tuple(Setting(PREFIX + name.upper(), row.meaning, row.default) for name, row in _ROWS.items())


def read_settings(environment: Mapping[str, str], *, terminal: bool) -> Settings:
    """Read the settings; `terminal` tells whether the log goes to one.

    Raises:
        SettingsRefused: naming every variable that is unknown, empty or unreadable.
    """
    known = {setting.variable for setting in SETTINGS} | KNOWN_ELSEWHERE
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    faults = [f"{name}: there is no such setting" for name in unknown]
    values: dict[str, Any] = {"terminal": terminal}
    for name, row in _ROWS.items():
        text = environment.get(PREFIX + name.upper())
        values[name] = row.otherwise(values)
        if text is not None:
            try:
                values[name] = _filled(row, text)
            except ValueError as error:
                faults.append(f"{PREFIX}{name.upper()}: expected {error}")
    if values["database_owner"] is not None and values["database"].startswith("sqlite:"):
        faults.append(f"{PREFIX}DATABASE_OWNER: expected with a PostgreSQL database only")
    if faults:
        raise SettingsRefused(tuple(faults))
    del values["terminal"]
    return Settings(**values)


def _filled(row: _Row, text: str) -> object:
    if not text.strip():
        raise ValueError("a value; leave the variable out for the default")
    return row.read(text)
