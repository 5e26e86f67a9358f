"""What a certification body sets and adopts, each by two of its persons; and what they declare about its clients."""

import hashlib
import json
from collections.abc import Mapping
from functools import partial
from typing import Annotated

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from app.api.access import B, Call, Gate, no_body
from app.api.bodies import JSON, read_body, read_json_body
from app.api.codes import Code
from app.api.conditional import etag
from app.api.deliveries import Id, Text
from app.api.once import once, once_kept
from app.api.operation import NoParameters, Operation
from app.api.paging import USUAL, Limit
from app.api.paper_docs import DECLARATIONS, DECLARE, PAPERS, NewDeclaration
from app.api.parts import Parts
from app.api.problems import Problem, fault, refused
from app.api.queries import P, Parameters, Whole
from app.api.replies import PRIVATE, document, unless_known, whole, written
from app.certification.dossier import Never
from app.certification.form import Refused
from app.identity.roles import Permission
from app.ports.body_papers import Paper, PaperRow, ProposalRow
from app.ports.cases import Overtaken
from app.ports.declarations import DeclarationRow
from app.ports.evidence import Answer, Key
from app.verification.day import read_day
from app.workflow.declare import Declared, NoSuchClient, NotYet, declare
from app.workflow.set_paper import NoSuchProposal, SamePerson, confirm_paper, newest_adopted, propose_paper

_PAPER_LIMIT = 1024 * 1024
_DAY_EXPECTED = "a day that is not to come, such as 2026-05-10, or `never`"

Version = Annotated[Whole, Field(ge=1, le=999_999_999, description="Which version, instead of the newest.")]


class Which(Parameters):
    """Which version."""

    version: Version | None = None


class WhichLimits(Which):
    """Which version, or the newest for a scheme; versions run on over all schemes of a body."""

    scheme: Annotated[Text, Field(description="The number of the rule.")] | None = None


class About(Parameters):
    """Whom declarations are about, and how many of them."""

    client: Annotated[Id, Field(description="An applicant or holder.")] | None = None
    limit: Limit = USUAL


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers the persons of a body about its documents and clients."""
    nothing, sent = (NoParameters, no_body), (NoParameters, _paper)
    reads, sets = Permission.CASES_READ, Permission.PAPERS_SET
    settings, limits = PAPERS[Paper.SETTINGS], PAPERS[Paper.ADOPTED_LIMITS]
    return (
        gate.guarded(settings.read, reads, (Which, no_body), partial(_settings, parts)),
        gate.guarded(limits.read, reads, (WhichLimits, no_body), partial(_limits, parts)),
        *(
            operation
            for paper, docs in PAPERS.items()
            for operation in (
                gate.guarded(docs.proposals, reads, nothing, partial(_proposals, parts, paper)),
                gate.guarded(docs.propose, sets, sent, partial(_propose, parts, paper)),
                gate.guarded(docs.confirm, sets, nothing, partial(_confirm, parts, paper)),
            )
        ),
        gate.guarded(DECLARE, Permission.DECLARATIONS_MAKE, (NoParameters, _declaration), partial(_declare, parts)),
        gate.guarded(DECLARATIONS, reads, (About, no_body), partial(_declarations, parts)),
    )


async def _paper(request: Request) -> bytes:
    return await read_body(request, limit=_PAPER_LIMIT, accepted={JSON})


async def _declaration(request: Request) -> NewDeclaration:
    return await read_json_body(request, NewDeclaration)


def _settings(parts: Parts, call: Call[Which, None]) -> Response:
    papers, own, version = parts.papers.papers, call.caller.organisation, call.asked.version
    paper = Paper.SETTINGS
    return _held(call, papers.newest(paper, own) if version is None else papers.version(paper, own, version))


def _limits(parts: Parts, call: Call[WhichLimits, None]) -> Response:
    papers, own, asked = parts.papers.papers, call.caller.organisation, call.asked
    if asked.version is not None:
        return _held(call, papers.version(Paper.ADOPTED_LIMITS, own, asked.version))
    if asked.scheme is not None:
        return _held(call, newest_adopted(papers, own, asked.scheme))
    return _held(call, papers.newest(Paper.ADOPTED_LIMITS, own))


def _held(call: Call[P, B], row: PaperRow | None) -> Response:
    if row is None:
        raise Problem(Code.NOT_FOUND)
    return unless_known(call.request, str(row.version), PRIVATE, lambda: written(_shown(row)))


def _proposals(parts: Parts, paper: Paper, call: Call[NoParameters, None]) -> Response:
    found = parts.papers.proposals.open(paper, call.caller.organisation)
    return document({"proposals": [_proposed(each) for each in found]})


def _propose(parts: Parts, paper: Paper, call: Call[NoParameters, bytes]) -> Response:
    def act(key: Key) -> Answer:
        proposal = propose_paper(
            paper, call.body, call.caller, parts.papers, lambda row: (key, _answer(_proposed(row)))
        )
        if isinstance(proposal, Refused):
            raise refused(proposal.issues)
        return _answer(_proposed(proposal))

    asked = f"propose {paper.value} {hashlib.sha256(call.body).hexdigest()}"
    return whole(once_kept(call, asked, parts.desk, act).body, 201)


def _confirm(parts: Parts, paper: Paper, call: Call[NoParameters, None]) -> Response:
    proposal = call.id("proposal")

    def act() -> Answer:
        try:
            row = confirm_paper(paper, proposal, call.caller, parts.papers)
        except NoSuchProposal:
            raise Problem(Code.NOT_FOUND) from None
        except SamePerson:
            raise Problem(Code.ANOTHER_PERSON_NEEDED) from None
        except Overtaken:
            raise Problem(Code.CONFLICT) from None
        if isinstance(row, Refused):
            raise refused(row.issues)
        return _answer(_shown(row))

    body = once(call, f"confirm {paper.value} {proposal}", parts.desk, act).body
    return whole(body, 201, {"ETag": etag(str(json.loads(body)["version"]))})


def _declare(parts: Parts, call: Call[NoParameters, NewDeclaration]) -> Response:
    sent = call.body
    until = Never.NEVER if sent.advised_until == Never.NEVER.value else read_day(sent.advised_until)

    def act(key: Key) -> Answer:
        if until is None:
            raise refused([fault(Code.VALUE_INVALID, "/advised_until", _DAY_EXPECTED)])
        said = Declared(sent.client, sent.free_of_conflict, until, lambda row: (key, _answer(_declared(row))))
        try:
            row = declare(said, call.caller, parts.declarations)
        except NoSuchClient:
            raise refused([fault(Code.CLIENT_UNKNOWN, "/client", "an applicant or holder")]) from None
        except NotYet:
            raise refused([fault(Code.VALUE_INVALID, "/advised_until", _DAY_EXPECTED)]) from None
        return _answer(_declared(row))

    return whole(once_kept(call, f"declare {sent.model_dump_json()}", parts.desk, act).body, 201)


def _declarations(parts: Parts, call: Call[About, None]) -> Response:
    asked, store = call.asked, parts.declarations.declarations
    found = store.all(call.caller.organisation, asked.client, asked.limit)
    return document({"declarations": [_declared(each) for each in found]})


def _answer(told: Mapping[str, object]) -> Answer:
    return Answer(created=True, body=written(told))


def _shown(row: PaperRow) -> dict[str, object]:
    return {
        "version": row.version,
        "set_by": row.set_by,
        "confirmed_by": row.confirmed_by,
        "set_at": row.set_at,
        "sha256": hashlib.sha256(row.content).hexdigest(),
        "document": json.loads(row.content),
    }


def _proposed(row: ProposalRow) -> dict[str, object]:
    return {
        "id": row.id,
        "version": row.version,
        "proposed_by": row.proposed_by,
        "proposed_at": row.proposed_at,
        "document": json.loads(row.content),
        "links": {"confirmation": f"{PAPERS[row.paper].propose.path}/{row.id}/confirmation"},
    }


def _declared(row: DeclarationRow) -> dict[str, object]:
    until = row.declared.advised_until
    return {
        "id": row.id,
        "client": row.client,
        "free_of_conflict": row.declared.is_free,
        "advised_until": None if isinstance(until, Never) else until.isoformat(),
        "person": row.declared.person,
        "declared_at": row.at,
    }
