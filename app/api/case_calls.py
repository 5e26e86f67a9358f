"""What a request to a case says besides its body: who acts, which kind of case, under which key, at which version."""

import hashlib
import json
import re
from collections.abc import Callable, Collection

from starlette.requests import Request
from starlette.responses import Response

from app.api.access import B, Call
from app.api.bodies import JSON, read_body
from app.api.case_problems import problem_of
from app.api.case_views import KINDS
from app.api.codes import Code
from app.api.conditional import etag, idempotency_key, read_tags
from app.api.problems import Problem
from app.api.queries import P
from app.api.replies import whole
from app.certification.cases.record import Entry
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Kind
from app.ports.cases import CaseView
from app.ports.evidence import Answer
from app.workflow.case_desk import Acting, CaseDesk, NotDone
from app.workflow.case_seen import Seen, case_seen
from app.workflow.take_step import Asking, take_step

MOST_OF_A_STEP = 1024 * 1024
# A tag that was never told names a version that no case has; what is wrong with the body is said first.
_OF_NO_CASE = -1
# Of a step that was taken, or of a case as it is shown.
_VERSION = re.compile(r"([0-9]{1,9})(?:-[0-9a-f]{16})?")


async def step_body(request: Request) -> bytes:
    """Read an event, or what opens a case."""
    return await read_body(request, limit=MOST_OF_A_STEP, accepted={JSON})


def acting(call: Call[P, B]) -> Acting:
    """Return who acts; a machine takes no step."""
    caller = call.caller
    if caller.person is None:
        raise Problem(Code.FORBIDDEN)
    return Acting(caller.organisation, caller.person, caller.account, caller.roles)


def kind_of(call: Call[P, B]) -> Kind:
    """Return the kind of case that the path names; the router lets no other name through."""
    return KINDS[call.request.path_params["cases"]]


def seen_case(call: Call[P, B], desk: CaseDesk) -> Seen:
    """Return the case of a path as the caller may see it; Problem `not_found`, also for one of another kind."""
    kind, seen = kind_of(call), case_seen(call.caller.organisation, call.id("case"), desk)
    if seen is None or seen.case.kind is not kind:
        raise Problem(Code.NOT_FOUND)
    return seen


def stored_case(call: Call[P, B], desk: CaseDesk) -> CaseView:
    """Return the same without reading what its records amount to."""
    kind, view = kind_of(call), desk.cases.read(call.caller.organisation, call.id("case"))
    if view is None or view.summary.case.kind != kind:
        raise Problem(Code.NOT_FOUND)
    return view


def step(
    call: Call[P, bytes], case: str | None, desk: CaseDesk, only: Collection[Event | Entry] | None = None
) -> Response:
    """Take a step and answer it; Problem: why it is not taken."""
    key = idempotency_key(call.lines("idempotency-key"))
    seen = seen_number(call)
    asking = Asking(call.body, key, case, only, seen, is_blind=seen is None)
    return told(take_step(acting(call), asking, desk))


def told(found: Answer | NotDone, place: Callable[[str], str] | None = None) -> Response:
    """Return the answer to a step, with the place of a case that it opens; Problem: why it is not taken."""
    if not isinstance(found, Answer):
        raise problem_of(found)
    said = json.loads(found.body)
    headers = {"ETag": etag(str(said["n"]))}
    if place is not None:
        headers["Location"] = place(said["case"])
    return whole(found.body, 201, headers)


def version_of(n: int, content: bytes) -> str:
    """Return the version of what is shown: its newest record or act, and what else is told of it by its digest."""
    return f"{n}-{hashlib.sha256(content).hexdigest()[:16]}"


def seen_number(call: Call[P, B]) -> int | None:
    """Return the number of the newest record or act that was seen, None where this is not said: `*` names none."""
    tags = read_tags(call.lines("if-match"))
    if tags is None or tags.any:
        return None
    found = _VERSION.fullmatch(next(iter(tags.strong))) if len(tags.strong) == 1 else None
    return _OF_NO_CASE if found is None else int(found[1])
