"""Files of a case, and who takes part in it."""

import hashlib
import json
from functools import partial
from typing import Annotated, Literal
from urllib.parse import quote

from pydantic import Field, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from app.api.access import Call, Gate, no_body
from app.api.bodies import read_body, read_json_body
from app.api.case_calls import stored_case
from app.api.case_docs import BYTES, DOCUMENT, DOCUMENTS, KEEP, PARTY
from app.api.case_views import file, path_of
from app.api.codes import Code
from app.api.deliveries import Id
from app.api.documents import Strict
from app.api.once import once
from app.api.operation import NoParameters, Operation
from app.api.parts import Parts
from app.api.problems import Problem, fault, refused
from app.api.queries import Parameters
from app.api.replies import document, whole, written
from app.api.schemas.forms import ONE_LINE
from app.identity.organisations import OrganisationKind
from app.identity.roles import Permission
from app.ports.cases import CaseView, Document, NoSuchCase, Party, PartyRole
from app.ports.evidence import Answer, EventRow
from app.ports.machine import instant_text
from app.workflow.receipt import event_body

_KINDS = {
    PartyRole.APPLICANT: OrganisationKind.APPLICANT,
    PartyRole.LABORATORY: OrganisationKind.LABORATORY,
}
GRANTED = "case.party_granted"


class CaseParty(Strict):
    """Who takes part as what."""

    organisation: Annotated[Id, Field(description="An applicant or a laboratory.")]
    role: Literal["applicant", "laboratory"]


MODELS = (CaseParty,)


class Kept(Parameters):
    """Under which name a file is kept, and who may read it beside its sender and the body."""

    name: Annotated[
        str, StringConstraints(min_length=1, max_length=200, pattern=ONE_LINE), Field(description="The file's name.")
    ]
    open_to: Annotated[
        Literal["applicant", "laboratory"] | None, Field(description="The role of the parties who read it too.")
    ] = None


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who bring and read files, and the body that lets others take part."""
    nothing, reads, acts = (NoParameters, no_body), Permission.CASES_READ, Permission.CASES_ACT

    async def content(request: Request) -> bytes:
        return await read_body(request, limit=parts.bounds.upload, accepted={BYTES})

    return (
        gate.guarded(KEEP, acts, (Kept, content), partial(_keep, parts)),
        gate.guarded(DOCUMENTS, reads, nothing, partial(_documents, parts)),
        gate.guarded(DOCUMENT, reads, nothing, partial(_document, parts)),
        gate.guarded(PARTY, acts, (NoParameters, _party), partial(_grant, parts)),
    )


async def _party(request: Request) -> CaseParty:
    return await read_json_body(request, CaseParty)


def _keep(parts: Parts, call: Call[Kept, bytes]) -> Response:
    case, asked = stored_case(call, parts.cases).summary.case, call.asked
    sha256 = hashlib.sha256(call.body).hexdigest()

    def act() -> Answer:
        open_to = None if asked.open_to is None else PartyRole(asked.open_to)
        own = call.caller.organisation
        kept = Document(case.body, case.id, own, call.caller.account, asked.name, sha256, call.body, open_to)
        try:
            is_new = parts.cases.cases.keep_document(kept, instant_text(parts.desk.clock.now()))
        except NoSuchCase:
            raise Problem(Code.NOT_FOUND) from None
        found = [each for each in stored_case(call, parts.cases).documents if each.sha256 == sha256]
        if not found:
            # Somebody else has sent these bytes before, who does not let the caller read them.
            raise Problem(Code.CONFLICT)
        return Answer(created=is_new, body=written(file(found[0], path_of(case.kind, case.id))))

    answer = once(call, f"document {case.id} {asked.name} {asked.open_to} {sha256}", parts.desk, act)
    return whole(answer.body, 201 if answer.created else 200)


def _documents(parts: Parts, call: Call[NoParameters, None]) -> Response:
    view = stored_case(call, parts.cases)
    path = path_of(view.summary.case.kind, view.summary.case.id)
    return document({"documents": [file(each, path) for each in view.documents]})


def _document(parts: Parts, call: Call[NoParameters, None]) -> Response:
    view, sha256 = stored_case(call, parts.cases), call.request.path_params["sha256"]
    found = [each for each in view.documents if each.sha256 == sha256]
    content = parts.cases.cases.document(call.caller.organisation, view.summary.case.id, sha256) if found else None
    if content is None:
        raise Problem(Code.NOT_FOUND)
    name = found[0].name.replace("/", "_").replace("\\", "_").lstrip(".")
    own = f'attachment; filename="document-{sha256[:16]}"'
    disposition = f"{own}; filename*=UTF-8''{quote(name, safe='')}" if name else own
    return Response(content, headers={"Content-Disposition": disposition}, media_type=BYTES)


def _grant(parts: Parts, call: Call[NoParameters, CaseParty]) -> Response:
    view, sent = stored_case(call, parts.cases), call.body
    case, own = view.summary.case, call.caller.organisation
    if case.body != own:
        raise Problem(Code.NOT_FOUND)

    def act() -> Answer:
        _check_kind(parts, sent)
        party = Party(sent.organisation, PartyRole(sent.role), call.caller.account)
        at = instant_text(parts.desk.clock.now())
        parts.cases.cases.grant_party(own, case.id, party, _told(parts, view, party, at), at)
        return Answer(created=True, body=written(sent.model_dump()))

    return whole(once(call, f"party {case.id} {json.dumps(sent.model_dump())}", parts.desk, act).body, 201)


def _check_kind(parts: Parts, sent: CaseParty) -> None:
    found = parts.cases.organisations(sent.organisation)
    if found is None or found.kind is not _KINDS[PartyRole(sent.role)]:
        raise refused([fault(Code.PARTY_UNKNOWN, "/organisation", "an organisation that can have this role")])


def _told(parts: Parts, view: CaseView, party: Party, at: str) -> EventRow:
    case = view.summary.case
    body = event_body(GRANTED, at, party.organisation, {"case": case.id, "kind": case.kind, "role": party.role.value})
    return EventRow(parts.desk.ids.new(), party.organisation, GRANTED, body)
