"""What README types at a running service is typed by the persons of a cast, and prints what stands there."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.cli.exits import Exit
from tests.app.api.curl import section
from tests.served.cast import cast
from tests.served.told import set_up
from tests.served.town import Town
from tests.served.walk import Walk

SECTION = section("#### From the command line")
TYPED = re.findall(r"^labverdict case (.*)$", SECTION, re.MULTILINE)
OPENING, DATA = "application.json", "accept.json"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    with cast("sqlite", tmp_path / "store", made.wire) as found:
        set_up(found)
        made.cast = found
        yield made


def test_every_command_does_what_it_says(town: Town) -> None:
    walk = Walk(town.cast)
    files = {OPENING: walk.opening(Kind.APPLICATION, Event.FILE, Actor.CLIENT)}
    assert [words.split()[0] for words in TYPED] == ["open", "list", "worklist", "step", "timeline"]
    for command in TYPED:
        words = shlex.split(command.replace("$CASE", walk.ids.get(Kind.APPLICATION, "")))
        who = Actor.CLIENT if words[0] == "open" else Actor.APPLICATION_OFFICER
        if words[0] == "step":
            files[DATA] = walk.event(Kind.APPLICATION, Event.ACCEPT)["data"]
            bare = town.types(who, *words[: words.index("--data")])
            assert bare.exit_code == Exit.UNDETERMINED
            assert bare.stdout == SECTION.partition("```text\n")[2].partition("```")[0]
        typed = [town.file(files[word]) if word in files else word for word in words]
        done = town.types(who, *typed)
        assert done.exit_code == Exit.CONFORMING, done.output
        if words[0] == "open":
            walk.ids[Kind.APPLICATION] = done.stdout.splitlines()[0].split()[1]
        town.cast.comes(town.cast.today.replace(month=4, day=21))
