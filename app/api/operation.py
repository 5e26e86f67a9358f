"""One operation: what is documented of it, and what answers it. Routes and OpenAPI are both made from these."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import Response

from app.api.queries import Parameters
from app.api.schemas.forms import Schema
from app.identity.roles import Permission

V1 = "/api/v1"
JSON = "application/json"

Endpoint = Callable[[Request], Awaitable[Response]]


class Open(StrEnum):
    """Who may ask without a permission of one's own: everybody, or every live credential."""

    EVERYBODY = "everybody"
    EVERY_CALLER = "every_caller"


Access = Permission | Open


class Tag(StrEnum):
    """The chapters of the description."""

    REPORTS = "Reports"
    VERDICTS = "Verdicts"
    SHARING = "Sharing"
    RULES = "Rules"
    CASES = "Certification cases"
    PAPERS = "Settings of a body"
    WEBHOOKS = "Webhooks"
    ACCESS = "Access"
    LOG = "Evidence log"
    PUBLIC = "Public look-up"
    OPERATION = "Operation"


class Asked(StrEnum):
    """A header on which it depends whether something is done."""

    IDEMPOTENCY_KEY = "Idempotency-Key"
    IF_MATCH = "If-Match"
    IF_NONE_MATCH = "If-None-Match"


class Told(StrEnum):
    """A header of an answer."""

    ETAG = "ETag"
    LOCATION = "Location"
    CONTENT_LANGUAGE = "Content-Language"
    CONTENT_DISPOSITION = "Content-Disposition"


class NoParameters(Parameters):
    """Nothing may be asked."""


@dataclass(frozen=True, slots=True)
class Media:
    """What a body of one type is: its schema and an example of it (None where it is no JSON)."""

    schema: Schema
    example: object = None


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go on: an operation and where its parameters are found in the answer."""

    operation: str
    parameters: Mapping[str, str]


# A change is made to the version that was answered.
OF_VERSION = {"header.If-Match": "$response.header.ETag"}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is a success. Without `content` it has no body."""

    status: int
    says: str
    content: Mapping[str, Media] = field(default_factory=dict)
    headers: tuple[Told, ...] = ()
    links: Mapping[str, Link] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Docs:
    """What is documented of an operation; `problems` are those that do not follow from access, headers or body.

    An operation that `may_match` looks at If-Match where it is sent, and can do without it but for corrections.
    """

    id: str
    method: str
    path: str
    tag: Tag
    summary: str
    says: str = ""
    headers: tuple[Asked, ...] = ()
    body: Mapping[str, Media] = field(default_factory=dict)
    replies: tuple[Reply, ...]
    problems: tuple[str, ...] = ()
    problem_schema: str = "Problem"
    may_match: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation. Its access and its query are those that `endpoint` enforces."""

    docs: Docs
    access: Access
    query: type[Parameters]
    endpoint: Endpoint
