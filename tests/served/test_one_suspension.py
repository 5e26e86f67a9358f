"""A certificate has one open suspension at most, whoever opens another one while the first is looked for."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.identity.roles import Role
from app.ports.cases import CaseSummary
from app.workflow.case_desk import Acting, Faulty
from app.workflow.open_case import open_case
from tests.served.cast import BODY, cast
from tests.served.lines import within_the_process
from tests.served.told import set_up
from tests.served.walk import Walk


@dataclass
class Meanwhile:
    """A store in which something happens once, after somebody has looked at the cases of a certificate."""

    cases: Any
    happens: Callable[[], object]
    has_happened: bool = False

    def about(self, body: str, certificate: str) -> Sequence[CaseSummary]:
        found: Sequence[CaseSummary] = self.cases.about(body, certificate)
        if not self.has_happened:
            self.has_happened = True
            self.happens()
        return found

    def __getattr__(self, name: str) -> object:
        return getattr(self.cases, name)


def test_of_two_suspensions_that_are_opened_at_once_one_is(tmp_path: Path) -> None:
    with cast("sqlite", tmp_path, within_the_process) as made:
        set_up(made)
        walk = Walk(made)
        walk.certify()
        made.passes()
        who = Actor.EVALUATOR
        told = json.dumps(walk.opening(Kind.SUSPENSION, Event.RAISE, who)).encode()
        cases = made.service.cases
        store: Any = Meanwhile(cases.cases, lambda: walk.open(Kind.SUSPENSION, Event.RAISE))
        acting = Acting(made.organisations[BODY], made.persons[who], made.accounts[who], frozenset({Role.EVALUATOR}))
        found = open_case(acting, Kind.SUSPENSION, told, None, replace(cases, cases=store))
        assert isinstance(found, Faulty)
        assert [(each.code, each.where) for each in found.issues] == [("case_open_already", "/certificate")]
        opened = made.got(Actor.DECIDER, "/suspensions")["cases"]
        assert [each["id"] for each in opened] == [walk.ids[Kind.SUSPENSION]]
