"""What a request that is as described may be answered with besides a success, and why; anything else is a failure."""

from collections.abc import Collection, Mapping

SUCCESS = {"2xx": "it is done", "304": "the copy that If-None-Match names is still the stored one"}
FORBIDDEN = {"403": "the role has no permission for it"}

_REPORT = "a report in good form may name an item, a unit, a product or a day that no rule has"
_NUMBER = "a number in good form may be that of another report"
_SHARE = "who files a report need not be one who may share it"
_KEY = "an idempotency key in good form may be used up"
_VERSION = "a version in good form need not be the stored one"
_DAY = "a day may be one that no edition covers"
_CURSOR = "a cursor in good form need not be one that was told"
_ADDRESS = "a line of text need not be an address on the public internet"
_NAMED = "a document in good form may name an item, a norm, a requirement or a day that is none"
_TWICE = "a version is set once, and by another person than the one who proposed it"
_NOT_THERE = {"404": "an identifier in good form need not be one that the caller sees"}
_ROLE = "an event may be another role's"
_BODY = "a body in good form need not be one"
_FORM = "a path without this method may be of the same form as that of a case"
_STATE = "an event may be one that the case cannot take, and a number one that is taken"
_EVENT = "an event in good form may bring what no rule has, and belong to another sort of work"
_ON_RECORD = "what is on record is corrected only by who names the version that was seen"
_STEP = {**_NOT_THERE, "403": _ROLE, "409": _STATE, "412": _VERSION, "422": f"{_EVENT}; {_KEY}", "428": _ON_RECORD}

REFUSED: Mapping[str, Mapping[str, str]] = {
    "fileReport": {"403": _SHARE, "409": _NUMBER, "422": f"{_REPORT}; {_KEY}"},
    "verifyReport": {"422": _REPORT},
    "uploadReports": {"403": _SHARE, "409": _NUMBER, "422": f"a file may be anything; {_REPORT}; {_KEY}"},
    "correctReport": {**_NOT_THERE, "412": _VERSION, "422": f"{_REPORT}; {_KEY}"},
    "simulateCases": {"422": "a rule, a file or a programme in good form need not be one that is held"},
    "shareReport": {**_NOT_THERE, "422": f"an identifier in good form need not be a certification body's; {_KEY}"},
    "addWebhook": {"409": "there may be as many webhooks as are allowed", "422": f"{_ADDRESS}; {_KEY}"},
    "changeWebhook": {**_NOT_THERE, "412": _VERSION, "422": _ADDRESS},
    "removeWebhook": {**_NOT_THERE, "412": _VERSION},
    "listOrganisations": {"403": "laboratories and applicants are listed to a body alone"},
    "listLimits": {"422": f"{_DAY}; a grade need not be the scheme's"},
    "listCharacteristics": {"422": _DAY},
    "listReports": {"422": _CURSOR},
    "listVerdicts": {"422": _CURSOR},
    "giveToken": {"401": "a client in good form need not be one that is known"},
    "openCase": {"403": _ROLE, "404": _BODY, "405": _FORM, "409": _STATE, "422": f"{_EVENT}; {_KEY}"},
    "takeStep": _STEP,
    "recordInspection": _STEP,
    "recordScorecard": _STEP,
    "recordReview": _STEP,
    "recordDecision": _STEP,
    "keepDocument": {**_NOT_THERE, "409": "a file that others sent may be none that the caller reads", "422": _KEY},
    "grantParty": {**_NOT_THERE, "422": f"an organisation need not be one that can take part; {_KEY}"},
    "listCases": {"405": _FORM, "422": _CURSOR},
    "listCertificates": {"422": _CURSOR},
    "readCase": {**_NOT_THERE, "405": _FORM},
    "readTimeline": _NOT_THERE,
    "readTests": _NOT_THERE,
    "listDocuments": _NOT_THERE,
    "readDocument": _NOT_THERE,
    "readDecision": _NOT_THERE,
    "readBundle": _NOT_THERE,
    "readCertificate": _NOT_THERE,
    "recordAct": {**_STEP, "422": _KEY},
    "readSettings": _NOT_THERE,
    "readAdoptedLimits": _NOT_THERE,
    "proposeSettings": {"422": f"{_NAMED}; {_KEY}"},
    "proposeAdoptedLimits": {"422": f"{_NAMED}; {_KEY}"},
    "confirmSettings": {**_NOT_THERE, "409": _TWICE, "422": _KEY},
    "confirmAdoptedLimits": {**_NOT_THERE, "409": _TWICE, "422": _KEY},
    "declare": {"422": f"an identifier in good form need not be an applicant's; {_DAY}; {_KEY}"},
    "readReport": _NOT_THERE,
    "listRevisions": _NOT_THERE,
    "readRevision": _NOT_THERE,
    "readOriginal": _NOT_THERE,
    "readVerdict": _NOT_THERE,
    "listShares": _NOT_THERE,
    "readWebhook": _NOT_THERE,
    "listDeliveries": _NOT_THERE,
    "replayDeliveries": _NOT_THERE,
    "proveEntry": _NOT_THERE,
    "readScheme": _NOT_THERE,
    "readMethod": _NOT_THERE,
    "lookUpCertificate": {**_NOT_THERE, "422": "a day may be one that has not begun"},
    "proveCertificate": _NOT_THERE,
    "checkShipment": {**_NOT_THERE, "422": f"{_REPORT}; a day may be one that has not begun"},
}
_OF_CASES = frozenset(
    {
        *("openCase", "listCases", "readCase", "readTimeline", "readTests", "takeStep", "grantParty"),
        *("keepDocument", "readDocument", "listDocuments"),
    }
)
_NO_CASES = {"404": "a path that was made of another one has no cases in its place", "405": _FORM}


def taken(operation: str, forbidden: Collection[str]) -> list[str]:
    """Return the statuses that a described request may be answered with; of what is forbidden, nothing may be done."""
    if operation in forbidden:
        return list({**FORBIDDEN, **(_NO_CASES if operation in _OF_CASES else {})})
    return list({**SUCCESS, **REFUSED.get(operation, {})})
