"""A bundle is checked by nothing but its own bytes: verdicts and decision are recomputed and have to be the same bytes.

First its parts are held against the digests in the decision, and only rule data and documents that the decision was
made on are read at all. A bundle that somebody remade as a whole, digests and all, is a sound decision on other papers.
That it is not the one that was made is shown by the proof of the log, or by a digest of the decision that one has.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.certification.decide import DECIDING
from app.certification.dossier_form import scheme_named
from app.certification.form import Refused
from app.ledger.canonical import Json, canonical
from app.ledger.envelope import Trust
from app.ledger.log_proof import misproofs
from app.verification.verdict import JUDGING
from app.workflow.decision_bundle import Bundle, Misread, read_bundle
from app.workflow.fingerprint import digest
from app.workflow.record_decision import (
    ADOPTED,
    DOSSIER,
    SETTINGS,
    Asked,
    NotDecided,
    Recorded,
    Reports,
    Rules,
    record_decision,
)
from lims_adapters.contract import Issue
from lims_adapters.faults import bounded, fault
from lims_adapters.json_text import child
from lims_adapters.registry import Registry

_WHOLE = "the bundle"
_SEMANTICS = {"deciding": DECIDING, "judging": JUDGING}


class Answer(StrEnum):
    """What became of a check."""

    VERIFIED = "verified"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Bench:
    """What a check works with: `load` reads a scheme from the files of a bundle, by their names."""

    load: Callable[[Mapping[str, str], str], Rules | tuple[Issue, ...]]
    registry: Registry


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer, and every fault by the member in which it lies; what could be read and recomputed stands beside."""

    answer: Answer
    faults: tuple[Issue, ...] = ()
    bundle: Bundle | None = None
    decided: Recorded | None = None

    @property
    def seals(self) -> Mapping[str, str]:
        """Return the SHA-256 of every file of rule data that a verified decision rests on, by its name."""
        if self.bundle is None or self.answer is not Answer.VERIFIED:
            return {}
        return {name: digest(text.encode()) for name, text in self.bundle.rules.items()}


def check_bundle(content: bytes, bench: Bench, trust: Trust | None = None) -> Checked:
    """Check a bundle; with `trust` its decision has to stand in a log whose head is signed by those keys."""
    bundle = read_bundle(content)
    if isinstance(bundle, Misread):
        return Checked(Answer.REFUSED if bundle.is_bundle else Answer.UNREADABLE, bounded(bundle.faults, _WHOLE))
    return check_parts(bundle, bench, trust)


def check_parts(bundle: Bundle, bench: Bench, trust: Trust | None = None) -> Checked:
    """Check a bundle whose parts lie at hand, likewise."""
    unknown = tuple(_unknown(bundle.decision))
    if unknown:
        return Checked(Answer.UNREADABLE, unknown, bundle)
    faults = [*_unsealed(bundle), *_unproved(bundle, trust)]
    decided: Recorded | None = None
    if not faults:
        found = _recomputed(bundle, bench)
        if isinstance(found, Recorded):
            decided = found
            if found.record != bundle.record:
                faults.extend(_differences(found.told, bundle.decision, "decision"))
        else:
            faults.extend(found)
    return Checked(Answer.REFUSED if faults else Answer.VERIFIED, bounded(faults, _WHOLE), bundle, decided)


def _unknown(decision: Mapping[str, Json]) -> Iterator[Issue]:
    """Yield a semantics by which this program does not decide: neither right nor wrong can be said of such a bundle."""
    for name, known in _SEMANTICS.items():
        if decision.get(name) != known:
            yield fault("semantics_unknown", f"decision/{name}", _text(decision.get(name)), known)


def _unsealed(bundle: Bundle) -> Iterator[Issue]:
    """Yield every part of a bundle that the decision does not name by its digest, and every part that is not there."""
    decision = bundle.decision
    if decision.get("on") != bundle.on.isoformat():
        yield fault("member_differs", "on", bundle.on.isoformat(), f"the day of the decision, {decision.get('on')}")
    parts = (
        ("documents", {name: digest(content) for name, content in bundle.documents.items()}, decision.get("documents")),
        ("reports", {name: digest(content) for name, content in bundle.reports.items()}, _reports(decision)),
        ("rules", {name: digest(text.encode()) for name, text in bundle.rules.items()}, decision.get("seals")),
    )
    for member, own, named in parts:
        stated = named if isinstance(named, dict) else {}
        for name in sorted(own.keys() | stated.keys()):
            if name not in stated:
                yield fault("member_not_used", f"{member}/{name}", own[name], "a part that the decision names")
            elif name not in own:
                yield fault("member_missing", f"{member}/{name}", "", "a part that the decision names")
            elif own[name] != stated[name]:
                expected = f"the digest that the decision names, {_text(stated[name])}"
                yield Issue("member_differs", f"{member}/{name}", own[name], expected)


def _reports(decision: Mapping[str, Json]) -> dict[str, Json]:
    listed = decision.get("reports")
    found: dict[str, Json] = {}
    for each in listed if isinstance(listed, list) else ():
        match each:
            case {"name": str(name), "sha256": sha256}:
                found[name] = sha256
            case _:
                continue
    return found


def _unproved(bundle: Bundle, trust: Trust | None) -> Iterator[Issue]:
    if bundle.log is not None:
        for each in misproofs(bundle.log, digest(bundle.record), trust):
            yield Issue("log_disproved", f"log/{each.place}", each.what, "a proof that the log has this decision")
    elif trust is not None:
        yield Issue("member_missing", "log", "", "a proof of the log, whose keys are given")


def _recomputed(bundle: Bundle, bench: Bench) -> Recorded | tuple[Issue, ...]:
    scheme = scheme_named(bundle.documents[DOSSIER])
    if isinstance(scheme, Refused):
        return tuple(_placed(f"documents/{DOSSIER}", each) for each in scheme.issues)
    rules = bench.load(bundle.rules, scheme)
    if not isinstance(rules, Rules):
        return tuple(_placed("rules", each) for each in rules)

    def fetch(name: str) -> bytes | Issue:
        missing = Issue("member_missing", f"reports/{name}", "", "the report of this name")
        return bundle.reports.get(name, missing)

    papers = bundle.documents
    asked = Asked(papers[DOSSIER], papers[SETTINGS], bundle.on, papers.get(ADOPTED))
    try:
        found = record_decision(asked, rules, Reports(fetch, bench.registry))
    except LookupError as error:
        # Rule data of somebody else's making can lack what deciding asks for by name, a deadline for one.
        return (fault("rules_unusable", "rules", str(error), "every entry that a decision asks for by name"),)
    if isinstance(found, NotDecided):
        return tuple(_placed(f"documents/{name}", each) for name, listed in found.faults.items() for each in listed)
    return found


def _placed(member: str, issue: Issue) -> Issue:
    where = issue.where.removeprefix("/")
    return Issue(issue.code, f"{member}/{where}" if where else member, issue.found, issue.expected)


def _differences(recomputed: Json, stated: Json, place: str) -> Iterator[Issue]:
    """Yield each value of a decision that is not what is recomputed."""
    if isinstance(recomputed, dict) and isinstance(stated, dict):
        for key in sorted(recomputed.keys() ^ stated.keys()):
            yield fault("decision_differs", child(place, key), "", "the members that are recomputed, and no others")
        for key in sorted(recomputed.keys() & stated.keys()):
            yield from _differences(recomputed[key], stated[key], child(place, key))
    elif isinstance(recomputed, list) and isinstance(stated, list) and len(recomputed) == len(stated):
        for index, (ours, theirs) in enumerate(zip(recomputed, stated, strict=True)):
            yield from _differences(ours, theirs, child(place, index))
    elif recomputed != stated:
        yield fault("decision_differs", place, _text(stated), f"what is recomputed, {_text(recomputed)}")


def _text(value: Json) -> str:
    return value if isinstance(value, str) else canonical(value).decode()
