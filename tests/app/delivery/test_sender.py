import ssl
import time
from datetime import timedelta

import pytest

from app.delivery.cut import Cut
from app.delivery.guard import Guard, UrlRules
from app.delivery.sender import Delivered, Failed, Gone, Result, Sender
from app.delivery.standard_webhooks import verify
from tests.app.delivery.fakes import START, Key, SetClock, TableResolver, due
from tests.app.delivery.receiver import (
    Behaviour,
    Received,
    Receiver,
    Talk,
    answering,
    dripping,
    hanging,
    resetting,
    saying,
)

OPEN = UrlRules(allow_http=True, any_port=True, allow_private=True)
HOST = "hooks.example.com"
KEY = Key()


def sender(
    limit_s: float = 5.0,
    *,
    rules: UrlRules = OPEN,
    trust: ssl.SSLContext | None = None,
    addresses: tuple[str, ...] = ("127.0.0.1",),
) -> Sender:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if trust is None else trust
    return Sender(Guard(rules, TableResolver({HOST: [addresses]})), [KEY], SetClock(), context, time_limit_s=limit_s)


def result_of(behave: Behaviour, limit_s: float = 5.0) -> Result:
    with Receiver(behave) as receiver:
        return sender(limit_s).send(due(f"http://{HOST}:{receiver.port}/events"))


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (199, Failed("no_answer")),
        (200, Delivered()),
        (202, Delivered()),
        (299, Delivered()),
        (300, Failed("redirect")),
        (400, Failed("status_400")),
        (404, Failed("status_404")),
        (409, Failed("status_409")),
        (410, Gone()),
        (411, Failed("status_411")),
        (429, Failed("status_429", strained=True)),
        (500, Failed("status_500")),
        (501, Failed("status_501")),
        (502, Failed("status_502", strained=True)),
        (503, Failed("status_503", strained=True)),
        (504, Failed("status_504", strained=True)),
        (505, Failed("status_505")),
        (999, Failed("status_999")),
    ],
)
def test_the_status_decides(status: int, result: Result) -> None:
    assert result_of(answering(status) if status > 199 else saying(b"HTTP/1.1 199 Early\r\n\r\n")) == result


def test_an_event_arrives_as_it_was_signed() -> None:
    with Receiver(answering(204)) as receiver:
        sender().send(due(f"http://{HOST}:{receiver.port}/a/b?c=%E4%BD%A0&d", body=b'{"a": 1}\n'))
    (received,) = receiver.received
    assert (received.path, received.body) == ("/a/b?c=%E4%BD%A0&d", b'{"a": 1}\n')
    assert received.headers["host"] == f"{HOST}:{receiver.port}"
    assert received.headers["content-type"] == "application/json"
    assert verify(received.headers, received.body, [KEY.public], START) == "e1"
    assert set(received.headers) == {
        *("host", "content-type", "content-length", "user-agent", "accept-encoding", "connection"),
        *("webhook-id", "webhook-timestamp", "webhook-signature"),
    }


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with (
        Receiver(answering(200)) as other,
        Receiver(answering(status, location=f"http://127.0.0.1:{other.port}/")) as it,
    ):
        assert sender().send(due(f"http://{HOST}:{it.port}/")) == Failed("redirect")
        assert (it.connections, other.connections) == (1, 0)


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("120", timedelta(minutes=2)),
        ("0", timedelta(0)),
        ("86400", timedelta(hours=24)),
        ("86401", timedelta(hours=24)),
        ("999999999", timedelta(hours=24)),
        ("9999999999", None),
        ("-1", None),
        ("1.5", None),
        ("Sun, 22 Nov 2026 09:00:00 GMT", None),
        ("²", None),
    ],
)
def test_a_wish_for_a_later_attempt_is_read_as_seconds(text: str, wished: timedelta | None) -> None:
    raw = f"HTTP/1.1 503 Busy\r\nRetry-After: {text}\r\nContent-Length: 0\r\n\r\n".encode()
    assert result_of(saying(raw)) == Failed("status_503", strained=True, wished=wished)


@pytest.mark.parametrize(
    ("behave", "reason"),
    [
        (hanging, "timeout"),
        (dripping(b"", b"H"), "timeout"),
        (dripping(b"HTTP/1.1 200 OK\r\n", b"x: y\r\n"), "timeout"),
        (dripping(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"), "timeout"),
        (resetting, "no_answer"),
        (saying(b""), "no_answer"),
        (saying(b"SSH-2.0-OpenSSH_9\r\n"), "no_answer"),
        (saying(b"HTTP/1.1 200 OK\r\n" + b"x: " + b"y" * 200_000), "no_answer"),
    ],
)
def test_no_answer_in_time_is_a_failure(behave: Behaviour, reason: str) -> None:
    began = time.monotonic()
    limit_s = 0.4 if reason == "timeout" else 5.0
    assert result_of(behave, limit_s) == Failed(reason, strained=reason == "timeout")
    assert time.monotonic() - began < 8


def slow_answer(talk: Talk, _: Received) -> None:
    for letter in b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n":
        talk.wfile.write(bytes([letter]))
        time.sleep(0.05)
    talk.close_connection = True


def test_without_the_cut_a_slow_answer_outlives_the_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert result_of(slow_answer, limit_s=0.8) == Failed("timeout", strained=True)
    monkeypatch.setattr(Cut, "_cut", lambda _: None)
    began = time.monotonic()
    assert result_of(slow_answer, limit_s=0.8) == Delivered()
    assert time.monotonic() - began > 1.6


@pytest.mark.parametrize(
    "behave",
    [
        answering(200, b"x" * 20_000_000),
        dripping(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n", b"x"),
        dripping(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        saying(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nnot a chunk"),
        saying(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort"),
        answering(200, b"no gzip", content_encoding="gzip"),
    ],
)
def test_the_body_of_an_answer_changes_nothing(behave: Behaviour) -> None:
    began = time.monotonic()
    assert result_of(behave, limit_s=1.5) == Delivered()
    assert time.monotonic() - began < 8


def test_nobody_listens() -> None:
    with Receiver(answering(200)) as receiver:
        url = f"http://{HOST}:{receiver.port}/"
    assert sender().send(due(url)) == Failed("connect", strained=True)


def test_the_next_address_is_tried_where_one_cannot_be_connected_to() -> None:
    with Receiver(answering(200)) as receiver:
        assert sender(addresses=("127.0.0.2", "127.0.0.1")).send(due(f"http://{HOST}:{receiver.port}/")) == Delivered()
        assert receiver.connections == 1


@pytest.mark.parametrize(
    ("url", "rules", "reason"),
    [
        (f"http://{HOST}/", UrlRules(), "forbidden_url"),
        (f"https://{HOST}/", UrlRules(), "forbidden_address"),
        ("https://other.example.com/", UrlRules(), "unknown_host"),
    ],
)
def test_the_guard_has_the_say(url: str, rules: UrlRules, reason: str) -> None:
    assert sender(rules=rules).send(due(url)) == Failed(reason, strained=True)
