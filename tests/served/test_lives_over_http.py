"""Whole lives of certificates at a service, in every order that Hypothesis finds; `make served` at length."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from app.certification.cases.record import Entry
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from tests.campaigns.campaign import size, tell
from tests.served.asked import Tally
from tests.served.cast import Cast, Document
from tests.served.crowd import ACTORS
from tests.served.folded import check, reread
from tests.served.life import FIRST_DAY, Life, commits
from tests.served.model import OF_CERTIFICATE, Told, is_free, status_on
from tests.served.stages import INSPECTED, RECOMMENDED, SAMPLED, begin, run_out, stage, survey_for

PARTS = 8
STEPS = size("SERVED_STEPS", 20_000)
A_LIFE = 40
# With the steps that it begins with, and a margin.
A_LIFE_TAKES = 44
PATHS = [
    (Kind.SURVEILLANCE, "plan start_inspection find_nonconformities submit_correction accept_correction"),
    (Kind.SURVEILLANCE, "plan start_inspection pass_inspection"),
    (Kind.SAMPLE, SAMPLED),
    (Kind.SAMPLE, "plan find_none draw send"),
    (Kind.CHANGE, "file start_evaluation conclude"),
    (Kind.EXTENSION, "file start_evaluation conclude"),
    (Kind.RENEWAL, RECOMMENDED),
    (Kind.RENEWAL, "file accept start_test allow_rectification"),
    (Kind.RENEWAL, "file accept adopt_report rely_on_surveillance recommend"),
    (Kind.SUSPENSION, "raise suspend submit_correction accept_correction settle"),
    (Kind.COMPLAINT, "receive take_up"),
]
APPLICATIONS = [
    RECOMMENDED,
    "file accept start_test allow_rectification",
    f"file {INSPECTED.removesuffix('pass_inspection')} find_nonconformities submit_correction",
]
CHOICE = st.integers(0, 10_000)
WITHOUT_CERTIFICATE = (Kind.APPLICATION, Kind.COMPLAINT, Kind.APPEAL)


class Lives(RuleBasedStateMachine):
    """Persons and clocks move one certificate at a service; what they may not do changes nothing."""

    everybody: Cast
    tally: Tally

    def __init__(self) -> None:
        super().__init__()
        self.life = Life(self.everybody, self.tally, state_of_store=commits(self.everybody))

    @initialize(
        certified=st.booleans() | st.just(value=True),
        paths=st.lists(
            st.tuples(st.sampled_from(PATHS), st.integers(1, 12)), max_size=3, unique_by=lambda each: each[0][0]
        ),
        application=st.tuples(st.sampled_from(APPLICATIONS), st.integers(1, 12)),
    )
    def begin(
        self, paths: list[tuple[tuple[Kind, str], int]], application: tuple[str, int], *, certified: bool
    ) -> None:
        if not certified:
            self.life.follow(self.life.new(Kind.APPLICATION), " ".join(application[0].split()[: application[1]]))
            return
        self.life = begin(self.everybody, self.tally)
        # A suspension comes last: it is in the way of others.
        for (kind, path), length in sorted(paths, key=lambda each: each[0][0] is Kind.SUSPENSION):
            events = path.split()[:length]
            survey_for(self.life, events)
            self.life.follow(self.life.new(kind), " ".join(events))

    @rule(choice=CHOICE)
    def go_on(self, choice: int) -> None:
        self._go_on(choice)

    @rule(choice=CHOICE, days=st.integers(1, 90))
    def go_on_later(self, choice: int, days: int) -> None:
        self.life.cast.passes(days)
        self._go_on(choice)

    @rule(choice=CHOICE, kind=st.sampled_from(Kind))
    def open(self, choice: int, kind: Kind) -> None:
        case = self._new(kind, choice)
        row = _of(case.leaving(), choice)
        self.life.ask(self.life.asked(case, row.event, _of([by for by in row.by if by != Actor.SYSTEM], choice)))

    @rule(choice=CHOICE, event=st.sampled_from(Event), who=st.sampled_from(sorted(ACTORS)))
    def try_anything(self, choice: int, event: Event, who: str) -> None:
        self.life.ask(self.life.asked(self._case(choice), event, who, uninvited=choice % 2 == 0))

    @rule(choice=CHOICE, who=st.sampled_from(sorted(ACTORS)))
    def act_as_somebody_else(self, choice: int, who: str) -> None:
        case, row = self._step(choice)
        self.life.ask(self.life.asked(case, row.event, who))

    @rule(choice=CHOICE)
    def bring_nothing(self, choice: int) -> None:
        case, row = self._step(choice)
        self.life.ask(self.life.asked(case, row.event, row.by[0], data={}, is_spoilt=True))

    @rule(choice=CHOICE, place=CHOICE)
    def spoil(self, choice: int, place: int) -> None:
        case, row = self._step(choice)
        data = self.life.good(case.kind, row.event)
        part = _of(sorted(data), place)
        if part in {"statements", "stated"} and place % 2:
            for each in data[part]:
                each.update({"holds": False} if part == "statements" else {"standing": "not_met"})
        else:
            del data[part]
        self.life.ask(self.life.asked(case, row.event, row.by[0], data=data, is_spoilt=True))

    @rule(choice=CHOICE, who=st.sampled_from(sorted(set(ACTORS) - {Actor.CLIENT, Actor.LABORATORY})))
    def bring_more(self, choice: int, who: str) -> None:
        self.life.ask(self.life.asked(self._case(choice), Entry.RECORD, who, data=_receipt(self.life)))

    @rule(choice=CHOICE)
    def judge_on_new_evidence(self, choice: int) -> None:
        case, row = self._step(choice)
        data = {**self.life.good(case.kind, row.event), **_receipt(self.life)}
        self.life.ask(self.life.asked(case, row.event, row.by[0], data=data))

    @rule(choice=CHOICE, takes_out=st.booleans())
    def correct(self, choice: int, *, takes_out: bool) -> None:
        case = self._case(choice)
        if not case.id:
            self._go_on(choice)
            return
        records = reread(self.life, case)["records"]
        record = records[choice // 3 % len(records)]
        role = Actor(record["role"])
        event = Entry.TAKE_OUT if takes_out or role is Actor.SYSTEM else record["event"]
        data = {} if event in set(Entry) else self.life.good(case.kind, event)
        who = Actor.DECIDER if role is Actor.SYSTEM else role
        members: Document = {"allowed": frozenset({role}), "corrects": int(record["n"]), "data": data}
        if self.life.ask(self.life.asked(case, event, who, **members)) == 201:
            reread(self.life, case)

    @rule(choice=CHOICE, is_early=st.booleans())
    def be_out_of_time(self, choice: int, *, is_early: bool) -> None:
        case, row = self._step(choice)
        on = FIRST_DAY.replace(day=2) if is_early else self.life.today.replace(year=self.life.today.year + 1)
        if is_early and not case.id:
            on = self.life.today
        self.life.ask(self.life.asked(case, row.event, row.by[0], on=on))

    @rule(choice=CHOICE, event=st.sampled_from(Event))
    def let_the_clock_try(self, choice: int, event: Event) -> None:
        case = self._case(choice)
        row = case.row(event)
        if case.id and (row is None or is_free(row)):
            self.life.ask(self.life.asked(case, event, None, data={}))
        else:
            self._go_on(choice)

    @rule(choice=CHOICE, late=st.booleans())
    def let_the_certificate_expire(self, choice: int, *, late: bool) -> None:
        known = self.life.model.certificate
        if choice % 4 or known is None or (status_on(known, self.life.today), ClockEvent.EXPIRE) not in OF_CERTIFICATE:
            self._go_on(choice)
            return
        run_out(self.life, late=late)
        for event in (Event.CERTIFICATE_EXPIRED, *((Event.GRACE_OVER,) if late else ())):
            for case in [each for each in self.life.model.cases if each.is_certified and each.row(event) is not None]:
                self.life.take(case, event, data={})

    def teardown(self) -> None:
        check(self.life)

    def _go_on(self, choice: int) -> None:
        case, row = self._step(choice, free=True)
        if row.by != (Actor.SYSTEM,):
            self.life.ask(self.life.asked(case, row.event, _of([by for by in row.by if by != Actor.SYSTEM], choice)))
            return
        if choice % 3:
            for deadline in row.expires:
                self.life.wait(case, deadline)
        self.life.ask(self.life.asked(case, row.event, None, data={}))

    def _step(self, choice: int, *, free: bool = False) -> tuple[Told, Any]:
        """Return an open case, and a step of it that a person takes, or with `free` a clock."""
        case = self._case(choice)
        rows = [row for row in case.leaving() if free or row.by != (Actor.SYSTEM,)]
        if rows:
            return case, _of(rows, choice // 7)
        case = self._new(Kind.COMPLAINT, choice)
        return case, case.leaving()[0]

    def _case(self, choice: int) -> Told:
        """Return an open case, the newest ones more often; at times one that has ended; a new one where none is."""
        known = self.life.model.cases
        cases = known if choice % 13 == 0 else [each for each in known if each.is_open]
        return (
            _of(cases[-3:] if choice % 2 else cases, choice // 2)
            if cases
            else self._new(_of(list(Kind), choice), choice)
        )

    def _new(self, kind: Kind, choice: int) -> Told:
        """Return a case that is not opened yet; an application only for the first certificate."""
        known = self.life.model
        if known.certificate is None and kind not in WITHOUT_CERTIFICATE:
            kind = Kind.APPLICATION
        if known.certificate is not None and kind is Kind.APPLICATION:
            kind = Kind.SUSPENSION
        if kind is Kind.APPLICATION and known.open_ones(kind):
            kind = Kind.COMPLAINT
        if kind is Kind.APPEAL and not known.cases:
            kind = Kind.APPLICATION
        return self.life.new(kind, _of(known.cases, choice // 5) if kind is Kind.APPEAL else None)


def _of(choices: Any, choice: int) -> Any:  # noqa: ANN401 - one of whatever they are
    return choices[choice % len(choices)]


def _receipt(life: Life) -> Document:
    day = life.today.isoformat()
    return {"receipt": {"sample_received_on": day, "fee_received_on": day, "sample_l": "4"}}


def live(everybody: Cast, part: int, steps: int, phases: tuple[Phase, ...] = (Phase.generate,)) -> Tally:
    """Live through so many steps that Hypothesis chooses, and return what came of them."""
    tally = Tally()
    lives = seed(part)(type("Lives", (Lives,), {"everybody": everybody, "tally": tally}))
    found = settings(
        max_examples=steps // A_LIFE_TAKES + 1,
        stateful_step_count=A_LIFE,
        deadline=None,
        database=None,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(lives, settings=found)
    return tally


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with stage("sqlite", tmp_path_factory.mktemp("lives")) as made:
        yield made


@pytest.mark.parametrize("part", range(PARTS))
def test_no_order_of_steps_leads_a_service_to_an_illegal_state(everybody: Cast, part: int) -> None:
    tally = live(everybody, part, STEPS // PARTS)
    taken = sum(tally.taken.values())
    tell(f"part {part}: {tally.steps} steps, {taken} rows taken, {len(tally.taken)} different ones")
    assert tally.steps >= STEPS // PARTS


def test_nor_does_it_on_postgresql(tmp_path: Path) -> None:
    with stage("postgresql", tmp_path) as everybody:
        assert live(everybody, PARTS, STEPS // 20).steps >= STEPS // 20
