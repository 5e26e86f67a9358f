"""The composition with PostgreSQL: no secret stands in it, nothing starts without one, nothing writes to its root."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # the package brings no types

from app.settings import SETTINGS

TEXT = (Path(__file__).resolve().parent.parent / "compose.yaml").read_text(encoding="utf-8")
Document = dict[str, Any]
Rule = Callable[[Document], bool]

OURS = ("api", "worker", "migrate")


def environment(document: Document) -> dict[str, str]:
    """Every variable that any service is given, as written."""
    return {
        f"{name}.{variable}": str(value)
        for name, service in document["services"].items()
        for variable, value in service.get("environment", {}).items()
    }


def asks_for_every_secret(document: Document) -> bool:
    """Every password, alone or in an address, comes from outside, and the start fails without it."""
    given = [value for name, value in environment(document).items() if "PASSWORD" in name or "://" in value]
    asked = [re.sub(r"\$\{[A-Z_]+:\?[^}]+\}", "", value) for value in given]
    return len(given) >= 7 and all(
        "$" not in rest and re.fullmatch(r"|postgresql://labverdict_\w+:@db/\w+", rest) for rest in asked
    )


def knows_its_settings(document: Document) -> bool:
    known = {setting.variable for setting in SETTINGS}
    used = {name.partition(".")[2] for name in environment(document)}
    return {name for name in used if name.startswith("LABVERDICT_")} <= known


def keeps_the_owner_away(document: Document) -> bool:
    """Only the migration is told how to become the owner of the tables."""
    knowing = {name for name, service in document["services"].items() if "OWNER" in str(service)}
    return knowing == {"db", "migrate"}


def writes_nothing_to_its_root(document: Document) -> bool:
    return all(service.get("read_only") is True for service in document["services"].values())


def gives_up_privileges(document: Document) -> bool:
    services = document["services"].values()
    return all(
        each.get("cap_drop") == ["ALL"] and each.get("security_opt") == ["no-new-privileges:true"] for each in services
    ) and not any("cap_add" in document["services"][name] for name in OURS)


def listens_here_only(document: Document) -> bool:
    ports = [port for service in document["services"].values() for port in service.get("ports", [])]
    return ports != [] and all(port.startswith("127.0.0.1:") for port in ports)


def migrates_first(document: Document) -> bool:
    waits = {name: service.get("depends_on") for name, service in document["services"].items()}
    migrated = {"migrate": {"condition": "service_completed_successfully"}}
    return bool(waits["api"] == migrated and waits["migrate"] == {"db": {"condition": "service_healthy"}})


RULES: list[tuple[Rule, str, str]] = [
    (asks_for_every_secret, "${POSTGRES_APP_PASSWORD:?set it}", "${POSTGRES_APP_PASSWORD:-labverdict}"),
    (asks_for_every_secret, "${POSTGRES_PASSWORD:?set it}", "postgres"),
    (knows_its_settings, "LABVERDICT_HOST", "LABVERDICT_HOSTS"),
    (keeps_the_owner_away, "LABVERDICT_WORKER: apart", "LABVERDICT_DATABASE_OWNER: x"),
    (writes_nothing_to_its_root, "read_only: true", "read_only: false"),
    (gives_up_privileges, "cap_drop: [ALL]", "cap_drop: [NET_RAW]"),
    (listens_here_only, "127.0.0.1:8000:8000", "8000:8000"),
    (migrates_first, "service_completed_successfully", "service_started"),
]


@pytest.mark.parametrize("rule", list(dict.fromkeys(rule for rule, _, _ in RULES)))
def test_the_composition_keeps_the_rule(rule: Rule) -> None:
    assert rule(yaml.safe_load(TEXT))


@pytest.mark.parametrize(("rule", "found", "put"), RULES)
def test_the_rule_catches(rule: Rule, found: str, put: str) -> None:
    assert found in TEXT
    assert not rule(yaml.safe_load(TEXT.replace(found, put)))
