"""Cases whose steps are typed: `labverdict case open` and `case step` stand in for the posts of a cast."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from typer.testing import CliRunner, Result

from app.cli.exits import Exit
from app.cli.served_case import Cases
from app.main import commands
from app.service import Service
from tests.served.cast import Ask, Document
from tests.served.lines import serving


def typed(address: str, key: str | None, *words: str) -> Result:
    """Run `labverdict case` with some words, the address and the key in its environment."""
    environment = {"LABVERDICT_URL": address, "LABVERDICT_KEY": key}
    return CliRunner().invoke(
        commands(), ["case", *words], env=environment, catch_exceptions=False, prog_name="labverdict"
    )


@dataclass
class Typist:
    """Types what opens a case or is a step of one the first time, and asks the same over HTTP from then on.

    `taken` are kinds of case with the event that was typed.
    """

    address: str = ""
    taken: set[tuple[str, str]] = field(default_factory=set)

    def wire(self, service: Service) -> Iterator[Ask]:
        with (
            serving(service) as self.address,
            httpx.Client(base_url=self.address, timeout=60) as client,
            TemporaryDirectory() as folder,
        ):

            def ask(method: str, path: str, /, **request: Any) -> httpx.Response:  # noqa: ANN401 - handed on to httpx as it is
                kind, *rest = path.removeprefix("/api/v1/").split("/")
                sent = request.get("json") or {}
                is_step = rest[1:] == ["events"]
                event = sent.get("event") if is_step else sent.get("event", {}).get("event")
                if method != "POST" or kind not in set(Cases) or event is None or (kind, event) in self.taken:
                    return client.request(method, path, **request)
                file = Path(folder) / "sent.json"
                words = _step(kind, rest[0], sent, file) if is_step else _opening(kind, sent, file)
                headers: Mapping[str, str] = request["headers"]
                key = headers["Authorization"].removeprefix("Bearer ")
                more = ("--again", headers["Idempotency-Key"], "--output", "json")
                found = typed(self.address, key, *words, *more)
                assert found.exit_code == Exit.CONFORMING, found.output
                self.taken.add((kind, event))
                return httpx.Response(201, json=json.loads(found.stdout))

            yield ask


def _opening(kind: str, sent: Document, file: Path) -> list[str]:
    file.write_text(json.dumps(sent), encoding="utf-8")
    return ["open", kind, str(file)]


def _step(kind: str, case: str, sent: Document, file: Path) -> list[str]:
    words = ["step", kind, case, sent["event"], "--on", sent["on"]]
    if "data" in sent:
        file.write_text(json.dumps(sent["data"]), encoding="utf-8")
        words += ["--data", str(file)]
    assert sent.keys() <= {"event", "on", "data"}
    return words
