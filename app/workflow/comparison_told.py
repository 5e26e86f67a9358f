"""What a laboratory printed beside each requirement that is not held, as plain values: offered, never taken."""

from app.certification.stated_requirements import Offered, offered
from app.ledger.canonical import Json
from app.verification.verdict import Verdict


def compared(verdict: Verdict) -> list[Json]:
    """Return each such requirement with the adopted limit, what was printed, and how the two agree."""
    return [_told(each) for each in offered(verdict)]


def _told(offer: Offered) -> Json:
    requirement, limit = offer.requirement, offer.requirement.limit
    return {
        "requirement": requirement.id,
        "item": requirement.characteristic.zh,
        "limit": None if limit is None else limit.text,
        "unit": None if limit is None or limit.unit is None else limit.unit.symbol,
        "stated": offer.stated,
        "result_unit": offer.result.unit_typed,
        "agreement": offer.agreement.value,
    }
