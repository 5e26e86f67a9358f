"""A service to ask, shared by all tests: each files reports under numbers of its own, and counts no others."""

from collections.abc import Callable, Iterator

import pytest

from app.identity.roles import Role
from tests.app.api.asking import Line, Session, line
from tests.app.api.world import World, certify_first, world

Enter = Callable[..., Session]


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world on SQLite."""
    with world("sqlite", tmp_path_factory.mktemp("town")) as made:
        certify_first(made)
        yield made


@pytest.fixture(scope="session")
def opened(town: World) -> Iterator[Line]:
    with line(town.app) as made:
        yield made


@pytest.fixture(scope="session")
def enter(town: World, opened: Line) -> Enter:
    """Return who asks: `enter("laboratory_1")`, `enter("body_1", Role.ADMINISTRATOR)`, `enter()` for nobody."""

    def session(organisation: str | None = None, role: Role | None = None) -> Session:
        return Session(opened, {} if organisation is None else town.bearer(organisation, role))

    return session


@pytest.fixture
def laboratory(enter: Enter) -> Session:
    return enter("laboratory_1")


@pytest.fixture
def body(enter: Enter) -> Session:
    return enter("body_1")
