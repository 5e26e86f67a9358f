"""The evidence log to the outside: what is proved can be checked with the public key and nothing of ours."""

import base64
import hashlib
import json
from typing import Any

from app.keys.ed25519 import PublicKeys
from app.ledger.checkpoint import PAYLOAD_TYPE, Checkpoint, read_checkpoint
from app.ledger.envelope import Envelope, Trust, read_envelope_record, verified
from app.ledger.merkle import includes, leaf_hash
from tests.app.api.asking import Line, Session, report
from tests.app.api.conftest import Enter
from tests.app.api.world import World


def head_of(envelope: dict[str, Any], keys: dict[str, Any]) -> Checkpoint:
    """Return what a signed head says, if the published key signed it."""
    trust = Trust(PublicKeys(base64.b64decode(key["value"]) for key in keys["keys"]), {"Ed25519"})
    read = read_envelope_record(envelope)
    assert isinstance(read, Envelope)
    payload = verified(read, PAYLOAD_TYPE, trust)
    assert payload is not None
    head = read_checkpoint(payload)
    assert isinstance(head, Checkpoint)
    return head


def test_a_receipt_is_proved_by_the_published_key_alone(laboratory: Session, enter: Enter) -> None:
    receipt = laboratory.file(report()).json()
    proof = laboratory.get(f"/log/entries/{receipt['log_entry']}/proof").json()
    head = head_of(proof["checkpoint"], enter().get("/log/key").json())
    entry = base64.b64decode(proof["entry"])
    leaf, path = leaf_hash(entry), [bytes.fromhex(each) for each in proof["path"]]
    assert leaf.hex() == receipt["log_entry_hash"]
    assert (head.size, proof["leaf_index"]) == (proof["tree_size"], receipt["log_entry"])
    assert includes(leaf, proof["leaf_index"], head.size, path, bytes.fromhex(head.root))
    told = json.loads(entry)["subject"]
    assert (told["report"], told["verdict"]) == (receipt["report"], receipt["verdict_sha256"])


def test_the_newest_head_is_for_everybody(town: World, enter: Enter) -> None:
    signed = town.notary.head()
    answer = enter().get("/log/checkpoint")
    assert answer.content == signed.envelope
    assert head_of(answer.json(), enter().get("/log/key").json()).size == signed.size
    tag = hashlib.sha256(answer.content).hexdigest()[:32]
    assert answer.headers["etag"] == f'"{tag}"'
    again = enter().send("GET", "/api/v1/log/checkpoint", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_proof_is_for_those_who_may_read_the_report(laboratory: Session, enter: Enter) -> None:
    entry = laboratory.file(report()).json()["log_entry"]
    path = f"/log/entries/{entry}/proof"
    assert enter().get(path).status_code == 401
    assert enter("body_1").get(path).status_code == 404
    assert laboratory.get(path).status_code == 200


def test_the_process_lives_and_is_ready_and_counts(town: World, opened: Line) -> None:
    assert opened.ask("GET", "/healthz").json() == {"status": "alive"}
    assert opened.ask("GET", "/readyz").json() == {"status": "ready"}
    figures = opened.ask("GET", "/metrics")
    assert figures.headers["content-type"].startswith("text/plain")
    assert f"labverdict_log_entries {float(town.notary.log.size())}" in figures.text
