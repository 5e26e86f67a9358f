"""The office records an act while others do something to the certificate, on both databases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from app.certification.lifecycle.clock import ClockEvent
from app.ledger.entry import SealedEntry
from app.ports.evidence import Answer, Key, Taken
from app.ports.office_acts import OfficeActs, OfficeRow, OfficeView
from app.store.engine import Database
from app.workflow.case_desk import Behind, Unknown
from app.workflow.record_act import NewAct, record_office_act
from tests.app.store.casework import BODY, DECIDED_ON, Casework, acting, casework

OFFICER = "P-0001"


@dataclass
class Late:
    """Acts of which the newest was not there yet when one looked, or a key that was used meanwhile."""

    acts: OfficeActs
    is_taken: bool = False

    def record(self, row: OfficeRow, key: Key | None, telling: Callable[[SealedEntry], Answer]) -> Answer:
        if self.is_taken:
            raise Taken
        return self.acts.record(row, key, telling)

    def recorded(self, body: str, number: str) -> Sequence[OfficeView]:
        return self.acts.recorded(body, number)[:-1]


@pytest.fixture
def work(database: Database) -> Casework:
    return casework(database)


def reported(number: str) -> NewAct:
    return NewAct(number, ClockEvent.REPORT_RESULT, DECIDED_ON, (), None, None)


def test_an_act_that_was_overtaken_is_not_recorded(work: Casework) -> None:
    _, number = work.certified()
    officer = acting(OFFICER)
    assert isinstance(record_office_act(officer, reported(number), None, work.desk), Answer)
    late = replace(work.desk, office=Late(work.desk.office))
    assert record_office_act(officer, reported(number), "key", late) == Behind()
    taken = replace(work.desk, office=Late(work.desk.office, is_taken=True))
    assert record_office_act(officer, reported(number), None, taken) == Behind()
    assert len(work.desk.office.recorded(BODY, number)) == 1


def test_an_act_on_a_certificate_that_there_is_not_or_whose_rules_are_gone(work: Casework) -> None:
    _, number = work.certified()
    assert record_office_act(acting(OFFICER), reported("JSPB-0"), None, work.desk) == Unknown()
    without = replace(work.desk, schemes=lambda _: None)
    with pytest.raises(LookupError, match=number):
        record_office_act(acting(OFFICER), reported(number), None, without)
