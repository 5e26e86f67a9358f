"""What is proposed and declared is the body's own; of a person the newest declaration about a client counts."""

from datetime import date

import pytest

from app.certification.cases.situation import Declaration
from app.certification.dossier import Never
from app.ledger.entry import Entry, EntryKind, read_entry
from app.ports.body_papers import Paper, ProposalRow
from app.ports.declarations import DeclarationRow
from app.ports.evidence import Answer, Keeping, Key, Taken
from app.store.body_papers import StoredBodyPapers
from app.store.declarations import StoredDeclarations
from app.store.engine import Database
from app.store.evidence import StoredEvidence
from app.store.log import StoredLog
from app.store.paper_proposals import StoredProposals
from tests.app.store.docket import APPLICANT, AT, BODY, LAB, OTHER_BODY, paper, settle

FREE = Declaration("body-one", is_free=True, advised_until=Never.NEVER)
BOUND = Declaration("body-one", is_free=False, advised_until=date(2026, 1, 31))


def row(name: str, declared: Declaration, client: str = APPLICANT) -> DeclarationRow:
    return DeclarationRow(name, BODY, client, declared, f"{BODY}-account", AT)


def test_declarations_are_logged_and_read_in_order_by_their_body_alone(database: Database) -> None:
    settle(database)
    store = StoredDeclarations(database)
    for each in (row("z", FREE), row("a", BOUND), row("m", FREE, LAB)):
        store.declare(each)
    assert store.declared(BODY, APPLICANT) == [FREE, BOUND]
    assert store.declared(OTHER_BODY, APPLICANT) == []
    assert [each.id for each in store.all(BODY, None, 50)] == ["m", "a", "z"]
    assert store.all(BODY, APPLICANT, 1) == [row("a", BOUND)]
    assert store.all(OTHER_BODY, None, 50) == []
    newest = StoredLog(database).size() - 2
    (entry,) = map(read_entry, StoredLog(database).bodies(newest, newest + 1))
    assert isinstance(entry, Entry)
    assert entry.kind is EntryKind.DECLARATION_MADE
    told = {"declaration": "a", "person": "body-one", "client": APPLICANT, "advised_until": "2026-01-31"}
    assert told.items() <= entry.subject.items()


def test_a_proposal_is_open_until_its_version_is_set(database: Database) -> None:
    settle(database)
    store, papers = StoredProposals(database), StoredBodyPapers(database)
    first, second = (
        ProposalRow(name, BODY, Paper.SETTINGS, 1, b"{}", "body-one", f"{BODY}-account", AT) for name in ("a", "b")
    )
    for each in (first, second):
        store.propose(each)
    assert store.open(Paper.SETTINGS, BODY) == [first, second]
    assert store.open(Paper.ADOPTED_LIMITS, BODY) == store.open(Paper.SETTINGS, OTHER_BODY) == []
    papers.put(Paper.SETTINGS, paper(1))
    assert store.open(Paper.SETTINGS, BODY) == []
    assert store.proposal(Paper.SETTINGS, BODY, "b") == second
    assert store.proposal(Paper.ADOPTED_LIMITS, BODY, "b") is None
    assert store.proposal(Paper.SETTINGS, OTHER_BODY, "b") is None


def test_what_is_asked_twice_under_one_key_is_stored_once_with_its_answer(database: Database) -> None:
    """As by two processes: neither knows of the other until it stores."""
    settle(database)
    proposals, declarations = StoredProposals(database), StoredDeclarations(database)
    account = f"{BODY}-account"

    def propose(name: str, keeping: Keeping) -> None:
        proposals.propose(ProposalRow(name, BODY, Paper.SETTINGS, 1, b"{}", "body-one", account, AT), keeping)

    def declare(name: str, keeping: Keeping) -> None:
        declarations.declare(row(name, FREE), keeping)

    for store in (propose, declare):
        key = Key(BODY, account, store.__name__, "0" * 64)
        store("first", (key, Answer(created=True, body=b"first")))
        size = StoredLog(database).size()
        with pytest.raises(Taken):
            store("second", (key, Answer(created=True, body=b"second")))
        kept = StoredEvidence(database).answered(key)
        assert (kept is not None and kept.answer.body, StoredLog(database).size()) == (b"first", size)
    assert [each.id for each in proposals.open(Paper.SETTINGS, BODY)] == ["first"]
    assert [each.id for each in declarations.all(BODY, None, 50)] == ["first"]
