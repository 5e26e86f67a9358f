"""Who may do what: written down once more, by hand, so that the service is held against it and not against itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Of(StrEnum):
    """What the identifier in a path, or the filter of a list, names."""

    NOTHING = "nothing"
    REPORT = "report"
    OWN_REPORT = "own report"
    ENTRY = "entry"
    WEBHOOK = "webhook"
    LIST = "list"
    PAPER = "paper"
    SETTINGS_PROPOSAL = "settings_proposal"
    LIMITS_PROPOSAL = "limits_proposal"
    CASE = "case"
    OWN_CASE = "own case"
    CERTIFICATE = "certificate"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Need:
    """What an operation needs: a permission, "any" live credential or "none" at all; and what it is about.

    With OWN_REPORT and OWN_CASE those who are let in are as strange to it as all others. `done` are the answers where
    it is permitted: a step of a case is for some roles alone, and may not be possible as the case stands.
    """

    permission: str
    of: Of = Of.NOTHING
    done: str = "success"


_READS = frozenset({"reports:read", "verdicts:read", "cases:read"})
_JUDGES = _READS | {"verifications:run"}
_ENTERS = _JUDGES | {"reports:write"}
_ACTS = _JUDGES | {"cases:act", "declarations:make"}
PERMISSIONS: Mapping[str, frozenset[str]] = {
    "lab_operator": _ENTERS,
    "lab_authoriser": _ENTERS | {"reports:correct", "reports:share", "cases:act"},
    "lims_client": _ENTERS | {"reports:share"},
    "client": frozenset({"cases:read", "cases:act"}),
    "application_officer": _ACTS,
    "planner": _ACTS,
    "evaluator": _ACTS,
    "verifier": _ACTS,
    "reviewer": _ACTS | {"papers:set"},
    "decider": _ACTS | {"papers:set"},
    "complaints_handler": _ACTS,
    "administrator": frozenset({"webhooks:manage"}),
    "auditor": _READS,
}
LABORATORY_ROLES = ("lab_operator", "lab_authoriser", "lims_client")
BODY_ROLES = (
    *("application_officer", "planner", "evaluator", "verifier"),
    *("reviewer", "decider", "complaints_handler"),
)
ROLES_ANYWHERE = ("administrator", "auditor")

NEEDS: Mapping[str, Need] = {
    "verifyReport": Need("verifications:run"),
    "fileReport": Need("reports:write"),
    "uploadReports": Need("reports:write"),
    "correctReport": Need("reports:correct", Of.OWN_REPORT),
    "listReports": Need("reports:read", Of.LIST),
    "readReport": Need("reports:read", Of.REPORT),
    "listRevisions": Need("reports:read", Of.REPORT),
    "readRevision": Need("reports:read", Of.REPORT),
    "readOriginal": Need("reports:read", Of.REPORT),
    "readVerdict": Need("verdicts:read", Of.REPORT),
    "listVerdicts": Need("verdicts:read", Of.LIST),
    "listShares": Need("reports:read", Of.OWN_REPORT),
    "shareReport": Need("reports:share", Of.OWN_REPORT),
    "listOrganisations": Need("any"),
    "listWebhooks": Need("webhooks:manage"),
    "addWebhook": Need("webhooks:manage"),
    "readWebhookKeys": Need("webhooks:manage"),
    "readWebhook": Need("webhooks:manage", Of.WEBHOOK),
    "changeWebhook": Need("webhooks:manage", Of.WEBHOOK),
    "removeWebhook": Need("webhooks:manage", Of.WEBHOOK),
    "listDeliveries": Need("webhooks:manage", Of.WEBHOOK),
    "replayDeliveries": Need("webhooks:manage", Of.WEBHOOK),
    "readSettings": Need("cases:read", Of.PAPER),
    "listSettingsProposals": Need("cases:read"),
    "proposeSettings": Need("papers:set"),
    "confirmSettings": Need("papers:set", Of.SETTINGS_PROPOSAL),
    "readAdoptedLimits": Need("cases:read", Of.PAPER),
    "listAdoptedLimitsProposals": Need("cases:read"),
    "proposeAdoptedLimits": Need("papers:set"),
    "confirmAdoptedLimits": Need("papers:set", Of.LIMITS_PROPOSAL),
    "openCase": Need("cases:act", done="201|403|422"),
    "listCases": Need("cases:read"),
    "readCase": Need("cases:read", Of.CASE),
    "takeStep": Need("cases:act", Of.CASE, done="403|409"),
    "readTimeline": Need("cases:read", Of.CASE),
    "readTests": Need("cases:read", Of.DECISION),
    "keepDocument": Need("cases:act", Of.CASE),
    "listDocuments": Need("cases:read", Of.CASE),
    "readDocument": Need("cases:read", Of.CASE),
    "grantParty": Need("cases:act", Of.OWN_CASE),
    "recordInspection": Need("cases:act", Of.CASE, done="403|409"),
    "recordScorecard": Need("cases:act", Of.CASE, done="403|409|422"),
    "recordReview": Need("cases:act", Of.CASE, done="403|409"),
    "recordDecision": Need("cases:act", Of.CASE, done="403|409"),
    "readDecision": Need("cases:read", Of.DECISION),
    "simulateCases": Need("cases:read"),
    "readBundle": Need("cases:read", Of.DECISION),
    "readWorklist": Need("cases:read"),
    "readCalendar": Need("cases:read"),
    "listCertificates": Need("cases:read"),
    "readCertificate": Need("cases:read", Of.CERTIFICATE),
    "recordAct": Need("cases:act", Of.CERTIFICATE, done="201|403|409"),
    "declare": Need("declarations:make"),
    "listDeclarations": Need("cases:read"),
    "proveEntry": Need("reports:read", Of.ENTRY),
    "readCheckpoint": Need("none"),
    "readLogKeys": Need("none"),
    "giveToken": Need("none"),
    "listSchemes": Need("none"),
    "readScheme": Need("none"),
    "listLimits": Need("none"),
    "listMethods": Need("none"),
    "readMethod": Need("none"),
    "listCharacteristics": Need("none"),
    "lookUpCertificate": Need("none"),
    "checkShipment": Need("none"),
    "proveCertificate": Need("none"),
    "isAlive": Need("none"),
    "isReady": Need("none"),
    "readMetrics": Need("none"),
    "readDescription": Need("none"),
}


class Target(StrEnum):
    """Whose an object is, as the caller stands to it."""

    OWN = "own"
    SHARED = "shared with me"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"
    MALFORMED = "malformed"
    NONE = "no object"


def expected(need: Need, permissions: frozenset[str] | None, target: Target) -> str:
    """Return what has to be answered: a status, or "success"; `permissions` None is nobody."""
    if need.permission == "none":
        return "success"
    if permissions is None:
        return "401"
    if need.permission not in {"any", *permissions}:
        return "403"
    if need.of in {Of.NOTHING, Of.LIST} or target is Target.OWN:
        return need.done
    if target is Target.SHARED and need.of in {Of.REPORT, Of.ENTRY, Of.CASE, Of.CERTIFICATE, Of.DECISION}:
        return need.done
    return "404"
