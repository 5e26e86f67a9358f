"""A certificate on a day, as everybody sees it who has its code: no persons, no results."""

from collections.abc import Mapping

from app.api.operation import V1
from app.certification.certificate_days import CertificateOn, Contradiction
from app.certification.unit import Unit
from app.wording import Words
from app.wording.certificates import CERTIFICATE_NEVER_TELLS, CONTRADICTED, STANDS
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
        "limits": {
            "standard": found.scheme.limits.standard.number,
            "seals": dict(certificate.seals),
            "adopted": certificate.adopted,
        },
        "starts_on": certificate.starts_on.isoformat(),
        "expires_on": certificate.expires_on.isoformat(),
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
