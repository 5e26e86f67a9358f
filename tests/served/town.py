"""A cast at a service over real HTTP, for whatever is not a request of its own: commands, and the client."""

import json
from collections.abc import Iterator
from pathlib import Path

from typer.testing import Result

from app.client import Client
from app.service import Service
from tests.served.cast import Ask, Cast
from tests.served.lines import over_http
from tests.served.typed import typed


class Town:
    """A cast at a service over real HTTP, with what its persons type and call."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = ""
        self.cast: Cast

    def wire(self, service: Service) -> Iterator[Ask]:
        for ask in over_http(service):
            probe = ask("GET", "/healthz")
            self.address = f"{probe.request.url.scheme}://{probe.request.url.netloc.decode()}"
            yield ask

    def types(self, who: str, *words: str) -> Result:
        return typed(self.address, self.cast.key(who), *words)

    def file(self, document: object) -> str:
        path = self.folder / "sent.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        return str(path)

    def client(self, who: str) -> Client:
        return Client(self.address, self.cast.key(who))
