"""A case belongs to its body alone, however a row claims otherwise."""

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError, ProgrammingError

from app.store.engine import Task
from tests.app.store.conftest import Opened
from tests.app.store.seeds import BODY, LAB, ORGANISATIONS, OTHER_LAB, READERS, TABLES, Row, log_rows, row, seed
from tests.app.store.sight import CASES, EACH, key, sight

NEW = 7
"""A number under which the seeds have no row."""
ATTACHED: dict[str, Row] = {
    "case_event": {"n": NEW},
    "case_party": {"role": "another"},
    "case_document": {"sha256": "another"},
    "issue_intent": {"number": "another"},
    "certificate": {"number": "another"},
    "certificate_act": {"n": NEW},
}
"""What makes a row a new one, beside the case that it belongs to."""
ONE_OF_A_CASE = ("issue_intent", "certificate")


@pytest.fixture
def stocked(opened: Opened) -> Opened:
    """A database with the seeds in it, a free log entry and a free case of each organisation."""
    with opened.unbound.writing() as connection:
        seed(connection, EACH)
        connection.execute(insert(TABLES["log_entry"]), log_rows(EACH * len(ORGANISATIONS) + 1)[-1])
        for organisation in ORGANISATIONS:
            connection.execute(insert(TABLES["certification_case"]), row("certification_case", organisation, NEW))
    return opened


def new(table: str, case: str) -> Row:
    """Return a row of LAB that says it is of a case."""
    entry = {"entry": EACH * len(ORGANISATIONS)} if "entry" in TABLES[table].c else {}
    return row(table, LAB, 1) | ATTACHED[table] | entry | {"case_id": case}


@pytest.mark.parametrize("table", ATTACHED)
def test_nothing_is_attached_to_a_foreign_case(stocked: Opened, table: str) -> None:
    number = NEW if table in ONE_OF_A_CASE else 1
    theirs, mine = (str(row("certification_case", each, number)["id"]) for each in (OTHER_LAB, LAB))
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), stocked.app.writing(LAB) as connection:
        connection.execute(insert(TABLES[table]), new(table, theirs))
    with stocked.app.writing(LAB) as connection:
        connection.execute(insert(TABLES[table]), new(table, mine))


def test_nothing_is_done_to_a_foreign_certificate(stocked: Opened) -> None:
    mine = new("certificate_act", str(row("certification_case", LAB, 1)["id"]))
    theirs = mine | {"number": row("certificate", OTHER_LAB, 1)["number"]}
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), stocked.app.writing(LAB) as connection:
        connection.execute(insert(TABLES["certificate_act"]), theirs)


@pytest.mark.parametrize("table", ["body_settings", "adopted_limits"])
def test_one_person_alone_sets_nothing(stocked: Opened, table: str) -> None:
    alone = row(table, LAB, 0) | {"version": NEW, "entry": EACH * len(ORGANISATIONS)}
    alone["confirmed_by"] = alone["set_by"]
    with pytest.raises(IntegrityError, match="two_persons"), stocked.app.writing(LAB) as connection:
        connection.execute(insert(TABLES[table]), alone)


def test_a_grant_of_a_foreign_case_would_open_nothing(postgresql: Opened) -> None:
    with postgresql.unbound.writing() as connection:
        seed(connection, EACH)
    with postgresql.owner.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE case_party DROP CONSTRAINT case_party_case_id_owner_id_fkey")
    forged = row("case_party", LAB, 1) | {
        "case_id": row("certification_case", OTHER_LAB, 1)["id"],
        "organisation_id": LAB,
        "role": "applicant",
    }
    with postgresql.app.writing(LAB) as connection:
        connection.execute(insert(TABLES["case_party"]), forged)
    for table in (*CASES, "case_decision"):
        with postgresql.app.reading(LAB) as connection:
            found = {key(table, dict(each)) for each in connection.execute(select(TABLES[table])).mappings()}
        assert found == sight(table, LAB), table


@pytest.mark.parametrize("table", ["event", "kept_answer"])
def test_a_body_leaves_events_and_answers_for_its_parties_and_nobody_else(postgresql: Opened, table: str) -> None:
    with postgresql.unbound.writing() as connection:
        seed(connection, EACH)
        if table == "event":
            # What a shared report lets through is looked at elsewhere.
            connection.exec_driver_sql("DROP POLICY event_to_reader ON event")
    for party in (LAB, READERS[LAB]):
        with postgresql.app.writing(LAB) as connection:
            connection.execute(insert(TABLES[table]), row(table, party, NEW))
    with postgresql.app.writing(LAB) as connection, pytest.raises(ProgrammingError, match="row-level security"):
        connection.execute(insert(TABLES[table]), row(table, OTHER_LAB, NEW))


def test_the_public_adds_nothing_and_sees_no_person(postgresql: Opened) -> None:
    with postgresql.unbound.writing() as connection:
        seed(connection, EACH)
    for table in ("certificate", "certificate_act"):
        assert not {"person_id", "account_id"} & set(TABLES[table].c.keys())
        with postgresql.app.writing(task=Task.PUBLIC) as connection, pytest.raises(ProgrammingError, match="row-level"):
            connection.execute(insert(TABLES[table]), row(table, BODY, NEW))
