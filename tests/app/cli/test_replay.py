"""`labverdict replay` recomputes the decisions of an installation too, and names each that is another one."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.evidence import replay
from app.cli.exits import Exit
from app.service import assemble
from app.settings import read_settings
from tests.app.cli.test_evidence import alter, ended
from tests.app.store.casework import Casework, casework


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with one decided case; its own key signs the log."""
    folder = tmp_path / "data"
    monkeypatch.setenv("LABVERDICT_DATA", str(folder))
    service = assemble(read_settings({"LABVERDICT_DATA": str(folder)}, terminal=False))
    made = casework(service.stores.database)
    own = replace(made.desk, issuing=replace(made.desk.issuing, notary=service.notary))
    Casework(own, made.clock).certified()
    service.stores.close()
    return folder


@pytest.mark.parametrize(
    ("table", "statement", "found"),
    [
        ("case_decision", "UPDATE case_decision SET decision = decision || ' '", "decision_changed"),
        (
            "case_decision",
            "UPDATE case_decision SET dossier = replace(dossier, 'A-2026', 'A-2025')",
            "decision_differs",
        ),
        ("case_decision", "DELETE FROM case_decision", "row_missing"),
        ("body_settings", "UPDATE body_settings SET document = replace(document, '名录', '名单')", "decision_differs"),
        ("body_settings", "DELETE FROM body_settings", "paper_missing"),
    ],
)
def test_a_decision_that_was_altered_is_found(
    data: Path, capsys: pytest.CaptureFixture[str], table: str, statement: str, found: str
) -> None:
    assert ended(replay) == 0
    assert capsys.readouterr().out.endswith("sound\n")
    alter(data / "labverdict.db", table, statement)
    assert ended(replay) == Exit.REFUSED
    (told,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("entry "))
    assert told.endswith(f": {found}")
