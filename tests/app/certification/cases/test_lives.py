"""Whole lives of a certificate, in every order that Hypothesis finds; `make lives` runs them at full length."""

import os
import sys
from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.certification.cases.advance import Advanced
from app.certification.cases.fold import fold
from app.certification.cases.involvement import evaluated
from app.certification.cases.record import NOTHING, Entry
from app.certification.cases.refusal import Refused, WhyNot
from app.certification.lifecycle.certificate import CERTIFICATE
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Cause, Deadline, Kind
from app.certification.person import person_key
from tests.app.certification.cases.evidence import PERSONS, good
from tests.app.certification.cases.whole_life import Life

STEPS = int(os.environ.get("LABVERDICT_LIFE_STEPS", "600"))
A_LIFE = 25
MAIN = (Kind.APPLICATION, Kind.SURVEILLANCE, Kind.SUSPENSION, Kind.RENEWAL)
SHORT_OF_SYSTEM = [role for role in Actor if role is not Actor.SYSTEM]
INSPECTED = "file accept start_test pass_test start_inspection pass_inspection"
ISSUED = f"{INSPECTED} pass_scoring recommend issue"
PATHS = [
    (Kind.APPLICATION, f"{INSPECTED} pass_scoring recommend"),
    (Kind.APPLICATION, "file accept start_test allow_rectification"),
    (Kind.APPLICATION, "file accept start_test pass_test start_inspection find_nonconformities submit_correction"),
    (Kind.SURVEILLANCE, "plan start_inspection find_nonconformities submit_correction accept_correction"),
    (Kind.SURVEILLANCE, "plan start_inspection pass_inspection"),
    (Kind.SAMPLE, "plan find_none draw send"),
    (Kind.CHANGE, "file start_evaluation conclude"),
    (Kind.EXTENSION, "file start_evaluation conclude"),
    (Kind.RENEWAL, f"{INSPECTED} pass_scoring recommend"),
    (Kind.RENEWAL, "file accept start_test allow_rectification"),
    (Kind.RENEWAL, "file accept adopt_report rely_on_surveillance recommend"),
    (Kind.RENEWAL, "file accept start_test pass_test start_inspection find_nonconformities submit_correction"),
    (Kind.SUSPENSION, "raise suspend submit_correction accept_correction settle"),
]
TAKEN: Counter[tuple[str, str, str]] = Counter()
REFUSED: Counter[str] = Counter()
ASKED: Counter[str] = Counter()


class Lives(RuleBasedStateMachine):
    """Persons and clocks move one certificate; what they may not do changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.life = Life()

    @initialize(
        paths=st.lists(st.tuples(st.sampled_from(PATHS), st.integers(1, 12)), max_size=3), certified=st.booleans()
    )
    def begin(self, paths: list[tuple[tuple[Kind, str], int]], *, certified: bool) -> None:
        if certified:
            self.life.follow(Kind.APPLICATION, ISSUED)
        for (kind, path), length in paths:
            if kind in self.life.cases or (kind is Kind.APPLICATION) is certified:
                continue
            if kind is not Kind.APPLICATION and self.life.status != "valid":
                continue
            self.life.follow(kind, " ".join(path.split()[:length]))

    @rule(kind=st.sampled_from(Kind), choice=st.integers(0, 20), cause=st.sampled_from(Cause))
    def take_a_step(self, kind: Kind, choice: int, cause: Cause) -> None:
        self._step(kind, choice, cause)

    @rule(choice=st.integers(0, 20))
    def go_on(self, choice: int) -> None:
        kinds = sorted(self.life.cases) or [Kind.APPLICATION]
        self._step(kinds[choice % len(kinds)], choice // 2, Cause.RULES_BROKEN)

    @rule(kind=st.sampled_from(Kind), event=st.sampled_from(Event), role=st.sampled_from(Actor))
    def try_anything(self, kind: Kind, event: Event, role: Actor) -> None:
        self._take(kind, event, role)

    @rule(kind=st.sampled_from(Kind), choice=st.integers(0, 20))
    def bring_nothing(self, kind: Kind, choice: int) -> None:
        rows = self.life.rows(kind)
        if rows:
            row = rows[choice % len(rows)]
            self.life.take(kind, self.life.record(kind, Event(row.event), row.by[0], NOTHING))

    @rule(kind=st.sampled_from(Kind), choice=st.integers(0, 20), other=st.sampled_from(SHORT_OF_SYSTEM))
    def act_as_somebody_else(self, kind: Kind, choice: int, other: Actor) -> None:
        rows = self.life.rows(kind)
        if rows:
            row = rows[choice % len(rows)]
            record = self.life.record(kind, Event(row.event), row.by[0])
            if record.person is not None:
                other_person = PERSONS[other]
                self._judged(kind, self.life.take(kind, replace(record, person=other_person)))

    @rule(kind=st.sampled_from([Kind.APPLICATION, Kind.RENEWAL, Kind.CHANGE]))
    def bring_evidence(self, kind: Kind) -> None:
        if kind in self.life.cases:
            data = replace(NOTHING, receipt=good(kind, Event.START_TEST, self.life.today).receipt)
            record = replace(self.life.record(kind, Event.FILE, Actor.EVALUATOR, data), event=Entry.RECORD)
            before = self.life.held(kind).state
            found = self.life.take(kind, record)
            if isinstance(found, Refused):
                assert found.why is WhyNot.ON_BOTH_SIDES
                return
            assert found.state in ("in_review" if kind is not Kind.CHANGE else "evaluating", before)

    @rule(deadline=st.sampled_from(Deadline))
    def wait(self, deadline: Deadline) -> None:
        self.life.wait(deadline)

    @rule(event=st.sampled_from([ClockEvent.EXPIRE, ClockEvent.GRACE_OVER, ClockEvent.SURVEILLANCE_OVERDUE]))
    def let_a_term_run_out(self, event: ClockEvent) -> None:
        self.life.clock(event)

    @invariant()
    def every_state_is_one_of_its_table(self) -> None:
        assert self.life.status in CERTIFICATE.states()
        for kind, case in self.life.cases.items():
            held = self.life.held(kind)
            assert held.state in CASES[kind].states()
            assert held.state not in CASES[kind].final
            assert fold(case) == held

    def teardown(self) -> None:
        TAKEN.update(self.life.taken)
        REFUSED.update(self.life.refused)

    def _step(self, kind: Kind, choice: int, cause: Cause) -> None:
        rows = self.life.rows(kind)
        if not rows or (kind is Kind.APPLICATION and kind not in self.life.cases and self.life.status != "not_issued"):
            return
        row = rows[choice % len(rows)]
        for deadline in row.expires:
            self.life.wait(deadline)
        self._take(kind, Event(row.event), row.by[choice % len(row.by)], cause)

    def _take(self, kind: Kind, event: Event, role: Actor, cause: Cause = Cause.RULES_BROKEN) -> None:
        if kind is Kind.APPLICATION and kind not in self.life.cases and self.life.status != "not_issued":
            return
        if role is Actor.SYSTEM and not any(row.event == event and row.expires for row in self.life.rows(kind)):
            return
        self._judged(
            kind, self.life.take(kind, self.life.record(kind, event, role, good(kind, event, self.life.today, cause)))
        )

    def _judged(self, kind: Kind, found: object) -> None:
        """Nobody who evaluated has recommended or decided in favour, whatever was tried."""
        ASKED[kind] += 1
        if isinstance(found, Advanced) and found.records[0].event in {
            Event.RECOMMEND,
            Event.ISSUE,
            Event.RENEW,
            Event.APPROVE,
        }:
            (record,) = found.records
            assert record.person is not None
            assert person_key(record.person) not in evaluated(found.held)


def not_taken() -> list[str]:
    """Return the steps of the main tables that no life has taken."""
    rows = [(kind, row.state, row.event) for kind in MAIN for row in CASES[kind].rows]
    return [" ".join(row) for row in rows if row not in TAKEN]


def guards_of_tables() -> set[str]:
    return {guard for kind in MAIN for row in CASES[kind].rows for guard in row.guards}


def test_no_order_of_steps_leads_to_an_illegal_state() -> None:
    settings_ = settings(
        max_examples=max(1, STEPS // A_LIFE),
        stateful_step_count=A_LIFE,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Lives, settings=settings_)
    told: dict[str, object] = {
        "taken": sum(TAKEN.values()),
        "refused": sum(REFUSED.values()),
        "steps never taken": not_taken(),
    }
    told["guards never in the way"] = sorted(guards_of_tables() - set(REFUSED))
    sys.stdout.write("".join(f"{name}: {value}\n" for name, value in told.items()))
    assert TAKEN
