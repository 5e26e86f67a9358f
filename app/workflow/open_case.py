"""A case is opened with its first event: by the body, or by the client who files with it."""

from dataclasses import dataclass
from typing import Final

from app.certification.form import Refused as Unread
from app.certification.lifecycle.vocabulary import Kind
from app.identity.organisations import OrganisationKind
from app.ledger.canonical import Json
from app.ports.cases import Case as CaseRow
from app.ports.cases import Opening, Party, PartyRole
from app.ports.certificates import CertificateView
from app.ports.evidence import Answer
from app.workflow.asked_once import asked_once, key_of
from app.workflow.case_desk import Acting, Behind, CaseDesk, Faulty, NotDone, NumberTaken, Unknown
from app.workflow.case_record import Head, Values, members_of, unfit_text
from app.workflow.case_record import Paper as CasePaper
from app.workflow.certificate_wording import certified_unit
from app.workflow.current_case import Current, current_case, ground_of, read_paper
from app.workflow.new_event import not_opened
from app.workflow.try_step import Attempt, try_step
from lims_adapters.contract import Issue

FORMAT = "labverdict.case_opening/1"
_MEMBERS: Final = ("format", "number", "scheme", "unit", "certificate", "event")
_OF_CLIENT: Final = ("body",)
_OF_BODY: Final = ("applicant", "laboratories")
_ABOUT_A_CASE: Final = frozenset({Kind.COMPLAINT, Kind.APPEAL})
_STEP: Final = ("event", "on", "role", "data")
_OF_CERTIFICATE: Final = frozenset(Kind) - _ABOUT_A_CASE - {Kind.APPLICATION}
_ATTEMPTS = 4
_KINDS: Final = {
    PartyRole.APPLICANT: OrganisationKind.APPLICANT,
    PartyRole.LABORATORY: OrganisationKind.LABORATORY,
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for: the case and its parties, as far as members of the right sort say so."""

    acting: Acting
    kind: Kind
    body: str
    members: Values
    event: Values

    def text(self, key: str) -> str | None:
        found = self.members.get(key)
        return found if isinstance(found, str) and found else None


def open_case(acting: Acting, kind: Kind, content: bytes, key: str | None, desk: CaseDesk) -> Answer | NotDone:
    """Open a case; the answer is that of its first step.

    The document has `number` (unique for a body and kind) and `event` (an object as for `take_step`), and where they
    apply: `body` (id; only from a client), `applicant` and `laboratories` (ids; only from the body), `scheme` and
    `unit` (of an application, of others where the certificate does not tell), `certificate` (number), `about` (the case
    that a complaint or an appeal is about). `format` may be left out.
    """
    is_body = desk.is_body(acting.organisation)
    members = members_of(content, _known(kind, is_body=is_body))
    if isinstance(members, Unread):
        return Faulty(members.issues)
    asked = _asked(acting, kind, members, is_body=is_body)
    if isinstance(asked, Faulty):
        return asked
    if not is_body and not desk.is_body(asked.body):
        return Unknown()
    kept = key_of(acting, key, "open", kind.value, content)

    def act() -> Answer | NotDone:
        for _ in range(_ATTEMPTS):
            opened = _opened(asked, desk)
            if not isinstance(opened, tuple):
                return opened
            current, opening = opened
            roles = frozenset(each.role for each in opening.parties if each.organisation == acting.organisation)
            found = try_step(current, Attempt(acting, roles, asked.event, kept, None, opening), desk)
            if not isinstance(found, Behind):
                return found
        return Behind()

    found = asked_once(kept, desk.desk, act)
    return NumberTaken(str(asked.text("number"))) if found is None else found


def _known(kind: Kind, *, is_body: bool) -> tuple[str, ...]:
    """Return the members that a document may have; only what is complained of or appealed is `about` a case."""
    return (*_MEMBERS, *(_OF_BODY if is_body else _OF_CLIENT), *(("about",) if kind in _ABOUT_A_CASE else ()))


def _asked(acting: Acting, kind: Kind, members: Values, *, is_body: bool) -> _Asked | Faulty:
    """Return what is asked for, or every member that is missing or of another sort."""
    event = members.get("event")
    texts = ["number", *(() if is_body else ("body",)), *(("certificate",) if kind in _OF_CERTIFICATE else ())]
    texts += [key for key in ("scheme", "certificate", "about", "applicant") if key in members and key not in texts]
    issues = [issue for key in texts for issue in _unfit(key, members)]
    if not isinstance(event, dict):
        issues.append(_missing("event", members))
    elif unknown := sorted(set(event) - set(_STEP)):
        issues += [Issue("unknown_field", f"/event/{key}", key, "one of " + ", ".join(_STEP)) for key in unknown]
    listed = members.get("laboratories", [])
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        issues.append(Issue("wrong_type", "/laboratories", "", "a list of texts, each once"))
    else:
        issues += [issue for each in listed for issue in unfit_text("/laboratories", str(each))]
    if issues or not isinstance(event, dict):
        return Faulty(tuple(issues))
    body = acting.organisation if is_body else str(members["body"])
    return _Asked(acting, kind, body, members, event)


def _unfit(key: str, members: Values) -> tuple[Issue, ...]:
    value = members.get(key)
    return unfit_text(f"/{key}", value) if isinstance(value, str) and value else (_missing(key, members),)


def _missing(key: str, members: Values) -> Issue:
    code = "field_missing" if members.get(key) in (None, "") else "wrong_type"
    return Issue(code, f"/{key}", key, "an object, {...}" if key == "event" else "a text in quotes")


def _opened(asked: _Asked, desk: CaseDesk) -> tuple[Current, Opening] | Faulty | Unknown:
    """Return the case before its first event, and what is stored of it beside its records."""
    about = None if asked.text("about") is None else current_case(asked.body, str(asked.text("about")), desk)
    if asked.text("about") is not None and (about is None or not _concerns(about, asked)):
        return Unknown()
    number = asked.text("certificate") or (None if about is None else about.head.certificate)
    certificate = None if number is None else _certificate(asked.body, number, desk)
    if number is not None and (certificate is None or not _is_for(certificate, about, asked)):
        return Faulty((Issue("certificate_unknown", "/certificate", number, "a certificate of the body"),))
    head = _head(asked, certificate, about, desk)
    ground = ground_of(asked.body, head.scheme, desk)
    if ground is None:
        return Faulty((Issue("scheme_unknown", "/scheme", head.scheme, "the number of a rule that is held here"),))
    read = read_paper(CasePaper(head, ()), ground)
    if isinstance(read, Unread):
        return Faulty(read.issues)
    parties = _parties(asked, certificate, about)
    if strangers := tuple(_stranger(each) for each in parties if not _can_take_part(each, desk)):
        return Faulty(strangers)
    row = CaseRow(head.id, head.body, head.kind, head.scheme, str(asked.text("number")), desk.at(), head.certificate)
    return not_opened(head, read.unit, ground), Opening(row, parties)


def _can_take_part(party: Party, desk: CaseDesk) -> bool:
    found = desk.organisations(party.organisation)
    return found is not None and found.kind is _KINDS[party.role]


def _stranger(party: Party) -> Issue:
    where = "/applicant" if party.role is PartyRole.APPLICANT else "/laboratories"
    return Issue("party_not_known", where, party.organisation, f"the id of an organisation that is {party.role.value}")


def _concerns(about: Current, asked: _Asked) -> bool:
    """Tell whether who opens may speak of a case: its body, and its client."""
    return asked.acting.organisation in {about.head.body, about.client}


def _is_for(certificate: CertificateView, about: Current | None, asked: _Asked) -> bool:
    """Tell whether who opens may speak of a certificate: its body, its holder, and who appeals in a case about it."""
    is_theirs = asked.acting.organisation in {certificate.body, certificate.holder}
    return is_theirs or (about is not None and about.head.certificate == certificate.number)


def _certificate(body: str, number: str, desk: CaseDesk) -> CertificateView | None:
    published = desk.issuing.certificates.published(number)
    newest = None if published is None else published.versions[-1]
    return newest if newest is not None and newest.body == body else None


def _head(asked: _Asked, certificate: CertificateView | None, about: Current | None, desk: CaseDesk) -> Head:
    """Return what the case is: scheme and unit are those of its certificate, of the case it is about, or as sent."""
    unit: Json = asked.members.get("unit")
    scheme = asked.text("scheme") or ""
    if certificate is not None:
        scheme, unit = certified_unit(certificate)
    elif about is not None:
        scheme, unit = about.head.scheme, dict(about.head.unit)
    return Head(
        id=desk.desk.ids.new(),
        kind=asked.kind.value,
        body=asked.body,
        scheme=scheme,
        unit=unit if isinstance(unit, dict) else {},
        certificate=None if certificate is None else certificate.number,
        about=None if about is None else about.head.id,
    )


def _parties(asked: _Asked, certificate: CertificateView | None, about: Current | None) -> tuple[Party, ...]:
    """Return who sees the case: the client who opens it or holds the certificate, and laboratories that are named.

    A holder does not see a complaint unless the body says so.
    """
    account = asked.acting.account
    if asked.acting.organisation != asked.body:
        client = asked.acting.organisation
    elif asked.kind is Kind.COMPLAINT:
        client = asked.text("applicant") or ""
    else:
        former = "" if about is None else about.client or ""
        client = asked.text("applicant") or (former if certificate is None else certificate.holder)
    listed = asked.members.get("laboratories")
    names = [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
    parties = [Party(each, PartyRole.LABORATORY, account) for each in dict.fromkeys(names)]
    return (*((Party(client, PartyRole.APPLICANT, account),) if client else ()), *parties)
