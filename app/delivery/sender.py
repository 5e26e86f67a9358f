"""One attempt at a delivery: signed, to a checked address, within a time limit, with no trust in the answer."""

import ssl
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import httpx

from app.delivery.addresses import Address
from app.delivery.cut import Cut
from app.delivery.guard import Refusal, Target
from app.delivery.standard_webhooks import signed_headers
from app.ports.machine import Clock, Signer
from app.ports.outbox import Due

TIME_LIMIT_S = 20.0

_CONNECT_LIMIT_S = 5.0
_MOST_ADDRESSES = 4
_MOST_BODY = 16 * 1024
_GONE = 410
_LONGEST_WISH = timedelta(hours=24)
_MOST_DIGITS = 9
# A receiver that is down or asks for less: the rest of its events can wait.
_STRAINED_STATUS = frozenset({429, 502, 503, 504})
_STRAINED_REASON = frozenset({"timeout", "connect", "tls", *Refusal})


@dataclass(frozen=True, slots=True)
class Delivered:
    """Answered with 2xx."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Answered with 410: the receiver wants no more events."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Anything else. `reason` is a code: nothing that the receiver wrote is kept.

    `strained` tells that more events now would burden the receiver or wait for nothing; `wished` is what it asked for
    by Retry-After.
    """

    reason: str
    strained: bool = False
    wished: timedelta | None = None


Result = Delivered | Gone | Failed


class Door(Protocol):
    """What decides where an attempt may connect to: the guard."""

    def target(self, url: str) -> Target | Refusal:
        """Return the target, or why there is none."""
        ...


class Sender:
    """Makes attempts; one object may serve many threads. Every event is signed by each of `signers`.

    Each attempt has a connection of its own: one that is kept open for an address would serve every name behind it.
    """

    def __init__(
        self,
        door: Door,
        signers: Sequence[Signer],
        clock: Clock,
        trust: ssl.SSLContext | None = None,
        *,
        time_limit_s: float = TIME_LIMIT_S,
    ) -> None:
        self._door = door
        self._signers = tuple(signers)
        self._clock = clock
        self._trust = httpx.create_ssl_context() if trust is None else trust
        self._time_limit_s = time_limit_s

    def send(self, due: Due) -> Result:
        """Make one attempt; a fault of the receiver or the way to it is a result, never an exception."""
        end = time.monotonic() + self._time_limit_s
        target = self._door.target(due.endpoint.url)
        if isinstance(target, Refusal):
            return _failed(target)
        headers = {
            "host": target.authority,
            "content-type": "application/json",
            "user-agent": "labverdict",
            "accept-encoding": "identity",
            "connection": "close",
            **signed_headers(due.event, due.body, self._signers, self._clock.now()),
        }
        result: Result = _failed("connect")
        for address in target.addresses[:_MOST_ADDRESSES]:
            result = self._attempt(target, address, headers, due.body, end)
            if result != _failed("connect"):
                break
        return result

    def _attempt(self, target: Target, address: Address, headers: Mapping[str, str], body: bytes, end: float) -> Result:
        left_s = end - time.monotonic()
        if left_s <= 0:
            return _failed("timeout")
        waits = {"connect": min(left_s, _CONNECT_LIMIT_S), "read": left_s, "write": left_s, "pool": left_s}
        with Cut(left_s) as cut, httpx.HTTPTransport(verify=self._trust, trust_env=False) as transport:
            request = httpx.Request(
                "POST",
                target.url(address),
                headers=headers,
                content=body,
                extensions={"sni_hostname": target.host, "timeout": waits, "trace": cut.watch},
            )
            try:
                response = transport.handle_request(request)
            except httpx.TransportError as fault:
                return _failed(_reason(fault, cut))
            with closing(response):
                _drain(response)
            return _judge(response)


def _judge(response: httpx.Response) -> Result:
    """Decide by the status alone; redirects are not followed, the receiver is to change the URL instead."""
    if response.is_success:
        return Delivered()
    if response.status_code == _GONE:
        return Gone()
    if response.is_redirect:
        return Failed("redirect")
    return Failed(
        f"status_{response.status_code}",
        strained=response.status_code in _STRAINED_STATUS,
        wished=_wished(response.headers.get("retry-after", "")),
    )


def _wished(text: str) -> timedelta | None:
    """Return Retry-After in seconds, up to `_LONGEST_WISH`; a date is passed over, the schedule stands."""
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return min(timedelta(seconds=int(text)), _LONGEST_WISH)
    return None


def _drain(response: httpx.Response) -> None:
    """Read some of the body, so that a receiver which writes a short one is not cut off; its status stands anyway."""
    read = 0
    try:
        for chunk in response.iter_raw():
            read += len(chunk)
            if read >= _MOST_BODY:
                return
    except httpx.TransportError:
        return


def _failed(reason: str) -> Failed:
    return Failed(reason, strained=reason in _STRAINED_REASON)


def _reason(fault: httpx.TransportError, cut: Cut) -> str:
    match fault:
        case httpx.ConnectTimeout():
            return "timeout" if cut.connected else "connect"
        case httpx.ConnectError():
            return "tls" if cut.connected else "connect"
        case httpx.TimeoutException():
            return "timeout"
        case _:
            return "timeout" if cut.made else "no_answer"
