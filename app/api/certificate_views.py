"""A certificate on a day, as everybody sees it who has its code: no persons, no results."""

from collections.abc import Mapping

from app.api.operation import V1
from app.certification.certificate_days import CertificateOn, Contradiction
from app.certification.shipment import Batch, level_of
from app.certification.unit import Unit
from app.verification.finding import Finding
from app.verification.verdict import Verdict
from app.wording import REASONS, Words
from app.wording.certificates import (
    CERTIFICATE_NEVER_TELLS,
    CONTRADICTED,
    QUESTIONS,
    SHIPMENT_NEVER_TELLS,
    SHIPMENTS,
    STANDS,
)
from app.workflow.check_shipment import Checked
from app.workflow.look_up_certificate import Found

UNDETERMINED = "undetermined"


def certificate_view(found: Found, body: str) -> Mapping[str, object]:
    """Return how a certificate of a body, which is given by name, stands on a day; what is not known is null."""
    certificate = found.certificate
    return {
        "number": certificate.number,
        "on": found.on.isoformat(),
        **_standing(found.stands),
        "version": certificate.version,
        "holder": certificate.holder.name,
        "body": body,
        "unit": _unit(certificate.unit),
        "scheme": certificate.scheme,
        "title": certificate.title,
        "limits": {
            "standard": certificate.standard,
            "seals": dict(certificate.seals),
            "adopted": certificate.adopted,
        },
        "starts_on": certificate.starts_on.isoformat(),
        "expires_on": certificate.expires_on.isoformat(),
        "imported": certificate.imported is not None,
        "links": {"proof": f"{V1}/public/certificates/{certificate.number}/proof"},
        "never_tells": [both(words) for words in CERTIFICATE_NEVER_TELLS],
    }


def both(words: Words) -> Mapping[str, str]:
    """Return words in both languages."""
    return {"zh": words.zh, "en": words.en}


def _standing(stands: CertificateOn | Contradiction) -> Mapping[str, object]:
    match stands:
        case Contradiction():
            unknown = dict.fromkeys(("since", "suspended_until", "version_on_day"))
            return {"status": UNDETERMINED, "says": both(CONTRADICTED), **unknown, "in_grace": False}
        case CertificateOn():
            return {
                "status": stands.stands.value,
                "says": both(STANDS[stands.stands]),
                "since": None if stands.since is None else stands.since.isoformat(),
                "suspended_until": None if stands.suspended_until is None else stands.suspended_until.isoformat(),
                "version_on_day": stands.version,
                "in_grace": stands.in_grace,
            }


def _unit(unit: Unit) -> Mapping[str, object]:
    return {"manufacturer": unit.manufacturer, "plant": unit.plant, "grade": unit.grade, "series": unit.series}


def shipment_view(checked: Checked, body: str) -> Mapping[str, object]:
    """Return a checked shipment."""
    shipment = checked.shipment
    return {
        "standing": shipment.standing.value,
        "says": both(SHIPMENTS[shipment.standing]),
        "loaded_on": shipment.loaded_on.isoformat(),
        "certificate": certificate_view(checked.found, body),
        "batches": [_batch(batch) for batch in shipment.batches],
        "never_tells": [both(words) for words in SHIPMENT_NEVER_TELLS],
    }


def _batch(batch: Batch) -> Mapping[str, object]:
    report = batch.verdict.report
    return {
        "report_no": report.report_no,
        "sample": report.sample_id,
        "issued_on": report.issued_on.isoformat(),
        "grade": report.grade,
        "standing": batch.standing.value,
        "differs": list(batch.differences),
        "answers": [
            {"question": question.value, "standing": standing.value, "says": both(QUESTIONS[question])}
            for question, standing in batch.answers
        ],
        "results": [_result(finding, batch.verdict) for finding in batch.verdict.findings],
    }


def _result(finding: Finding, verdict: Verdict) -> Mapping[str, object]:
    requirement, limit, result = finding.requirement, finding.limit, finding.result
    clause = None if requirement is None else requirement.clause
    return {
        "item": finding.characteristic.zh,
        "level": None if requirement is None else level_of(requirement, verdict).value,
        "requirement": None if requirement is None else requirement.id,
        "clause": None if clause is None else {"document": clause.document, "number": clause.number},
        "limit": None if limit is None else limit.text,
        "limit_unit": None if limit is None or limit.unit is None else limit.unit.symbol,
        "certainty": None if requirement is None else requirement.certainty.value,
        "value": None if result is None else result.typed,
        "unit": None if result is None else result.unit_typed,
        "outcome": finding.outcome.value,
        "reason": finding.reason.value,
        "says": both(REASONS[finding.reason]),
    }
