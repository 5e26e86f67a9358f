"""What would become of one's own cases under other rules: decided twice and compared, and nothing of it is stored."""

from functools import partial
from typing import Annotated

from pydantic import Field, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from app.api.access import Call, Gate
from app.api.bodies import read_json_body
from app.api.codes import Code
from app.api.documents import Line, Strict
from app.api.operation import JSON, V1, Docs, Media, NoParameters, Operation, Reply, Tag
from app.api.parts import Parts
from app.api.problems import fault, refused
from app.api.replies import document
from app.api.schemas.forms import ID_PATTERN, ref
from app.api.schemas.simulations import EXAMPLE
from app.api.simulation_views import simulation_view
from app.certification.lifecycle.vocabulary import Kind
from app.identity.roles import Permission
from app.verification.day import read_day
from app.workflow.simulate_cases import DECIDED_BY_CLAUSES, Other, Simulated, SimulationDesk, Which, simulate_cases

_LIMIT = 2 * 1024 * 1024
_MOST, _USUAL = 50, 20
_DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_KINDS = sorted(kind.value for kind in DECIDED_BY_CLAUSES)

_FILES = (
    "Other texts (TOML) of files of the rule data, such as a proposed table, by the names that the seals of a decision "
    "have."
)

FileText = Annotated[str, StringConstraints(max_length=1024 * 1024)]


class NewSimulation(Strict):
    """Which of one's own cases are decided again, and under what; what is not named stays as it is."""

    to_scheme: Annotated[Line, Field(description="The number of another rule that is held.")] | None = None
    files: Annotated[dict[Line, FileText], Field(description=_FILES, max_length=20)] | None = None
    programme: Annotated[Line, Field(description="As if it bound the body, a draft with all norms it adds.")] | None = (
        None
    )
    on: Annotated[str, StringConstraints(pattern=_DAY), Field(description="Of both decisions.")] | None = None
    kind: Annotated[str, StringConstraints(pattern=f"^({'|'.join(_KINDS)})$")] | None = None
    scheme: Annotated[Line, Field(description="The rule under which the cases are.")] | None = None
    limit: Annotated[int, Field(ge=1, le=_MOST, description="How many cases at most.")] = _USUAL
    cursor: Annotated[str, StringConstraints(pattern=ID_PATTERN), Field(description="`next` as told.")] | None = None


MODELS = (NewSimulation,)
_SIMULATE = Docs(
    id="simulateCases",
    method="POST",
    path=f"{V1}/simulations",
    tag=Tag.CASES,
    summary="Decide one's own cases again under other rules",
    says=(
        "Another limit table, scheme or programme; the newest cases first. Each case is decided as it is and under the "
        "other rules: one that was decided on its own papers and day, any other on what it holds now, without its "
        "review. It decides nothing, and nothing of it is stored. Of a programme it asks what binds a certification "
        "case; whether a client would be admitted to its list is a question that cases hold no figures for."
    ),
    body={JSON: Media(ref("NewSimulation"), {"to_scheme": "JSPB01-180004-2023", "limit": 20})},
    replies=(Reply(200, "Who changes, and why.", {JSON: Media(ref("Simulation"), EXAMPLE)}),),
    problems=("refused", "scheme_unknown", "programme_unknown"),
)


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who ask what other rules would do."""
    asks = (NoParameters, _sent)
    return (gate.guarded(_SIMULATE, Permission.CASES_READ, asks, partial(_simulate, parts.simulations)),)


async def _sent(request: Request) -> NewSimulation:
    return await read_json_body(request, NewSimulation, limit=_LIMIT)


def _simulate(desk: SimulationDesk, call: Call[NoParameters, NewSimulation]) -> Response:
    sent = call.body
    on = None if sent.on is None else read_day(sent.on)
    if sent.on is not None and on is None:
        raise refused([fault(Code.VALUE_INVALID, "/on", "a day such as 2026-05-10")])
    which = Which(None if sent.kind is None else Kind(sent.kind), sent.scheme, sent.cursor, sent.limit)
    other = Other(sent.to_scheme, sent.files, sent.programme, on)
    found = simulate_cases(call.caller.organisation, which, other, desk)
    if not isinstance(found, Simulated):
        raise refused(found)
    return document(simulation_view(found))
