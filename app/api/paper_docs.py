"""What is documented of what a body sets and adopts, and of declarations about its clients."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from app.api.deliveries import Id
from app.api.documents import Strict
from app.api.examples import AT, BODY, HASH
from app.api.operation import JSON, V1, Asked, Docs, Link, Media, Reply, Tag, Told
from app.api.schemas.forms import ref
from app.certification.adopted_limits import FORMAT as LIMITS_FORMAT
from app.certification.body import FORMAT as SETTINGS_FORMAT
from app.ports.body_papers import Paper

_ONE, _TWO, _CLIENT, _PROPOSAL = (f"0197a0c1e2b47d02b6c18f3a5d7e902{n}" for n in (1, 2, 3, 4))
_SETTINGS: dict[str, object] = {
    "settings": {
        "renewal_start": {"value": "expiry", "ground": "证书管理程序 5.2", "since": "2026-01-01"},
        "adopted_norms": {"value": ["M-23d"], "ground": "机构决定 2026-3", "since": "2026-03-01"},
    }
}
_LIMITS: dict[str, object] = {
    "scheme": "JSPB01-110038-2023",
    "standard": "GB/T 32237-2015",
    "adopted": [
        {
            "requirement": "GB_T_32237-2015/tightness",
            "since": "2026-01-01",
            "ground": "示例, 非标准规定",
            "limits": [
                {
                    "text": "符合标准要求",
                    "words": ["符合"],
                    "refused_words": ["不符合"],
                    "citation": {"document": "示例文件", "edition": "示例", "clause": "示例 4"},
                }
            ],
        }
    ],
}


class NewDeclaration(Strict):
    """How the person who sends it stands to a client."""

    client: Annotated[Id, Field(description="An applicant or holder.")]
    free_of_conflict: Annotated[bool, Field(description="Whether nothing binds the person to the client.")]
    advised_until: Annotated[
        str,
        StringConstraints(pattern="^([0-9]{4}-[0-9]{2}-[0-9]{2}|never)$"),
        Field(description="The last day on which the person advised the client, or `never`.", examples=["never"]),
    ]


MODELS = (NewDeclaration,)


@dataclass(frozen=True, slots=True)
class PaperDocs:
    """The operations on one sort of document."""

    read: Docs
    proposals: Docs
    propose: Docs
    confirm: Docs


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of document: its path, the name of its schemas and operations, and what it is called."""

    path: str
    name: str
    what: str
    sent: dict[str, object]
    form: str

    @property
    def document(self) -> dict[str, object]:
        return {"format": self.form, "body": BODY, "version": 1, **self.sent}

    @property
    def held(self) -> dict[str, Media]:
        by = {"set_by": _ONE, "confirmed_by": _TWO, "set_at": AT, "sha256": HASH}
        shown = {"version": 1, **by, "document": self.document | {"set_by": [_ONE, _TWO]}}
        return {JSON: Media(ref(self.name), shown)}

    @property
    def proposal(self) -> dict[str, object]:
        return {
            "id": _PROPOSAL,
            "version": 1,
            "proposed_by": _ONE,
            "proposed_at": AT,
            "document": self.document,
            "links": {"confirmation": f"{self.path}/proposals/{_PROPOSAL}/confirmation"},
        }


def _read(sort: _Sort) -> Docs:
    return Docs(
        id=f"read{sort.name}",
        method="GET",
        path=sort.path,
        tag=Tag.PAPERS,
        summary=f"Read {sort.what}",
        says="The newest version, or the one that is asked for; of one's own body.",
        headers=(Asked.IF_NONE_MATCH,),
        replies=(Reply(200, "One version.", sort.held, (Told.ETAG,)), Reply(304, "It is known.", {}, (Told.ETAG,))),
        problems=("not_found",),
    )


def _proposals(sort: _Sort) -> Docs:
    listed = {JSON: Media(ref(f"{sort.name}ProposalList"), {"proposals": [sort.proposal]})}
    return Docs(
        id=f"list{sort.name}Proposals",
        method="GET",
        path=f"{sort.path}/proposals",
        tag=Tag.PAPERS,
        summary=f"List what is proposed for {sort.what}",
        says="Those that can still be confirmed, the oldest first.",
        replies=(Reply(200, "All.", listed),),
    )


def _propose(sort: _Sort) -> Docs:
    confirm = f"confirm{sort.name}"
    proposal = {JSON: Media(ref(f"{sort.name}Proposal"), sort.proposal)}
    links = {confirm: Link(confirm, {"proposal": "$response.body#/id"})}
    return Docs(
        id=f"propose{sort.name}",
        method="POST",
        path=f"{sort.path}/proposals",
        tag=Tag.PAPERS,
        summary=f"Propose the next version of {sort.what}",
        says="Read and refused with every fault at once. It binds when another person of the body confirms it.",
        headers=(Asked.IDEMPOTENCY_KEY,),
        body={JSON: Media(ref(f"New{sort.name}"), sort.sent)},
        replies=(Reply(201, "It is proposed.", proposal, (), links),),
        problems=("refused",),
    )


def _confirm(sort: _Sort) -> Docs:
    return Docs(
        id=f"confirm{sort.name}",
        method="POST",
        path=f"{sort.path}/proposals/{{proposal}}/confirmation",
        tag=Tag.PAPERS,
        summary=f"Confirm what another person proposed for {sort.what}",
        says="Persons are compared, not accounts. Once a version is set, the other proposals for it are void.",
        headers=(Asked.IDEMPOTENCY_KEY,),
        replies=(Reply(201, "It is set, and logged.", sort.held, (Told.ETAG,)),),
        problems=("another_person_needed", "conflict", "refused"),
    )


_SORTS = {
    Paper.SETTINGS: _Sort(f"{V1}/body/settings", "Settings", "what the body sets", _SETTINGS, SETTINGS_FORMAT),
    Paper.ADOPTED_LIMITS: _Sort(
        f"{V1}/body/adopted-limits", "AdoptedLimits", "the limits that the body adopts", _LIMITS, LIMITS_FORMAT
    ),
}
PAPERS = {
    paper: PaperDocs(_read(sort), _proposals(sort), _propose(sort), _confirm(sort)) for paper, sort in _SORTS.items()
}
_DECLARATION = {
    "id": _PROPOSAL,
    "client": _CLIENT,
    "free_of_conflict": True,
    "advised_until": None,
    "person": _ONE,
    "declared_at": AT,
}
DECLARE = Docs(
    id="declare",
    method="POST",
    path=f"{V1}/declarations",
    tag=Tag.PAPERS,
    summary="Declare how one stands to a client",
    says="Of the person who asks. The newest declaration about a client counts.",
    headers=(Asked.IDEMPOTENCY_KEY,),
    body={JSON: Media(ref("NewDeclaration"), {"client": _CLIENT, "free_of_conflict": True, "advised_until": "never"})},
    replies=(Reply(201, "It is kept, and logged.", {JSON: Media(ref("Declaration"), _DECLARATION)}),),
    problems=("client_unknown", "value_invalid"),
)
DECLARATIONS = Docs(
    id="listDeclarations",
    method="GET",
    path=f"{V1}/declarations",
    tag=Tag.PAPERS,
    summary="List what the persons of one's body have declared",
    says="The newest first.",
    replies=(Reply(200, "A page.", {JSON: Media(ref("DeclarationList"), {"declarations": [_DECLARATION]})}),),
)
