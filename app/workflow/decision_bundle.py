"""`labverdict.bundle/1`: a decision and all that it rests on as one canonical JSON document.

Canonical, so that a bundle is the same bytes for ever and no byte of it can change unseen; JSON, so that nothing is
unpacked onto a disk. Documents and reports are base64 of the bytes as they were sent, the files of the rule data texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.certification.form import FIRST_YEAR, LAST_YEAR
from app.ledger.canonical import Json, NotCanonical, canonical, read_canonical
from app.ledger.log_proof import LogProof, proof_record, read_proof
from app.ledger.notation import Malformed, octets_text, read_octets
from app.verification.day import read_day
from app.workflow.record_decision import ADOPTED, DOSSIER, SETTINGS, Asked, Recorded
from lims_adapters.contract import Issue
from lims_adapters.faults import fault

FORMAT = "labverdict.bundle/1"
LARGEST = 16 * 1024 * 1024
DOCUMENTS = (DOSSIER, SETTINGS)
_MEMBERS = ("format", "on", "documents", "reports", "rules", "decision")
_LOG = "log"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was decided, and on what: each document by what it is, each report and each rule file by its name."""

    on: date
    documents: Mapping[str, bytes]
    reports: Mapping[str, bytes]
    rules: Mapping[str, str]
    decision: Mapping[str, Json]
    log: LogProof | None = None

    @property
    def record(self) -> bytes:
        """Return the decision in canonical bytes."""
        return canonical(self.decision)


@dataclass(frozen=True, slots=True)
class Misread:
    """Every member that is not what it should be; `is_bundle` is False for bytes that are something else."""

    faults: tuple[Issue, ...]
    is_bundle: bool


def bundle_of(asked: Asked, decided: Recorded, rules: Mapping[str, str], log: LogProof | None) -> Bundle:
    """Return the bundle of a decision; `rules` are the files under its seals."""
    return Bundle(asked.on, asked.documents, decided.reports, rules, decided.told, log)


def bundle_bytes(bundle: Bundle) -> bytes | Issue:
    """Return the one form of a bundle, or that it would be larger than is read."""
    told: dict[str, Json] = {
        "format": FORMAT,
        "on": bundle.on.isoformat(),
        "documents": _texts(bundle.documents),
        "reports": _texts(bundle.reports),
        "rules": dict(bundle.rules),
        "decision": bundle.decision,
    }
    written = canonical(told if bundle.log is None else {**told, _LOG: proof_record(bundle.log)})
    return _too_large(len(written)) if len(written) > LARGEST else written


def read_bundle(content: bytes) -> Bundle | Misread:
    """Read a bundle, or say which of its members cannot be read."""
    if len(content) > LARGEST:
        return Misread((_too_large(len(content)),), is_bundle=False)
    try:
        told = read_canonical(content)
    except NotCanonical as refusal:
        return Misread((_unreadable(refusal.what, refusal.place),), is_bundle=False)
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return Misread((_unreadable("another format", "format"),), is_bundle=False)
    reading = _Reading(told)
    bundle = reading.bundle()
    return Misread(tuple(reading.faults), is_bundle=True) if bundle is None else bundle


@dataclass(slots=True)
class _Reading:
    """One run over the members: what is wrong with them."""

    told: Mapping[str, Json]
    faults: list[Issue] = field(default_factory=list)

    def bundle(self) -> Bundle | None:
        for name in sorted(set(self.told) - {*_MEMBERS, _LOG}):
            self._refuse("member_unknown", name, "", "one of " + ", ".join((*_MEMBERS, _LOG)))
        documents = self._documents()
        reports = self._octets("reports")
        rules, decision = self._rules(), self._named("decision")
        on, log = self._on(), self._log()
        return None if self.faults or on is None else Bundle(on, documents, reports, rules, decision, log)

    def _on(self) -> date | None:
        typed = self.told.get("on")
        day = read_day(typed) if isinstance(typed, str) else None
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            self._refuse("member_malformed", "on", typed if isinstance(typed, str) else "", "a day such as 2026-05-10")
            return None
        return day

    def _rules(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for name, text in self._named("rules").items():
            if isinstance(text, str):
                found[name] = text
            else:
                self._refuse("member_malformed", f"rules/{name}", "", "the text of a file")
        return found

    def _log(self) -> LogProof | None:
        if _LOG not in self.told:
            return None
        proof = read_proof(self.told[_LOG])
        if isinstance(proof, Malformed):
            self._refuse("member_malformed", _LOG, proof.what, "a proof of the log")
            return None
        return proof

    def _documents(self) -> Mapping[str, bytes]:
        found = self._octets("documents")
        for name in sorted(set(DOCUMENTS) - self._named("documents").keys()):
            self._refuse("member_missing", f"documents/{name}", "", "a member of this name")
        for name in sorted(found.keys() - {*DOCUMENTS, ADOPTED}):
            self._refuse("member_unknown", f"documents/{name}", "", "one of " + ", ".join((*DOCUMENTS, ADOPTED)))
        return found

    def _octets(self, member: str) -> Mapping[str, bytes]:
        """Return what stands in a member by its name."""
        named = self._named(member)
        found: dict[str, bytes] = {}
        for name, text in named.items():
            octets = read_octets(text) if isinstance(text, str) else None
            if octets is None:
                self._refuse("member_malformed", f"{member}/{name}", "", "bytes in base64")
            else:
                found[name] = octets
        return found

    def _named(self, member: str) -> Mapping[str, Json]:
        value = self.told.get(member)
        if isinstance(value, dict):
            return value
        code = "member_malformed" if member in self.told else "member_missing"
        self._refuse(code, member, "", "an object, {...}")
        return {}

    def _refuse(self, code: str, where: str, found: str, expected: str) -> None:
        self.faults.append(fault(code, where, found, expected))


def _texts(named: Mapping[str, bytes]) -> Json:
    return {name: octets_text(content) for name, content in named.items()}


def _too_large(size: int) -> Issue:
    return Issue("bundle_too_large", "", f"{size} bytes", f"at most {LARGEST} bytes")


def _unreadable(what: str, where: str) -> Issue:
    return fault("bundle_unreadable", where, what, f"{FORMAT}, in canonical form")
