"""The story that a service tells of a case: every way in which a deadline ends, corrections, and who did what."""

from typing import Any

import pytest

from app.cli.story import story_lines
from app.wording import Language

STEP = {
    "n": 2,
    "event": "accept",
    "role": "application_officer",
    "person": "p2",
    "on": "2026-04-21",
    "at": "2026-04-21T09:00:00+08:00",
    "corrects": None,
    "corrected_by": None,
    "to": "accepted",
    "clause": {"document": "rule", "number": "6.2", "basis": "printed"},
}
CLOCK = {"deadline": "D-01", "start": "2026-05-02", "started_by": 3, "stopped_on": None}


def told(*lines: dict[str, Any], **names: str) -> list[str]:
    shown = story_lines({"timeline": list(lines)}, names, Language.EN, 132)[2:]
    return [" ".join("".join(span.text for span in line).split()) for line in shown]


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, "2 2026-04-21 accept; 6.2 application officer p2 accepted"),
        ({"corrects": 1, "corrected_by": 3}, "accept; 6.2; corrects 1; corrected by 3 application officer p2"),
        ({"event": "record", "clause": None, "to": None}, "2 2026-04-21 record evidence application officer p2"),
        ({"role": "system", "person": None}, "accept; 6.2 system accepted"),
    ],
)
def test_an_event_says_who_did_what_by_which_clause(changes: dict[str, Any], shown: str) -> None:
    (line,) = told(STEP | changes)
    assert shown in line


def test_a_person_is_named_where_the_name_is_known() -> None:
    assert told(STEP, p2="P-0001") == ["2 2026-04-21 accept; 6.2 application officer P-0001 accepted"]


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        ({"state": "firm", "day": "2026-05-25"}, "D-01; 2026-05-25 (firm)"),
        (
            {"state": "provisional", "earliest": "2027-02-01", "latest": "2027-02-09", "missing_notices": [2027]},
            "D-01; 2027-02-01 to 2027-02-09 (provisional: no notice for 2027 yet)",
        ),
        ({"state": "not_computable", "reason": "setting_unset", "detail": "suspension_term"}, "D-01; not computable"),
    ],
)
def test_a_deadline_says_when_it_ends(due: dict[str, Any], shown: str) -> None:
    (line,) = told(CLOCK | {"due": due})
    assert shown in line


def test_a_deadline_that_was_kept_says_when_it_stopped() -> None:
    (line,) = told(CLOCK | {"due": {"state": "firm", "day": "2026-05-25"}, "stopped_on": "2026-05-12"})
    assert line.endswith("stopped 2026-05-12")
