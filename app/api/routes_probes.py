"""Whether the process lives, whether it can work, and its figures."""

from functools import partial

from starlette.responses import Response

from app.api.access import Gate, Question, no_body
from app.api.codes import Code
from app.api.metrics import MEDIA_TYPE, Metrics
from app.api.operation import JSON, Docs, Media, NoParameters, Operation, Reply, Tag
from app.api.parts import Parts
from app.api.problems import Problem
from app.api.replies import document
from app.api.schemas.forms import ref

_ALIVE = Docs(
    id="isAlive",
    method="GET",
    path="/healthz",
    tag=Tag.OPERATION,
    summary="Whether the process lives",
    replies=(Reply(200, "It lives.", {JSON: Media(ref("Alive"), {"status": "alive"})}),),
)
_READY = Docs(
    id="isReady",
    method="GET",
    path="/readyz",
    tag=Tag.OPERATION,
    summary="Whether requests can be answered now",
    replies=(Reply(200, "They can.", {JSON: Media(ref("Ready"), {"status": "ready"})}),),
    problems=(Code.UNAVAILABLE,),
)
_METRICS = Docs(
    id="readMetrics",
    method="GET",
    path="/metrics",
    tag=Tag.OPERATION,
    summary="The service's figures for Prometheus",
    replies=(Reply(200, "The figures.", {MEDIA_TYPE.partition(";")[0]: Media({"type": "string"})}),),
)


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who watch the service."""
    return (
        gate.open(_ALIVE, NoParameters, lambda _: document({"status": "alive"})),
        gate.open_asking(_READY, (NoParameters, no_body), partial(_ready, parts)),
        gate.open_asking(_METRICS, (NoParameters, no_body), partial(_figures, parts.metrics)),
    )


def _ready(parts: Parts, question: Question[NoParameters], body: None) -> Response:
    del question, body
    if not parts.is_ready():
        raise Problem(Code.UNAVAILABLE)
    return document({"status": "ready"})


def _figures(metrics: Metrics, question: Question[NoParameters], body: None) -> Response:
    del question, body
    return Response(metrics.render(), headers={"Content-Type": MEDIA_TYPE})
