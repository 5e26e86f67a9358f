"""What the transition tables say, and what a table can never say."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.certification.body import Body
from app.certification.lifecycle.certificate import CERTIFICATE
from app.certification.lifecycle.citation import Basis, Document, draft, iso, printed
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import GROUNDS, Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.suspension import CAUSES
from app.certification.lifecycle.table import Table, Transition
from app.certification.lifecycle.tables import CASES, LIFE
from app.certification.lifecycle.vocabulary import Act, Actor, Cause, Deadline, Kind, Status
from app.identity.roles import Role
from tests.app.certification.lifecycle.written import STEPS, TABLES, all_written

ROWS = [(table, row) for table in TABLES for row in table.rows]

# Every requirement of the kind "state transition".
TRANSITION_NORMS = {
    *("M-05a", "M-09", "M-12", "M-13a", "M-14", "M-18a", "M-21a", "M-21d", "M-23b", "M-23c"),
    *("N-1.13", "N-5.1", "N-5.3"),
    *("C-2", "C-4.3", "C-5.3a", "C-6.1", "C-6.3", "C-7.1.1b", "C-7.2e", "C-7.3"),
    *("C-8.1.2a", "C-8.1.2b", "C-8.2", "C-8.3"),
}


def rows_of(kind: Kind, event: Event) -> Iterator[Transition]:
    return (row for row in CASES[kind].rows if row.event == event)


def test_every_step_is_as_it_is_written_down() -> None:
    assert all_written() == STEPS.read_text(encoding="utf-8")


def test_every_kind_of_case_has_its_table() -> None:
    assert set(CASES) == set(Kind)
    assert [table.name for table in CASES.values()] == list(Kind)


def test_every_state_event_and_guard_is_used() -> None:
    cases = CASES.values()
    assert {state for table in cases for state in table.states()} == set(State)
    assert {row.event for table in cases for row in table.rows} == set(Event)
    # Deadlines and evidence that another module answers stand in the tables too.
    assert {guard for _, row in ROWS for guard in row.guards} == set(Guard) == set(GROUNDS)


def test_every_act_is_decided_by_a_case_and_known_to_the_certificate() -> None:
    decided = {row.act for table in CASES.values() for row in table.rows} - {None}
    assert decided == set(Act)
    assert set(Act) <= {row.event for row in CERTIFICATE.rows}


def test_the_certificate_has_exactly_five_statuses_each_with_a_clause() -> None:
    assert set(CERTIFICATE.states()) == {CERTIFICATE.start, *Status}
    assert len(Status) == 5
    assert {status: (cited.number, cited.basis) for status, cited in LIFE.status_clauses.items()} == {
        Status.VALID: ("8.1.1", Basis.PRINTED),
        Status.SUSPENDED: ("8.3", Basis.PRINTED),
        Status.WITHDRAWN: ("8.3", Basis.PRINTED),
        Status.CANCELLED: ("8.3", Basis.PRINTED),
        Status.EXPIRED: ("9", Basis.PRINTED),
    }


def test_suspension_withdrawal_and_cancellation_rest_on_clause_8_3() -> None:
    for row in CERTIFICATE.rows:
        if row.event in {Act.SUSPEND, Act.RESTORE, Act.WITHDRAW, Act.CANCEL}:
            assert (row.citation.document, row.citation.number) == (Document.RULE, "8.3")
            assert row.citation.basis is (Basis.PRINTED if row.event == Act.SUSPEND else Basis.READING)


def test_every_cause_has_a_clause_and_only_7_2_and_8_3_print_one() -> None:
    assert set(CAUSES) == set(Cause)
    printed_causes = {cause: cited.number for cause, cited in CAUSES.items() if cited.basis is Basis.PRINTED}
    assert printed_causes == {
        Cause.SAMPLE_NOT_SENT: "7.2",
        Cause.NO_SAMPLE: "7.2",
        Cause.SAMPLE_FAILED: "7.2",
        Cause.RULES_BROKEN: "8.3",
        Cause.REQUIREMENTS_NOT_MET: "8.3",
    }


def test_every_requirement_that_is_a_transition_is_held_by_a_step() -> None:
    held = frozenset[str]().union(*(table.norms() for table in TABLES))
    assert held >= TRANSITION_NORMS


def test_a_norm_that_nobody_holds_would_be_missed() -> None:
    assert "C-8.3" not in replace(CERTIFICATE, rows=()).norms()


def test_iso_clauses_are_readings_and_draft_articles_wait_for_adoption() -> None:
    for _, row in ROWS:
        if row.citation.document is Document.ISO_17065:
            assert row.citation.basis is Basis.READING
        if row.citation.document is Document.MEASURES:
            assert row.citation.basis is Basis.DRAFT
            assert Guard.NORM_ADOPTED in row.guards


def test_a_draft_step_without_adoption_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="only where it is adopted"):
        Transition(State.FILED, Event.ACCEPT, State.ACCEPTED, (Actor.SYSTEM,), draft("13"))


def test_an_event_that_leads_two_ways_cannot_be_written() -> None:
    row = Transition(State.FILED, Event.ACCEPT, State.ACCEPTED, (Actor.SYSTEM,), iso("7.3"))
    with pytest.raises(ValueError, match="leads from a state to one state"):
        Table("twice", State.FILED, frozenset(), (row, replace(row, to=State.RETURNED)))


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        (Kind.SUSPENSION, Event.RAISE),
        (Kind.SUSPENSION, Event.SUSPEND),
        (Kind.SUSPENSION, Event.WITHDRAW),
        (Kind.SAMPLE, Event.FAIL_TEST),
        (Kind.SURVEILLANCE, Event.PLAN),
        (Kind.SURVEILLANCE, Event.PLAN_EXTRA),
        (Kind.SURVEILLANCE, Event.FAIL_INSPECTION),
        (Kind.APPLICATION, Event.REFUSE),
        (Kind.APPLICATION, Event.TERMINATE),
    ],
)
def test_a_value_that_is_not_set_never_blocks_what_protects_the_public(kind: Kind, event: Event) -> None:
    assert not {GROUNDS[guard].setting for row in rows_of(kind, event) for guard in row.guards} - {None}


@pytest.mark.parametrize(
    ("kind", "event", "settings"),
    [
        (Kind.SUSPENSION, Event.RESTORE, {"suspension_term"}),
        (Kind.APPLICATION, Event.ALLOW_RECTIFICATION, {"non_critical_items", "rectification_term"}),
        (Kind.APPLICATION, Event.PASS_TEST, {"designated_laboratories"}),
        (Kind.APPLICATION, Event.ISSUE, {"cooling_off", "one_person_reviews_and_decides", "number_format"}),
        (
            Kind.RENEWAL,
            Event.RENEW,
            {"cooling_off", "one_person_reviews_and_decides", "renewal_number", "renewal_start"},
        ),
    ],
)
def test_steps_in_favour_of_the_client_wait_for_the_bodys_values(kind: Kind, event: Event, settings: set[str]) -> None:
    assert {GROUNDS[guard].setting for row in rows_of(kind, event) for guard in row.guards} - {None} == settings


def test_every_setting_that_a_guard_waits_for_is_one_of_a_body() -> None:
    assert {ground.setting for ground in GROUNDS.values()} - {None} <= set(Body.__dataclass_fields__)


def test_every_actor_of_a_body_is_a_role_that_it_can_grant() -> None:
    outside = {Actor.CLIENT, Actor.LABORATORY, Actor.SYSTEM}
    assert {actor.value for actor in set(Actor) - outside} <= {role.value for role in Role}


def test_only_a_decider_brings_an_act_about_that_changes_a_status() -> None:
    changing = {row.event for row in CERTIFICATE.rows if row.to != row.state}
    for table in CASES.values():
        for row in table.rows:
            if row.act is not None and row.act in changing:
                assert row.by == (Actor.DECIDER,)


def test_a_change_keeps_the_expiry_where_it_is() -> None:
    for event in (Act.REISSUE, Act.ISSUE_ANOTHER):
        for row in CERTIFICATE.rows:
            if row.event == event:
                assert Deadline.VALIDITY not in (*row.starts, *row.ends)


def test_the_first_row_of_a_table_opens_it() -> None:
    for table in TABLES:
        assert table.states()[0] == table.rows[0].state == table.start
        assert table.leaving("nowhere") == table.free("nowhere") == ()


def test_citations_say_how_far_they_carry() -> None:
    assert [cited.basis for cited in (printed("1"), iso("1"), draft("1"))] == [
        Basis.PRINTED,
        Basis.READING,
        Basis.DRAFT,
    ]
