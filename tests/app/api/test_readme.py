"""What README says of the service: its calls are sent as they stand there, and its tables are whole."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from app.api.application import operations
from app.identity.credentials import CredentialKind
from app.identity.roles import PERMISSIONS, Permission, Role
from app.settings import SETTINGS, Setting
from tests.app.api.asking import Line, line
from tests.app.api.casework import Casework
from tests.app.api.curl import README, Curl, commands, section
from tests.app.api.world import APPLICANT, World, secret, world
from tests.app.people import SetClock

Told = dict[str, Any]
LABORATORY, CASE, CLIENTS, EVENTS = "### For a laboratory", "#### A case", "### For an applicant", "### Events"
KEYS = {
    "LAB": "L-0001",
    "CLIENT": "A-0001",
    "OFFICER": "P-0001",
    "CB": "P-0002",
    "PLANNER": "P-0010",
    "REVIEWER": "P-0005",
    "DECIDER": "P-0006",
}


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casework]:
    """A body, its applicant and a laboratory after the days of the case that README tells of."""
    clock = SetClock(datetime(2026, 8, 1, 4, tzinfo=UTC))
    with world("sqlite", tmp_path_factory.mktemp("readme"), clock) as town, line(town.app) as opened:
        found = Casework(town, opened)
        found.employ()
        yield found


@pytest.fixture
def variables(work: Casework) -> dict[str, str]:
    organisations = work.town.organisations
    named = {"BODY": organisations["body_1"], "LABORATORY": organisations["laboratory_1"]}
    named |= {"APPLICANT": organisations[APPLICANT], "OFFICER_ID": work.persons["P-0001"], "AT": ""}
    named["HANDLER"] = work.town.keys["body_1", Role.COMPLAINTS_HANDLER]
    return named | {name: work.keys[person] for name, person in KEYS.items()}


def test_every_call_about_reports_does_what_it_says(town: World, opened: Line) -> None:
    variables = {
        "AT": "",
        "LAB": town.bearer("laboratory_2")["Authorization"].removeprefix("Bearer "),
        "CB": town.bearer("body_2")["Authorization"].removeprefix("Bearer "),
        "BODY": town.organisations["body_2"],
        "ACCOUNT": town.accounts["laboratory_2", Role.LIMS_CLIENT],
        "SECRET": secret(town, "laboratory_2", Role.LIMS_CLIENT, CredentialKind.CLIENT_SECRET),
    }
    calls = [each for each in commands(section(LABORATORY)) if "$CASE" not in each]
    assert len(calls) > 10
    for command in calls:
        answer = Curl(command, variables).send(opened)
        assert answer.status_code in {200, 201}, (command, answer.text)
        if '"format":"labverdict.receipt/1"' in answer.text and "REPORT" not in variables:
            receipt = answer.json()
            variables |= {"REPORT": receipt["report"], "ENTRY": str(receipt["log_entry"])}
            variables["ETAG"] = answer.headers["etag"].replace('"', '\\"')


def test_a_laboratory_takes_its_steps_in_a_case(work: Casework, variables: dict[str, str]) -> None:
    case = work.open("README-L").json()["case"]
    work.file()
    work.follow(case, 2)
    variables |= {"CASE": case, "REPORT": work.report.removesuffix("/1")}
    states = [sent(work, each, variables)["state"] for each in commands(section(LABORATORY)) if "$CASE" in each]
    assert states == ["testing", "test_passed"]


def test_an_applicant_files_and_follows(work: Casework, variables: dict[str, str]) -> None:
    for command in (each for each in commands(section(CLIENTS)) if not follows(each)):
        told = sent(work, command, variables)
        variables |= {"CASE": told["case"]} if told.get("event") == "file" else {}
    assert "CASE" in variables


def test_a_body_sets_decides_and_is_looked_up(work: Casework, variables: dict[str, str]) -> None:
    for command in commands(section("#### Settings, by two persons")):
        told = sent(work, command, variables)
        variables |= {"PROPOSAL": told["id"]} if command.endswith('/proposals"') else {}
    work.file()
    variables["CASE"] = work.open("README-B").json()["case"]
    refused: list[Told] = []
    for command in commands(section(CASE)):
        if '"event": "issue"' in command:
            work.follow(variables["CASE"], first=3)
        told = sent(work, command, variables, refused)
        variables |= {"NUMBER": told["certificate"]} if '"event": "issue"' in command else {}
        variables |= {"SURVEILLANCE": told["case"]} if told.get("event") == "plan" else {}
        variables |= {"CODE": told["check_code"]} if "check_code" in told else {}
    (step,) = refused
    assert json.loads(section(CASE).partition("```json\n")[2].partition("```")[0]) == step
    opened = [sent(work, each, variables)["state"] for each in commands(section(CLIENTS)) if follows(each)]
    assert opened == ["filed", "filed"]
    shown = [sent(work, command, variables) for command in commands(section("### For a buyer"))]
    assert [each["status"] for each in shown if "status" in each] == ["valid", "valid"]
    assert shown[-1]["standing"] == "met"


def follows(command: str) -> bool:
    """Tell whether a call of an applicant needs that something was decided."""
    return "$NUMBER" in command or '"about"' in command


def test_an_administrator_has_events_sent(town: World, opened: Line) -> None:
    variables = {"AT": "", "ADMIN": town.keys["laboratory_2", Role.ADMINISTRATOR]}
    told: list[Told] = []
    for command in commands(section(EVENTS)):
        answer = Curl(command, variables).send(opened)
        assert answer.status_code in {200, 201}, (command, answer.text)
        told.append(answer.json())
        variables["WEBHOOK"] = told[0]["id"]
    assert told[1:] == [{"deliveries": []}, {"replayed": 0}]


def sent(work: Casework, command: str, variables: dict[str, str], refused: list[Told] | None = None) -> Told:
    """Send a command and return what is told; a step that is refused is kept where that may happen, once."""
    answer = Curl(command, variables).send(work.line)
    if answer.status_code == 409 and refused is not None:
        refused.append(answer.json()["step"])
        return {}
    assert answer.status_code in {200, 201}, (command, answer.text)
    is_json = answer.headers["content-type"].startswith("application/json")
    told: Told = answer.json() if is_json else {}
    return told


def test_every_call_of_the_readme_is_sent_by_a_test() -> None:
    titles = (LABORATORY, CLIENTS, "#### Settings, by two persons", CASE, "### For a buyer", EVENTS)
    assert sum(len(commands(section(title))) for title in titles) == len(re.findall(r"^curl ", README, re.MULTILINE))


def test_every_path_of_the_service_stands_in_the_table(town: World) -> None:
    paths = {operation.docs.path for operation in operations(town.parts)}
    assert paths
    assert [path for path in sorted(paths) if f"{path}`" not in README and f"{path}?" not in README] == []


def test_every_role_and_permission_stands_in_its_table() -> None:
    roles, permissions = section("### Who may do what").split("| permission | lets |")
    assert [role for role in PERMISSIONS if f"`{role}`" not in roles] == []
    assert [each for each in Permission if f"`{each}`" not in roles or f"`{each}`" not in permissions] == []


@pytest.mark.parametrize("setting", SETTINGS, ids=[setting.variable for setting in SETTINGS])
def test_every_setting_stands_in_the_table(setting: Setting) -> None:
    assert f"| `{setting.variable}` | {setting.meaning} | {setting.default} |" in README
