"""Guard against webhooks that make the service speak to what only it can reach (SSRF, OWASP API7).

The form of a URL is checked when it is stored and before each attempt. Its name is resolved once an attempt, every
address must be allowed, and the connection goes to one of those addresses: a name that resolves otherwise a moment
later (DNS rebinding) has no effect.
"""

import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from typing import Protocol

import httpx

from app.delivery.addresses import Address, allowed

WEBHOOK_URL_FORBIDDEN = "webhook_url_forbidden"

_MOST_CHARACTERS = 2000
_PORTS = frozenset({443, 8443})
_USUAL_PORT = {"http": 80, "https": 443}
_MOST_NAME = 253
# RFC 3986 without user information and fragment; the host is read closely afterwards.
_FORM = re.compile(
    r"(https?)://"
    r"(\[[0-9a-f:.]+\]|[^\x00-\x20\x7f\"#%/:<>?@\[\\\]^`{|}]+)"
    r"(?::([1-9][0-9]{0,4}))?"
    r"([/?][!$-;=?-Z\[\]_a-z~]*)?"
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# The last label begins with a letter: one that is a number makes the whole an IPv4 address, as in 0x7f.1.
_NAME = re.compile(rf"(?:{_LABEL}\.)*[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")
# Names that resolve inside the machine or its network only (RFC 6761, 6762, 7686, 8375 and common use).
_INSIDE = frozenset(
    {
        *("arpa", "corp", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost"),
        *("onion", "private", "test"),
    }
)


@dataclass(frozen=True, slots=True)
class UrlRules:
    """What a webhook's URL may be; `allow_private` is for closed networks and for loopback in tests.

    `allow_private` takes loopback and private addresses, bare names, names that resolve inside only, and addresses in
    their usual notation instead of a name.
    """

    allow_http: bool = False
    any_port: bool = False
    allow_private: bool = False


class Resolver(Protocol):
    """Where the addresses of a name come from."""

    def addresses(self, host: str, port: int) -> Sequence[str]:
        """Return every address of the name, the preferred one first; raises OSError when there is none."""
        ...


class SystemResolver:
    """The machine's own resolver; how long it may take is the machine's setting."""

    def addresses(self, host: str, port: int) -> Sequence[str]:
        """Return every address of the name."""
        return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Refusal(StrEnum):
    """Why no connection is made."""

    FORBIDDEN_URL = "forbidden_url"
    FORBIDDEN_ADDRESS = "forbidden_address"
    UNKNOWN_HOST = "unknown_host"


@dataclass(frozen=True, slots=True)
class Target:
    """Where one attempt goes: to the checked `addresses`, for the name `host`; `path` has the query with it."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[Address, ...]

    @property
    def authority(self) -> str:
        """Return the host as the Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _USUAL_PORT[self.scheme] else f"{host}:{self.port}"

    def url(self, address: Address) -> str:
        """Return the URL that connects to one of the addresses without asking for the name again."""
        host = f"[{address}]" if address.version == 6 else f"{address}"  # noqa: PLR2004 - the number names the protocol
        return f"{self.scheme}://{host}:{self.port}{self.path}"


@dataclass(frozen=True, slots=True)
class Guard:
    """The rules and the resolver of a service."""

    rules: UrlRules
    resolver: Resolver

    def target(self, url: str) -> Target | Refusal:
        """Return where an attempt at the URL may connect to, or why it may not; asks the resolver at most once."""
        place = _read(url, self.rules)
        if place is None:
            return Refusal.FORBIDDEN_URL
        scheme, host, port, path = place
        found = resolve(host, port, self.resolver, self.rules)
        return found if isinstance(found, Refusal) else Target(scheme, host, port, path, found)


def check_url(url: str, rules: UrlRules) -> str | None:
    """Return the problem code of a URL that cannot be a webhook, None for one that can as far as its form tells.

    It is https (or http where the rules allow it) with a public host name, on port 443 or 8443 unless any port is
    allowed, without user information and fragment, of at most 2000 characters; a name may be international (IDNA 2008),
    path and query are ASCII.
    """
    return WEBHOOK_URL_FORBIDDEN if _read(url, rules) is None else None


def resolve(host: str, port: int, resolver: Resolver, rules: UrlRules) -> tuple[Address, ...] | Refusal:
    """Return the addresses of a name in the resolver's order; one that is not allowed refuses the name."""
    try:
        addresses = tuple(dict.fromkeys(ip_address(text) for text in resolver.addresses(host, port)))
    except (OSError, ValueError):
        return Refusal.UNKNOWN_HOST
    if not addresses:
        return Refusal.UNKNOWN_HOST
    if not all(allowed(address, private=rules.allow_private) for address in addresses):
        return Refusal.FORBIDDEN_ADDRESS
    return addresses


def _read(url: str, rules: UrlRules) -> tuple[str, str, int, str] | None:
    """Return scheme, host in ASCII, port, and path with query; None for a URL that breaks a rule."""
    form = _FORM.fullmatch(url) if len(url) <= _MOST_CHARACTERS else None
    if form is None:
        return None
    scheme, typed, port_text, path = form[1], form[2], form[3], form[4] or ""
    port = int(port_text) if port_text else _USUAL_PORT[scheme]
    host = _read_host(typed, rules)
    ports = {*_PORTS, _USUAL_PORT[scheme]}
    if (
        host is None
        or not (scheme == "https" or rules.allow_http)
        or not (port in ports or (rules.any_port and port < 2**16))
    ):
        return None
    return scheme, host, port, path if path.startswith("/") else f"/{path}"


def _read_host(typed: str, rules: UrlRules) -> str | None:
    """Return the name in ASCII and small letters, as it is asked for and shown to TLS; None when it is not allowed."""
    try:
        host = httpx.URL(scheme="https", host=typed.strip("[]")).raw_host.decode("ascii").strip("[]")
    except (httpx.InvalidURL, UnicodeError):
        return None
    if len(host) > _MOST_NAME:
        return None
    if _NAME.fullmatch(host) and not typed.startswith("["):
        labels = host.split(".")
        return host if rules.allow_private or (len(labels) > 1 and labels[-1] not in _INSIDE) else None
    return host if rules.allow_private and _is_usual_notation(host) else None


def _is_usual_notation(host: str) -> bool:
    try:
        return str(ip_address(host)) == host
    except ValueError:
        return False
