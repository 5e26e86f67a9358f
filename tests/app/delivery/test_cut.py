import socket
import time

import pytest

from app.delivery.cut import Cut
from app.delivery.guard import Guard, UrlRules
from app.delivery.sender import Failed, Sender
from tests.app.delivery.fakes import Key, SetClock, TableResolver, due
from tests.app.delivery.receiver import Receiver, answering

OPENED = "connection.connect_tcp.complete"
OPEN = UrlRules(allow_http=True, any_port=True, allow_private=True)
HOST = "hooks.example.com"


class Wire:
    """A stream of httpx over a socket."""

    def __init__(self, wire: object) -> None:
        self._wire = wire

    def get_extra_info(self, info: str) -> object:
        return self._wire if info == "socket" else None


def test_a_connection_is_shut_when_the_time_is_up() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, Cut(0.01) as cut:
        cut.watch(OPENED, {"return_value": Wire(ours)})
        assert theirs.recv(1) == b""
        assert (cut.made, cut.connected) == (True, True)


def test_a_connection_that_opens_after_the_time_is_up_is_shut_at_once() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, Cut(0.0) as cut:
        while not cut.made:
            time.sleep(0.001)
        cut.watch(OPENED, {"return_value": Wire(ours)})
        assert theirs.recv(1) == b""


@pytest.mark.parametrize("event", ["connection.connect_tcp.started", "http11.send_request_body.complete"])
def test_other_steps_of_a_request_open_nothing(event: str) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, Cut(0.0) as cut:
        cut.watch(event, {"return_value": Wire(ours)})
        cut.watch(OPENED, {"return_value": None})
        assert not cut.connected


def test_a_connection_that_ended_by_itself_is_left() -> None:
    ours, theirs = socket.socketpair()
    with theirs, Cut(0.0) as cut:
        ours.close()
        while not cut.made:
            time.sleep(0.001)
        cut.watch(OPENED, {"return_value": Wire(ours)})
        cut.watch(OPENED, {"return_value": Wire("no socket")})
        assert cut.connected


def test_in_time_nothing_is_shut() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with Cut(0.3) as cut:
            cut.watch(OPENED, {"return_value": Wire(ours)})
        time.sleep(0.4)
        ours.send(b"x")
        assert theirs.recv(1) == b"x"
        assert not cut.made


def test_a_resolver_that_takes_all_the_time_leaves_none_for_the_attempt() -> None:
    class SlowResolver(TableResolver):
        def addresses(self, host: str, port: int) -> list[str]:
            time.sleep(0.05)
            return list(super().addresses(host, port))

    with Receiver(answering(200)) as receiver:
        door = Guard(OPEN, SlowResolver({HOST: [["127.0.0.1"]]}))
        sender = Sender(door, [Key()], SetClock(), time_limit_s=0.04)
        assert sender.send(due(f"http://{HOST}:{receiver.port}/")) == Failed("timeout", strained=True)
        assert receiver.connections == 0


def test_each_address_that_does_not_answer_is_tried_for_a_while_and_no_more_than_four(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []

    def silent(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        tried.append(address[0])
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", silent)
    addresses = [f"93.184.216.{number}" for number in range(1, 7)]
    sender = Sender(Guard(UrlRules(), TableResolver({HOST: [addresses]})), [Key()], SetClock())
    assert sender.send(due(f"https://{HOST}/")) == Failed("connect", strained=True)
    assert tried == addresses[:4]
