"""A good report to change one thing of, and the reading of it under the small scheme."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from app.intake.take_in import Asked, Refused, take_in
from app.verification.scheme import Scheme
from lims_adapters.contract import Cell, RawReport, RawResult

HEAD = {
    "format": "labverdict.report/1",
    "report_no": "W2026-0012",
    "issued_on": "2026-05-12",
    "product.name": "车用柴油",
    "sample.id": "S-1",
}
RESULT = {"item": "硫含量", "value": "6.2", "unit": "mg/kg", "method": "SH/T 0689", "tested_on": "2026-05-10"}

Sent = Mapping[str, str | Cell | None]
Make = Callable[..., Any]


def raw_report(*results: Sent, head: Sent | None = None, from_file: bool = False) -> RawReport:
    def cells(fields: Sent, where: str) -> dict[str, Cell]:
        places = {name: f"{where}/{name.replace('.', '/')}" for name in fields}
        return {name: value if isinstance(value, Cell) else Cell(value, places[name]) for name, value in fields.items()}

    sent = results or ({},)
    return RawReport(
        cells({**HEAD, **(head or {})}, ""),
        tuple(
            RawResult(f"/results/{place}", cells({**RESULT, **result}, f"/results/{place}"))
            for place, result in enumerate(sent)
        ),
        from_file,
    )


def codes_of(answer: object) -> list[tuple[str, str]]:
    assert isinstance(answer, Refused)
    return [(issue.code, issue.where) for issue in answer.issues]


@pytest.fixture
def scheme(bench: SimpleNamespace) -> Scheme:
    built: Scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"), bench.requirement(bench.ERROR, None))
    return built


@pytest.fixture
def read(bench: SimpleNamespace, scheme: Scheme) -> Make:
    return lambda report: take_in(report, scheme, bench.vocabulary(), Asked())


@pytest.fixture(scope="session")
def raw() -> Make:
    return raw_report


@pytest.fixture(scope="session")
def codes() -> Make:
    return codes_of
