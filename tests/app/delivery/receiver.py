"""A receiver on loopback that behaves as badly as it is told."""

import socket
import ssl
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Self, cast


@dataclass(frozen=True, slots=True)
class Received:
    """One request; `attempt` counts the requests with the same event id, from 1."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    attempt: int

    @property
    def event(self) -> str:
        return self.headers.get("webhook-id", "")


class Talk(BaseHTTPRequestHandler):
    """One connection; `quit` is set when the receiver closes."""

    timeout = 10
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        server = cast("_Server", self.server)
        length = int(self.headers.get("content-length", "0"))
        if len(body := self.rfile.read(length)) < length:
            self.close_connection = True
            return
        server.behave(self, server.note(self.path, dict(self.headers.items()), body))

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    @property
    def quit(self) -> Event:
        return cast("_Server", self.server).quit


Behaviour = Callable[[Talk, Received], None]


def answering(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    def behave(talk: Talk, _: Received) -> None:
        talk.send_response(status)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            talk.send_header(name.replace("_", "-"), value)
        talk.end_headers()
        talk.wfile.write(body)

    return behave


def hanging(talk: Talk, _: Received) -> None:
    talk.quit.wait(10)
    talk.close_connection = True


def dripping(first: bytes, drop: bytes) -> Behaviour:
    """Send a little again and again, each time before a time-out of a single read could strike."""

    def behave(talk: Talk, _: Received) -> None:
        talk.wfile.write(first)
        while not talk.quit.wait(0.02):
            talk.wfile.write(drop)
        talk.close_connection = True

    return behave


def resetting(talk: Talk, _: Received) -> None:
    talk.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    talk.close_connection = True
    talk.connection.close()


def saying(raw: bytes) -> Behaviour:
    def behave(talk: Talk, _: Received) -> None:
        talk.wfile.write(raw)
        talk.close_connection = True

    return behave


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    behave: Behaviour

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.quit = Event()
        self.lock = Lock()
        self.connections = 0
        self.received: list[Received] = []
        self.attempts: dict[str, int] = {}

    def note(self, path: str, headers: Mapping[str, str], body: bytes) -> Received:
        small = {name.lower(): value for name, value in headers.items()}
        with self.lock:
            event = small.get("webhook-id", "")
            self.attempts[event] = self.attempts.get(event, 0) + 1
            self.received.append(Received(path, small, body, self.attempts[event]))
            return self.received[-1]

    def get_request(self) -> tuple[socket.socket, object]:
        found = super().get_request()
        self.connections += 1
        return found

    def handle_error(self, *_: object) -> None:
        """Let a connection end that the sender broke off; anything else is a fault of the test."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(*_)  # type: ignore[arg-type]  # the stub names the two arguments


@dataclass(slots=True)
class Receiver:
    """A running receiver; `tls` makes it speak https."""

    behave: Behaviour
    tls: ssl.SSLContext | None = None
    _server: _Server = field(default_factory=_Server)

    def __enter__(self) -> Self:
        self._server.behave = self.behave
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.quit.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def connections(self) -> int:
        return self._server.connections

    @property
    def received(self) -> list[Received]:
        return list(self._server.received)
