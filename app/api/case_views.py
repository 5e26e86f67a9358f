"""A case, its parties and files, and lists of cases, as they are shown."""

import base64
import binascii
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from app.api.operation import V1
from app.api.paging import USUAL, Limit
from app.api.problems import Problem, fault
from app.api.queries import Day, Parameters
from app.certification.lifecycle.states import State
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.ports.cases import CaseSummary, CasesWanted, DocumentView, PartyView, Place
from app.verification.day import read_day
from app.workflow.case_seen import Seen, sees_whole
from app.workflow.case_told import citation_told

# As the paths name them.
KINDS: Mapping[str, Kind] = {
    "applications": Kind.APPLICATION,
    "surveillance": Kind.SURVEILLANCE,
    "samples": Kind.SAMPLE,
    "changes": Kind.CHANGE,
    "extensions": Kind.EXTENSION,
    "suspensions": Kind.SUSPENSION,
    "renewals": Kind.RENEWAL,
    "complaints": Kind.COMPLAINT,
    "appeals": Kind.APPEAL,
}
PATHS = {kind.value: name for name, kind in KINDS.items()}
_MARK = re.compile(r"1:([0-9a-f]{32})(?::([0-9]{4}-[0-9]{2}-[0-9]{2}))?")


def _state(text: str) -> str:
    if text not in set(State):
        raise ValueError("a state that cases have")
    return text


_STATES = sorted(state.value for state in State)
StateName = Annotated[
    str, AfterValidator(_state), Field(description="Where the case stands.", json_schema_extra={"enum": _STATES})
]


class Cases(Parameters):
    """Which cases; what is not asked narrows nothing."""

    state: StateName | None = None
    due_before: (
        Annotated[Day, Field(description="Those of which a deadline ends before this day, the most urgent first.")]
        | None
    ) = None
    limit: Limit = USUAL
    cursor: (
        Annotated[
            str,
            StringConstraints(pattern="^[A-Za-z0-9_-]{1,80}$"),
            Field(description="`next` of the page before, as it was told."),
        ]
        | None
    ) = None

    def wanted(self, kind: Kind) -> CasesWanted:
        """Return what is wanted, one case more than a page holds; Problem `cursor_invalid`, also of another list."""
        after = None if self.cursor is None else _place(self.cursor)
        if after is not None and (after.due_on is None) is not (self.due_before is None):
            raise _invalid()
        return CasesWanted(kind.value, self.state, self.due_before, after, self.limit + 1)


def page(found: Sequence[CaseSummary], asked: Cases) -> dict[str, object]:
    """Return a page of cases, of which one more was read than it holds if there is one."""
    shown = found[: asked.limit]
    following = _cursor(shown[-1], asked) if len(found) > asked.limit else None
    return {"cases": [summary(each) for each in shown], "next": following}


def path_of(kind: str, case: str) -> str:
    """Return the path of a case."""
    return f"{V1}/{PATHS[kind]}/{case}"


def summary(found: CaseSummary) -> dict[str, object]:
    """Return a case in a list; `n` counts its records."""
    case, path = found.case, path_of(found.case.kind, found.case.id)
    return {
        "id": case.id,
        "kind": case.kind,
        "body": case.body,
        "scheme": case.scheme,
        "number": case.number,
        "certificate": case.certificate_no,
        "state": found.state.state,
        "due_on": _day(found.state.due_on),
        "n": found.n,
        "opened_at": case.opened_at,
        "imported": case.imported is not None,
        "links": {"case": path, "events": f"{path}/events", "timeline": f"{path}/timeline"},
    }


def case_view(seen: Seen, reader: str, corrected: Mapping[str, str]) -> dict[str, object]:
    """Return a case with its parties and files, the certificate that came of it, and what may come next.

    `corrected` has the newest name of each report that was corrected after the decision that it is in.
    """
    held, path = seen.held, path_of(seen.case.kind.value, seen.stored.summary.case.id)
    following = [
        {"event": row.event, "by": [role.value for role in row.by], "clause": citation_told(row.citation)}
        for row in CASES[held.kind].free(held.state)
    ]
    issued = seen.certificate
    unit = seen.case.unit
    return {
        **summary(seen.stored.summary),
        "unit": {"manufacturer": unit.manufacturer, "plant": unit.plant, "grade": unit.grade},
        "accepted_on": _day(held.accepted_on),
        "causes": sorted(cause.value for cause in held.causes),
        "parties": [party(each) for each in seen.stored.parties],
        "documents": [file(each, path) for each in seen.stored.documents],
        "issued": None if issued is None else {"certificate": issued.number, "version": issued.version},
        "following": following,
        "to_review": overtaken(corrected) if sees_whole(seen.stored, reader) else None,
        "records": _records(seen, reader),
    }


def overtaken(corrected: Mapping[str, str]) -> list[object]:
    """Return what a decision has to be reviewed for: a report that it names, and the newest revision of that."""
    return [{"report": named, "corrected_by": newest} for named, newest in sorted(corrected.items())]


def _records(seen: Seen, reader: str) -> list[object]:
    """Return what was recorded; a laboratory sees what laboratories did, and nothing of what others brought."""
    whole = sees_whole(seen.stored, reader)
    told = [(each.record.role, json.loads(each.record.content)) for each in seen.stored.records]
    return [_record(content) for role, content in told if whole or role == Actor.LABORATORY]


def _record(content: dict[str, dict[str, object]]) -> dict[str, object]:
    """Return a record; of one that nobody of the service saw it is told who took it in."""
    imported = {"imported": content["imported"]} if "imported" in content else {}
    return {**content["record"], **imported}


def party(found: PartyView) -> dict[str, object]:
    """Return a party."""
    return {"organisation": found.organisation, "role": found.role.value, "since": found.since}


def file(found: DocumentView, path: str) -> dict[str, object]:
    """Return a file of the case with this path."""
    return {
        "sha256": found.sha256,
        "name": found.name,
        "sender": found.sender,
        "open_to": None if found.open_to is None else found.open_to.value,
        "received_at": found.received_at,
        "links": {"document": f"{path}/documents/{found.sha256}"},
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _cursor(last: CaseSummary, asked: Cases) -> str:
    due = f":{last.state.due_on}" if asked.due_before is not None and last.state.due_on is not None else ""
    return base64.urlsafe_b64encode(f"1:{last.case.id}{due}".encode()).decode("ascii").rstrip("=")


def _place(cursor: str) -> Place:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    found = _MARK.fullmatch(text)
    day = None if found is None or found[2] is None else read_day(found[2])
    if found is None or (found[2] is not None and day is None):
        raise _invalid()
    return Place(found[1], day)


def _invalid() -> Problem:
    return Problem("cursor_invalid", errors=[fault("cursor_invalid", "parameter cursor", "`next` of an earlier page")])
