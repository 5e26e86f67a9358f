"""What README says of the service: its calls are sent as they stand there, and its tables are whole."""

import re
import shlex
from pathlib import Path
from string import Template

import httpx
import pytest

from app.api.application import operations
from app.settings import SETTINGS, Setting
from tests.app.api.asking import Line
from tests.app.api.world import World
from tests.app.certificates import CERTIFICATE

ROOT = Path(__file__).resolve().parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CALLS = README.partition("### Calls\n")[2].partition("```sh\n")[2].partition("```\n")[0]
COMMANDS = [block[block.index("curl") :] for block in re.split(r"\n(?=curl )|\n\n", CALLS) if "curl" in block]


class Curl:
    """The options of curl that README uses, read as a shell would pass them on."""

    def __init__(self, command: str, variables: dict[str, str]) -> None:
        words = shlex.split(Template(command).substitute(variables))
        assert words.pop(0) == "curl"
        self.headers: dict[str, str] = {}
        self.parts: list[tuple[str, tuple[str | None, bytes]]] = []
        self.content: bytes | None = None
        self.url = ""
        while words:
            match words:
                case ["-H", header, *words]:
                    name, _, value = header.partition(": ")
                    self.headers[name] = value
                case ["--data-binary", sent, *words]:
                    self.content = _content(sent)[1]
                case ["-F", part, *words]:
                    name, _, value = part.partition("=")
                    self.parts.append((name, _content(value)))
                case _:
                    self.url, *words = words
                    assert not self.url.startswith("-"), self.url

    def send(self, opened: Line) -> httpx.Response:
        method = "GET" if self.content is None and not self.parts else "POST"
        return opened.ask(method, self.url, headers=self.headers, content=self.content, files=self.parts or None)


def _content(text: str) -> tuple[str | None, bytes]:
    if text.startswith("@"):
        return Path(text).name, (ROOT / text[1:]).read_bytes()
    return None, text.encode()


def test_every_call_of_the_readme_does_what_it_says(town: World, opened: Line) -> None:
    variables = {
        "AT": "",
        "LAB": town.bearer("laboratory_2")["Authorization"].removeprefix("Bearer "),
        "CB": town.bearer("body_2")["Authorization"].removeprefix("Bearer "),
        "BODY": town.organisations["body_2"],
        "NUMBER": CERTIFICATE.number,
        "CODE": town.code,
    }
    assert len(COMMANDS) == CALLS.count("curl ")
    for command in COMMANDS:
        answer = Curl(command, variables).send(opened)
        assert answer.status_code in {200, 201}, (command, answer.text)
        if '"format":"labverdict.receipt/1"' in answer.text and "REPORT" not in variables:
            receipt = answer.json()
            variables |= {"REPORT": receipt["report"], "ENTRY": str(receipt["log_entry"])}
            variables["ETAG"] = answer.headers["etag"].replace('"', '\\"')


def test_every_path_of_the_service_stands_in_the_table(town: World) -> None:
    paths = {operation.docs.path for operation in operations(town.parts)}
    assert paths
    assert [path for path in sorted(paths) if f"{path}`" not in README and f"{path}?" not in README] == []


@pytest.mark.parametrize("setting", SETTINGS, ids=[setting.variable for setting in SETTINGS])
def test_every_setting_stands_in_the_table(setting: Setting) -> None:
    assert f"| `{setting.variable}` | {setting.meaning} | {setting.default} |" in README
