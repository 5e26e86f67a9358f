"""A certificate is looked up by its number and its code, and by nothing less."""

import hmac
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from app.certification.certificate_days import CertificateOn, Stands
from app.certification.check_code import check_code
from app.ports.certificates import ActView, CertificateView, Published
from app.workflow.fingerprint import digest
from app.workflow.look_up_certificate import Found, LookUp, NotFound, NotYet, look_up_certificate
from app.workflow.public_desk import PublicDesk
from app.workflow.unreadable import CertificateUnreadable
from tests.app.certificates import CERTIFICATE, DAY, EXPIRES, code_of, written
from tests.app.dossiers import DIESEL, scheme_of
from tests.app.people import SetClock

CODE = code_of(CERTIFICATE)
# The last second of 9 May in Shanghai is in the 9th of May of UTC; the next one is not of that day.
BEFORE_MIDNIGHT, MIDNIGHT = datetime(2026, 5, 9, 15, 59, 59, tzinfo=UTC), datetime(2026, 5, 9, 16, tzinfo=UTC)


@dataclass
class Register:
    """One certificate; `asked` are the numbers that somebody asked for."""

    document: bytes = field(default_factory=lambda: written(CERTIFICATE))
    asked: list[str] = field(default_factory=list)

    def published(self, number: str) -> Published | None:
        self.asked.append(number)
        if number != CERTIFICATE.number:
            return None
        sha256 = digest(self.document)
        version = CertificateView(
            *("body", "case", number, 1, "holder", DAY, EXPIRES, self.document, sha256, b"{}", 0, "")
        )
        return Published((version,), (ActView(1, 1, "issue", DAY, None, 0),))


def desk(register: Register, *, held: bool = True, at: datetime = MIDNIGHT) -> PublicDesk:
    unused: Any = SimpleNamespace()
    schemes = {DIESEL: scheme_of(DIESEL)} if held else {}
    return PublicDesk(register, unused, schemes.get, unused, unused, SetClock(at))


def test_number_and_code_together_find_it() -> None:
    found = look_up_certificate(LookUp(CERTIFICATE.number, CODE), desk(Register()))
    assert isinstance(found, Found)
    assert (found.certificate, found.on) == (CERTIFICATE, date(2026, 5, 10))
    assert found.stands == CertificateOn(Stands.VALID, 1, DAY)


@pytest.mark.parametrize(("number", "code"), [(CERTIFICATE.number, "00000-00000"), ("JSPB-0", CODE)])
def test_neither_of_them_alone_does(number: str, code: str) -> None:
    assert look_up_certificate(LookUp(number, code), desk(Register())) == NotFound()


def test_without_the_comparison_any_code_would_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hmac, "compare_digest", lambda *_: True)
    assert isinstance(look_up_certificate(LookUp(CERTIFICATE.number, "00000-00000"), desk(Register())), Found)


@pytest.mark.parametrize(
    ("at", "on", "known"),
    [
        (BEFORE_MIDNIGHT, date(2026, 5, 9), True),
        (BEFORE_MIDNIGHT, date(2026, 5, 10), False),
        (MIDNIGHT, date(2026, 5, 10), True),
        (MIDNIGHT, date(2026, 5, 11), False),
    ],
)
def test_a_day_begins_in_shanghai(at: datetime, on: date, *, known: bool) -> None:
    register = Register()
    found = look_up_certificate(LookUp(CERTIFICATE.number, CODE, on), desk(register, at=at))
    assert isinstance(found, Found if known else NotYet)
    assert register.asked == ([CERTIFICATE.number] if known else [])


def test_a_certificate_whose_rules_are_gone_is_a_fault_of_ours() -> None:
    with pytest.raises(CertificateUnreadable, match="no rule data"):
        look_up_certificate(LookUp(CERTIFICATE.number, CODE), desk(Register(), held=False))


def test_bytes_that_are_no_certificate_are_a_fault_of_ours() -> None:
    register = Register(b"{}")
    published = register.published(CERTIFICATE.number)
    assert published is not None
    code = check_code(published.versions[0].document_sha256)
    with pytest.raises(CertificateUnreadable, match="version 1"):
        look_up_certificate(LookUp(CERTIFICATE.number, code), desk(register))
