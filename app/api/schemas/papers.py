"""What a body sets and adopts, proposals for it, and declarations about clients, as they are sent."""

from app.api.schemas.forms import (
    DAY,
    ID,
    INSTANT,
    PATH,
    SHA256,
    TEXT,
    YES_OR_NO,
    Schema,
    listed,
    only,
    or_null,
    record,
    ref,
    said,
)
from app.certification import adopted_limits, body

_VERSION: Schema = {"type": "integer", "minimum": 1}
_ANYTHING: Schema = {"type": "object"}
_TWO = listed(ID, minItems=2, maxItems=2)


def _document(form: str, sent: dict[str, Schema]) -> Schema:
    """Return a whole document; a proposal for one has no persons yet."""
    whole: dict[str, Schema] = {"format": only(form), "body": ID, "version": _VERSION, **sent}
    return record(whole, {"set_by": said(_TWO, "Who proposed it and who confirmed it.")})


_SETTINGS: dict[str, Schema] = {"settings": said(_ANYTHING, "Values by name, each with `value`, `ground` and `since`.")}
_ADOPTED: dict[str, Schema] = {"scheme": TEXT, "standard": TEXT, "adopted": listed(_ANYTHING, minItems=1)}


def _paper(name: str) -> Schema:
    return record(
        {
            "version": said(_VERSION, "Its ETag, without the quotes."),
            "set_by": ID,
            "confirmed_by": ID,
            "set_at": INSTANT,
            "sha256": said(SHA256, "Of the document's canonical bytes (RFC 8785)."),
            "document": ref(f"{name}Document"),
        }
    )


def _proposal(name: str) -> Schema:
    return record(
        {
            "id": ID,
            "version": said(_VERSION, "Which version it would be."),
            "proposed_by": ID,
            "proposed_at": INSTANT,
            "document": ref(f"{name}Document"),
            "links": record({"confirmation": PATH}),
        }
    )


_DECLARED = {
    "client": said(ID, "An applicant or holder."),
    "free_of_conflict": YES_OR_NO,
    "advised_until": said(or_null(DAY), "The last day on which the person advised the client; null for never."),
}

SCHEMAS: dict[str, Schema] = {
    "NewSettings": record(_SETTINGS),
    "NewAdoptedLimits": record(_ADOPTED),
    "SettingsDocument": said(_document(body.FORMAT, _SETTINGS), "What a body sets."),
    "AdoptedLimitsDocument": said(_document(adopted_limits.FORMAT, _ADOPTED), "What a body adopts for one scheme."),
    **{name: _paper(name) for name in ("Settings", "AdoptedLimits")},
    **{f"{name}Proposal": _proposal(name) for name in ("Settings", "AdoptedLimits")},
    **{
        f"{name}ProposalList": record({"proposals": listed(ref(f"{name}Proposal"))})
        for name in ("Settings", "AdoptedLimits")
    },
    "Declaration": record({"id": ID, **_DECLARED, "person": ID, "declared_at": INSTANT}),
    "DeclarationList": record({"declarations": listed(ref("Declaration"))}),
}
