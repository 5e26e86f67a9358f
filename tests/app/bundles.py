"""Bundles of the shipped dossiers, some of their members changed, and the log that has their decisions."""

import json
from functools import cache
from typing import Any

from app.keys.ed25519 import Ed25519Signer
from app.ledger.entry import EntryKind, seal_entry
from app.ledger.envelope import Trust
from app.ledger.log_file import PublicKey, log_lines
from app.ledger.log_proof import LogProof, prove
from app.ledger.merkle import leaf_hash
from app.library.packed_rules import load_packed, packed_rules
from app.library.shelf import data_root
from app.workflow.check_bundle import Bench, Checked, check_bundle
from app.workflow.decision_bundle import Bundle, bundle_bytes, bundle_of
from app.workflow.fingerprint import digest
from app.workflow.record_decision import Asked, Recorded, Reports, Rules, record_decision
from lims_adapters.formats.csv_table.adapter import ADAPTER as CSV
from lims_adapters.formats.labverdict_json.adapter import ADAPTER as JSON
from lims_adapters.registry import Registry
from tests.app.dossiers import (
    DATA,
    DIESEL,
    DRYER,
    ON,
    Change,
    Document,
    document,
    library,
    put,
    report,
    scheme_of,
    take,
)
from tests.app.ledger.logs import AT, OURS, chain, head

REGISTRY = Registry((JSON, CSV))
BENCH = Bench(load_packed, REGISTRY)


def two_tests(held: Document) -> None:
    """A second sample of the unit was tested; its report has another name, number and language of the name."""
    held["tests"].append(held["tests"][0] | {"report": "reports/第二份.json"})


def dryer(held: Document) -> None:
    maker = "示例制药机械有限公司"
    held["scheme"] = DRYER
    held["application"] |= {
        "unit": {"manufacturer": maker, "plant": maker, "series": "GZP"},
        "accepted_on": "2026-04-01",
    }
    tested = {"report": "dryer_report.json", "sample_received_on": "2026-04-10", "fee_received_on": "2026-04-09"}
    held["tests"] = [tested]
    del held["card"], held["inspection"]


# Met, open, not met, on two reports, and under the other rule.
CASES: tuple[tuple[str, tuple[Change, ...]], ...] = (
    (DIESEL, ()),
    (DIESEL, (take("review"),)),
    (DIESEL, (put("3.9", "tests", 0, "sample_l"),)),
    (DIESEL, (two_tests,)),
    (DRYER, (dryer,)),
)


def fetch(name: str) -> bytes:
    if name == "reports/第二份.json":
        return report("diesel_report.json", put("W2026-0013", "report_no"), put("CY-2026-0518", "sample", "id"))
    return (DATA / name).read_bytes()


def asked(*changes: Change) -> Asked:
    held = json.dumps(document("diesel_dossier.json", *changes), ensure_ascii=False).encode()
    return Asked(held, (DATA / "body.json").read_bytes(), ON)


def recorded(question: Asked, scheme: str = DIESEL) -> Recorded:
    found = record_decision(question, Rules(scheme_of(scheme), library(scheme)), Reports(fetch, REGISTRY))
    assert isinstance(found, Recorded), found
    return found


@cache
def rules(scheme: str) -> dict[str, str]:
    return dict(packed_rules(data_root(), scheme_of(scheme).seals))


def logged(decision: str, signer: Ed25519Signer = OURS, *, before: int = 3, after: int = 2) -> list[bytes]:
    """Return a log file that has a decision among other entries, with heads before it and at its end."""
    bodies = chain(f"r{n}" for n in range(before))
    entry = seal_entry(before, leaf_hash(bodies[-1]).hex(), AT, EntryKind.DECISION_MADE, {"decision": decision})
    bodies.append(entry.body)
    for n in range(after):
        last = leaf_hash(bodies[-1]).hex()
        bodies.append(seal_entry(before + 1 + n, last, AT, EntryKind.REPORT_FILED, {"report": f"s{n}"}).body)
    heads = [head(bodies[:before], signer), head(bodies, signer)]
    return list(log_lines(bodies, heads, [PublicKey(signer.alg, signer.public_key)]))


def proof_of(decision: str, signer: Ed25519Signer = OURS) -> LogProof:
    proof = prove(logged(decision, signer), decision)
    assert isinstance(proof, LogProof), proof
    return proof


def bundled(question: Asked, scheme: str = DIESEL, *, in_log: bool = False) -> Bundle:
    found = recorded(question, scheme)
    return bundle_of(question, found, rules(scheme), proof_of(digest(found.record)) if in_log else None)


def written(bundle: Bundle) -> bytes:
    content = bundle_bytes(bundle)
    assert isinstance(content, bytes), content
    return content


@cache
def good(case: int = 0, *, in_log: bool = False) -> bytes:
    scheme, changes = CASES[case]
    return written(bundled(asked(*changes), scheme, in_log=in_log))


def members(content: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(content)
    return told


def check(content: bytes, trust: Trust | None = None) -> Checked:
    return check_bundle(content, BENCH, trust)


def places(checked: Checked) -> set[tuple[str, str]]:
    return {(fault.code, fault.where) for fault in checked.faults}
