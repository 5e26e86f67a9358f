import json
from dataclasses import replace
from datetime import date

import pytest

from app.certification.certificate_document import Certificate, read_certificate
from app.certification.form import Refused
from app.certification.unit import Unit
from tests.app.certificates import CERTIFICATE, written

ADOPTED = replace(CERTIFICATE, unit=Unit("示例", "一厂", None, "5HX"), adopted="a" * 64)


@pytest.mark.parametrize("certificate", [CERTIFICATE, ADOPTED])
def test_a_certificate_is_read_as_it_was_written(certificate: Certificate) -> None:
    assert read_certificate(written(certificate)) == certificate


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        (("version",), "one", "number_malformed"),
        (("act",), "issued", "word_unknown"),
        (("holder", "person"), "示例", "unknown_field"),
        (("persons",), [], "unknown_field"),
        (("decision",), "A" * 64, "digest_malformed"),
        (("limits", "adopted"), "a", "digest_malformed"),
        (("limits", "seals", "limits/seal.sha256"), "a", "digest_malformed"),
        (("expires_on",), CERTIFICATE.starts_on.isoformat(), "dates_out_of_order"),
        (("unit", "series"), "5HX", "unit_incomplete"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_named(place: tuple[str, ...], value: object, code: str) -> None:
    told = json.loads(written(CERTIFICATE))
    inner = told
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    found = read_certificate(json.dumps(told).encode())
    assert isinstance(found, Refused)
    assert {issue.code for issue in found.issues} == {code}


def test_one_day_of_validity_is_enough() -> None:
    one_day = replace(CERTIFICATE, starts_on=date(2024, 6, 3), expires_on=date(2024, 6, 4))
    assert read_certificate(written(one_day)) == one_day


def imported(**told: object) -> bytes:
    return json.dumps(json.loads(written(CERTIFICATE)) | {"imported": told}).encode()


def test_a_certificate_of_before_the_service_names_what_it_was_taken_from() -> None:
    found = read_certificate(imported(document="b" * 64, note="导入"))
    assert found == replace(CERTIFICATE, imported="b" * 64)
    refused = read_certificate(imported(document="b", by="示例"))
    assert isinstance(refused, Refused)
    codes = {(each.code, each.where) for each in refused.issues}
    assert {("digest_malformed", "/imported/document"), ("unknown_field", "/imported/by")} <= codes
