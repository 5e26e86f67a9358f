import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli.admin import admin_commands
from app.cli.admin_words import REFUSALS, STATES, Title
from app.identity.credentials import CredentialKind, ExpiryRefused, read
from app.identity.grants import GrantRefused
from app.identity.organisations import OrganisationKind
from app.identity.roles import PERMISSIONS, Role
from app.wording import Language
from app.workflow.administer import Refusal
from tests import postgres
from tests.app.people import another_process

Run = Callable[..., SimpleNamespace]
NAME, PERSON = "示例检测实验室", "示例评定员"

ISSUE = """
import sys
from app.cli.admin import admin_commands
print("ready", flush=True)
sys.stdin.readline()
admin_commands()(["key", "issue", sys.argv[1], "--lang", "en"])
"""
# Looks whether there is room, and issues without looking again.
LOOK_THEN_ISSUE = """
import sys
from datetime import timedelta
from app.cli.admin_output import office
from app.identity.credentials import CredentialKind
from app.ports.access import CredentialRow
from app.workflow.new_secret import new_secret
with office() as desk:
    keys = desk.access.credentials(sys.argv[1])
    print("ready", flush=True)
    sys.stdin.readline()
    if len(keys) < 2:
        made, old = new_secret(CredentialKind.API_KEY, desk.secrets), keys[0]
        row = CredentialRow(made.id, old.kind, old.account, old.organisation, made.digest, old.scopes, old.created_at,
                            old.expires_at)
        desk.access.issue(row, None, desk.at())
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """What is set for an installation with an empty store, as its user sets it."""
    if request.param == "sqlite":
        yield {"LABVERDICT_DATA": str(tmp_path / "data")}
    else:
        with postgres.shared().fresh() as urls:
            yield {"LABVERDICT_DATA": str(tmp_path / "data"), "LABVERDICT_DATABASE": urls.app}


@pytest.fixture
def admin(settings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `labverdict admin` with some words: exit code, standard output, standard error."""
    for name in [name for name in os.environ if name.startswith("LABVERDICT_")]:
        monkeypatch.delenv(name)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> SimpleNamespace:
        answer = CliRunner().invoke(admin_commands(), words, catch_exceptions=False)
        records = [json.loads(line) for line in answer.stdout.splitlines()] if "json" in words else []
        return SimpleNamespace(code=answer.exit_code, out=answer.stdout, err=answer.stderr, records=records)

    return run


def record(admin: Run, *words: str) -> dict[str, Any]:
    answer = admin(*words, "--output", "json")
    assert (answer.code, answer.err) == (0, "")
    (found,) = answer.records
    assert isinstance(found, dict)
    return found


def test_an_organisation_starts_with_a_key_on_standard_output_alone(admin: Run) -> None:
    answer = admin("start", "laboratory", NAME, PERSON, "--lang", "en")
    assert answer.code == 0
    presented = read(answer.out.removesuffix("\n"))
    assert presented is not None
    assert presented.kind is CredentialKind.API_KEY
    assert answer.out.split("_")[2] not in answer.err
    listed = record(admin, "organisation", "list")
    assert (listed["kind"], listed["name"]) == ("laboratory", NAME)
    told = dict(line.split(": ", 1) for line in answer.err.splitlines() if ": " in line)
    assert told["organisation"] == listed["organisation"]
    assert told["role"] == "lab_authoriser administrator"
    assert told[presented.id].startswith("expires 20")


def test_a_start_tells_a_program_everything_on_one_line(admin: Run) -> None:
    begun = record(admin, "start", "certification_body", "示例认证机构", PERSON)
    assert begun["roles"] == ["application_officer", "administrator"]
    assert read(begun["secret"]) is not None
    assert record(admin, "person", "list", begun["organisation"])["person"] == begun["person"]
    assert record(admin, "account", "list", begun["organisation"])["account"] == begun["account"]
    key = record(admin, "key", "list", begun["account"])
    assert key == {name: begun[name] for name in key}
    assert key["state"] == "live"
    assert not {"secret", "digest"} & set(key)


def test_a_machine_gets_a_client_secret_step_by_step(admin: Run) -> None:
    organisation = record(admin, "organisation", "add", "laboratory", NAME)["organisation"]
    person = record(admin, "person", "add", organisation, PERSON)["person"]
    boss = record(admin, "account", "add", organisation, PERSON, "--person", person)["account"]
    record(admin, "role", "grant", boss, "administrator")
    account = record(admin, "account", "add", organisation, "LIMS")["account"]
    days = ("--from", "2026-01-01", "--until", "2999-01-01")
    grant = record(admin, "role", "grant", account, "lims_client", *days, "--by", person)
    assert (grant["valid_from"], grant["valid_until"], grant["granted_by"]) == ("2026-01-01", "2999-01-01", person)
    secret = record(admin, "key", "issue", account, "--kind", "client_secret", "--days", "30")
    assert secret["secret"].startswith(f"lvs_{secret['key']}_")
    assert secret["scopes"] == sorted(PERMISSIONS[Role.LIMS_CLIENT])
    less = record(admin, "key", "issue", account, "--scopes", "reports:read, verdicts:read")
    assert less["scopes"] == ["reports:read", "verdicts:read"]
    assert record(admin, "key", "revoke", less["key"]) == {"key": less["key"], "revoked": True}
    states = [key["state"] for key in admin("key", "list", account, "--output", "json").records]
    assert states == ["live", "revoked"]
    record(admin, "role", "revoke", grant["grant"])
    assert record(admin, "role", "list", account)["revoked_at"] is not None


def test_people_read_tables_in_their_language(admin: Run) -> None:
    account = record(admin, "start", "laboratory", NAME, PERSON)["account"]
    assert "lab_authoriser" in admin("role", "list", account).out
    key = admin("key", "issue", account)
    assert [len(key.out.split("_")), key.err.count("密钥只显示这一次")] == [4, 1]
    chinese, english = admin("key", "list", account).out, admin("key", "list", account, "--lang", "en").out
    assert [chinese.count("有效"), english.count("  live  ")] == [2, 2]
    assert admin("key", "revoke", key.out.split("_")[1]).out.endswith(": 已撤销\n")
    assert "live" in admin("organisation", "add", "laboratory", "live").out


@pytest.mark.parametrize(
    ("words", "place", "codes"),
    [
        ("organisation add laboratory 示例检测实验室", "NAME", ["organisation_exists"]),
        ("organisation add laboratory ''", "NAME", ["name_malformed"]),
        ("start laboratory '' ''", "PERSON", ["name_malformed", "person_name_malformed"]),
        ("person add x 示例评定员", "ORG", ["organisation_unknown"]),
        ("person list x", "ORG", ["organisation_unknown"]),
        ("account list x", "ORG", ["organisation_unknown"]),
        ("account add ORG LIMS --person x", "--person", ["person_unknown"]),
        ("role grant x auditor", "ACCOUNT", ["account_unknown"]),
        ("role grant ACCOUNT decider", "ROLE", ["role_not_for_organisation"]),
        ("role grant ACCOUNT lims_client --by x", "--by", ["role_not_for_account", "granter_not_administrator"]),
        ("role grant ACCOUNT auditor --by PERSON", "--by", ["grant_to_oneself"]),
        ("role grant ACCOUNT auditor --until 2020-01-01", "--until", ["grant_ends_before_it_starts"]),
        ("role revoke x", "GRANT", ["grant_unknown"]),
        ("role list x", "ACCOUNT", ["account_unknown"]),
        ("key issue x", "ACCOUNT", ["account_unknown"]),
        ("key issue ACCOUNT --scopes reports:eat", "--scopes", ["scope_unknown"]),
        ("key issue ACCOUNT --days 0", "--days", ["expiry_past"]),
        ("key issue ACCOUNT --days -1", "--days", ["expiry_past"]),
        ("key issue ACCOUNT --days 367", "--days", ["expiry_too_far"]),
        ("key issue ACCOUNT --days 99999999999999999999", "--days", ["expiry_too_far"]),
        ("key issue MACHINE", "ACCOUNT", ["account_without_role"]),
        ("key revoke x", "KEY", ["key_unknown"]),
        ("key list x", "ACCOUNT", ["account_unknown"]),
    ],
)
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_what_is_not_done_is_said_in_words_and_by_code(admin: Run, words: str, place: str, codes: list[str]) -> None:
    begun = record(admin, "start", "laboratory", NAME, PERSON)
    machine = record(admin, "account", "add", begun["organisation"], "LIMS")["account"]
    ids = {"ORG": begun["organisation"], "ACCOUNT": begun["account"], "PERSON": begun["person"], "MACHINE": machine}
    typed = [ids.get(word, word.strip("'")) for word in words.split()]
    said = admin(*typed, "--lang", "en")
    assert (said.code, said.out) == (30, "")
    for code in codes:
        assert f"[{code}]" in said.err
    assert f"\n  {place}: " in said.err
    told = admin(*typed, "--output", "json")
    assert [issue["code"] for issue in told.records[0]["issues"]] == codes
    assert (told.code, told.records[0]["format"]) == (30, "labverdict.refusal/1")


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_wrong_usage_ends_as_everywhere(admin: Run) -> None:
    assert admin("start", "bakery", NAME, PERSON).code == 2
    assert admin("role", "grant", "x", "king").code == 2
    assert admin("role", "grant", "x", "auditor", "--from", "2026-02-30").code == 2


def test_of_keys_that_processes_issue_at_once_the_third_is_refused(admin: Run, settings: dict[str, str]) -> None:
    account = record(admin, "start", "laboratory", NAME, PERSON)["account"]
    assert sorted(at_once(ISSUE, account, settings)) == [0, 30]
    assert len(admin("key", "list", account, "--output", "json").records) == 2


def test_processes_that_look_first_and_issue_then_issue_too_many(admin: Run, settings: dict[str, str]) -> None:
    account = record(admin, "start", "laboratory", NAME, PERSON)["account"]
    assert at_once(LOOK_THEN_ISSUE, account, settings) == [0, 0]
    assert len(admin("key", "list", account, "--output", "json").records) == 3


def at_once(program: str, account: str, settings: dict[str, str]) -> list[int]:
    """Let two processes go on in the same moment, and return how each ended."""
    rivals = [another_process(program, account, **settings) for _ in range(2)]
    for rival in rivals:
        assert rival.stdout is not None
        assert rival.stdout.readline() == "ready\n"
    for rival in rivals:
        assert rival.stdin is not None
        rival.stdin.write("go\n")
        rival.stdin.flush()
    for rival in rivals:
        rival.communicate()
    return [rival.returncode for rival in rivals]


def test_every_reason_has_its_words() -> None:
    assert set(REFUSALS) == {*Refusal, *GrantRefused, *ExpiryRefused}
    said = [each.words for each in REFUSALS.values()] + [title.value for title in Title] + list(STATES.values())
    for words in said:
        assert any("\u4e00" <= character <= "\u9fff" for character in words.to(Language.ZH))
        assert words.to(Language.EN).isascii()
    assert all(kind.value in admin_help() for kind in OrganisationKind)


def admin_help() -> str:
    return CliRunner().invoke(admin_commands(), ["start", "--help"]).stdout
