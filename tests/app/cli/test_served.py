"""What a command says of the service that it asks: its address, its key, and an answer that never comes."""

import time
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from app.api.case_views import KINDS
from app.cli.exits import Exit
from app.cli.served_case import Cases
from tests.app.api.probe import serving
from tests.served.typed import typed


def test_the_kinds_are_those_of_the_service() -> None:
    assert set(Cases) == set(KINDS)


def test_the_digits_that_were_typed_are_sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sent: list[bytes] = []

    def answer(_: httpx.Client, request: httpx.Request, **__: object) -> httpx.Response:
        sent.append(request.content)
        return httpx.Response(404)

    monkeypatch.setattr(httpx.Client, "send", answer)
    file = tmp_path / "data.json"
    file.write_bytes(b'\xef\xbb\xbf{"a": 8.00}')
    words = ("step", "renewals", "k", "accept", "--on", "2026-04-21", "--data", str(file))
    refused = typed("http://labverdict.example/", "lvk_x", *words)
    assert sent == [b'{"event": "accept", "on": "2026-04-21", "data": {"a": 8.00}}']
    assert (refused.exit_code, refused.stderr.splitlines()[1:]) == (
        Exit.REFUSED,
        ["  http://labverdict.example: 404 [not_a_problem]"],
    )


@pytest.mark.parametrize("key", [None, "", "ключ", "two words"])
def test_without_a_key_nothing_is_asked(key: str | None) -> None:
    ended = typed("http://127.0.0.1:9", key, "worklist", "--lang", "en")
    assert (ended.exit_code, ended.stdout) == (Exit.REFUSED, "")
    assert ended.stderr == "labverdict: LABVERDICT_KEY of the environment holds no key that can be sent\n"


@pytest.mark.parametrize(
    "address",
    [
        "ftp://x",
        "http://",
        "labverdict.example",
        "http://a:b@x",
        "http://x?a",
        "http://x:0",
        "http://x:p",
        "http://x y",
    ],
)
def test_what_is_no_address_is_wrong_usage(address: str) -> None:
    ended = typed(address, "lvk_x", "worklist")
    assert (ended.exit_code, "https://labverdict.example" in ended.output) == (2, True)


def test_what_is_no_event_is_wrong_usage() -> None:
    ended = typed("http://x", "lvk_x", "step", "renewals", "k", "nothing", "--on", "2026-04-21")
    assert (ended.exit_code, "'nothing' is no event of any case" in ended.output) == (2, True)


def test_a_service_that_is_not_there_gets_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    ended = typed("http://127.0.0.1:9", "lvk_x", "worklist", "--lang", "en")
    assert (ended.exit_code, ended.stdout) == (Exit.UNANSWERED, "")
    said = "the service gives no answer that it promises (no answer: ConnectError)"
    assert ended.stderr == f"http://127.0.0.1:9: {said}\n"
    file = tmp_path / "empty.json"
    file.write_text("{}", encoding="utf-8")
    posted = typed("http://127.0.0.1:9", "lvk_x", "open", "appeals", str(file), "--again", "k-1", "--lang", "en")
    assert posted.exit_code == Exit.UNANSWERED
    assert posted.stderr.endswith("nobody knows whether it was carried out: repeat the same with --again k-1\n")


def test_something_else_at_the_address_is_not_taken_for_the_service() -> None:
    app = Starlette(routes=[Route("/api/v1/worklist", lambda _: PlainTextResponse("<html>"))])
    with serving(app) as address:
        ended = typed(address, "lvk_x", "worklist")
    assert (ended.exit_code, ended.stdout) == (Exit.UNANSWERED, "")
    assert len(ended.stderr.splitlines()) == 1
