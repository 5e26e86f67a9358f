"""What is documented of certificates, and of what a body's office records of them outside of any case."""

from app.api import case_examples as examples
from app.api.operation import JSON, OF_VERSION, V1, Asked, Docs, Link, Media, Reply, Tag, Told
from app.api.schemas.forms import ref

CERTIFICATES = Docs(
    id="listCertificates",
    method="GET",
    path=f"{V1}/certificates",
    tag=Tag.CASES,
    summary="List certificates",
    says="A body those that it issued, a holder its own; by number.",
    replies=(
        Reply(
            200,
            "A page.",
            {JSON: Media(ref("CertificateList"), {"certificates": [examples.LISTED], "next": None})},
        ),
    ),
    problems=("cursor_invalid",),
)
CERTIFICATE = Docs(
    id="readCertificate",
    method="GET",
    path=f"{V1}/certificates/{{certificate}}",
    tag=Tag.CASES,
    summary="Read a certificate",
    says="Every version with its proof, every act of a case or of the office, and how it stands today.",
    headers=(Asked.IF_NONE_MATCH,),
    replies=(
        Reply(
            200,
            "The certificate.",
            {JSON: Media(ref("Certificate"), examples.CERTIFICATE)},
            (Told.ETAG,),
            {"recordAct": Link("recordAct", {"certificate": "$request.path.certificate", **OF_VERSION})},
        ),
        Reply(304, "It is known.", {}, (Told.ETAG,)),
    ),
)
ACT = Docs(
    id="recordAct",
    method="POST",
    path=f"{V1}/certificates/{{certificate}}/acts",
    tag=Tag.CASES,
    summary="Record an act on a certificate outside of any case",
    says="By the office of its body: that the result was reported, which ends its deadline, that the certificate was "
    "listed or transferred, that one that is withdrawn was recovered or its withdrawal published. It changes no "
    "status. An act that the certificate cannot take on its day is answered 409 with the clause and all that is "
    "missing.",
    headers=(Asked.IDEMPOTENCY_KEY,),
    body={JSON: Media(ref("NewCertificateAct"), examples.NEW_ACT)},
    replies=(
        Reply(
            201,
            "It is recorded, and logged.",
            {JSON: Media(ref("CertificateActRecorded"), examples.RECORDED_ACT)},
            (Told.ETAG,),
        ),
    ),
    problems=("step_refused", "role_not_held", "conflict", "refused"),
    problem_schema="StepProblem",
    may_match=True,
)
