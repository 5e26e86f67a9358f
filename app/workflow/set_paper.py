"""What a body sets and adopts: one of its persons proposes it, and another one confirms it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.certification import adopted_limits, body
from app.certification.adopted_limits_form import read_adopted_limits
from app.certification.body import read_body
from app.certification.certificate_number import EXPECTED, SERIAL, is_number_format
from app.certification.form import Refused
from app.identity.caller import Caller
from app.identity.four_eyes import PairOfEyes, four_eyes
from app.ledger.canonical import Json, NotCanonical, canonical
from app.ports.body_papers import BodyPapers, Paper, PaperProposals, PaperRow, ProposalRow
from app.ports.cases import Overtaken
from app.ports.evidence import Keeping
from app.ports.machine import Clock, Ids, instant_text
from app.verification.scheme import Scheme
from lims_adapters.contract import Issue
from lims_adapters.faults import fault
from lims_adapters.json_text import DOCUMENT, Document, Members, child, read_json

# What a person sends; the rest of a document follows from who proposes and confirms it, and when.
SENT: Mapping[Paper, tuple[str, frozenset[str]]] = {
    Paper.SETTINGS: (body.FORMAT, frozenset({"settings"})),
    Paper.ADOPTED_LIMITS: (adopted_limits.FORMAT, frozenset({"scheme", "standard", "adopted"})),
}
# Stands for the person who will confirm while a proposal is read; it is nobody's identifier.
_SOMEBODY = "another person"
# What begins with as many digits is beyond the numbers of a document, however it goes on.
_LONGEST_NUMBER = 20
_WHOLE_OR_TEXT = "a whole number within ±(2**53 - 1); every other number is sent as a text"


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """Where documents are kept, and the names that may stand in them.

    `characteristics` are ids of items, `norms` those that only a draft prints.
    """

    papers: BodyPapers
    proposals: PaperProposals
    schemes: Mapping[str, Scheme]
    characteristics: frozenset[str]
    norms: frozenset[str]
    clock: Clock
    ids: Ids


class NoSuchProposal(Exception):
    """The body has no such proposal."""


class SamePerson(Exception):
    """Who proposed does not confirm, under whatever account, and neither does a machine."""


@dataclass(frozen=True, slots=True)
class _Actor:
    account: str
    person: str | None


def propose_paper(
    paper: Paper,
    content: bytes,
    caller: Caller,
    desk: PaperDesk,
    answered: Callable[[ProposalRow], Keeping] | None = None,
) -> ProposalRow | Refused:
    """Read what a person of a body wants to be the next version, and keep it with what the person is `answered`.

    Raises `SamePerson` for a machine, `Taken` where there is an answer under the key.
    """
    person = caller.person
    if person is None:
        raise SamePerson
    newest = desk.papers.newest(paper, caller.organisation)
    version = 1 if newest is None else newest.version + 1
    sent = _sent(paper, content)
    if isinstance(sent, Refused):
        return sent
    document: dict[str, Json] = {"format": SENT[paper][0], "body": caller.organisation, "version": version, **sent}
    refused = _refused(paper, document | {"set_by": [person, _SOMEBODY]}, desk)
    if refused is not None:
        return refused
    at = instant_text(desk.clock.now())
    row = ProposalRow(
        desk.ids.new(), caller.organisation, paper, version, canonical(document), person, caller.account, at
    )
    desk.proposals.propose(row, None if answered is None else answered(row))
    return row


def confirm_paper(paper: Paper, proposal: str, caller: Caller, desk: PaperDesk) -> PaperRow | Refused:
    """Set what another person proposed; the same confirmation again changes nothing.

    Raises `NoSuchProposal`, `SamePerson`, or `Overtaken` when another document of its version was set.
    """
    found = desk.proposals.proposal(paper, caller.organisation, proposal)
    if found is None:
        raise NoSuchProposal
    person = caller.person
    eyes = four_eyes(_Actor(found.account, found.proposed_by), _Actor(caller.account, person))
    if person is None or eyes is not PairOfEyes.TWO_PERSONS:
        raise SamePerson
    document: dict[str, Json] = json.loads(found.content) | {"set_by": [found.proposed_by, person]}
    # The rules may have changed since it was proposed.
    refused = _refused(paper, document, desk)
    if refused is not None:
        return refused
    at = instant_text(desk.clock.now())
    row = PaperRow(
        caller.organisation, found.version, canonical(document), found.proposed_by, person, caller.account, at
    )
    try:
        desk.papers.put(paper, row)
    except Overtaken:
        there = desk.papers.version(paper, row.body, row.version)
        if there is None or there.content != row.content:
            raise
        return there
    return row


def newest_adopted(papers: BodyPapers, of: str, scheme: str) -> PaperRow | None:
    """Return the newest limits that a body adopted for one scheme; its versions run on over all of them."""
    row = papers.newest(Paper.ADOPTED_LIMITS, of)
    while row is not None and json.loads(row.content)["scheme"] != scheme:
        row = papers.version(Paper.ADOPTED_LIMITS, of, row.version - 1)
    return row


def _sent(paper: Paper, content: bytes) -> dict[str, Json] | Refused:
    """Return the members that were sent, each known and once."""
    read = read_json(content)
    if isinstance(read, Issue):
        return Refused((read,))
    if not isinstance(read.root, Members):
        return Refused((*read.issues, Issue("wrong_type", DOCUMENT, "", "an object, {...}")))
    unknown = tuple(_unknown(read, SENT[paper][1]))
    if read.issues or unknown:
        return Refused((*read.issues, *unknown))
    try:
        members: dict[str, Json] = json.loads(content, parse_int=lambda raw: int(raw[:_LONGEST_NUMBER]))
        canonical(members)
    except NotCanonical as refusal:
        return Refused((Issue("number_malformed", refusal.place, "", _WHOLE_OR_TEXT),))
    return members


def _unknown(read: Document, known: frozenset[str]) -> Iterator[Issue]:
    names = dict.fromkeys(name for name, _ in read.root.pairs) if isinstance(read.root, Members) else ()
    expected = "one of " + ", ".join(sorted(known))
    yield from (Issue("unknown_field", child("", name), "", expected) for name in names if name not in known)


def _refused(paper: Paper, document: Mapping[str, Json], desk: PaperDesk) -> Refused | None:
    """Return every fault of a whole document, None where there is none."""
    written = json.dumps(document).encode()
    match paper:
        case Paper.SETTINGS:
            read = read_body(written)
            issues = (*(read.issues if isinstance(read, Refused) else ()), *_misspelt(document, desk))
            return Refused(issues) if issues else None
        case Paper.ADOPTED_LIMITS:
            named = document.get("scheme")
            scheme = desk.schemes.get(named) if isinstance(named, str) else None
            if scheme is None:
                expected = "one of " + ", ".join(sorted(desk.schemes))
                code = "scheme_unknown" if isinstance(named, str) else "field_missing"
                return Refused((Issue(code, "/scheme", "", expected),))
            adopted = read_adopted_limits(written, scheme)
            return adopted if isinstance(adopted, Refused) else None


def _misspelt(document: Mapping[str, Json], desk: PaperDesk) -> Iterator[Issue]:
    """Yield every name in the settings that means nothing, and a format that makes no usable numbers.

    A misspelt norm would not bind, and nobody would see it; a certificate under a number that no address can hold could
    not be looked up.
    """
    for where, name in (*_named(document, "non_critical_items"), *_named(document, "sampling_items")):
        if name not in desk.characteristics:
            yield Issue("item_unknown", where, name, "the id of an item")
    for where, name in _named(document, "adopted_norms"):
        if name not in desk.norms:
            yield Issue("norm_not_adoptable", where, name, "one of " + ", ".join(sorted(desk.norms)))
    form = _value(document, "number_format")
    if isinstance(form, str) and not is_number_format(form):
        yield fault("number_format_unusable", "/settings/number_format/value", form, f"{EXPECTED}, with {SERIAL} once")


def _named(document: Mapping[str, Json], key: str) -> Iterator[tuple[str, str]]:
    """Yield the names in the value of a setting with their places, as far as it has the form of one."""
    values = _value(document, key)
    for place, name in enumerate(values if isinstance(values, list) else ()):
        if isinstance(name, str):
            yield f"/settings/{key}/value/{place}", name


def _value(document: Mapping[str, Json], key: str) -> Json:
    settings = document.get("settings")
    setting = settings.get(key) if isinstance(settings, dict) else None
    return setting.get("value") if isinstance(setting, dict) else None
