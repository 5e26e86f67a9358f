"""A certificate is issued once, logged and signed, wherever the process stops; on both databases."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.exc import DBAPIError

from app.keys.ed25519 import Ed25519Signer
from app.ports.cases import Case, NoSuchCase, Overtaken
from app.ports.certificates import NoFormerVersion, NotAParty, Published
from app.ports.evidence import Taken
from app.store.engine import Database
from app.workflow.issue_certificate import IssuingDesk, issue_certificate, recover
from tests.app.store.conftest import Opened
from tests.app.store.docket import (
    ALL,
    APPLICANT,
    AT,
    BODY,
    DAY,
    DECIDED,
    LAB,
    OTHER_BODY,
    PARTIES,
    STRANGER,
    Docket,
    act,
    docket,
    step,
    telling,
    wording,
)
from tests.app.store.issuing import NOTHING_YET, POINTS, Stopped, check_proven, issuing

NUMBER = "JSPB-2026-0001"
SIGNER = Ed25519Signer.of(Ed25519PrivateKey.generate())


@pytest.fixture
def kept(database: Database) -> Docket:
    return docket(database)


@pytest.fixture
def desk(database: Database) -> IssuingDesk:
    return issuing(database, SIGNER)


def issued(kept: Docket, desk: IssuingDesk, number: str = NUMBER) -> str:
    """Issue a certificate and return its case."""
    case = kept.opened(number)
    issue_certificate(step(case, 1, state=DECIDED), wording(number), telling(APPLICANT), desk)
    return case


def published(kept: Docket, number: str = NUMBER) -> Published:
    found = kept.certificates.published(number)
    assert found is not None
    return found


def told(opened: Opened) -> list[str]:
    """Return whom events told that a certificate is issued."""
    with opened.unbound.reading() as connection:
        query = "SELECT organisation_id FROM event WHERE type = 'certificate.issued' ORDER BY organisation_id"
        return list(connection.exec_driver_sql(query).scalars())


def test_a_certificate_is_issued_with_its_proof(kept: Docket, desk: IssuingDesk, opened: Opened) -> None:
    case = issued(kept, desk)
    (certificate,) = published(kept).versions
    assert (certificate.case, certificate.number, certificate.holder) == (case, NUMBER, APPLICANT)
    assert certificate.document == wording(NUMBER).document
    check_proven(certificate, SIGNER)
    assert [(each.n, each.act, each.dated) for each in published(kept).acts] == [(1, "issue", DAY)]
    assert told(opened) == [APPLICANT, BODY]
    assert recover(desk) == 0
    view = kept.cases.read(BODY, case)
    assert view is not None
    assert view.summary.state == DECIDED


@pytest.mark.parametrize("point", POINTS)
def test_wherever_it_stops_there_is_no_certificate_or_exactly_one_logged_and_signed(
    kept: Docket, desk: IssuingDesk, opened: Opened, point: str
) -> None:
    case = kept.opened(NUMBER)
    with pytest.raises((Stopped, DBAPIError)):
        issue_certificate(step(case, 1, state=DECIDED), wording(NUMBER), telling(), issuing(opened.app, SIGNER, point))
    lacking = point not in (*NOTHING_YET, POINTS[-1])
    assert (kept.certificates.published(NUMBER) is None) == (point != POINTS[-1])
    assert recover(desk) == lacking
    view = kept.cases.read(BODY, case)
    assert view is not None
    if point in NOTHING_YET:
        assert kept.certificates.published(NUMBER) is None
        assert view.summary.n == 1
        issue_certificate(step(case, 1, state=DECIDED), wording(NUMBER), telling(), desk)
    (certificate,) = published(kept).versions
    check_proven(certificate, SIGNER)
    assert len(published(kept).acts) == 1
    assert told(opened) == [APPLICANT, BODY]
    assert recover(desk) == 0


def test_without_recovery_what_stopped_after_the_intent_stays_without_certificate(
    kept: Docket, database: Database
) -> None:
    case = kept.opened(NUMBER)
    with pytest.raises(Stopped):
        issue_certificate(step(case, 1), wording(NUMBER), telling(), issuing(database, SIGNER, "after the intent"))
    with pytest.raises(Taken):
        kept.certificates.intend(step(case, 2), wording("another"), telling())
    assert kept.certificates.published(NUMBER) is None


def test_two_who_finish_the_same_intent_issue_it_once(kept: Docket, desk: IssuingDesk, opened: Opened) -> None:
    case = kept.opened(NUMBER)
    _, intent = kept.certificates.intend(step(case, 1), wording(NUMBER), telling())
    assert kept.certificates.unfinished() == [intent]
    assert recover(desk) == 1
    assert not kept.certificates.issue(intent, b"another proof", (), AT)
    check_proven(published(kept).versions[0], SIGNER)
    assert told(opened) == [APPLICANT, BODY]


def test_an_intent_is_taken_by_its_case_and_by_its_number(kept: Docket, desk: IssuingDesk) -> None:
    case = issued(kept, desk)
    with pytest.raises(Taken):
        kept.certificates.intend(step(case, 2), wording("another"), telling())
    other = kept.opened("2026-002")
    with pytest.raises(Taken):
        kept.certificates.intend(step(other, 1), wording(NUMBER), telling())
    with pytest.raises(Overtaken):
        kept.certificates.intend(step(other, 0), wording("another"), telling())


@pytest.mark.parametrize("holder", [STRANGER, BODY])
def test_a_holder_is_a_party_of_the_case(kept: Docket, holder: str) -> None:
    case = kept.opened(NUMBER)
    with pytest.raises(NotAParty):
        kept.certificates.intend(step(case, 1), wording(NUMBER, holder=holder), telling())
    assert kept.certificates.unfinished() == []


def test_a_number_goes_on_by_versions_of_the_same_body(kept: Docket, desk: IssuingDesk) -> None:
    issued(kept, desk)
    change = kept.opened("change")
    with pytest.raises(NoFormerVersion):
        issue_certificate(step(change, 1), wording(NUMBER, 3), telling(), desk)
    issue_certificate(step(change, 1), wording(NUMBER, 2, act="change"), telling(), desk)
    assert [each.version for each in published(kept).versions] == [1, 2]
    assert [(each.n, each.version, each.act) for each in published(kept).acts] == [(1, 1, "issue"), (2, 2, "change")]
    foreign = kept.opened("change", body=OTHER_BODY)
    with pytest.raises(NoFormerVersion):
        issue_certificate(
            replace(step(foreign, 1, by=OTHER_BODY), body=OTHER_BODY), wording(NUMBER, 3), telling(), desk
        )


def test_acts_follow_each_other_with_the_record_that_did_them(kept: Docket, desk: IssuingDesk) -> None:
    issued(kept, desk)
    surveillance = Case("s1", BODY, "surveillance", "JSPB01-180004-2023", "S-1", AT, certificate_no=NUMBER)
    kept.cases.open(surveillance, PARTIES, step("s1", 0), telling())
    kept.cases.append(step("s1", 1, acts=(act(NUMBER, 2), act(NUMBER, 3, "restore", None))), telling())
    assert [(each.n, each.act) for each in published(kept).acts] == [(1, "issue"), (2, "suspend"), (3, "restore")]
    for n in (3, 5):
        with pytest.raises(Overtaken):
            kept.cases.append(step("s1", 2, acts=(act(NUMBER, n, "withdraw", None),)), telling())
    with pytest.raises(Overtaken):
        kept.cases.append(step("s1", 2, acts=(act("unknown", 1),)), telling())
    view = kept.cases.read(BODY, "s1")
    assert view is not None
    assert view.summary.n == 2


def test_a_body_does_nothing_to_the_certificate_of_another_one(kept: Docket, desk: IssuingDesk) -> None:
    issued(kept, desk)
    case = kept.opened("2026-001", body=OTHER_BODY)
    foreign = replace(step(case, 1, by=OTHER_BODY, acts=(act(NUMBER, 2),)), body=OTHER_BODY)
    with pytest.raises((DBAPIError, Overtaken)):
        kept.cases.append(foreign, telling())
    assert len(published(kept).acts) == 1
    about = Case("s1", OTHER_BODY, "surveillance", "JSPB01-180004-2023", "S-1", AT, certificate_no=NUMBER)
    with pytest.raises(NoSuchCase):
        kept.cases.open(about, (), replace(step("s1", 0, by=OTHER_BODY), body=OTHER_BODY), telling())


@pytest.mark.parametrize("reader", ALL)
def test_the_certificate_of_a_case_is_seen_by_whom_the_case_concerns(
    kept: Docket, desk: IssuingDesk, reader: str
) -> None:
    case = issued(kept, desk)
    assert (kept.certificates.of_case(reader, case) is not None) == (reader in {BODY, APPLICANT, LAB})
    assert kept.certificates.published("unknown") is None
