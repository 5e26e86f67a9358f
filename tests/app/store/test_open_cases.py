"""The open cases of a body are seen under papers that are read once."""

from dataclasses import dataclass, field, replace

import pytest

from app.certification.lifecycle.vocabulary import Actor
from app.identity.roles import Role
from app.ports.body_papers import BodyPapers, Paper, PaperRow
from app.store.engine import Database
from app.workflow.open_cases import Asker, open_cases, running, tasks
from tests.app.store.casework import APPLICANT, BODY, LAB, STRANGER, Casework, casework


@dataclass
class Counted:
    """Papers that count how often they are read."""

    held: BodyPapers
    read: list[Paper] = field(default_factory=list)

    def put(self, paper: Paper, row: PaperRow) -> None:
        self.held.put(paper, row)

    def newest(self, paper: Paper, body: str) -> PaperRow | None:
        self.read.append(paper)
        return self.held.newest(paper, body)

    def version(self, paper: Paper, body: str, version: int) -> PaperRow | None:
        return self.held.version(paper, body, version)


@pytest.fixture
def work(database: Database) -> Casework:
    """Two cases that wait and one in which something was tested."""
    found = casework(database)
    for number in ("A-1", "A-2"):
        found.filed(number)
    found.follow(found.filed("A-3"), 4)
    return found


@pytest.mark.parametrize("reader", [BODY, APPLICANT, LAB])
def test_papers_are_read_once_for_all_cases(work: Casework, reader: str) -> None:
    counted = Counted(work.desk.papers)
    found = list(open_cases(reader, replace(work.desk, papers=counted)))
    assert [each.number for each in found] == ["A-3", "A-2", "A-1"]
    assert counted.read == [Paper.SETTINGS, Paper.ADOPTED_LIMITS]
    assert [each.rule.id for each in running(found[0])] == ([] if reader == LAB else ["D-04"])


def test_a_laboratory_has_the_time_for_testing_and_its_own_tasks_alone(work: Casework) -> None:
    case = work.filed("A-4")
    work.follow(case, 3)
    (testing,) = (each for each in open_cases(LAB, work.desk) if each.number == "A-4")
    assert [each.rule.id for each in running(testing)] == ["D-01"]
    for reader, whole in ((LAB, False), (APPLICANT, True), (BODY, True)):
        roles = {task.role for task, _ in tasks(Asker(reader, None, frozenset()), work.desk)}
        assert Actor.LABORATORY in roles
        assert (roles > {Actor.LABORATORY}) is whole


def test_who_has_nothing_to_do_with_them_sees_none(work: Casework) -> None:
    assert list(open_cases(STRANGER, work.desk)) == []


def test_a_task_comes_with_its_case(work: Casework) -> None:
    found = tasks(Asker(BODY, "P-0001", frozenset({Role.APPLICATION_OFFICER})), work.desk)
    assert sorted(seen.number for task, seen in found if "accept" in task.events) == ["A-1", "A-2"]
    assert all(task.case == seen.now.case.id for task, seen in found)
