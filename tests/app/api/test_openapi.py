"""The description: complete, with examples that are true to it, and true to what the service enforces."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from jsonschema_rs import ValidationError, meta
from starlette.routing import Route

from app.api.application import PathEnd, operations
from app.api.codes import status
from app.api.openapi_replies import problems_of
from app.api.operation import Asked, Open, Operation
from app.api.schemas.models import HELD
from app.identity.roles import Permission
from app.intake.cells import LONGEST_IDENTIFIER
from tests.app.api.asking import SCHEME, Line, Session, report
from tests.app.api.described import Description
from tests.app.api.world import DATA, World, diesel, library

JSON_TYPES = ("application/json", "application/problem+json")


@pytest.fixture(scope="module")
def described(opened: Line) -> Description:
    return opened.described


@pytest.fixture(scope="module")
def every(town: World) -> tuple[Operation, ...]:
    return operations(town.parts)


def said(described: Description, operation: Operation) -> Mapping[str, Any]:
    found: Mapping[str, Any] = described.document["paths"][operation.docs.path][operation.docs.method.lower()]
    return found


def media_of(described: Description) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Return every body and answer with its place and its type."""
    for path, item in described.document["paths"].items():
        for method, operation in item.items():
            for kind, media in operation.get("requestBody", {}).get("content", {}).items():
                yield f"{method} {path}", kind, media
            for number, answer in operation["responses"].items():
                for kind, media in answer.get("content", {}).items():
                    yield f"{method} {path} {number}", kind, media


def test_every_route_is_described_and_nothing_else(town: World, described: Description) -> None:
    assert isinstance(town.app, FastAPI)
    routes = {
        (route.path_format, method.lower())
        for route in town.app.routes
        if isinstance(route, Route) and isinstance(route.endpoint, PathEnd)
        for method in route.endpoint.methods
        if method != "HEAD"
    }
    assert len(town.app.routes) == len({path for path, _ in routes})
    told = {(path, method) for path, item in described.document["paths"].items() for method in item}
    assert routes == told


def test_the_description_is_the_same_for_everybody(opened: Line, laboratory: Session) -> None:
    assert laboratory.get("/openapi.json").content == opened.ask("GET", "/api/v1/openapi.json").content


def test_every_path_is_in_the_readme(described: Description) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    listed = {part.strip() for line in readme.splitlines() if line.startswith("|") for part in re.split(r"[`, ]", line)}
    assert set(described.document["paths"]) <= listed


def test_every_operation_has_a_name_of_its_own_and_a_summary(every: tuple[Operation, ...]) -> None:
    names = [operation.docs.id for operation in every]
    assert len(set(names)) == len(names)
    assert all(operation.docs.summary for operation in every)


def test_every_operation_says_who_may_do_it(described: Description, every: tuple[Operation, ...]) -> None:
    for operation in every:
        told = said(described, operation)
        match operation.access:
            case Permission() as permission:
                assert told["x-permission"] == permission
                assert told["security"] == [{"key": []}, {"token": [permission]}]
                assert f"`{permission}`" in told["description"]
            case Open.EVERY_CALLER:
                assert told["security"] == [{"key": []}, {"token": []}]
            case Open.EVERYBODY:
                assert told["security"] == []


def test_every_problem_has_its_status(described: Description, every: tuple[Operation, ...]) -> None:
    for operation in every:
        answers = said(described, operation)["responses"]
        for code in problems_of(operation):
            assert f"`{code}`" in answers[str(status(code))]["description"]
        for number, is_said in (
            ("401", operation.access is not Open.EVERYBODY or operation.docs.id == "giveToken"),
            ("403", isinstance(operation.access, Permission) or "forbidden" in operation.docs.problems),
            ("404", "{" in operation.docs.path or "not_found" in operation.docs.problems),
            ("413", bool(operation.docs.body)),
        ):
            assert (number in answers) is is_said, (operation.docs.id, number)


def test_every_schema_is_one(described: Description) -> None:
    for schema in described.document["components"]["schemas"].values():
        meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


def test_every_reference_leads_somewhere(described: Description) -> None:
    text = json.dumps(described.document)
    for chapter in ("schemas", "headers"):
        names = {part.partition('"')[0] for part in text.split(f"#/components/{chapter}/")[1:]}
        assert names <= set(described.document["components"][chapter])


def test_every_body_of_json_has_an_example_that_is_true_to_its_schema(described: Description) -> None:
    for place, kind, media in media_of(described):
        if kind in JSON_TYPES:
            assert "example" in media, place
            described.valid(media["schema"], media["example"])


def test_what_a_sender_can_name_is_what_is_held(described: Description) -> None:
    file = described.document["paths"]["/api/v1/reports"]["post"]
    scheme = next(each for each in file["parameters"] if each["name"] == "scheme")
    assert scheme["schema"]["enum"] == sorted(library().schemes)
    assert HELD not in json.dumps(described.document)
    upload = described.document["paths"]["/api/v1/uploads"]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert upload["schema"]["properties"]["format"]["enum"] == ["csv_table", "labverdict_json", "xlsx_table"]


@pytest.fixture(scope="module")
def links(described: Description) -> list[Mapping[str, Any]]:
    return [
        link
        for item in described.document["paths"].values()
        for operation in item.values()
        for answer in operation["responses"].values()
        for link in answer.get("links", {}).values()
    ]


def test_links_lead_to_operations(links: list[Mapping[str, Any]], every: tuple[Operation, ...]) -> None:
    names = {operation.docs.id for operation in every}
    assert len(links) > 10
    assert {link["operationId"] for link in links} <= names


def test_a_link_to_a_change_gives_the_version(links: list[Mapping[str, Any]], every: tuple[Operation, ...]) -> None:
    changes = {operation.docs.id for operation in every if Asked.IF_MATCH in operation.docs.headers}
    to_changes = [link for link in links if link["operationId"] in changes]
    assert {link["operationId"] for link in to_changes} == changes
    assert all(link["parameters"]["header.If-Match"] == "$response.header.ETag" for link in to_changes)


@pytest.mark.parametrize("file", ["diesel_report.json", "dryer_report.json"])
def test_shipped_reports_are_true_to_the_schema(described: Description, file: str) -> None:
    document = json.loads((DATA / file).read_text(encoding="utf-8"))
    described.valid({"$ref": "#/components/schemas/Report"}, document)


def changed(place: str, value: object) -> dict[str, Any]:
    """Return a report with another value, or without one (`...`), at a JSON pointer."""
    document: Any = diesel()
    *steps, last = [int(step) if step.isdecimal() else step for step in place.split("/")[1:]]
    node = document
    for step in steps:
        node = node[step]
    if value is ...:
        del node[last]
    else:
        node[last] = value
    return document  # type: ignore[no-any-return]  # the document that was read


BROKEN: list[tuple[str, object]] = [
    ("/format", "labverdict.report/2"),
    ("/format", ...),
    ("/report_no", ""),
    ("/report_no", 5),
    ("/report_no", "a" * (LONGEST_IDENTIFIER + 1)),
    ("/report_no", "a\x07b"),
    ("/issued_on", "12.05.2026"),
    ("/issued_on", "2026-05-12T08:30"),
    ("/product", "车用柴油"),
    ("/product/name", ...),
    ("/product/surplus", "1"),
    ("/sample/id", None),
    ("/sample/taken_on", "spring"),
    ("/laboratory/accreditations", {}),
    ("/laboratory/accreditations/0/number", 1),
    ("/results", []),
    ("/results", {}),
    ("/results/0", "6.2"),
    ("/results/0/item", "a" * 201),
    ("/results/0/value", None),
    ("/results/0/value", True),
    ("/results/0/value", ""),
    ("/results/0/method", ...),
    ("/results/0/tested_on", ...),
    ("/results/1/uncertainty/k", "two"),
    ("/results/1/uncertainty/k", -2),
    ("/results/1/uncertainty", "0.8"),
    ("/results/0/detection_limit", "0,1"),
    ("/results/0/remark", ["a"]),
    ("/results/0/surplus", None),
]


@pytest.mark.parametrize(("place", "value"), BROKEN)
def test_what_breaks_the_schema_of_a_report_is_refused(
    described: Description, laboratory: Session, place: str, value: object
) -> None:
    document = changed(place, value)
    with pytest.raises(ValidationError):
        described.valid({"$ref": "#/components/schemas/Report"}, document)
    assert laboratory.post("/verifications", document, params={"scheme": SCHEME}).status_code == 422


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("/issued_on", "2026-05-12T23:30:00+08:00"),
        ("/report_no", "a" * LONGEST_IDENTIFIER),
        ("/laboratory", None),
        ("/laboratory/accreditations", []),
        ("/sample/taken_on", None),
        ("/results/1/value", 6.25),
        ("/results/1/uncertainty", {}),
        ("/results/1/uncertainty", {"expanded": 1, "k": 2}),
        ("/results/0/replicate", 2),
        ("/results/0/remark", "zwei\tZeilen\n"),
    ],
)
def test_what_is_accepted_is_true_to_the_schema(
    described: Description, laboratory: Session, place: str, value: object
) -> None:
    document = changed(place, value)
    assert laboratory.post("/verifications", document, params={"scheme": SCHEME}).status_code == 200
    described.valid({"$ref": "#/components/schemas/Report"}, document)


def answer(status_code: int, content: bytes, **headers: str) -> httpx.Response:
    request = httpx.Request("GET", "http://probe/api/v1/reports")
    told = {"content-type": "application/json", "x-request-id": "0" * 32, **headers}
    return httpx.Response(status_code, headers=told, content=content, request=request)


@pytest.mark.parametrize(
    "unsaid",
    [
        answer(202, b"{}"),
        answer(200, b"{}"),
        answer(200, b'{"reports":[],"next":null,"surplus":1}'),
        answer(200, b'{"reports":[],"next":null}', **{"content-type": "text/html"}),
        answer(200, b'{"reports":[],"next":null}', **{"x-request-id": "short"}),
    ],
)
def test_an_answer_that_is_not_said_is_noticed(described: Description, unsaid: httpx.Response) -> None:
    described.check(answer(200, b'{"reports":[],"next":null}'))
    with pytest.raises((AssertionError, ValidationError)):
        described.check(unsaid)


def test_a_report_of_two_results_is_true_to_the_schema(described: Description) -> None:
    described.valid({"$ref": "#/components/schemas/Report"}, report())
