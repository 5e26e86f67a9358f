"""Two who change access at once. Each has a pool of its own, as two processes have."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

from sqlalchemy import insert

from app.identity.organisations import OrganisationKind
from app.ports.access import CredentialRow, Organisation
from app.ports.machine import instant_text
from app.store.access import StoredAccess
from app.store.access_rows import organisation_row
from app.store.engine import Database, Task
from app.store.identity_tables import organisation
from app.store.log import StoredLog
from tests.app.people import NOON, address, issued, office_on, started

AT = instant_text(NOON)
RIVALS, ROUNDS = 4, 5

Act = Callable[[StoredAccess, int], bool]


def at_once(database: Database, act: Act) -> Sequence[bool]:
    """Let rivals act in the same moment, and return what each was told."""
    barrier = threading.Barrier(RIVALS)

    def rival(number: int) -> bool:
        with closing(Database(address(database))) as own:
            access = StoredAccess(own)
            assert access.organisation("x") is None  # connected, before the race begins
            barrier.wait()
            return act(access, number)

    with ThreadPoolExecutor(RIVALS) as threads:
        return list(threads.map(rival, range(RIVALS)))


def founded(database: Database) -> str:
    """Return an account with one key."""
    office = office_on(database)
    return started(office, f"示例{len(office.access.organisations())}").founding.account.id


def another(key: CredentialRow, number: int) -> CredentialRow:
    return replace(key, id=f"{key.id}{number}", digest=f"{key.id}{number}")


def live_keys(access: StoredAccess, account: str) -> int:
    return len([key for key in access.credentials(account) if key.revoked_at is None])


def issuing(key: CredentialRow) -> Act:
    return lambda access, number: access.issue(another(key, number), 2, AT)


def test_of_many_second_keys_at_once_one_is_issued(database: Database) -> None:
    access = StoredAccess(database)
    for _ in range(ROUNDS):
        account = founded(database)
        told = at_once(database, issuing(access.credentials(account)[0]))
        assert sorted(told) == [False] * (RIVALS - 1) + [True]
        assert live_keys(access, account) == 2


def test_of_many_third_keys_at_once_none_is_issued(database: Database) -> None:
    account = founded(database)
    second = issued(office_on(database), account).row
    assert not any(at_once(database, issuing(second)))
    assert live_keys(StoredAccess(database), account) == 2


def test_whoever_looks_first_and_issues_then_has_too_many(database: Database) -> None:
    account = founded(database)
    key = StoredAccess(database).credentials(account)[0]
    looked = threading.Barrier(RIVALS)

    def look_then_issue(access: StoredAccess, number: int) -> bool:
        has_room = live_keys(access, account) < 2
        looked.wait()
        return has_room and access.issue(another(key, number), None, AT)

    assert all(at_once(database, look_then_issue))
    assert live_keys(StoredAccess(database), account) == 1 + RIVALS


def test_of_many_organisations_of_one_name_at_once_one_is_stored(database: Database) -> None:
    def add(access: StoredAccess, number: int) -> bool:
        return access.add_organisation(Organisation(f"o{number}", OrganisationKind.LABORATORY, "示例"), AT)

    assert sorted(at_once(database, add)) == [False] * (RIVALS - 1) + [True]
    assert len(StoredAccess(database).organisations()) == 1


def test_whoever_looks_for_the_name_first_and_adds_then_has_it_twice(database: Database) -> None:
    looked = threading.Barrier(RIVALS)

    def look_then_add(access: StoredAccess, number: int) -> bool:
        is_free = all(each.name != "示例" for each in access.organisations())
        looked.wait()
        with closing(Database(address(database))) as own, own.writing(task=Task.IDENTITY) as connection:
            row = organisation_row(Organisation(f"o{number}", OrganisationKind.LABORATORY, "示例"), AT)
            connection.execute(insert(organisation).values(**row))
        return is_free

    assert all(at_once(database, look_then_add))
    assert len(StoredAccess(database).organisations()) == RIVALS


def test_of_many_revocations_at_once_one_is_logged(database: Database) -> None:
    account = founded(database)
    key = StoredAccess(database).credentials(account)[0].id
    size = StoredLog(database).size()
    assert all(at_once(database, lambda access, _: access.revoke(None, key, AT)))
    assert StoredLog(database).size() == size + 1
