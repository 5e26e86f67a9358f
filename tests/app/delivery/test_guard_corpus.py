"""URLs that would make the service speak to what only it can reach: none opens a connection, unguarded all do."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx
import pytest

from app.delivery.guard import Guard, Refusal, Resolver, Target, UrlRules
from app.delivery.sender import Delivered, Failed, Sender
from tests.app.delivery.fakes import Key, Loopback, SetClock, TableResolver, due
from tests.app.delivery.receiver import Receiver, answering

TRUST = ssl.create_default_context()
WIDEST = UrlRules(allow_http=True, any_port=True)
HOSTILE_ADDRESSES = [
    *("127.0.0.1", "127.1.2.3", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.1.1"),
    *("169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.0.9"),
    *("192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "240.0.0.1"),
    "0.0.0.0",  # noqa: S104 - an address to refuse, nothing is bound
    *("255.255.255.255", "::1", "::", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001::1"),
    *("2001:10::1", "2001:db8::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::a9fe:a9fe", "fec0::1"),
    *("ff02::1", "ff0e::1", "100::1", "5f00::1", "4000::1"),
]
LITERALS = [
    *("127.0.0.1", "169.254.169.254", "93.184.216.34", "0", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1"),
    *("0x7f.0x0.0x0.0x1", "0177.0.0.1", "017700000001", "0251.0376.0251.0376", "2852039166", "0xa9fea9fe", "10.1"),
    *("127。0。0。1", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:169.254.169.254]", "[0:0:0:0:0:0:0:1]"),
    *("[64:ff9b::a9fe:a9fe]", "[fd00:ec2::254]"),
]
INSIDE_NAMES = [
    *("localhost", "LOCALHOST", "localhost.", "a.localhost", "metadata", "metadata.google.internal", "db.local"),
    *("kubernetes.default.svc.cluster.local", "router.lan", "a.home.arpa", "intranet", "a_b.example.com"),
]
MIXED = [["1.1.1.1", "127.0.0.1"], ["10.0.0.1", "1.1.1.1"], ["2606:4700::1111", "1.1.1.1", "fe80::1"]]
CORPUS = [
    *[("http://rebind.example.com/", [address]) for address in HOSTILE_ADDRESSES],
    *[("https://rebind.example.com/", [address]) for address in ("127.0.0.1", "169.254.169.254", "::1")],
    *[("http://rebind.example.com/", answer) for answer in MIXED],
    *[(f"http://{literal}/latest/meta-data/", []) for literal in LITERALS],
    *[(f"http://{name}:2375/", ["127.0.0.1"]) for name in INSIDE_NAMES],
    ("http://hooks.example.com@rebind.example.com/", ["1.1.1.1"]),
    ("http://user:password@rebind.example.com/", ["1.1.1.1"]),
    ("http://rebind.example.com/#x", ["1.1.1.1"]),
]


class Anything:
    """Resolves every name to the answer given."""

    def __init__(self, answer: list[str]) -> None:
        self._answer = answer

    def addresses(self, host: str, port: int) -> list[str]:
        del host, port
        return self._answer


@dataclass(frozen=True)
class OpenDoor:
    """No guard at all: the URL as Python reads it, an address in any notation that the C library takes."""

    resolver: Resolver

    def target(self, url: str) -> Target | Refusal:
        read = urlsplit(url)
        host = (read.hostname or "").encode("idna").decode()
        try:
            found = [str(ip_address(host))]
        except ValueError:
            try:
                found = [socket.inet_ntoa(socket.inet_aton(host))]
            except OSError:
                found = list(self.resolver.addresses(host, 0))
        addresses = tuple(ip_address(text) for text in found)
        return Target(read.scheme, host, read.port or 80, read.path, addresses)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver(answering(200)) as running:
        yield running


@pytest.fixture
def network(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Loopback:
    """Every connection to anywhere ends at the receiver."""
    loopback = Loopback(receiver.port)
    monkeypatch.setattr(socket, "create_connection", loopback.create_connection)
    return loopback


def sender(door: Guard | OpenDoor) -> Sender:
    return Sender(door, [Key()], SetClock(), TRUST)


def test_the_corpus_is_large_and_without_repeats() -> None:
    assert len({(url, tuple(answer)) for url, answer in CORPUS}) == len(CORPUS) >= 60


def test_nothing_hostile_is_connected_to(network: Loopback, receiver: Receiver) -> None:
    for url, answer in CORPUS:
        result = sender(Guard(WIDEST, Anything(answer))).send(due(url))
        assert result in {
            Failed("forbidden_url", strained=True),
            Failed("forbidden_address", strained=True),
        }, url
    assert (network.opened, receiver.connections) == ([], 0)


def test_without_the_guard_everything_hostile_is(network: Loopback, receiver: Receiver) -> None:
    for number, (url, answer) in enumerate(CORPUS, start=1):
        result = sender(OpenDoor(Anything(answer))).send(due(url))
        assert result == (Failed("tls", strained=True) if url.startswith("https") else Delivered()), url
        assert len(network.opened) == receiver.connections == number, url
    assert ("169.254.169.254", 80) in network.opened


def test_what_is_not_hostile_is_connected_to(network: Loopback) -> None:
    result = sender(Guard(WIDEST, Anything(["2606:4700::1111", "1.1.1.1"]))).send(due("http://hooks.example.com:81/"))
    assert (result, network.opened) == (Delivered(), [("2606:4700::1111", 81)])


NAME = "rebind.example.com"


def test_a_name_that_changes_its_mind_is_asked_once_and_held_to_its_answer(
    network: Loopback, receiver: Receiver
) -> None:
    resolver = TableResolver({NAME: [["1.1.1.1"], ["127.0.0.1"]]})
    assert sender(Guard(WIDEST, resolver)).send(due(f"http://{NAME}/")) == Delivered()
    assert (resolver.asked, network.opened) == ([NAME], [("1.1.1.1", 80)])
    assert receiver.received[0].headers["host"] == NAME


def test_checked_and_then_asked_again_it_leads_inside(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = TableResolver({NAME: [["1.1.1.1"], ["127.0.0.1"]]})

    def answer(host: str | bytes, port: int, *_: object, **__: object) -> list[object]:
        name = host.decode() if isinstance(host, bytes) else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (resolver.addresses(name, port)[0], port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    url = f"http://{NAME}:{receiver.port}/"
    assert isinstance(Guard(WIDEST, resolver).target(url), Target)
    httpx.post(url, trust_env=False)
    assert (resolver.asked, receiver.connections) == ([NAME, NAME], 1)


def test_the_environments_proxy_is_not_used(network: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:3128")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:3128")
    sender(Guard(WIDEST, Anything(["1.1.1.1"]))).send(due("http://hooks.example.com/"))
    assert network.opened == [("1.1.1.1", 80)]
