"""Verdicts are looked for: by certification bodies among what is shared with them, by laboratories among their own."""

from functools import partial
from typing import Annotated, Literal

from pydantic import Field
from starlette.responses import Response

from app.api import examples
from app.api.access import Call, Gate, no_body
from app.api.deliveries import Id, Text
from app.api.operation import JSON, V1, Docs, Media, Operation, Reply, Tag
from app.api.paging import Page, page
from app.api.parts import Parts
from app.api.queries import Day
from app.api.replies import document
from app.api.schemas.forms import ref
from app.identity.roles import Permission
from app.ports.reading import Readings, Wanted

_Outcome = Literal["conforming", "nonconforming", "undetermined"]


class Verdicts(Page):
    """Which verdicts; what is not asked narrows nothing."""

    scheme: (
        Annotated[Text, Field(description="The number of the rule, also of one that is not held any more.")] | None
    ) = None
    outcome: Annotated[_Outcome, Field(description="Of the whole report.")] | None = None
    laboratory: Annotated[Id, Field(description="Whose reports.")] | None = None
    issued_from: Annotated[Day, Field(description="The first day on which the report may have been issued.")] | None = (
        None
    )
    issued_to: Annotated[Day, Field(description="The last such day.")] | None = None


_LIST = Docs(
    id="listVerdicts",
    method="GET",
    path=f"{V1}/verdicts",
    tag=Tag.VERDICTS,
    summary="Look for verdicts",
    says="The newest revision of each report, the one that was filed last first; results stand in the verdicts alone.",
    replies=(
        Reply(200, "A page.", {JSON: Media(ref("VerdictList"), {"verdicts": [examples.REPORT_VIEW], "next": None})}),
    ),
    problems=("cursor_invalid",),
)


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who look for verdicts."""
    return (gate.guarded(_LIST, Permission.VERDICTS_READ, (Verdicts, no_body), partial(_list, parts.desk.readings)),)


def _list(readings: Readings, call: Call[Verdicts, None]) -> Response:
    asked = call.asked
    wanted = Wanted(
        scheme=asked.scheme,
        outcome=asked.outcome,
        laboratory=asked.laboratory,
        issued_from=asked.issued_from,
        issued_to=asked.issued_to,
        before=asked.before(),
        most=asked.limit + 1,
    )
    return document(page("verdicts", readings.newest(call.caller.organisation, wanted), asked))
