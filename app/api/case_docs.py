"""What is documented of certification cases."""

from app.api import case_examples as examples
from app.api.operation import JSON, V1, Asked, Docs, Link, Media, Reply, Tag, Told
from app.api.schemas.forms import ref

BYTES = "application/octet-stream"
_ALL, _ONE = f"{V1}/{{cases}}", f"{V1}/{{cases}}/{{case}}"
_STEP = {JSON: Media(ref("CaseStep"), examples.STEP)}
_BINARY = {"type": "string", "format": "binary"}
STEP_PROBLEMS = ("step_refused", "role_not_held", "conflict", "reports_corrected", "refused")
_JUDGED = (
    "A step that the case cannot take is answered 409 with the clause and all that is missing. What it brings about in "
    "other cases of the same certificate is stored with it, or nothing is."
)

OPEN = Docs(
    id="openCase",
    method="POST",
    path=_ALL,
    tag=Tag.CASES,
    summary="Open a case with its first event",
    says=f"By the body, or by a client at the body that it names. {_JUDGED}",
    headers=(Asked.IDEMPOTENCY_KEY,),
    body={JSON: Media(ref("NewCase"), examples.NEW_CASE)},
    replies=(
        Reply(
            201,
            "It is open, and logged.",
            _STEP,
            (Told.ETAG, Told.LOCATION),
        ),
    ),
    problems=(*STEP_PROBLEMS, "number_taken"),
    problem_schema="StepProblem",
)
LIST = Docs(
    id="listCases",
    method="GET",
    path=_ALL,
    tag=Tag.CASES,
    summary="List cases of a kind",
    says="A body its own, others those of which they are a party; the newest first.",
    replies=(Reply(200, "A page.", {JSON: Media(ref("CaseList"), {"cases": [examples.SUMMARY], "next": None})}),),
    problems=("cursor_invalid",),
)
READ = Docs(
    id="readCase",
    method="GET",
    path=_ONE,
    tag=Tag.CASES,
    summary="Read a case",
    says="With its parties, files and records, and the steps that its state has.",
    headers=(Asked.IF_NONE_MATCH,),
    replies=(
        Reply(200, "The case.", {JSON: Media(ref("Case"), examples.CASE)}, (Told.ETAG,)),
        Reply(304, "It is known.", {}, (Told.ETAG,)),
    ),
)
TIMELINE = Docs(
    id="readTimeline",
    method="GET",
    path=f"{_ONE}/timeline",
    tag=Tag.CASES,
    summary="Read the story of a case",
    says="Every event with its clause, corrected ones too, and every deadline that ran. A laboratory reads of it what "
    "laboratories did, what brought the case to testing or took it from there, and the time for testing.",
    replies=(Reply(200, "In the order of the records.", {JSON: Media(ref("CaseTimeline"), examples.TIMELINE)}),),
)
TESTS = Docs(
    id="readTests",
    method="GET",
    path=f"{_ONE}/tests",
    tag=Tag.CASES,
    summary="Read the tests of a case",
    says="To the body and the applicant, not to a laboratory: the verdict on each report in evidence, under the limits "
    "that the body adopts, and what the laboratory printed beside each requirement that is not held, for a person to "
    "compare; it is never taken as a limit.",
    replies=(Reply(200, "In the order of the evidence.", {JSON: Media(ref("CaseTests"), examples.TESTS)}),),
)
STEP = Docs(
    id="takeStep",
    method="POST",
    path=f"{_ONE}/events",
    tag=Tag.CASES,
    summary="Take a step in a case",
    says=_JUDGED,
    headers=(Asked.IDEMPOTENCY_KEY,),
    body={JSON: Media(ref("CaseEvent"), examples.EVENT)},
    replies=(Reply(201, "It is taken, and logged.", _STEP, (Told.ETAG,)),),
    problems=STEP_PROBLEMS,
    problem_schema="StepProblem",
    may_match=True,
)
KEEP = Docs(
    id="keepDocument",
    method="POST",
    path=f"{_ONE}/documents",
    tag=Tag.CASES,
    summary="Keep a file of a case",
    says="Its sender and the body read it, and the parties of the role that it is open to.",
    headers=(Asked.IDEMPOTENCY_KEY,),
    body={BYTES: Media(_BINARY)},
    replies=(
        Reply(201, "It is kept.", {JSON: Media(ref("CaseFile"), examples.FILE)}),
        Reply(200, "It was there before.", {JSON: Media(ref("CaseFile"), examples.FILE)}),
    ),
    problems=("conflict",),
)
DOCUMENT = Docs(
    id="readDocument",
    method="GET",
    path=f"{_ONE}/documents/{{sha256}}",
    tag=Tag.CASES,
    summary="Read a file of a case",
    replies=(Reply(200, "The bytes, to be saved as a file.", {BYTES: Media(_BINARY)}, (Told.CONTENT_DISPOSITION,)),),
)
DOCUMENTS = Docs(
    id="listDocuments",
    method="GET",
    path=f"{_ONE}/documents",
    tag=Tag.CASES,
    summary="List the files of a case that one may read",
    replies=(Reply(200, "The oldest first.", {JSON: Media(ref("CaseFileList"), {"documents": [examples.FILE]})}),),
)
PARTY = Docs(
    id="grantParty",
    method="POST",
    path=f"{_ONE}/parties",
    tag=Tag.CASES,
    summary="Let an applicant or a laboratory take part in a case of one's own",
    headers=(Asked.IDEMPOTENCY_KEY,),
    body={JSON: Media(ref("CaseParty"), examples.PARTY)},
    replies=(Reply(201, "It takes part, which is logged.", {JSON: Media(ref("CaseParty"), examples.PARTY)}),),
    problems=("party_unknown",),
)


def work(id_: str, path: str, summary: str) -> Docs:
    """Return the documents of a step that is restricted to the events of one sort of work."""
    return Docs(
        id=id_,
        method="POST",
        path=f"{V1}/{path}",
        tag=Tag.CASES,
        summary=summary,
        says=f"The same as a step of the case that it names, for the events of this work alone. {_JUDGED}",
        headers=(Asked.IDEMPOTENCY_KEY,),
        body={JSON: Media(ref("CaseWork"), {"case": examples.CASE_ID, **examples.WORK[path]})},
        replies=(Reply(201, "It is taken, and logged.", _STEP, (Told.ETAG,)),),
        problems=(*STEP_PROBLEMS, "not_found"),
        problem_schema="StepProblem",
        may_match=True,
    )


DECISION = Docs(
    id="readDecision",
    method="GET",
    path=f"{V1}/decisions/{{case}}",
    tag=Tag.CASES,
    summary="Read the newest decision in a case",
    says="To the body and the applicant, not to a laboratory. Its record in canonical bytes: every clause, and the "
    "digests of all that it rests on.",
    headers=(Asked.IF_NONE_MATCH,),
    replies=(
        Reply(
            200,
            "The record.",
            {JSON: Media(ref("DecisionRecord"), {"format": "labverdict.decision/1"})},
            (Told.ETAG,),
            {"readBundle": Link("readBundle", {"case": "$request.path.case"})},
        ),
        Reply(304, "It is known.", {}, (Told.ETAG,)),
    ),
)
BUNDLE = Docs(
    id="readBundle",
    method="GET",
    path=f"{V1}/decisions/{{case}}/bundle",
    tag=Tag.CASES,
    summary="Read the newest decision with all that it rests on",
    says="To the body and the applicant, for `labverdict verify-bundle`, which recomputes it without this service.",
    replies=(
        Reply(
            200,
            "The bundle, to be saved as a file.",
            {JSON: Media(ref("DecisionBundle"), {"format": "labverdict.bundle/1"})},
            (Told.CONTENT_DISPOSITION,),
        ),
    ),
)
WORKLIST = Docs(
    id="readWorklist",
    method="GET",
    path=f"{V1}/worklist",
    tag=Tag.CASES,
    summary="List what one can do next",
    says="In the open cases, by the day on which it is due: the tasks of one's own roles, less those that the "
    "evaluation bars one from; to an auditor all of them. `certificates` has the deadlines of certificates that run, "
    "for the roles that have to act: the report of an issue or renewal up to its last day (D-07), from when and until "
    "when to survey (D-10, D-11), the bar (D-18), and, to the holder as well, expiry and renewal (D-09, D-16, D-17). "
    "A `provisional` day may still be moved by a holiday notice. `to_review` are decided cases whose reports were "
    "corrected since.",
    replies=(Reply(200, "The most urgent first.", {JSON: Media(ref("Worklist"), examples.WORKLIST)}),),
)
CALENDAR = Docs(
    id="readCalendar",
    method="GET",
    path=f"{V1}/calendar.ics",
    tag=Tag.CASES,
    summary="Read the running deadlines as a calendar",
    says="iCalendar (RFC 5545), of all open cases and of the certificates of a body or holder; provisional days are "
    "tentative.",
    replies=(
        Reply(200, "One event for each.", {"text/calendar": Media({"type": "string"})}, (Told.CONTENT_LANGUAGE,)),
    ),
)
