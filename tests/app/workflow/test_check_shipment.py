"""A shipment is judged by the limits that its certificate cites, or by none."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from app.workflow.check_shipment import Checked, Report, check_shipment_of
from app.workflow.public_desk import PublicDesk
from app.workflow.unreadable import CertificateUnreadable
from lims_adapters.registry import discover
from tests.app.certificates import CERTIFICATE, code_of, written
from tests.app.dossiers import DIESEL, library, report, scheme_of
from tests.app.people import SetClock
from tests.app.workflow.test_look_up_certificate import Register

LOADED = date(2026, 5, 14)


class NoPapers:
    """A body that has set and adopted nothing."""

    def newest(self, *_: object) -> None:
        return None


def desk(register: Register) -> PublicDesk:
    papers: Any = NoPapers()
    clock = SetClock(datetime.combine(LOADED, time(4), UTC))
    return PublicDesk(register, papers, {DIESEL: scheme_of(DIESEL)}.get, library(DIESEL), discover(), clock)


def check(register: Register, code: str) -> object:
    content = report("diesel_report.json")
    return check_shipment_of(
        CERTIFICATE.number, code, LOADED, Report(content, "", None, "labverdict_json"), desk(register)
    )


def test_a_certificate_that_cites_no_adopted_limits_needs_none() -> None:
    assert isinstance(check(Register(), code_of(CERTIFICATE)), Checked)


def test_limits_that_are_cited_and_gone_are_a_fault_of_ours() -> None:
    cites = replace(CERTIFICATE, adopted="f" * 64)
    with pytest.raises(CertificateUnreadable, match="no version of the limits"):
        check(Register(written(cites)), code_of(cites))
