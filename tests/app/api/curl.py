"""The calls of README, read as a shell would pass them on to curl."""

import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from string import Template

import httpx

from tests.app.api.asking import Line

ROOT = Path(__file__).resolve().parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def section(title: str) -> str:
    """Return the text under a heading, up to the next one of its level or above (a single `#` is a comment)."""
    level = title.split(" ", maxsplit=1)[0]
    text = README.partition(f"\n{title}\n")[2]
    return re.split(rf"^#{{2,{len(level)}}} ", text, maxsplit=1, flags=re.MULTILINE)[0]


def commands(text: str) -> list[str]:
    """Return every curl of the shell blocks in a text."""
    found: list[str] = []
    for block in _BLOCK.findall(text):
        parts = re.split(r"\n(?=curl )|\n\n", block)
        found += [part[part.index("curl") :] for part in parts if "curl" in part]
    return found


class Curl:
    """The options of curl that README uses; `$NAME` stands for a variable, within quotes of both sorts."""

    def __init__(self, command: str, variables: Mapping[str, str]) -> None:
        words = shlex.split(Template(command).substitute(variables))
        assert words.pop(0) == "curl"
        self.method: str | None = None
        self.headers: dict[str, str] = {}
        self.parts: list[tuple[str, tuple[str | None, bytes]]] = []
        self.content: bytes | None = None
        self.url = ""
        while words:
            match words:
                case ["-X", method, *words]:
                    self.method = method
                case ["-H", header, *words]:
                    name, _, value = header.partition(": ")
                    self.headers[name] = value
                case ["--data-binary", sent, *words]:
                    self.content = _content(sent)[1]
                case ["-d", field, *words]:
                    self.headers["Content-Type"] = "application/x-www-form-urlencoded"
                    self.content = field.encode() if self.content is None else self.content + b"&" + field.encode()
                case ["-F", part, *words]:
                    name, _, value = part.partition("=")
                    self.parts.append((name, _content(value)))
                case _:
                    self.url, *words = words
                    assert not self.url.startswith("-"), self.url

    def send(self, opened: Line) -> httpx.Response:
        method = self.method or ("GET" if self.content is None and not self.parts else "POST")
        return opened.ask(method, self.url, headers=self.headers, content=self.content, files=self.parts or None)


def _content(text: str) -> tuple[str | None, bytes]:
    if text.startswith("@"):
        return Path(text).name, (ROOT / text[1:]).read_bytes()
    return None, text.encode()
