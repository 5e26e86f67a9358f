"""Every answer that is not a success is a problem (RFC 9457), and every one is made here.

    Problem                                          raised by whatever a route calls, answered as problem+json
    ├── 4xx  the sender's
    │   ├── 400  cannot be read at all               malformed_json duplicate_key number_not_finite malformed_body
    │   │                                            idempotency_key_missing idempotency_key_malformed
    │   ├── 401  unauthenticated                     403  forbidden role_not_held
    │   ├── 404  not_found                           unknown and foreign alike, a path as well as an id
    │   ├── 405  method_not_allowed                  406  not_acceptable
    │   ├── 409  idempotency_key_running report_differs conflict
    │   │                                            another_person_needed
    │   │                                            step_refused number_taken reports_corrected
    │   ├── 412  precondition_failed                 428  precondition_required
    │   ├── 413  body_too_large unpacked_too_large too_many_members
    │   ├── 415  media_type_unsupported
    │   ├── 422  refused                             several faults of different kinds
    │   │        any code of `app.wording.ISSUES`    one kind of fault of a report
    │   │        parameter_unknown parameter_repeated parameter_missing parameter_invalid value_invalid
    │   │        idempotency_key_reused webhook_url_forbidden client_unknown
    │   │        party_unknown
    │   └── 429  too_many_requests
    └── 5xx  ours
        ├── 500  internal_error                      a bug: its traceback is in the log under the request_id
        │        stored_unreadable                   of a case, a paper or a certificate; what it is lies in the log
        └── 503  unavailable

What was found in the input is never shown: a fault has its code, its place and what is expected there.
"""

import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Scope

from app.api.codes import MEANINGS, Code, status, title
from app.api.language import language_headers, language_of
from app.api.masking import masked
from app.api.passage import passage_of
from app.wording import Language, Words
from app.workflow.unreadable import Unreadable
from lims_adapters.contract import Issue
from lims_adapters.faults import printable
from lims_adapters.json_text import Document, read_json

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 500

_SEVERAL = Words("共 {} 处问题, 每处及其位置见 errors。", "{} faults; each stands in `errors` with its place.")


def _said_of_a_bare_word() -> str:
    """Return what the JSON reader expects in place of a bare NaN; by it such a fault is told from "NaN" as a text."""
    match read_json(b"NaN"):
        case Document(issues=(issue,)):
            return issue.expected
        case read:
            raise LookupError(f"the JSON reader takes a bare NaN for something else: {read}")


_BARE_WORD = _said_of_a_bare_word()


class Problem(Exception):
    """An answer that is not a success; status and headers are those of its code unless others are given.

    `more` are members beside those of every problem, in the language of the answer.
    """

    def __init__(
        self,
        code: str,
        *,
        errors: Sequence[Issue] = (),
        status_code: int | None = None,
        headers: Mapping[str, str] | None = None,
        more: Callable[[Language], Mapping[str, object]] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.errors = tuple(errors)
        self.status = status(code) if status_code is None else status_code
        self.more = more
        own = MEANINGS[Code(code)].headers if code in MEANINGS else {}
        self.headers: Mapping[str, str] = {**own, **(headers or {})}


def refused(issues: Sequence[Issue]) -> Problem:
    """Return the problem of input with these faults, of which there is at least one.

    Its code is theirs, or `refused` when they are of several kinds. 413 goes before all, then 400, then any other.
    """
    statuses = {_status(issue) for issue in issues}
    codes = {issue.code for issue in issues}
    code = codes.pop() if len(codes) == 1 else Code.REFUSED.value
    worst = min(statuses, key=lambda each: ({413: 0, 400: 1}.get(each, 2), each))
    return Problem(code, errors=issues, status_code=worst)


def fault(code: str, place: str, expected: str) -> Issue:
    """Return a fault of the request itself: of a header, a parameter, a part."""
    return Issue(code, place, "", expected)


def content(problem: Problem, language: Language, request_id: str) -> bytes:
    """Return the body: UTF-8 that any reader can decode, whatever was sent."""
    document: dict[str, object] = {
        "type": f"urn:labverdict:problem:{_shown(problem.code)}",
        "title": title(problem.code).to(language),
        "status": problem.status,
        "detail": _detail(problem).to(language),
        "code": _shown(problem.code),
        "request_id": request_id,
    }
    if problem.errors:
        document["errors"] = [_error(issue, language) for issue in problem.errors[:MOST_ERRORS]]
    if (further := len(problem.errors) - MOST_ERRORS) > 0:
        document["further_errors"] = further
    if problem.more is not None:
        document |= problem.more(language)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def answer(problem: Problem, scope: Scope) -> Response:
    """Return the answer to a request, in the language that it asks for."""
    passage = passage_of(scope)
    passage.problem = problem.code
    language = language_of(HTTPConnection(scope).headers.get("accept-language"))
    body = content(problem, language, passage.request_id)
    headers = {**problem.headers, **language_headers(language)}
    return Response(body, problem.status, headers, media_type=MEDIA_TYPE)


def _status(issue: Issue) -> int:
    bare = issue.code == "number_not_finite" and issue.expected == _BARE_WORD
    return 400 if bare else status(issue.code)


def _detail(problem: Problem) -> Words:
    match problem.errors:
        case ():
            return MEANINGS[Code(problem.code)].advice if problem.code in MEANINGS else title(problem.code)
        case (issue,):
            place, said = _shown(_place(issue.where)), title(issue.code)
            wanted = f" ({_shown(issue.expected)})" if issue.expected else ""
            return Words(f"{place}: {said.zh}{wanted}", f"{place}: {said.en.removesuffix('.')}{wanted}")
        case several:
            return Words(_SEVERAL.zh.format(len(several)), _SEVERAL.en.format(len(several)))


def _error(issue: Issue, language: Language) -> dict[str, str]:
    kind = "pointer" if issue.where.startswith("/") else "place"
    return {
        "code": _shown(issue.code),
        kind: _shown(_place(issue.where)),
        "detail": title(issue.code).to(language),
        "expected": _shown(issue.expected),
    }


def _place(where: str) -> str:
    """Return a place in the sender's terms: what the command line calls `--as-of` is the parameter `as_of` here."""
    return f"parameter {where[2:].replace('-', '_')}" if where.startswith("--") else where


def _shown(text: str) -> str:
    return masked(printable(text))


_CODES_OF_STATUS = {
    400: Code.MALFORMED_BODY,
    401: Code.UNAUTHENTICATED,
    403: Code.FORBIDDEN,
    404: Code.NOT_FOUND,
    405: Code.METHOD_NOT_ALLOWED,
    406: Code.NOT_ACCEPTABLE,
    413: "body_too_large",
    415: Code.MEDIA_TYPE_UNSUPPORTED,
}


async def _on_problem(request: Request, problem: Problem) -> Response:
    return answer(problem, request.scope)


async def _on_status(request: Request, raised: HTTPException) -> Response:
    """Answer what the framework refuses by itself: an unknown path, another method."""
    code = _CODES_OF_STATUS.get(raised.status_code, Code.REFUSED)
    return answer(Problem(code, status_code=raised.status_code, headers=raised.headers), request.scope)


async def _on_validation(request: Request, raised: RequestValidationError) -> Response:
    """Answer what FastAPI's own validation refuses; its message and the input stay out of it."""
    places = [" ".join(("parameter", *map(str, error["loc"][1:]))) for error in raised.errors()]
    return answer(refused([fault(Code.PARAMETER_INVALID, place, "") for place in places]), request.scope)


async def _on_unreadable(request: Request, raised: Unreadable) -> Response:
    """Answer where what is stored cannot be read back; what it is the log is told, and nobody else."""
    passage_of(request.scope).unreadable = str(raised)
    return answer(Problem(Code.STORED_UNREADABLE), request.scope)


# Handed to FastAPI(exception_handlers=...); a bug is answered by `app.api.middleware`.
HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    Problem: _on_problem,
    Unreadable: _on_unreadable,
    HTTPException: _on_status,
    RequestValidationError: _on_validation,
}
