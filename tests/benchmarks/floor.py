"""The least that a durable `POST /reports` can be: the same server, body and reading; then one raw insertion.

Run as a program: `python floor.py URL PORT`. No verdict, no identity, no log, no idempotency; a row for the report and
one for each result, in one durable transaction. `POST /decisions` is the same for what is sent, in the three durable
transactions that a certificate takes. What it answers to a GET are always the same bytes.
"""

import json
import sqlite3
import sys
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
import uvicorn
from fastapi import FastAPI, Request, Response

from app.intake.take_in import Asked, take_in
from app.library.shelf import data_root, load_scheme
from app.verification.report import TestReport
from lims_adapters.contract import Source
from lims_adapters.formats.labverdict_json.adapter import ADAPTER

SCHEME = "JSPB01-180004-2023"
TABLES = (
    "CREATE TABLE floor_report (id TEXT PRIMARY KEY, content {bytes})",
    "CREATE TABLE floor_result (report TEXT, item TEXT, value TEXT, unit TEXT, method TEXT)",
)
REPORT, RESULT = (
    "INSERT INTO floor_report VALUES ({0}, {0})",
    "INSERT INTO floor_result VALUES ({0}, {0}, {0}, {0}, {0})",
)

VERDICT = b'{"verdict":"' + b"x" * 1000 + b'"}'
LIST = b'{"cases":"' + b"x" * 25_000 + b'"}'
DECIDING = 3

Save = Callable[[str, Sequence[tuple[str, ...]], bytes], None]


def sqlite_saver(path: str) -> Save:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *TABLES):
        connection.execute(statement.format(bytes="BLOB"))
    return saver(connection, "?", "BEGIN IMMEDIATE")


def postgres_saver(url: str) -> Save:
    connection = psycopg.connect(url)
    for statement in TABLES:
        connection.execute(statement.format(bytes="BYTEA").encode())
    connection.commit()
    return saver(connection, "%s", None)


def saver(connection: Any, mark: str, begin: str | None) -> Save:  # noqa: ANN401 - either driver's, which share no type
    report_sql, result_sql = REPORT.format(mark), RESULT.format(mark)

    def save(name: str, results: Sequence[tuple[str, ...]], content: bytes) -> None:
        cursor = connection.cursor()
        if begin is not None:
            cursor.execute(begin)
        cursor.execute(report_sql, (name, content))
        cursor.executemany(result_sql, results)
        connection.commit()

    return save


def application(save: Save) -> FastAPI:
    library = load_scheme(data_root(), SCHEME)
    scheme = library.schemes[SCHEME]
    api = FastAPI(openapi_url=None)

    @api.post("/api/v1/reports")
    async def file_report(request: Request) -> Response:
        content = await request.body()
        delivery = ADAPTER.parse(Source(content, "report.json"))
        report = take_in(delivery.reports[0], scheme, library.vocabulary, Asked())
        if delivery.issues or not isinstance(report, TestReport):
            return Response(status_code=422)
        rows = [
            (report.report_no, each.characteristic.id, each.typed, each.unit_typed, each.tested_by.typed)
            for each in report.results
        ]
        save(report.report_no, rows, content)
        return Response(json.dumps({"report": report.report_no}), 201, media_type="application/json")

    @api.get("/api/v1/reports/{report}/verdict")
    async def read_verdict(report: str) -> Response:
        del report
        return Response(VERDICT, media_type="application/json")

    @api.post("/api/v1/decisions")
    async def decide(request: Request) -> Response:
        content = await request.body()
        case = json.loads(content)["case"]
        for number in range(DECIDING):
            save(f"{case}-{number}", [], content)
        return Response(json.dumps({"case": case}), 201, media_type="application/json")

    @api.get("/api/v1/applications")
    async def read_list() -> Response:
        return Response(LIST, media_type="application/json")

    return api


def main() -> None:
    url, port = sys.argv[1], int(sys.argv[2])
    save = postgres_saver(url) if url.startswith("postgresql") else sqlite_saver(url)
    uvicorn.run(application(save), port=port, log_level="critical", access_log=False)


if __name__ == "__main__":
    main()
