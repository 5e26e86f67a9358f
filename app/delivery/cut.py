"""An end to an attempt that no peer can put off."""

import socket
from collections.abc import Mapping
from threading import Lock, Timer
from typing import Protocol, Self, runtime_checkable

_OPENED = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


@runtime_checkable
class Stream(Protocol):
    """A connection of httpx."""

    def get_extra_info(self, info: str) -> object:
        """Return something about the connection by its name."""
        ...


class Cut:
    """Shuts a connection down after `after_s` seconds.

    The time-outs of httpx are those of single reads: a peer that sends a byte now and then outlives all of them.
    Connecting and the TLS handshake have one time-out each and end by themselves.
    """

    def __init__(self, after_s: float) -> None:
        self._timer = Timer(after_s, self._cut)
        self._timer.daemon = True
        self._lock = Lock()
        self._socket: socket.socket | None = None
        self.made = False
        self.connected = False

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            self._socket = None

    def watch(self, event: str, info: Mapping[str, object]) -> None:
        """Take note of the connection as it opens; the `trace` extension of httpx."""
        stream = info.get("return_value")
        if event in _OPENED and isinstance(stream, Stream):
            self.connected = True
            found = stream.get_extra_info("socket")
            with self._lock:
                self._socket = found if isinstance(found, socket.socket) else None
                if self.made:
                    self._shut()

    def _cut(self) -> None:
        with self._lock:
            self.made = True
            self._shut()

    def _shut(self) -> None:
        """Shut the connection itself: the method of a TLS socket would take the TLS state from under its reader."""
        if self._socket is not None:
            try:
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:
                self._socket = None
