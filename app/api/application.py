"""The application: every operation under its path, the description of all of them, and problems for everything else."""

from collections.abc import Mapping, Sequence

from fastapi import FastAPI
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api import (
    routes_case_files,
    routes_case_work,
    routes_cases,
    routes_certificates,
    routes_filing,
    routes_log,
    routes_papers,
    routes_probes,
    routes_reports,
    routes_rules,
    routes_shares,
    routes_token,
    routes_verdicts,
    routes_webhooks,
    routes_worklist,
)
from app.api.access import Gate, Question
from app.api.case_views import KINDS
from app.api.codes import Code
from app.api.middleware import Passages
from app.api.openapi import document
from app.api.operation import JSON, V1, Docs, Endpoint, Media, NoParameters, Operation, Reply, Tag
from app.api.parts import Parts
from app.api.problems import HANDLERS, Problem
from app.api.replies import whole, written

# Those that are asked most stand first: paths are tried in this order.
_CHAPTERS = (
    routes_filing,
    routes_reports,
    routes_verdicts,
    routes_shares,
    routes_rules,
    routes_webhooks,
    routes_token,
    routes_log,
    routes_papers,
    routes_cases,
    routes_case_files,
    routes_case_work,
    routes_worklist,
    routes_certificates,
    routes_probes,
)
_DESCRIPTION = Docs(
    id="readDescription",
    method="GET",
    path=f"{V1}/openapi.json",
    tag=Tag.OPERATION,
    summary="Read this description",
    replies=(Reply(200, "OpenAPI 3.1.", {JSON: Media({"type": "object"}, {"openapi": "3.1.0"})}),),
)


def build(parts: Parts) -> ASGIApp:
    """Return the application. FastAPI carries it; operations read their requests and write their answers themselves."""
    app = FastAPI(
        title="labverdict",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers=HANDLERS,
    )
    register_url_convertor("kind_of_case", KindOfCase())
    for path, methods in _by_path(operations(parts)).items():
        app.router.routes.append(Route(path.replace("{cases}", "{cases:kind_of_case}"), PathEnd(methods)))
    app.add_middleware(Passages, new_id=parts.desk.ids.new, journal=parts.journal, metrics=parts.metrics)
    return app


def operations(parts: Parts) -> tuple[Operation, ...]:
    """Return every operation of the service, its own description among them."""
    gate = Gate(parts.caller_of, parts.bounds.threads)
    described = b""

    def describe(question: Question[NoParameters]) -> Response:
        del question
        return whole(described, headers={"Cache-Control": "public, max-age=60"})

    every = [each for chapter in _CHAPTERS for each in chapter.operations(parts, gate)]
    every.append(gate.open(_DESCRIPTION, NoParameters, describe))
    described = written(document(every, parts.desk))
    return tuple(every)


def _by_path(every: Sequence[Operation]) -> Mapping[str, Mapping[str, Endpoint]]:
    paths: dict[str, dict[str, Endpoint]] = {}
    for operation in every:
        methods = paths.setdefault(operation.docs.path, {})
        methods[operation.docs.method] = operation.endpoint
        if operation.docs.method == "GET":
            methods["HEAD"] = operation.endpoint
    return paths


class KindOfCase(Convertor[str]):
    """One of the names that kinds of case have in paths, and nothing else: any other path is not there."""

    regex = "|".join(KINDS)

    def convert(self, value: str) -> str:
        """Return the name."""
        return value

    def to_string(self, value: str) -> str:
        """Return the name."""
        return value


class PathEnd:
    """Answers everything under one path; what it has no method for is not tried with the paths after it."""

    def __init__(self, methods: Mapping[str, Endpoint]) -> None:
        self.methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; Problem: `method_not_allowed` with the methods that are there."""
        request = Request(scope, receive, send)
        endpoint = self.methods.get(request.method)
        if endpoint is None:
            raise Problem(Code.METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(sorted(self.methods))})
        response = await endpoint(request)
        await response(scope, receive, send)
