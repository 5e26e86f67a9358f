"""Open cases and certificates are found in the stores; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.certification.cases.over import Ends
from app.certification.cases.worklist import Work
from app.certification.lifecycle.vocabulary import Act, Deadline, Kind
from app.keys.ed25519 import Ed25519Signer
from app.ports.cases import CaseView, StateRow
from app.store.certificates import StoredCertificates
from app.store.engine import Database
from app.store.office_acts import StoredOfficeActs
from app.workflow import case_docket
from app.workflow.case_docket import CaseDocket
from tests.app.certificates import CERTIFICATE, Made, Office
from tests.app.certification.cases.driven import driven, held_of
from tests.app.certification.cases.evidence import SCHEME
from tests.app.certification.cases.whole_life import BODY as SETTINGS
from tests.app.dossiers import DIESEL
from tests.app.people import SetClock
from tests.app.store.docket import APPLICANT, BODY, OTHER_BODY, Docket, docket, step, telling

ENDS = Ends(Deadline.TEST_TIME, date(2026, 12, 30), date(2027, 1, 4))
SIGNER = Ed25519Signer.of(Ed25519PrivateKey.generate())


def read(view: CaseView) -> Work:
    """Read every case as the same one; what it is called is its own."""
    case = driven(Kind.APPLICATION, "file")
    return Work(case, held_of(case), SCHEME, SETTINGS) if view.summary.n else pytest.fail("a case without a record")


def looking(kept: Docket, database: Database, reading: Callable[[CaseView], Work | None] = read) -> CaseDocket:
    schemes = {DIESEL: SCHEME}
    return CaseDocket(
        lambda: (BODY, OTHER_BODY),
        kept.cases,
        StoredCertificates(database),
        StoredOfficeActs(database),
        schemes.get,
        reading,
    )


@pytest.fixture
def kept(database: Database) -> Docket:
    return docket(database)


def test_every_open_case_is_watched_with_its_client_and_its_day(
    kept: Docket, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_docket, "_PAGE", 2)
    opened = [kept.opened(f"W-{n}") for n in range(3)]
    for each in opened:
        kept.cases.append(step(each, 1, state=StateRow("filed", ENDS.day, (ENDS,))), telling())
    closed = kept.opened("W-9")
    kept.cases.append(step(closed, 1, state=StateRow("refused", None)), telling())
    seen = looking(kept, database).look()
    assert len(seen.watched) == len(opened)
    assert {(each.client, each.stored) for each in seen.watched} == {(APPLICANT, (ENDS,))}
    assert seen.certified == ()


def test_every_certificate_is_found_with_its_life(kept: Docket, database: Database) -> None:
    office = Office(database, SIGNER, SetClock(), Made(BODY, "body-one", "body-account"))
    issued = office.issue(replace(CERTIFICATE, holder=replace(CERTIFICATE.holder, id=APPLICANT)))
    office.act(issued.number, Act.SUSPEND, date(2024, 9, 2))
    (found,) = looking(kept, database).look().certified
    assert (found.number, found.body, found.holder) == (issued.number, BODY, APPLICANT)
    assert [done.act for done in found.life.acts] == [Act.ISSUE, Act.SUSPEND]
    assert found.settings is SETTINGS


def test_a_case_that_cannot_be_read_hides_no_other_one(kept: Docket, database: Database) -> None:
    first = kept.opened("W-1")
    kept.opened("W-2")

    def reading(view: CaseView) -> Work | None:
        return None if view.summary.case.id == first else read(view)

    seen = looking(kept, database, reading).look()
    assert (len(seen.watched), seen.unreadable) == (1, (first,))
