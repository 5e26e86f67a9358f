"""What a body sets: by two persons, under names that mean something, and the version after the newest one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from app.certification.dossier import Never
from app.certification.form import Refused
from app.identity.caller import Caller
from app.identity.organisations import OrganisationKind
from app.identity.roles import Permission
from app.machine import RandomIds
from app.ports.body_papers import Paper, PaperRow, ProposalRow
from app.ports.cases import Overtaken
from app.ports.evidence import Keeping
from app.workflow.declare import DeclarationDesk, Declared, declare
from app.workflow.set_paper import (
    NoSuchProposal,
    PaperDesk,
    SamePerson,
    confirm_paper,
    newest_adopted,
    propose_paper,
)
from tests.app.people import SetClock

BODY = "body"
SETTINGS = json.dumps(
    {"settings": {"adopted_norms": {"value": ["M-23d"], "ground": "决定", "since": "2026-01-01"}}}
).encode()


@dataclass
class Kept:
    """Papers and proposals in memory."""

    papers: list[tuple[Paper, PaperRow]] = field(default_factory=list)
    rows: list[ProposalRow] = field(default_factory=list)

    def put(self, paper: Paper, row: PaperRow) -> None:
        newest = self.newest(paper, row.body)
        if row.version != (1 if newest is None else newest.version + 1):
            raise Overtaken
        self.papers.append((paper, row))

    def newest(self, paper: Paper, body: str) -> PaperRow | None:
        found = [row for sort, row in self.papers if (sort, row.body) == (paper, body)]
        return found[-1] if found else None

    def version(self, paper: Paper, body: str, version: int) -> PaperRow | None:
        own = (row for sort, row in self.papers if (sort, row.body, row.version) == (paper, body, version))
        return next(own, None)

    def propose(self, row: ProposalRow, keeping: Keeping | None = None) -> None:
        assert keeping is None
        self.rows.append(row)

    def open(self, paper: Paper, body: str) -> Sequence[ProposalRow]:
        return [row for row in self.rows if (row.paper, row.body) == (paper, body)]

    def proposal(self, paper: Paper, body: str, proposal: str) -> ProposalRow | None:
        return next((row for row in self.open(paper, body) if row.id == proposal), None)


@pytest.fixture
def desk() -> PaperDesk:
    kept = Kept()
    return PaperDesk(kept, kept, {}, frozenset({"sulfur_content"}), frozenset({"M-23d"}), SetClock(), RandomIds())


def person(name: str | None, account: str = "account", body: str = BODY) -> Caller:
    kind = OrganisationKind.CERTIFICATION_BODY
    return Caller(body, kind, account, name, "credential", frozenset(Permission))


def proposed(desk: PaperDesk, content: bytes = SETTINGS) -> ProposalRow:
    found = propose_paper(Paper.SETTINGS, content, person("one"), desk)
    assert isinstance(found, ProposalRow), found
    return found


def confirmed(desk: PaperDesk, proposal: str, by: Caller) -> PaperRow:
    found = confirm_paper(Paper.SETTINGS, proposal, by, desk)
    assert isinstance(found, PaperRow), found
    return found


def test_the_document_names_both_persons_and_the_version_after_the_newest(desk: PaperDesk) -> None:
    for version in (1, 2):
        row = confirmed(desk, proposed(desk).id, person("two"))
        told = json.loads(row.content)
        assert (told["format"], told["body"], told["set_by"]) == ("labverdict.body/1", BODY, ["one", "two"])
        assert (row.version, told["version"]) == (version, version)


@pytest.mark.parametrize("who", [person("one"), person("one", "another account"), person(None)])
def test_neither_the_same_person_nor_a_machine_confirms(desk: PaperDesk, who: Caller) -> None:
    proposal = proposed(desk)
    with pytest.raises(SamePerson):
        confirm_paper(Paper.SETTINGS, proposal.id, who, desk)
    assert desk.papers.newest(Paper.SETTINGS, BODY) is None


def test_a_machine_proposes_nothing(desk: PaperDesk) -> None:
    with pytest.raises(SamePerson):
        propose_paper(Paper.SETTINGS, SETTINGS, person(None), desk)


def test_another_body_confirms_nothing(desk: PaperDesk) -> None:
    proposal = proposed(desk)
    with pytest.raises(NoSuchProposal):
        confirm_paper(Paper.SETTINGS, proposal.id, person("two", body="other"), desk)


def test_of_two_proposals_for_a_version_the_first_confirmed_counts(desk: PaperDesk) -> None:
    other = SETTINGS.replace(b"2026-01-01", b"2026-02-01")
    first, second = proposed(desk), proposed(desk, other)
    row = confirmed(desk, first.id, person("two"))
    assert confirmed(desk, first.id, person("two")) == row
    with pytest.raises(Overtaken):
        confirm_paper(Paper.SETTINGS, second.id, person("two"), desk)
    with pytest.raises(Overtaken):
        confirm_paper(Paper.SETTINGS, first.id, person("three"), desk)


def test_a_proposal_is_read_again_by_the_rules_of_its_confirmation(desk: PaperDesk) -> None:
    proposal = proposed(desk)
    found = confirm_paper(Paper.SETTINGS, proposal.id, person("two"), replace(desk, norms=frozenset()))
    assert isinstance(found, Refused)
    assert [each.code for each in found.issues] == ["norm_not_adoptable"]


@pytest.mark.parametrize(
    "sent",
    [
        {"settings": []},
        {"settings": {"adopted_norms": []}},
        {"settings": {"adopted_norms": {"value": [1]}}},
        {"settings": {"adopted_norms": {"value": {}}}},
    ],
)
def test_what_has_another_form_is_refused_and_nothing_else_is_made_of_it(desk: PaperDesk, sent: Any) -> None:  # noqa: ANN401 - of any form
    found = propose_paper(Paper.SETTINGS, json.dumps(sent).encode(), person("one"), desk)
    assert isinstance(found, Refused)
    assert "norm_not_adoptable" not in {each.code for each in found.issues}


def test_the_newest_limits_for_a_scheme_are_found_behind_those_for_others(desk: PaperDesk) -> None:
    for version, scheme in enumerate(("A", "B", "A", "C"), start=1):
        content = json.dumps({"scheme": scheme}).encode()
        desk.papers.put(Paper.ADOPTED_LIMITS, PaperRow(BODY, version, content, "one", "two", "account", "at"))
    found = {scheme: newest_adopted(desk.papers, BODY, scheme) for scheme in "ABCD"}
    assert {scheme: None if row is None else row.version for scheme, row in found.items()} == {
        "A": 3, "B": 2, "C": 4, "D": None,
    }  # fmt: skip
    assert newest_adopted(desk.papers, "other", "A") is None


def test_a_machine_declares_nothing() -> None:
    desk = DeclarationDesk(None, None, SetClock(), RandomIds())  # type: ignore[arg-type]  # never asked
    with pytest.raises(ValueError, match="machine"):
        declare(Declared("client", is_free=True, advised_until=Never.NEVER), person(None), desk)
