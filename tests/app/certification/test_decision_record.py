"""The record of a decision: complete, every number a text, nothing folded away."""

from collections.abc import Iterator
from dataclasses import replace

from app.certification.decide import Decision, decide
from app.certification.decision_record import ReportRead, Sources, decision_record
from app.certification.document import Json
from app.certification.dossier import Dossier
from tests.app.dossiers import DIESEL, ON, document, dossier, put, scheme_of, settings, take

READ = ReportRead("diesel_report.json", "a" * 64, "labverdict_json 1", "b" * 64)
SOURCES = Sources({"dossier": "c" * 64, "settings": "d" * 64}, (READ,))


def recorded(held: Dossier, decision: Decision) -> dict[str, Json]:
    return dict(decision_record(scheme_of(DIESEL), held, decision, SOURCES))


def of_clause(record: dict[str, Json], number: str) -> dict[str, Json]:
    findings = record["findings"]
    assert isinstance(findings, list)
    return next(each for each in findings if each["clause"] == number)


def test_a_record_says_what_was_decided_of_whom_and_on_what() -> None:
    held = dossier(document())
    record = recorded(held, decide(scheme_of(DIESEL), held, settings(), ON))
    assert record["format"] == "labverdict.decision/1"
    assert (record["deciding"], record["judging"]) == ("labverdict.deciding/1", "labverdict.judging/1")
    assert (record["scheme"], record["stage"], record["on"]) == (DIESEL, "initial", "2026-07-10")
    assert (record["application"], record["standing"]) == ("A-2026-0007", "met")
    assert record["unit"] == {
        "manufacturer": "示例石化有限公司",
        "plant": "示例石化有限公司一号厂",
        "grade": "0号",
        "series": None,
    }
    assert record["documents"] == {"dossier": "c" * 64, "settings": "d" * 64}
    report = {
        "name": "diesel_report.json",
        "sha256": "a" * 64,
        "adapter": "labverdict_json 1",
        "report_no": "W2026-0012",
        "sample": "CY-2026-0517",
        "outcome": "conforming",
        "verdict": "b" * 64,
    }
    assert record["reports"] == [report]


def test_a_record_names_every_file_of_the_rule_data_that_decides() -> None:
    held = dossier(document())
    record = recorded(held, decide(scheme_of(DIESEL), held, settings(), ON))
    seals = record["seals"]
    assert isinstance(seals, dict)
    files = ("scheme", "advanced", "clauses", "application", "inspection", "tests", "scorecard", "deadlines")
    assert {f"limits/schemes/{DIESEL}/{name}.toml" for name in files} < set(seals)
    others = {"limits/characteristics.toml", "limits/standards/GB_19147-2016/table.toml", "limits/calendars/CN.toml"}
    programmes = {f"limits/programmes/{name}/deadlines.toml" for name in ("notice-2023", "measures-2025-draft")}
    assert {*others, *programmes, "methods/cards/SH_T_0689.toml"} < set(seals)
    assert all(isinstance(seal, str) and len(seal) == 64 for seal in seals.values())
    assert not [name for name in seals if "cases" in name or "JSPB01-110038" in name]


def test_a_record_keeps_needs_and_their_order() -> None:
    held = dossier(document("diesel_dossier.json", take("review")))
    record = recorded(held, decide(scheme_of(DIESEL), held, settings(), ON))
    assert of_clause(record, "6.1")["needs"] == [{"sort": "person", "what": "reviewer"}]


def test_figures_of_one_name_are_all_kept() -> None:
    """A second test of the unit has a second term, and both are due."""

    def twice(held: dict[str, list[dict[str, Json]]]) -> None:
        held["tests"].append(dict(held["tests"][0]))

    held = dossier(document("diesel_dossier.json", twice))
    decision = decide(scheme_of(DIESEL), held, settings(), ON)
    record = decision_record(scheme_of(DIESEL), held, decision, replace(SOURCES, reports=(READ, READ)))
    figures = of_clause(dict(record), "4.2.4")["figures"]
    assert isinstance(figures, list)
    assert [name for name, _ in figures].count("due") == 2


def leaves(value: Json) -> Iterator[Json]:
    match value:
        case dict():
            for each in value.values():
                yield from leaves(each)
        case list() | tuple():
            for each in value:
                yield from leaves(each)
        case _:
            yield value


def test_every_number_is_a_text() -> None:
    held = dossier(document("diesel_dossier.json", put("3.9", "tests", 0, "sample_l")))
    record = recorded(held, decide(scheme_of(DIESEL), held, settings(), ON))
    assert {type(leaf) for leaf in leaves(record)} == {str, type(None)}
