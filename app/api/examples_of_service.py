"""Examples of problems, tokens, webhooks and the evidence log."""

from app.api.codes import MEANINGS, Code
from app.api.examples import AT, HASH

CLIENT_ID = "0123456789abcdef"
CLIENT_SECRET = "lvs_..."  # noqa: S105 - the form of one, not a secret
_WEBHOOK_ID = "0197a0c2f5c77e13c7d29f4b6e8fa123"

WEBHOOK: dict[str, object] = {
    "id": _WEBHOOK_ID,
    "url": "https://lims.example.com/labverdict",
    "version": 1,
    "enabled": True,
    "created_at": AT,
    "disabled_at": None,
    "disabled_because": None,
    "links": {
        "webhook": f"/api/v1/webhooks/{_WEBHOOK_ID}",
        "deliveries": f"/api/v1/webhooks/{_WEBHOOK_ID}/deliveries",
    },
}
WEBHOOK_KEY = "whpk_MCowBQYDK2VwAyEAexampleexampleexampleexampleex="
DELIVERY = {
    "event": "0197a0c3a6d88f24d8e3a05c7f90b234",
    "type": "report.filed",
    "state": "delivered",
    "attempts": 1,
    "reason": None,
}
TOKEN = {
    "access_token": "lvt_...",
    "token_type": "Bearer",
    "expires_in": 3600,
    "scope": "reports:write verdicts:read",
}
ENVELOPE: dict[str, object] = {
    "payload_type": "application/vnd.labverdict.checkpoint+json",
    "payload": "eyJhdCI6Ii4uLiJ9",
    "signatures": [{"alg": "Ed25519", "kid": "3f1a9c0b7d5e2846", "value": "c2lnbmF0dXJl"}],
}
PROOF: dict[str, object] = {
    "entry": "eyJmb3JtYXQiOiJsYWJ2ZXJkaWN0LmVudHJ5LzEifQ==",
    "leaf_index": 42,
    "tree_size": 43,
    "path": [HASH],
    "checkpoint": ENVELOPE,
}
LOG_KEYS = {"keys": [{"alg": "Ed25519", "kid": "3f1a9c0b7d5e2846", "value": "cHVibGljIGtleQ=="}]}
PROBLEM: dict[str, object] = {
    "type": "urn:labverdict:problem:unit_unknown",
    "title": "The unit is not known.",
    "status": 422,
    "detail": "/results/0/unit: The unit is not known (a unit of the table)",
    "code": "unit_unknown",
    "request_id": "0197a0c4b7e99035e9f4b16d80a1c345",
    "errors": [
        {
            "code": "unit_unknown",
            "pointer": "/results/0/unit",
            "detail": "The unit is not known.",
            "expected": "a unit of the table",
        }
    ],
}


def problem(code: str) -> dict[str, object]:
    """Return a problem of a code; one of a report shows what a fault looks like."""
    if code not in MEANINGS:
        return PROBLEM
    meaning = MEANINGS[Code(code)]
    return {
        "type": f"urn:labverdict:problem:{code}",
        "title": meaning.title.en,
        "status": meaning.status,
        "detail": meaning.advice.en,
        "code": code,
        "request_id": PROBLEM["request_id"],
    }
