"""Problems, tokens, webhooks and the evidence log as they are sent."""

from app.api.schemas.forms import (
    BASE64,
    COUNT,
    ID,
    INSTANT,
    PATH,
    SHA256,
    TEXT,
    YES_OR_NO,
    Schema,
    listed,
    one_of,
    only,
    or_null,
    record,
    ref,
    said,
)
from app.workflow.token import TokenFault

TOKEN_ERRORS = tuple(TokenFault)
DELIVERY_STATES = ("open", "delivered", "dead")

_CODE: Schema = {"type": "string", "pattern": "^[a-z0-9_]+$"}
_ERROR: Schema = {
    "type": "object",
    "properties": {
        "code": TEXT,
        "pointer": said(TEXT, "A JSON pointer (RFC 6901) into the body."),
        "place": said(TEXT, "A place that no pointer reaches: a row of a table, a parameter, a header."),
        "detail": TEXT,
        "expected": TEXT,
    },
    "required": ["code", "detail", "expected"],
    "oneOf": [{"required": ["pointer"]}, {"required": ["place"]}],
    "additionalProperties": False,
}
PROBLEM = {
    "type": {"type": "string", "pattern": "^urn:labverdict:problem:"},
    "title": TEXT,
    "status": {"type": "integer", "minimum": 400, "maximum": 599},
    "detail": TEXT,
    "code": said(TEXT, "Stable; programs decide by it."),
    "request_id": TEXT,
}
PROBLEM_MORE = {
    "errors": said(listed({"$ref": "#/components/schemas/ProblemError"}), "Every fault that was found, at once."),
    "further_errors": said(COUNT, "How many more there are than are listed."),
}
_SIGNATURE = record({"alg": only("Ed25519"), "kid": TEXT, "value": BASE64})
_WEBHOOK = {
    "id": ID,
    "url": TEXT,
    "version": said({"type": "integer", "minimum": 1}, "Its ETag, without the quotes."),
    "enabled": YES_OR_NO,
    "created_at": INSTANT,
    "disabled_at": or_null(INSTANT),
    "disabled_because": or_null(_CODE),
    "links": record({"webhook": PATH, "deliveries": PATH}),
}
_PUBLIC_KEYS = said(
    listed({"type": "string", "pattern": "^whpk_"}, minItems=1), "What the signatures of events are checked with."
)

SCHEMAS: dict[str, Schema] = {
    "ProblemError": _ERROR,
    "Problem": said(record(PROBLEM, PROBLEM_MORE), "RFC 9457. What was found in the input is never repeated."),
    "TokenProblem": said(
        record(PROBLEM, {**PROBLEM_MORE, "error": one_of(TOKEN_ERRORS), "error_description": TEXT}),
        "RFC 9457 with the members that RFC 6749, section 5.2, asks for.",
    ),
    "Token": record(
        {
            "access_token": TEXT,
            "token_type": only("Bearer"),
            "expires_in": {"type": "integer", "minimum": 1},
            "scope": said(TEXT, "The permissions, parted by blanks."),
        }
    ),
    "Webhook": record(_WEBHOOK),
    "WebhookCreated": record({**_WEBHOOK, "public_keys": _PUBLIC_KEYS}),
    "WebhookList": record({"webhooks": listed(ref("Webhook"))}),
    "WebhookKeys": record({"public_keys": _PUBLIC_KEYS}),
    "Delivery": record(
        {"event": ID, "type": TEXT, "state": one_of(DELIVERY_STATES), "attempts": COUNT, "reason": or_null(TEXT)}
    ),
    "DeliveryList": record({"deliveries": listed(ref("Delivery"))}),
    "Replayed": record({"replayed": said(COUNT, "How many dead letters are due again.")}),
    "Envelope": said(
        record({"payload_type": TEXT, "payload": BASE64, "signatures": listed(_SIGNATURE, minItems=1)}),
        "The signed bytes are DSSE PAE(payload_type, payload).",
    ),
    "Proof": said(
        record(
            {
                "entry": said(BASE64, "The exact bytes of the log entry."),
                "leaf_index": COUNT,
                "tree_size": {"type": "integer", "minimum": 1},
                "path": listed(SHA256),
                "checkpoint": ref("Envelope"),
            }
        ),
        "An inclusion proof (RFC 6962, section 2.1.1).",
    ),
    "LogKeys": record({"keys": listed(record({"alg": only("Ed25519"), "kid": TEXT, "value": BASE64}), minItems=1)}),
    "Alive": record({"status": only("alive")}),
    "Ready": record({"status": only("ready")}),
}
