"""A certificate is issued: decided and logged, signed, stored with its proof, told; and finished after a crash.

Each step is durable before the next one begins. From the first one on there is an intent: whatever stops in between,
`recover` finds it and takes the steps that are left. Before it there is nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.ledger.canonical import Json, canonical, read_canonical
from app.ledger.notation import octets_text
from app.ports.cases import Step, Telling
from app.ports.certificates import CertificateStore, Intent, Wording
from app.ports.evidence import Answer, EventRow
from app.ports.machine import Clock, Ids, instant_text
from app.workflow.checkpoint import Notary, Proven
from app.workflow.receipt import event_body

FORMAT = "labverdict.proof/1"
ISSUED = "certificate.issued"


@dataclass(frozen=True, slots=True)
class IssuingDesk:
    """What issuing needs from outside."""

    certificates: CertificateStore
    notary: Notary
    clock: Clock
    ids: Ids


def issue_certificate(
    step: Step, wording: Wording, telling: Telling, desk: IssuingDesk, following: Sequence[Step] = ()
) -> Answer:
    """Take the deciding step of a case and issue the certificate that it decides; raises what `intend` raises.

    The answer is given with the step; it does not wait for what comes after, and is the same after a crash.
    """
    answer, intent = desk.certificates.intend(step, wording, telling, following)
    _finish(intent, desk)
    return answer


def recover(desk: IssuingDesk) -> int:
    """Finish every certificate that was decided and is not issued; return how many were."""
    return sum(_finish(intent, desk) for intent in desk.certificates.unfinished())


def proof_bytes(proven: Proven) -> bytes:
    """Return the canonical bytes of a proof that an entry lies under a signed head."""
    return canonical(
        {
            "format": FORMAT,
            "entry": octets_text(proven.body),
            "leaf_index": proven.n,
            "tree_size": proven.head.size,
            "path": [step.hex() for step in proven.path],
            "checkpoint": read_canonical(proven.head.envelope),
        }
    )


def _finish(intent: Intent, desk: IssuingDesk) -> bool:
    (body,) = desk.notary.log.bodies(intent.entry, intent.entry + 1)
    proof = proof_bytes(desk.notary.prove(intent.entry, body))
    at = instant_text(desk.clock.now())
    return desk.certificates.issue(intent, proof, _events(intent, at, desk.ids), at)


def _events(intent: Intent, at: str, ids: Ids) -> Sequence[EventRow]:
    """Tell the body and the holder."""
    wording = intent.wording
    data: dict[str, Json] = {
        "certificate": wording.number,
        "version": wording.version,
        "case": intent.case,
        "act": wording.act,
        "log_entry": intent.entry,
    }
    if "imported" in json.loads(wording.document):
        data["imported"] = True
    return [
        EventRow(ids.new(), who, ISSUED, event_body(ISSUED, at, who, data)) for who in (intent.body, wording.holder)
    ]
