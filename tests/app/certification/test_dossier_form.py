"""A dossier that cannot be read: every fault with its place, those of its reports too."""

import json
from typing import Any

import pytest

from app.certification.dossier import Dossier
from app.certification.dossier_form import scheme_named
from app.certification.form import Refused
from app.workflow.decide_dossier import dossier_from
from lims_adapters.contract import Delivery, Issue, Source
from lims_adapters.formats.labverdict_json.adapter import ADAPTER
from tests.app.dossiers import DATA, DIESEL, YES, Change, document, library, put, read, report, scheme_of, take


def faults(*changes: Change, reports: dict[str, bytes] | None = None) -> set[tuple[str, str]]:
    refused = read(document("diesel_dossier.json", *changes), reports)
    assert isinstance(refused, Refused)
    return {(issue.code, issue.where) for issue in refused.issues}


def linked(**changed: object) -> Change:
    unit = {"manufacturer": "A", "plant": "B", "series": "S"}
    return put({"unit": unit, "consistency_verified_by": "P-0001"} | changed, "application", "linked")


def adopted(**changed: object) -> Change:
    assessment = document("assessment.json", lambda held: held.pop("format"), lambda held: held.update(changed))
    return put({"assessment": assessment, "on": "2026-06-02"}, "tests", 0, "adopted")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (put("later", "stage"), ("word_unknown", "/stage")),
        (put(YES, "more"), ("unknown_field", "/more")),
        (put("x", "application", "colour"), ("unknown_field", "/application/colour")),
        (take("application", "accepted_on"), ("field_missing", "/application/accepted_on")),
        (take("application", "applicant", "is_maker"), ("field_missing", "/application/applicant/is_maker")),
        (take("application"), ("field_missing", "/application")),
        (put([{"id": 7}], "application", "filed"), ("wrong_type", "/application/filed/0/id")),
        (linked(unit={"manufacturer": "A", "plant": "B"}), ("unit_incomplete", "/application/linked/unit")),
        (take("statements", 0, "ground"), ("field_missing", "/statements/0/ground")),
        (put("4.1", "statements", 0, "clause"), ("clause_unknown", "/statements/0/clause")),  # asks nobody
        (put("4.2.2", "statements", 0, "clause"), ("clause_unknown", "/statements/0/clause")),  # is computed
        (put("99", "statements", 0, "clause"), ("clause_unknown", "/statements/0/clause")),
        (put("１", "statements", 0, "clause"), ("clause_unknown", "/statements/0/clause")),
        (adopted(scheme="JSPB01-110038-2023"), ("scheme_unknown", "/tests/0/adopted/assessment/scheme")),
        (
            adopted(unit={"manufacturer": "A", "plant": "B", "grade": "0号"}),
            ("unit_differs", "/tests/0/adopted/assessment/unit"),
        ),
        (take("tests", 0, "report"), ("field_missing", "/tests/0/report")),
        (
            put([{"first": "2026-05-04", "end": "2026-05-04"}], "tests", 0, "pauses"),
            ("dates_out_of_order", "/tests/0/pauses/0/end"),
        ),
        (put("4 L", "tests", 0, "sample_l"), ("unit_in_value", "/tests/0/sample_l")),
        (put({"on": "2026-06-01"}, "tests", 0, "adopted"), ("field_missing", "/tests/0/adopted/assessment")),
        (put("2026-06-09", "inspection", "ended_on"), ("dates_out_of_order", "/inspection/ended_on")),
        (put("so so", "inspection", "points", 0, "observed"), ("word_unknown", "/inspection/points/0/observed")),
        (
            put("2026-06-10", "inspection", "nonconformities", 0, "corrected_on"),
            ("dates_out_of_order", "/inspection/nonconformities/0/corrected_on"),
        ),
        (
            put("2026-06-24", "inspection", "nonconformities", 0, "verified_on"),
            ("dates_out_of_order", "/inspection/nonconformities/0/verified_on"),
        ),
        (
            put("2026-06-09", "inspection", "nonconformities", 0, "signed_on"),
            ("dates_out_of_order", "/inspection/nonconformities/0/signed_on"),
        ),
        (put([], "inspection", "team"), ("field_missing", "/inspection/team")),
        (take("inspection", "team"), ("field_missing", "/inspection/team")),
        (put(0, "inspection", "head_count"), ("number_not_positive", "/inspection/head_count")),
        (put("markings", "inspection", "points", 0, "id"), ("duplicate_key", "/inspection/points/40/id")),
        (take("review", "decider"), ("field_missing", "/review/decider")),
        (
            put({"number": "1", "starts_on": "2026-07-10", "expires_on": "2026-07-10"}, "certified"),
            ("dates_out_of_order", "/certified/expires_on"),
        ),
        (put({"number": "1"}, "certified"), ("field_missing", "/certified/expires_on")),
        (put({"items": "all"}, "sampling"), ("wrong_type", "/sampling/items")),
        (put("C9", "card", "lines", 0, "line"), ("line_unknown", "/card/lines/0/line")),
    ],
)
def test_a_fault_is_named_with_its_place(change: Change, fault: tuple[str, str]) -> None:
    assert fault in faults(change)


@pytest.mark.parametrize(("day", "fault"), [("2023-10-16", set()), ("2023-10-15", {"scheme_not_in_force"})])
def test_an_application_is_accepted_while_the_rule_is_in_force(day: str, fault: set[str]) -> None:
    found = read(document("diesel_dossier.json", put(day, "application", "accepted_on"), put([], "tests")))
    assert {issue.code for issue in getattr(found, "issues", ())} == fault


def test_another_edition_is_simulated_as_if_it_had_been_in_force() -> None:
    early = put("2020-01-01", "application", "accepted_on")
    held = json.dumps(document("diesel_dossier.json", early)).encode()

    def deliver(name: str) -> Delivery:
        return ADAPTER.parse(Source((DATA / name).read_bytes(), name))

    found = dossier_from(held, scheme_of(DIESEL), library(DIESEL), deliver, named="JSPB01-180004-2019")
    assert isinstance(found, Refused)
    assert {issue.code for issue in found.issues} == {"scheme_unknown"}
    older = json.dumps(
        document(
            "diesel_dossier.json",
            early,
            put("JSPB01-180004-2019", "scheme"),
            put("JSPB01-180004-2019", "card", "scheme"),
        )
    ).encode()
    assert isinstance(
        dossier_from(older, scheme_of(DIESEL), library(DIESEL), deliver, named="JSPB01-180004-2019"), Dossier
    )


def test_a_dossier_of_another_rule_is_refused() -> None:
    held: dict[str, Any] = document()
    held["card"]["scheme"] = "JSPB01-110038-2023"
    refused = read(held)
    assert isinstance(refused, Refused)
    assert ("scheme_unknown", "/card/scheme") in {(issue.code, issue.where) for issue in refused.issues}


def test_what_is_wrong_with_a_report_is_told_at_its_place() -> None:
    broken = report("diesel_report.json", lambda held: held["results"][1].update(value="8,1"))
    assert ("decimal_separator_ambiguous", "/tests/0/report: /results/1/value") in faults(
        reports={"diesel_report.json": broken}
    )


def test_the_scheme_of_a_dossier_is_known_first() -> None:
    assert scheme_named(json.dumps(document()).encode()) == DIESEL


def test_a_dossier_under_another_scheme_than_its_own_is_refused() -> None:
    held = json.dumps(document() | {"scheme": "JSPB01-110038-2023"}).encode()
    refused = dossier_from(held, scheme_of(DIESEL), library(DIESEL), lambda name: Issue("file_missing", "", name, ""))
    assert isinstance(refused, Refused)
    assert {issue.code for issue in refused.issues} == {"scheme_unknown", "file_missing"}


def test_several_faults_are_named_at_once() -> None:
    assert len(faults(put("later", "stage"), take("review", "by"), take("inspection", "passed"))) == 3
