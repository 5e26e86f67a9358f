from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.identity.credentials import CredentialKind
from app.identity.grants import RoleGrant
from app.identity.roles import PERMISSIONS, Permission, Role
from app.ports.access import Account, Granted, Holder
from app.store.access import StoredAccess
from app.store.engine import Database
from app.workflow.administer import Office
from app.workflow.authenticate import MOST_AGE_S, Authenticator
from tests.app.people import NOON, SetClock, embedded, issued, office_on, started

TICK = timedelta(microseconds=1)


class CountingAccess(StoredAccess):
    """Counts how often the store is asked who holds a credential."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.asked = 0

    def holder(self, digest: str) -> Holder | None:
        self.asked += 1
        return super().holder(digest)


@dataclass
class Gate:
    """An authenticator whose clocks stand until they are set."""

    access: CountingAccess
    clock: SetClock = field(default_factory=SetClock)
    seconds: float = 0.0

    def of(self, most_kept: int = 10) -> Authenticator:
        return Authenticator(self.access, self.clock, lambda: self.seconds, most_kept=most_kept)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with embedded(tmp_path) as database:
        yield database


@pytest.fixture
def foreign_key(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a key of another installation."""
    with embedded(tmp_path_factory.mktemp("other")) as other:
        return started(office_on(other)).text


@pytest.fixture
def gate(database: Database) -> Gate:
    return Gate(CountingAccess(database))


@pytest.fixture
def office(database: Database, gate: Gate) -> Office:
    return office_on(database, gate.clock)


def test_a_live_key_is_its_account_with_what_scopes_and_roles_both_permit(gate: Gate, office: Office) -> None:
    founding = started(office).founding
    key = issued(office, founding.account.id, scopes=frozenset({Permission.REPORTS_READ, Permission.WEBHOOKS_MANAGE}))
    caller = gate.of().caller(key.text)
    assert caller is not None
    assert (caller.organisation, caller.kind) == (founding.organisation.id, founding.organisation.kind)
    assert (caller.account, caller.person, caller.credential) == (founding.account.id, founding.person.id, key.row.id)
    assert caller.permissions == {Permission.REPORTS_READ, Permission.WEBHOOKS_MANAGE}
    office.access.revoke_grant(None, founding.grants[1].id, office.at())
    gate.seconds += MOST_AGE_S
    caller = gate.of().caller(key.text)
    assert caller is not None
    assert caller.permissions == {Permission.REPORTS_READ}


def test_a_machine_is_no_person(gate: Gate, office: Office) -> None:
    organisation = started(office).founding.organisation
    machine = Account(office.ids.new(), organisation.id, None, "LIMS")
    office.access.add_account(machine, office.at())
    grant = RoleGrant(Role.LIMS_CLIENT, NOON.date(), None, None)
    office.access.grant(machine, Granted(office.ids.new(), grant), office.at())
    caller = gate.of().caller(issued(office, machine.id).text)
    assert caller is not None
    assert (caller.person, caller.permissions) == (None, PERMISSIONS[Role.LIMS_CLIENT])


@pytest.mark.parametrize("changed", ["", "lvk", "Bearer {}", "{} ", "{}x", "检测", "\ud800"])
def test_a_malformed_text_is_nobody_and_is_not_looked_up(gate: Gate, office: Office, changed: str) -> None:
    text = started(office).text
    assert gate.of().caller(changed.format(text)) is None
    assert gate.access.asked == 0


def test_a_mistyped_key_is_not_looked_up(gate: Gate, office: Office) -> None:
    text = started(office).text
    mistyped = text[:20] + ("0" if text[20] != "0" else "1") + text[21:]
    assert gate.of().caller(mistyped) is None
    assert gate.access.asked == 0


def test_a_well_formed_key_of_nobody_is_nobody(gate: Gate, foreign_key: str) -> None:
    assert gate.of().caller(foreign_key) is None
    assert gate.access.asked == 1


def test_a_client_secret_is_no_bearer(gate: Gate, office: Office) -> None:
    account = started(office).founding.account.id
    assert gate.of().caller(issued(office, account, CredentialKind.CLIENT_SECRET).text) is None
    assert gate.access.asked == 0


def test_a_key_counts_up_to_its_expiry_whatever_was_believed(gate: Gate, office: Office) -> None:
    key = issued(office, started(office).founding.account.id, days=1)
    asked = gate.of()
    gate.clock.instant = key.row.expires_at - TICK
    assert asked.caller(key.text) is not None
    gate.clock.instant = key.row.expires_at
    assert asked.caller(key.text) is None
    assert gate.access.asked == 1


def test_a_role_holds_on_its_days_in_shanghai(gate: Gate, office: Office) -> None:
    founding = started(office).founding
    machine = Account(office.ids.new(), founding.organisation.id, None, "LIMS")
    office.access.add_account(machine, office.at())
    grant = RoleGrant(Role.LIMS_CLIENT, date(2026, 5, 12), date(2026, 5, 13), None)
    office.access.grant(machine, Granted(office.ids.new(), grant), office.at())
    key, asked = issued(office, machine.id), gate.of()
    begins = NOON.replace(day=11, hour=16)
    for instant, holds in (
        (begins - TICK, False),
        (begins, True),
        (begins + timedelta(days=1) - TICK, True),
        (begins + timedelta(days=1), False),
    ):
        gate.clock.instant = instant
        caller = asked.caller(key.text)
        assert caller is not None
        assert (caller.permissions != frozenset()) is holds


def test_what_the_store_said_is_believed_for_half_a_second(gate: Gate, office: Office) -> None:
    begun, asked = started(office), gate.of()
    for _ in range(1000):
        assert asked.caller(begun.text) is not None
        gate.seconds += 0.001
    assert gate.access.asked == 2
    office.access.revoke(None, begun.founding.credential.id, office.at())
    gate.seconds = 1.5
    assert asked.caller(begun.text) is None


@pytest.mark.parametrize(("after_s", "accepted"), [(0.499, True), (0.5, False)])
def test_a_revocation_counts_from_half_a_second_after_the_store_was_asked(
    gate: Gate, office: Office, after_s: float, *, accepted: bool
) -> None:
    begun, asked = started(office), gate.of()
    asked.caller(begun.text)
    office.access.revoke(None, begun.founding.credential.id, office.at())
    gate.seconds = after_s
    assert (asked.caller(begun.text) is not None) is accepted


def test_no_more_is_believed_than_there_is_room_for(gate: Gate, office: Office) -> None:
    texts = [started(office, f"示例{number}").text for number in range(3)]
    asked = gate.of(most_kept=2)
    for text in texts:
        asked.caller(text)
    assert gate.access.asked == 3
    for text in texts[1:]:
        asked.caller(text)
    assert gate.access.asked == 3
    asked.caller(texts[0])
    assert gate.access.asked == 4


def test_what_is_unknown_is_asked_for_again_and_pushes_nothing_out(
    gate: Gate, office: Office, foreign_key: str
) -> None:
    begun, asked = started(office), gate.of(most_kept=1)
    asked.caller(begun.text)
    for _ in range(2):
        assert asked.caller(foreign_key) is None
    assert gate.access.asked == 3
    asked.caller(begun.text)
    assert gate.access.asked == 3


def test_a_caller_shows_neither_secret_nor_digest(gate: Gate, office: Office) -> None:
    begun, asked = started(office), gate.of()
    shown = repr(asked.caller(begun.text)) + repr(begun) + repr(replace(begun))
    assert begun.text not in shown
    assert begun.text.split("_")[2] not in shown
    assert begun.founding.credential.digest not in shown
