"""OAuth 2.0 client credentials (RFC 6749, section 4.4).

Every refusal is a problem as everywhere else; it has the members `error` and `error_description` besides, which the
clients of section 5.2 look for.
"""

import base64
import binascii
import json
from functools import partial
from typing import Annotated
from urllib.parse import unquote_plus

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from app.api import examples_of_service as examples
from app.api.access import Gate, Question
from app.api.bodies import FORM, FORM_LIMIT, read_body
from app.api.codes import MEANINGS, Code
from app.api.operation import JSON, V1, Docs, Media, NoParameters, Operation, Reply, Tag
from app.api.parts import Parts
from app.api.problems import MEDIA_TYPE, Problem, answer, fault, refused
from app.api.queries import Parameters, decoded, parameters
from app.api.replies import document, written
from app.api.schemas.forms import Schema, ref
from app.wording import Language
from app.workflow.token import GrantType, Token, TokenFault, TokenRequest, give_token

_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_CHALLENGE = {"WWW-Authenticate": 'Basic realm="labverdict", charset="UTF-8"'}
_BASIC = "basic "


class Form(Parameters):
    """What a client sends; whatever else it sends is not looked at (section 3.2)."""

    grant_type: Annotated[str, Field(examples=[GrantType.CLIENT_CREDENTIALS])] | None = None
    client_id: Annotated[str, Field(examples=[examples.CLIENT_ID])] | None = None
    client_secret: Annotated[str, Field(examples=[examples.CLIENT_SECRET])] | None = None
    scope: Annotated[str, Field(examples=["reports:write verdicts:read"])] | None = None


_FORM: Schema = {
    "type": "object",
    "properties": {
        "grant_type": {"type": "string", "const": GrantType.CLIENT_CREDENTIALS.value},
        "client_id": {"type": "string", "description": "May stand in `Authorization: Basic` with the secret instead."},
        "client_secret": {"type": "string", "format": "password"},
        "scope": {
            "type": "string",
            "description": "Permissions, parted by blanks; without it all that the client has.",
        },
    },
    "required": ["grant_type"],
}
_EXAMPLE = {
    "grant_type": GrantType.CLIENT_CREDENTIALS.value,
    "client_id": examples.CLIENT_ID,
    "client_secret": examples.CLIENT_SECRET,
}
_TOKEN = Docs(
    id="giveToken",
    method="POST",
    path=f"{V1}/oauth/token",
    tag=Tag.ACCESS,
    summary="Get an access token for a client secret",
    body={FORM: Media(_FORM, _EXAMPLE)},
    replies=(Reply(200, "The token, told once.", {JSON: Media(ref("Token"), examples.TOKEN)}),),
    problems=(Code.UNAUTHENTICATED,),
    problem_schema="TokenProblem",
)


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who want a token."""
    return (gate.open_asking(_TOKEN, (NoParameters, _received), partial(_give, parts)),)


async def _received(request: Request) -> TokenRequest | Problem:
    try:
        content = await read_body(request, limit=FORM_LIMIT, accepted={FORM})
        known = [(name, value) for name, value in decoded(content, "field") if name in Form.model_fields]
        form = parameters(known, Form, "field")
    except Problem as problem:
        return problem
    lines = request.headers.getlist("authorization")
    if not lines:
        return TokenRequest(form.grant_type, form.client_id, form.client_secret, form.scope)
    named = _basic(lines[0]) if len(lines) == 1 else None
    if named is None or form.client_secret or form.client_id not in {None, "", named[0]}:
        expected = "one way of naming the client: Basic, or the fields client_id and client_secret"
        return refused([fault(Code.MALFORMED_BODY, "header Authorization", expected)])
    return TokenRequest(form.grant_type, *named, form.scope)


def _basic(line: str) -> tuple[str, str] | None:
    """Return identifier and secret, each of them form-encoded (section 2.3.1)."""
    if line[: len(_BASIC)].lower() != _BASIC:
        return None
    try:
        text = base64.b64decode(line[len(_BASIC) :].strip(" "), validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return None
    client, colon, secret = text.partition(":")
    return (unquote_plus(client), unquote_plus(secret)) if colon else None


def _give(parts: Parts, question: Question[NoParameters], received: TokenRequest | Problem) -> Response:
    if isinstance(received, Problem):
        return _refused(question.request, received, TokenFault.INVALID_REQUEST)
    given = give_token(received, parts.tokens)
    if isinstance(given, TokenFault):
        return _refused(question.request, _problem(given), given)
    return document(_told(given), headers=_NO_STORE)


def _told(token: Token) -> dict[str, object]:
    scope = " ".join(sorted(token.scopes))
    return {"access_token": token.text, "token_type": "Bearer", "expires_in": token.expires_in_s, "scope": scope}


def _problem(refusal: TokenFault) -> Problem:
    match refusal:
        case TokenFault.INVALID_CLIENT:
            return Problem(Code.UNAUTHENTICATED, headers=_CHALLENGE)
        case TokenFault.INVALID_REQUEST:
            return refused([fault(Code.MALFORMED_BODY, "the form", "grant_type, client_id and client_secret")])
        case TokenFault.INVALID_SCOPE:
            return refused([fault(Code.PARAMETER_INVALID, "field scope", "permissions that the client has")])
        case TokenFault.UNSUPPORTED_GRANT_TYPE:
            return refused([fault(Code.PARAMETER_INVALID, "field grant_type", GrantType.CLIENT_CREDENTIALS)])


def _refused(request: Request, problem: Problem, error: TokenFault) -> Response:
    """Return the problem with the members of section 5.2; a fault of the form is a bad request there (400)."""
    if problem.status == MEANINGS[Code.PARAMETER_INVALID].status:
        problem = Problem(problem.code, errors=problem.errors, status_code=400, headers=problem.headers)
    usual = answer(problem, request.scope)
    described = MEANINGS[Code(problem.code)].title if problem.code in MEANINGS else MEANINGS[Code.MALFORMED_BODY].title
    told = json.loads(bytes(usual.body)) | {"error": error, "error_description": described.to(Language.EN)}
    kept = {name: value for name, value in usual.headers.items() if name != "content-length"}
    return Response(written(told), usual.status_code, {**kept, **_NO_STORE}, media_type=MEDIA_TYPE)
