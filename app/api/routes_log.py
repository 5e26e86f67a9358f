"""The evidence log to the outside: its newest signed head, proofs for single entries, and the keys that sign it."""

import base64
import hashlib
import json
from dataclasses import asdict
from functools import partial

from starlette.responses import Response

from app.api import examples_of_service as examples
from app.api.access import Call, Gate, Question, no_body
from app.api.codes import Code
from app.api.operation import JSON, V1, Asked, Docs, Media, NoParameters, Operation, Reply, Tag, Told
from app.api.parts import EvidenceLog, Parts
from app.api.problems import Problem
from app.api.replies import document, public, unless_known
from app.api.schemas.forms import ref
from app.identity.roles import Permission

_FAR = 10**15
_UNCHANGED = Reply(304, "It is the version that If-None-Match names.", headers=(Told.ETAG,))
_CHECKPOINT = Docs(
    id="readCheckpoint",
    method="GET",
    path=f"{V1}/log/checkpoint",
    tag=Tag.LOG,
    summary="Read the newest signed head of the evidence log",
    says="Keep what you get: a log that was cut or rebuilt cannot be reconciled with an older head.",
    headers=(Asked.IF_NONE_MATCH,),
    replies=(Reply(200, "The head.", {JSON: Media(ref("Envelope"), examples.ENVELOPE)}, (Told.ETAG,)), _UNCHANGED),
)
_PROOF = Docs(
    id="proveEntry",
    method="GET",
    path=f"{V1}/log/entries/{{entry}}/proof",
    tag=Tag.LOG,
    summary="Prove that an entry is in the evidence log",
    says="For entries on reports that one may read. The receipt of a report names its entry.",
    replies=(Reply(200, "The entry and its proof.", {JSON: Media(ref("Proof"), examples.PROOF)}),),
)
_KEYS = Docs(
    id="readLogKeys",
    method="GET",
    path=f"{V1}/log/key",
    tag=Tag.LOG,
    summary="Read the keys that sign the heads of the log",
    headers=(Asked.IF_NONE_MATCH,),
    replies=(Reply(200, "The keys.", {JSON: Media(ref("LogKeys"), examples.LOG_KEYS)}, (Told.ETAG,)), _UNCHANGED),
)


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who check the log."""
    keys = {"keys": [asdict(key) for key in parts.log.keys]}
    return (
        gate.open_asking(_CHECKPOINT, (NoParameters, no_body), partial(_checkpoint, parts.log)),
        gate.guarded(_PROOF, Permission.REPORTS_READ, (NoParameters, no_body), partial(_proof, parts.log)),
        gate.open(_KEYS, NoParameters, lambda question: public(question.request, keys)),
    )


def _checkpoint(log: EvidenceLog, question: Question[NoParameters], body: None) -> Response:
    del body
    envelope = log.checkpoint()
    told = {"Cache-Control": "public, no-cache"}
    return unless_known(question.request, hashlib.sha256(envelope).hexdigest()[:32], told, envelope)


def _proof(log: EvidenceLog, call: Call[NoParameters, None]) -> Response:
    proof = log.prove(call.caller.organisation, call.number("entry", 0, _FAR))
    if proof is None:
        raise Problem(Code.NOT_FOUND)
    return document(
        {
            "entry": base64.b64encode(proof.entry).decode("ascii"),
            "leaf_index": proof.leaf_index,
            "tree_size": proof.tree_size,
            "path": proof.path,
            "checkpoint": json.loads(proof.checkpoint),
        }
    )
