"""A certificate is looked up by its number and the check code of one of its versions.

Whoever has no code of a number learns nothing of it: a wrong code and an unknown number are one answer, and codes are
compared in a time that does not depend on where they differ.
"""

import hmac
from dataclasses import dataclass
from datetime import date

from app.certification.certificate_days import CertificateOn, Contradiction, stands_on
from app.certification.certificate_document import Certificate, read_certificate
from app.certification.certification_scheme import CertificationScheme
from app.certification.check_code import as_printed, check_code
from app.certification.form import Refused
from app.ports.certificates import CertificateView, Published
from app.verification.civil_day import civil_day
from app.workflow.certificate_status import life_of
from app.workflow.public_desk import PublicDesk
from app.workflow.unreadable import CertificateUnreadable

# Held against what is typed where there is no version of the number to hold it against.
_NOBODYS = "0" * 64


@dataclass(frozen=True, slots=True)
class LookUp:
    """A number, a code as it was typed, and the day that is asked about; None for today."""

    number: str
    code: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """How a certificate stood on a day; `certificate` is the version whose code was typed, `view` as it is stored.

    `scheme` is the one that it was issued under.
    """

    certificate: Certificate
    view: CertificateView
    scheme: CertificationScheme
    on: date
    stands: CertificateOn | Contradiction


@dataclass(frozen=True, slots=True)
class NotFound:
    """There is no version with this number and code."""


@dataclass(frozen=True, slots=True)
class NotYet:
    """The day has not begun: how a certificate will stand is not known."""

    today: date


def look_up_certificate(asked: LookUp, desk: PublicDesk) -> Found | NotFound | NotYet:
    """Return how the certificate of a number and code stood on a day."""
    today = civil_day(desk.clock.now())
    on = asked.on or today
    if on > today:
        return NotYet(today)
    published = desk.register.published(asked.number)
    view = _version(published, as_printed(asked.code))
    if published is None or view is None:
        return NotFound()
    certificate = stored_certificate(view)
    scheme = desk.schemes(certificate.scheme)
    if scheme is None:
        raise CertificateUnreadable(f"{view.number}: no rule data for {certificate.scheme}")
    return Found(certificate, view, scheme, on, stands_on(life_of(published), scheme, on))


def stored_certificate(view: CertificateView) -> Certificate:
    """Return what a stored version says; raises CertificateUnreadable where its bytes are no certificate."""
    match read_certificate(view.document):
        case Certificate() as certificate:
            return certificate
        case Refused(issues=issues):
            raise CertificateUnreadable(f"version {view.version} of {view.number}: {issues[0].code}")


def _version(published: Published | None, code: str) -> CertificateView | None:
    """Return the version that a code belongs to; every version's is compared."""
    typed = code.encode()
    versions = () if published is None else published.versions
    hmac.compare_digest(check_code(_NOBODYS).encode(), typed)
    hits = [each for each in versions if hmac.compare_digest(check_code(each.document_sha256).encode(), typed)]
    return hits[-1] if hits else None
