"""Many who do the same at the same moment: one does it, the others are told so, and nothing is lost."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.keys.ed25519 import Ed25519Signer
from app.ports.cases import Overtaken
from app.ports.evidence import Taken
from app.store.log import StoredLog
from app.workflow.issue_certificate import IssuingDesk, issue_certificate, recover
from tests.app.store.conftest import Opened
from tests.app.store.docket import BODY, DECIDED, Docket, act, docket, step, telling, wording
from tests.app.store.issuing import check_proven, issuing
from tests.campaigns.laboratory import at_once

AT_ONCE, WITHOUT_INDEX = 64, 12
SIGNER = Ed25519Signer.of(Ed25519PrivateKey.generate())
KEYS = {"case_event": "case_event_pkey", "issue_intent": "issue_intent_pkey", "certificate": "certificate_case_id_key"}
REFERRED_TO = {"certificate": "number, version, organisation_id"}


@pytest.fixture
def kept(opened: Opened) -> Docket:
    return docket(opened.app)


def allow_twins(opened: Opened, table: str) -> None:
    """Take the unique index that counts away."""
    with opened.owner.writing() as connection:
        if opened.owner.is_sqlite:
            connection.exec_driver_sql(f"CREATE TABLE loose AS SELECT * FROM {table}")  # noqa: S608 - a name of ours
            connection.exec_driver_sql(f"DROP TABLE {table}")
            connection.exec_driver_sql(f"ALTER TABLE loose RENAME TO {table}")
            if table in REFERRED_TO:
                connection.exec_driver_sql(f"CREATE UNIQUE INDEX referred_to ON {table} ({REFERRED_TO[table]})")
        else:
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {KEYS[table]} CASCADE")


def newest(kept: Docket, case: str) -> int:
    view = kept.cases.read(BODY, case)
    assert view is not None
    return view.summary.n


def appended(kept: Docket, case: str, rivals: int) -> int:
    """Let rivals continue the same record at once, and return how many did."""

    def append() -> bool:
        try:
            kept.cases.append(step(case, 1), telling(BODY))
        except Overtaken:
            return False
        return True

    return sum(at_once([append] * rivals))


def decide(kept: Docket, desk: IssuingDesk, case: str, number: str) -> bool:
    """Decide on the case as it stands, and once more when somebody came first; False when it is decided."""
    while True:
        try:
            issue_certificate(step(case, newest(kept, case), state=DECIDED), wording(number), telling(), desk)
        except Overtaken:
            continue
        except Taken:
            return False
        return True


def certificates(kept: Docket, desk: IssuingDesk, case: str, rivals: int) -> list[str]:
    """Let rivals decide one case at once, each under a number of its own, and return the numbers issued."""
    numbers = [f"{case}-{number}" for number in range(rivals)]
    decided = at_once([lambda number=number: decide(kept, desk, case, number) for number in numbers])
    recover(desk)
    there = [number for number in numbers if kept.certificates.published(number) is not None]
    assert sum(decided) >= len(there)
    return there


def test_of_64_steps_that_continue_the_same_record_one_is_taken(opened: Opened, kept: Docket) -> None:
    case, size = kept.opened("2026-001"), StoredLog(opened.app).size()
    assert appended(kept, case, AT_ONCE) == 1
    view = kept.cases.read(BODY, case)
    assert view is not None
    assert [each.record.n for each in view.records] == [1, 2]
    assert StoredLog(opened.app).size() == size + 1
    with opened.unbound.reading() as connection:
        events = "SELECT count(*) FROM event WHERE type = 'case.noted' AND organisation_id = 'body'"
        assert connection.exec_driver_sql(events).scalar_one() == 1


def test_without_the_unique_index_several_are(opened: Opened, kept: Docket) -> None:
    case = kept.opened("2026-001")
    allow_twins(opened, "case_event")
    assert appended(kept, case, WITHOUT_INDEX) > 1


def test_whoever_is_overtaken_looks_again_and_nothing_is_lost(kept: Docket) -> None:
    case = kept.opened("2026-001")

    def append() -> None:
        while True:
            try:
                kept.cases.append(step(case, newest(kept, case)), telling())
            except Overtaken:
                continue
            return

    at_once([append] * WITHOUT_INDEX)
    assert newest(kept, case) == 1 + WITHOUT_INDEX


@pytest.mark.parametrize("loose", [(), ("issue_intent",), ("certificate",)])
def test_of_64_decisions_on_one_case_comes_exactly_one_certificate(
    opened: Opened, kept: Docket, loose: tuple[str, ...]
) -> None:
    desk = issuing(opened.app, SIGNER)
    case = kept.opened("2026-001")
    for table in loose:
        allow_twins(opened, table)
    (number,) = certificates(kept, desk, case, WITHOUT_INDEX if loose else AT_ONCE)
    found = kept.certificates.published(number)
    assert found is not None
    check_proven(found.versions[0], SIGNER)
    assert len(found.acts) == 1


def test_without_the_unique_indexes_more_are_issued(opened: Opened, kept: Docket) -> None:
    desk = issuing(opened.app, SIGNER)
    case = kept.opened("2026-001")
    allow_twins(opened, "issue_intent")
    allow_twins(opened, "certificate")
    assert len(certificates(kept, desk, case, WITHOUT_INDEX)) > 1


def test_of_many_acts_at_once_on_one_certificate_one_is_done(opened: Opened, kept: Docket) -> None:
    desk = issuing(opened.app, SIGNER)
    issue_certificate(step(kept.opened("a"), 1), wording("N"), telling(), desk)
    cases = [kept.opened(f"surveillance-{number}") for number in range(WITHOUT_INDEX)]

    def suspend(case: str) -> bool:
        try:
            kept.cases.append(step(case, 1, acts=(act("N", 2),)), telling())
        except Overtaken:
            return False
        return True

    assert sum(at_once([lambda case=case: suspend(case) for case in cases])) == 1
    found = kept.certificates.published("N")
    assert found is not None
    assert [each.act for each in found.acts] == ["issue", "suspend"]
