"""Stored cases under other rules: who changes and why; and no row of any table is another one afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import MetaData, select

from app.certification.lifecycle.vocabulary import Kind
from app.certification.simulation import Move
from app.certification.standing import Standing
from app.library.other_rules import other_rules
from app.library.programmes import load_programmes
from app.library.shelf import data_root
from app.store.engine import Database
from app.workflow.simulate_cases import Other, Simulated, SimulationDesk, Which, simulate_cases
from tests.app.bundles import rules
from tests.app.dossiers import DIESEL, DRYER
from tests.app.store.casework import BODY, STRANGER, Casework, casework
from tests.app.store.conftest import KINDS, Opened, fresh_database

TABLE = "limits/standards/GB_19147-2016/table.toml"
ADVANCED = f"limits/schemes/{DIESEL}/advanced.toml"


@pytest.fixture(scope="module", params=KINDS)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with fresh_database(str(request.param), tmp_path_factory.mktemp("simulated")) as made:
        yield made


@pytest.fixture(scope="module")
def work(opened: Opened) -> Casework:
    """One case that was certified, one that is under evaluation, one that was only filed."""
    made = casework(opened.app)
    made.certified()
    half = made.filed("A-2026-0008")
    made.report = ""
    made.follow(half, 9)
    made.filed("A-2026-0009")
    return made


@pytest.fixture(scope="module")
def desk(work: Casework) -> SimulationDesk:
    return SimulationDesk(work.desk, other_rules(data_root()), load_programmes(data_root()))


def simulated(desk: SimulationDesk, other: Other, which: Which | None = None, body: str = BODY) -> Simulated:
    found = simulate_cases(body, which or Which(), other, desk)
    assert isinstance(found, Simulated), found
    return found


def numbers(found: Simulated) -> list[str]:
    return [each.case.number for each in found.cases.values()]


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """Return a file of the rule data in which a text is another one."""
    text = rules(DIESEL)[name]
    assert old in text
    return {name: text.replace(old, new)}


def test_under_the_rules_that_are_nobody_changes(desk: SimulationDesk) -> None:
    found = simulated(desk, Other())
    assert found.comparison.changes == ()
    assert [each.standing for each in found.comparison.unchanged] == [Standing.OPEN, Standing.OPEN, Standing.MET]
    assert numbers(found) == ["A-2026-0009", "A-2026-0008", "A-2026-0007"]
    assert found.following is None


def test_a_stricter_table_says_who_would_fail_and_on_which_clause(desk: SimulationDesk) -> None:
    stricter = changed(ADVANCED, 'at_most = "8"', 'at_most = "5"')
    found = simulated(desk, Other(files=stricter), Which(scheme=DIESEL))
    (change, *_) = [each for each in found.comparison.changes if found.cases[each.case].case.number == "A-2026-0007"]
    assert (change.move, change.before, change.after) == (Move.LEAVES, Standing.MET, Standing.NOT_MET)
    assert [one.key for one in change.because] == ["4.2.2"]


def test_another_scheme_asks_other_clauses(desk: SimulationDesk) -> None:
    found = simulated(desk, Other(scheme=DRYER))
    told = {found.cases[each.case].case.number for each in found.comparison.changes}
    told |= {found.cases[each.case].case.number for each in found.undecidable}
    assert "A-2026-0007" in told


def test_a_draft_programme_binds_with_the_norms_that_it_adds(desk: SimulationDesk) -> None:
    found = simulated(desk, Other(programme="measures-2025-draft"))
    (change,) = found.comparison.changes
    assert (change.move, change.before, change.after) == (Move.OPENS, Standing.MET, Standing.OPEN)
    assert [one.before for one in change.because] == [None]
    assert simulated(desk, Other(programme="notice-2023")).comparison.changes == ()


def test_a_day_of_ones_own_is_the_day_of_both_decisions(desk: SimulationDesk) -> None:
    found = simulated(desk, Other(on=date(2027, 7, 10)))
    assert found.comparison.changes == ()
    assert {each.standing for each in found.comparison.unchanged} == {Standing.OPEN}


def test_a_list_is_narrowed_and_comes_in_pages(desk: SimulationDesk) -> None:
    assert simulated(desk, Other(), Which(kind=Kind.RENEWAL)).cases == {}
    assert simulated(desk, Other(), Which(kind=Kind.COMPLAINT)).cases == {}
    assert simulated(desk, Other(), Which(scheme=DRYER)).cases == {}
    assert len(simulated(desk, Other(), Which(kind=Kind.APPLICATION, scheme=DIESEL)).cases) == 3
    seen, after = [], None
    for _ in range(3):
        found = simulated(desk, Other(), Which(most=1, after=after))
        seen += numbers(found)
        after = found.following
    assert (seen, after) == (["A-2026-0009", "A-2026-0008", "A-2026-0007"], None)


def test_a_call_passes_over_so_many_cases_and_no_more(desk: SimulationDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.workflow.simulate_cases.MOST_LOOKED_AT", 2)
    found = simulated(desk, Other())
    assert (len(found.cases), found.following) == (2, list(found.cases)[-1])
    assert numbers(simulated(desk, Other(), Which(after=found.following))) == ["A-2026-0007"]


def test_nobody_elses_cases_are_decided(desk: SimulationDesk) -> None:
    assert simulated(desk, Other(), body=STRANGER).cases == {}


@pytest.mark.parametrize(
    ("other", "which", "found"),
    [
        (Other(scheme="none"), Which(), ("scheme_unknown", "/to_scheme")),
        (Other(programme="none"), Which(), ("programme_unknown", "/programme")),
        (Other(files={TABLE: "x"}), Which(), ("field_missing", "/to_scheme")),
        (Other(files={"/etc/passwd": ""}), Which(scheme=DIESEL), ("member_unknown", "/files//etc/passwd")),
        (Other(files={TABLE: "["}), Which(scheme=DIESEL), ("toml_malformed", f"/files/{TABLE}:1")),
        (
            Other(DIESEL, {"limits/standards/none/table.toml": 'x = "y"'}),
            Which(),
            ("member_not_used", "/files/limits/standards/none/table.toml"),
        ),
    ],
)
def test_what_cannot_be_used_of_the_other_side_is_refused(
    desk: SimulationDesk, other: Other, which: Which, found: tuple[str, str]
) -> None:
    issues = simulate_cases(BODY, which, other, desk)
    assert isinstance(issues, tuple)
    assert found in [(each.code, each.where) for each in issues]


def test_a_case_that_cannot_be_read_any_more_is_told_beside_the_others(desk: SimulationDesk) -> None:
    class Blind:
        def original_of(self, organisation: str, report: str, revision: int | None) -> None:
            del organisation, report, revision

    blind = replace(desk.cases, desk=replace(desk.cases.desk, readings=Blind()))  # type: ignore[arg-type]  # a fake of the part that is asked
    found = simulated(replace(desk, cases=blind), Other(), Which(most=5))
    assert {each.issues[0].code for each in found.undecidable} == {"report_unknown"}
    assert len(found.undecidable) + len(found.comparison.unchanged) == len(found.cases)


def snapshot(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    metadata = MetaData()
    metadata.reflect(database.engine)
    found: dict[str, list[tuple[object, ...]]] = {}
    with database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            found[table.name] = sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
    return found


def test_no_row_of_any_table_changes(desk: SimulationDesk, opened: Opened) -> None:
    before = snapshot(opened.unbound)
    assert len(before["case_event"]) > 10
    assert before["case_decision"]
    for other in (Other(), Other(scheme=DRYER), Other(programme="measures-2025-draft"), Other(on=date(2027, 1, 1))):
        simulated(desk, other)
    assert snapshot(opened.unbound) == before
