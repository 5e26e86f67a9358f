"""Certification cases, their steps, timelines and worklists, and certificates, as they are sent."""

from app.api.schemas.case_forms import EVENT, NUMBER, UNIT
from app.api.schemas.forms import (
    COUNT,
    DAY,
    ID,
    INSTANT,
    PATH,
    SHA256,
    TEXT,
    YES_OR_NO,
    Schema,
    each,
    listed,
    one_of,
    only,
    or_null,
    record,
    ref,
    said,
)
from app.api.schemas.service import PROBLEM, PROBLEM_MORE
from app.certification.cases.refusal import WhyNot
from app.certification.finding import Needed
from app.certification.lifecycle.citation import Basis, Document
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.vocabulary import Act, Actor, Cause, Deadline, Kind
from app.certification.standing import Standing
from app.ports.cases import PartyRole
from app.workflow.case_told import REFUSED, TIMELINE

_STATE, _KIND, _ROLE = one_of(State), one_of(Kind), one_of(Actor)
_CLAUSE = record({"document": one_of(Document), "number": TEXT, "basis": one_of(Basis)})
_DUE = said(
    {"type": "object"}, "`day` where it is firm, `earliest` and `latest` where it is provisional, or why there is none."
)
_SUMMARY: dict[str, Schema] = {
    "id": ID,
    "kind": _KIND,
    "body": ID,
    "scheme": TEXT,
    "number": TEXT,
    "certificate": said(or_null(TEXT), "The certificate that the case is about."),
    "state": _STATE,
    "due_on": said(or_null(DAY), "When the first of its deadlines ends, as far as that is known."),
    "n": said(COUNT, "How many records it has: its ETag begins with it."),
    "opened_at": INSTANT,
    "imported": said(YES_OR_NO, "Whether it is from before the service, where nobody saw what happened in it."),
    "links": record({"case": PATH, "events": PATH, "timeline": PATH}),
}
_PARTY = record({"organisation": ID, "role": one_of(PartyRole), "since": INSTANT})
_FILE = record(
    {
        "sha256": SHA256,
        "name": TEXT,
        "sender": ID,
        "open_to": or_null(one_of(PartyRole)),
        "received_at": INSTANT,
        "links": record({"document": PATH}),
    }
)
_OVERTAKEN = record({"report": TEXT, "corrected_by": said(TEXT, "The newest revision of it.")})
_CASE: dict[str, Schema] = {
    **_SUMMARY,
    "unit": UNIT,
    "accepted_on": or_null(DAY),
    "causes": listed(one_of(Cause)),
    "parties": listed(_PARTY),
    "documents": listed(_FILE),
    "issued": or_null(record({"certificate": TEXT, "version": NUMBER})),
    "following": said(
        listed(record({"event": EVENT, "by": listed(_ROLE), "clause": _CLAUSE})), "Steps that the state has."
    ),
    "to_review": said(
        or_null(listed(_OVERTAKEN)),
        "Reports that its newest decision rests on and that were corrected since; not for a laboratory.",
    ),
    "records": said(
        listed({"type": "object"}), "What was recorded, as `labverdict.case/1` has it; a laboratory sees its own."
    ),
}
_TAKEN: dict[str, Schema] = {
    "format": only("labverdict.case_step/1"),
    "case": ID,
    "n": NUMBER,
    "event": EVENT,
    "state": _STATE,
    "due_on": or_null(DAY),
    "log_entry": COUNT,
    "log_entry_hash": SHA256,
    "started": listed(record({"deadline": one_of(Deadline), "from": DAY, "due": _DUE})),
    "ended": listed(one_of(Deadline)),
    "acts": said(listed(one_of(Act)), "What the step does to the certificate."),
    "voided": said(YES_OR_NO, "Whether a decision that was pending is void, and the case back at its review."),
    "certificate": or_null(TEXT),
    "decision": said(or_null(SHA256), "Of the decision's canonical bytes."),
    "followed": said(
        listed(record({"case": ID, "kind": _KIND, "n": NUMBER, "event": EVENT, "state": _STATE})),
        "What it brings about in other cases of the certificate, in the same transaction.",
    ),
}
_MISSING = record(
    {
        "guard": one_of(Guard),
        "standing": one_of(Standing),
        "clause": _CLAUSE,
        "needs": listed(record({"sort": one_of(Needed), "what": TEXT})),
        "says": TEXT,
    }
)
_REFUSED = record(
    {
        "format": only(REFUSED),
        "why": one_of(WhyNot),
        "state": TEXT,
        "event": TEXT,
        "at": COUNT,
        "clause": or_null(_CLAUSE),
        "missing": said(listed(_MISSING), "Every condition in the way, with its clause and what it lacks."),
        "says": TEXT,
    }
)
_BY_WHEN: dict[str, Schema] = {"due": or_null(DAY), "due_state": or_null(one_of(("firm", "provisional")))}
_TASK = record(
    {
        "case": ID,
        "kind": _KIND,
        "number": TEXT,
        "state": _STATE,
        "role": _ROLE,
        "events": listed(EVENT, minItems=1),
        **_BY_WHEN,
        "deadline": or_null(one_of(Deadline)),
        "links": record({"case": PATH, "events": PATH}),
    }
)
_REVIEW = said(
    record(
        {
            "case": ID,
            "kind": _KIND,
            "number": TEXT,
            "state": _STATE,
            "reports": listed(_OVERTAKEN, minItems=1),
            "links": record({"case": PATH}),
        }
    ),
    "A case of the body whose newest decision rests on reports that were corrected since.",
)
_REPORTING = record(
    {
        "certificate": TEXT,
        "deadline": one_of(Deadline),
        "from": DAY,
        **_BY_WHEN,
        "links": record({"certificate": PATH}),
    }
)

SCHEMAS: dict[str, Schema] = {
    "CaseStep": said(record(_TAKEN), "A step that was taken and logged, with all that followed from it."),
    "CaseSummary": record(_SUMMARY),
    "CaseList": record({"cases": listed(ref("CaseSummary")), "next": or_null(TEXT)}),
    "Case": record(_CASE),
    "CaseTimeline": record(
        {
            "format": only(TIMELINE),
            "case": ID,
            "kind": _KIND,
            "scheme": TEXT,
            "state": _STATE,
            "imported": YES_OR_NO,
            "accepted_on": or_null(DAY),
            "evidence": COUNT,
            "causes": listed(one_of(Cause)),
            "timeline": said(listed({"type": "object"}), "Records in their order, each with the deadlines it started."),
        }
    ),
    "CaseFile": _FILE,
    "CaseFileList": record({"documents": listed(ref("CaseFile"))}),
    "StepProblem": said(
        record(PROBLEM, {**PROBLEM_MORE, "step": _REFUSED}),
        "RFC 9457; where a step is refused, `step` has the clause and all that is missing.",
    ),
    "Worklist": record(
        {"on": DAY, "tasks": listed(_TASK), "certificates": listed(_REPORTING), "to_review": listed(_REVIEW)}
    ),
    "DecisionRecord": said(each({}), "`labverdict.decision/1` in canonical bytes (RFC 8785)."),
    "DecisionBundle": said(each({}), "`labverdict.bundle/1`: all that recomputes the decision without this service."),
}
