"""`labverdict backup` and `restore`."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.settings import Settings
    from app.store.engine import Database

_Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder of the backup.", show_default=False)]
_Keys = Annotated[
    Path | None,
    typer.Option("--keys", metavar="FOLDER", help="Folder of the signing keys, which are secrets; else they are left."),
]


def backup(folder: _Folder, *, keys: _Keys = None) -> None:
    """Copy everything that is stored, as of one instant, into an empty folder; the service may go on meanwhile."""
    from app.cli.installation import settings
    from app.cli.screen import plain, show
    from app.machine import SystemClock
    from app.ports.machine import instant_text
    from app.store import backup as copying

    with _owned(settings()) as database:
        made = copying.backup(database, folder, instant_text(SystemClock().now()), keys)
    show([plain(f"{made.log.size} log entries, the last {made.log.last}: {folder}")])


def restore(folder: _Folder, *, keys: _Keys = None) -> None:
    """Put a backup into an empty database, after checking every digest, row count and the end of its log."""
    from app.cli.installation import settings
    from app.cli.screen import plain, show
    from app.store import backup as copying
    from app.store.manifest import read
    from app.store.schema import upgrade

    chosen = settings()
    with _owned(chosen) as database:
        if not database.is_sqlite:
            upgrade(database, revision=read(folder).schema)
        made = copying.restore(folder, database, keys)
        upgrade(database, app_role=_app_role(chosen))
    show([plain(f"{made.log.size} log entries, the last {made.log.last}: restored")])


@contextmanager
def _owned(chosen: "Settings") -> Iterator["Database"]:
    """Open the database as its owner, who sees every row; or leave with the reason."""
    from sqlalchemy.exc import SQLAlchemyError

    from app.cli.exits import Exit
    from app.cli.screen import complain
    from app.store.engine import Database
    from app.store.manifest import Refused
    from app.store.schema import SchemaUnknown, TooMighty

    try:
        with closing(Database(chosen.database_owner or chosen.database, connections=2)) as database:
            if database.is_sqlite:
                Path(str(database.url.database)).parent.mkdir(parents=True, exist_ok=True)
            yield database
    except (Refused, SchemaUnknown, TooMighty) as refused:
        complain([f"labverdict: {refused}"])
        raise typer.Exit(Exit.REFUSED) from refused
    except SQLAlchemyError as fault:
        complain([f"labverdict: the database does not answer as it should: {type(fault).__name__}"])
        raise typer.Exit(Exit.REFUSED) from fault


def _app_role(chosen: "Settings") -> str | None:
    from sqlalchemy.engine import make_url

    return None if chosen.database_owner is None else make_url(chosen.database).username
