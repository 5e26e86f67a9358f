"""The databases that campaigns run on."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.store import schema
from app.store.engine import Database
from tests import postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database at the newest schema, as the application opens it."""
    if request.param == "sqlite":
        with closing(Database(f"sqlite:///{tmp_path / 'labverdict.db'}")) as opened:
            schema.upgrade(opened)
            yield opened
    else:
        with postgres.shared().fresh() as urls, closing(Database(urls.app)) as opened:
            yield opened
