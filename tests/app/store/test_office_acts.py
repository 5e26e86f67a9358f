"""Acts of the office in both databases: logged with their answer, one after the other, and their body's own."""

import json
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from app.ledger.entry import SealedEntry
from app.ports.cases import Overtaken
from app.ports.evidence import Answer, Key, Taken
from app.ports.office_acts import OfficeRow
from app.store.engine import Database
from app.store.log import StoredLog
from app.store.office_acts import StoredOfficeActs
from tests.app.store.docket import AT, BODY, DAY, DECIDED, OTHER_BODY, Docket, docket, step, telling, wording

NUMBER = "JSPB-1"
REPORTED = OfficeRow(
    NUMBER, 1, 1, 1, BODY, "report_result", DAY, f"{BODY}-one", f"{BODY}-account", AT, b'{"act":"report_result"}'
)
KEY = Key(BODY, f"{BODY}-account", "key", "0" * 64)


def answer(entry: SealedEntry) -> Answer:
    return Answer(created=True, body=str(entry.n).encode())


@pytest.fixture
def kept(database: Database) -> Docket:
    found = docket(database)
    case = found.opened("A-1")
    _, intent = found.certificates.intend(step(case, 1, state=DECIDED), wording(NUMBER), telling())
    assert found.certificates.issue(intent, b"proof", (), AT)
    return found


@pytest.fixture
def acts(database: Database, kept: Docket) -> StoredOfficeActs:
    assert kept.certificates.published(NUMBER) is not None
    return StoredOfficeActs(database)


def test_an_act_is_stored_as_it_was_logged(database: Database, acts: StoredOfficeActs) -> None:
    told = acts.record(REPORTED, None, answer)
    (view,) = acts.recorded(BODY, NUMBER)
    assert view.row == REPORTED
    assert told.body == str(view.entry).encode()
    (body,) = StoredLog(database).bodies(view.entry, view.entry + 1)
    entry = json.loads(body)
    assert entry["kind"] == "certificate_act"
    assert (entry["subject"]["act"], entry["subject"]["office_n"], entry["subject"]["person"]) == (
        "report_result",
        1,
        f"{BODY}-one",
    )


@pytest.mark.parametrize(("n", "after_act"), [(2, 1), (1, 0), (1, 2)])
def test_an_act_follows_all_that_was_done_before_it(acts: StoredOfficeActs, n: int, after_act: int) -> None:
    with pytest.raises(Overtaken):
        acts.record(replace(REPORTED, n=n, after_act=after_act), None, answer)
    assert acts.recorded(BODY, NUMBER) == []


def test_a_key_is_used_once(database: Database, acts: StoredOfficeActs) -> None:
    acts.record(REPORTED, KEY, answer)
    size = StoredLog(database).size()
    with pytest.raises(Taken):
        acts.record(replace(REPORTED, n=2), KEY, answer)
    assert (len(acts.recorded(BODY, NUMBER)), StoredLog(database).size()) == (1, size)


def test_nobody_records_or_sees_acts_on_the_certificate_of_another_body(acts: StoredOfficeActs) -> None:
    theirs = replace(REPORTED, body=OTHER_BODY, person=f"{OTHER_BODY}-one", account=f"{OTHER_BODY}-account")
    # On PostgreSQL they do not even see that something was done to it.
    with pytest.raises((IntegrityError, Overtaken)):
        acts.record(theirs, None, answer)
    acts.record(REPORTED, None, answer)
    assert acts.recorded(OTHER_BODY, NUMBER) == []
