"""For every test: no time limit on an example, the same examples in each CI run, and no host but this machine."""

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

Connect = Callable[[socket.socket, tuple[str, int]], int | None]

settings.register_profile("developer", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if "CI" in os.environ else "developer")


def stays_here(address: object) -> bool:
    """Whether the address is a path or on loopback; a name other than `localhost` counts as elsewhere."""
    if not isinstance(address, tuple):
        return True
    try:
        return address[0] == "localhost" or ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return False


def closed(connect: Connect) -> Connect:
    """`connect` for addresses on this machine, RuntimeError for all others."""

    def refuse_or_connect(self: socket.socket, address: tuple[str, int]) -> int | None:
        if not stays_here(address):
            raise RuntimeError(f"a test reached for {address!r}")
        return connect(self, address)

    return refuse_or_connect


@pytest.fixture(scope="session", autouse=True)
def _sockets_closed() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", closed(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", closed(socket.socket.connect_ex))
        yield
