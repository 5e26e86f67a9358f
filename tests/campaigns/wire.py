"""HTTP on a bare socket that stays open: the client costs next to nothing, and what it was told is certain."""

import socket
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from tests.campaigns.laboratory import SCHEME

HOST = "127.0.0.1"


class Cut(Exception):
    """The connection ended before an answer was whole: nobody knows what became of the request."""


class Wire:
    """One connection, one request after the other."""

    def __init__(self, port: int, timeout_s: float = 30) -> None:
        try:
            self._socket = socket.create_connection((HOST, port), timeout_s)
        except OSError as error:
            raise Cut from error
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()
        self._socket.close()

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and return the status and the body of its answer; raises `Cut`."""
        try:
            self._socket.sendall(request)
            status = int(self._line()[9:12])
            length = 0
            while line := self._line().rstrip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            body = self._file.read(length)
        except OSError as error:
            raise Cut from error
        if len(body) < length:
            raise Cut
        return status, body

    def _line(self) -> bytes:
        line = self._file.readline()
        if not line.endswith(b"\n"):
            raise Cut
        return line


def request(method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """Return the bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


def filing(secret: str, key: str, body: bytes) -> bytes:
    """Return the request that files a report."""
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key, "Content-Type": "application/json"}
    return request("POST", f"/api/v1/reports?scheme={SCHEME}", headers, body)


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.create_server((HOST, 0)) as server:
        port: int = server.getsockname()[1]
        return port
