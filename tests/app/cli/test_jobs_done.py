"""`labverdict jobs run` where there is something to do: a certificate that expires."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.certification.lifecycle.vocabulary import Deadline
from app.identity.organisations import OrganisationKind
from app.identity.roles import Role
from app.machine import SystemClock
from app.ports.access import Organisation
from app.ports.evidence import Answer
from app.service import Service, assemble
from app.settings import read_settings
from app.store.outbox_tables import event
from app.workflow.administer import Office, Started, add_organisation, start
from app.workflow.case_desk import Acting
from app.workflow.import_case import import_case
from tests.app.dossiers import document, put

Run = Callable[..., SimpleNamespace]
NUMBER = "JSPB-2024-0017"
TAKEN_IN, WEEK_BEFORE = datetime(2026, 7, 11, 4, tzinfo=UTC), datetime(2026, 7, 13, 4, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return lambda instant: monkeypatch.setattr(SystemClock, "now", lambda _: instant)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: Callable[[datetime], None]) -> Iterator[Service]:
    """An installation with a certificate that is valid up to 20 July 2026."""
    monkeypatch.setenv("LABVERDICT_DATA", str(tmp_path))
    now(TAKEN_IN)
    made = assemble(read_settings({"LABVERDICT_DATA": str(tmp_path)}, terminal=False))
    office = Office(made.stores.access, made.clock, made.ids, made.ids)
    body = start(OrganisationKind.CERTIFICATION_BODY, "示例认证机构", "示例人员", office)
    holder = add_organisation(OrganisationKind.APPLICANT, "示例石化有限公司", office)
    assert isinstance(body, Started)
    assert isinstance(holder, Organisation)
    account = body.founding.account
    who = Acting(account.organisation, account.person or "", account.id, frozenset({Role.APPLICATION_OFFICER}))
    changes = put(holder.id, "holder"), put("2026-07-20", "certificate", "expires_on")
    content = json.dumps(document("diesel_import.json", *changes), ensure_ascii=False).encode()
    assert isinstance(import_case(who, content, made.cases), Answer)
    yield made
    made.stores.close()


def told(service: Service) -> Sequence[str]:
    asked = select(event.c.type).where(event.c.type.startswith("deadline."))
    with service.stores.database.reading() as connection:
        return connection.execute(asked).scalars().all()


def test_a_day_to_come_is_shown_and_nothing_of_it_is_done(service: Service, labverdict: Run) -> None:
    answer = labverdict("jobs", "run", "--at", "2026-07-20", "--lang", "en")
    assert answer.code == 0, answer.err
    assert NUMBER in answer.out
    assert Deadline.VALIDITY in answer.out
    assert "2026-07-20 has not begun: only shown, nothing was done" in answer.out
    plan = json.loads(labverdict("jobs", "run", "--at", "2026-07-13", "--output", "json").out)
    assert [(each["sort"], each["deadline"], each["ends_state"]) for each in plan["plan"]] == [
        ("reminder", "D-09", "firm")
    ]
    assert (plan["done"], told(service)) == (False, [])


def test_a_day_is_done_once_and_a_dry_run_does_nothing(
    service: Service, labverdict: Run, now: Callable[[datetime], None]
) -> None:
    now(WEEK_BEFORE)
    dry = labverdict("jobs", "run", "--dry-run", "--lang", "en")
    assert NUMBER in dry.out
    assert "has not begun" not in dry.out
    assert told(service) == []
    # To the body and to the holder.
    counts = [json.loads(labverdict("jobs", "run", "--output", "json").out)["told"] for _ in range(2)]
    assert counts == [2, 0]
    assert told(service) == ["deadline.reminder"] * 2
