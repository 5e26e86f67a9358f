"""A case is opened inside somebody's transaction: the case itself, who sees it, and where it stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from app.ledger.canonical import Json
from app.ledger.entry import EntryKind
from app.ports.cases import Case, NoSuchCase, Opening, Party, Step
from app.ports.evidence import Taken
from app.store.case_rows import case_row, document_row, party_row, state_row
from app.store.case_tables import case_document, case_party, case_state, certificate, certification_case
from app.store.prepared import is_taken


def open_case(way: Connection, step: Step, opening: Opening) -> None:
    """Store a case whose first step this is; raises `Taken`, `NoSuchCase` for a certificate that is not the body's."""
    case = opening.case
    if (step.body, step.case, step.expected_n) != (case.body, case.id, 0):
        raise ValueError("the first step is one of the case that it opens")
    _check_certificate(way, case)
    with unless(Taken):
        way.execute(insert(certification_case), case_row(case))
    whose = {"organisation_id": case.body, "case_id": case.id, "kind": case.kind}
    way.execute(insert(case_state), whose | state_row(0, step.state))
    if opening.parties:
        way.execute(insert(case_party), [party_row(case.body, case.id, party, step.at) for party in opening.parties])
    if opening.document is not None:
        way.execute(insert(case_document), document_row(opening.document, step.at))


def granted_in(step: Step) -> Sequence[tuple[EntryKind, Mapping[str, Json]]]:
    """Return what the log tells of the parties of a case that a step opens."""
    if step.opens is None:
        return ()
    return [granted(step.body, step.case, party) for party in step.opens.parties]


def granted(body: str, case: str, party: Party) -> tuple[EntryKind, Mapping[str, Json]]:
    """Return what the log tells of a party."""
    subject = {"case": case, "body": body, "party": party.organisation, "role": party.role.value}
    return EntryKind.CASE_PARTY_GRANTED, subject | {"account": party.account}


def _check_certificate(way: Connection, case: Case) -> None:
    own = select(certificate.c.number).where(
        certificate.c.number == case.certificate_no, certificate.c.organisation_id == case.body
    )
    if case.certificate_no is not None and way.execute(own.limit(1)).first() is None:
        raise NoSuchCase


@contextmanager
def unless(taken: Callable[[], Exception]) -> Iterator[None]:
    """Raise this where a unique index has a row already."""
    try:
        yield
    except IntegrityError as error:
        if is_taken(error):
            raise taken() from error
        raise
