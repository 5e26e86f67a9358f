import json
from datetime import date
from pathlib import Path

import pytest

from app.certification.form import Refused
from app.certification.surveillance import Cause, Record, Trigger
from app.certification.surveillance_document import Need, Occasion, read_occasion

FILE = Path(__file__).resolve().parents[2] / "data" / "surveillance.json"
ON = date(2026, 11, 20)
CAUSE = {"trigger": "conformity_in_doubt", "on": "2026-05-10", "ground": "市场抽查"}


def read(**changes: object) -> Occasion | Refused:
    document = json.loads(FILE.read_bytes()) | changes
    return read_occasion(json.dumps({key: value for key, value in document.items() if value != ""}).encode(), ON)


def test_the_sample_is_read() -> None:
    assert read() == Occasion(
        "示例-2025-0007",
        "JSPB01-180004-2023",
        "0号",
        Record(date(2025, 3, 1), date(2025, 1, 10), (date(2025, 12, 20),), ()),
        Need(is_needed=True, ground="年度监督抽样", by_risk=6),
    )


def test_what_may_be_left_out() -> None:
    answer = read(grade="", held="", causes="", sample={"needed": False, "ground": "风险低"})
    assert isinstance(answer, Occasion)
    assert (answer.grade, answer.record.held_on, answer.record.causes) == (None, (), ())
    assert answer.sample == Need(is_needed=False, ground="风险低", by_risk=0)


def test_a_cause_is_read() -> None:
    answer = read(causes=[CAUSE])
    assert isinstance(answer, Occasion)
    assert answer.record.causes == (Cause(Trigger.CONFORMITY_IN_DOUBT, date(2026, 5, 10), "市场抽查"),)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"sample": {"ground": "x"}}, [("field_missing", "/sample/needed")]),
        ({"sample": {"needed": True}}, [("field_missing", "/sample/ground")]),
        ({"sample": {"needed": True, "ground": "x", "by_risk": -1}}, [("number_malformed", "/sample/by_risk")]),
        ({"sample": None}, [("field_missing", f"/sample{part}") for part in ("", "/needed", "/ground")]),
        ({"valid_from": "2025-01-09"}, [("dates_out_of_order", "/valid_from")]),
        ({"valid_from": "2025-01-10"}, []),
        ({"valid_from": "2026-11-20"}, []),
        ({"valid_from": "2026-11-21"}, [("dates_out_of_order", "/valid_from")]),
        ({"valid_from": "01.03.2025"}, [("date_invalid", "/valid_from")]),
        ({"inspection_ended_on": "2025/01/10"}, [("date_invalid", "/inspection_ended_on")]),
        ({"inspection_ended_on": "2025/01/10", "valid_from": "2027-01-01"},
         [("date_invalid", "/inspection_ended_on"), ("dates_out_of_order", "/valid_from")]),
        ({"held": [{"ended_on": "2025-01-09"}]}, [("dates_out_of_order", "/held/0/ended_on")]),
        ({"held": [{"ended_on": "2026-01-09"}, {"ended_on": "2026-01-08"}]},
         [("dates_out_of_order", "/held/1/ended_on")]),
        ({"held": [{"ended_on": "2026-11-21"}]}, [("dates_out_of_order", "/held/0/ended_on")]),
        ({"held": [{"ended_on": "2025-12-20", "by": "x"}]}, [("unknown_field", "/held/0/by")]),
        ({"causes": [CAUSE | {"on": "2026-11-21"}]}, [("dates_out_of_order", "/causes/0/on")]),
        ({"causes": [CAUSE | {"trigger": "habit"}]}, [("word_unknown", "/causes/0/trigger")]),
        ({"causes": [CAUSE | {"more": 1}]}, [("unknown_field", "/causes/0/more")]),
        ({"more": 1}, [("unknown_field", "/more")]),
    ],
)  # fmt: skip
def test_every_fault_has_its_place(changes: dict[str, object], expected: list[tuple[str, str]]) -> None:
    answer = read(**changes)
    found = [(issue.code, issue.where) for issue in answer.issues] if isinstance(answer, Refused) else []
    assert sorted(found) == sorted(expected)
