"""Cases of both bodies up to their certificates, of which the applicant and the first laboratory are parties."""

import itertools
from typing import TYPE_CHECKING, Any

from tests.app.api.asking import SCHEME, new_key
from tests.app.api.casework import CASE, EVENTS, ISSUE, Casework
from tests.app.api.matrix_table import Target
from tests.app.api.world import APPLICANT, BODIES

if TYPE_CHECKING:
    from tests.app.api.matrix_town import Ids, Town

_numbers = itertools.count(1)
STRANGE = dict.fromkeys(("case", "decision"), "0197a0c1e2b47d02b6c18f3a5d7e9015")
STRANGE |= {"sha256": "0" * 64, "certificate": "JSPB-2026-9999"}
_WORK: dict[str, dict[str, object]] = {
    "recordInspection": {"event": "pass_inspection", "on": "2026-07-10"},
    "recordScorecard": {"event": "pass_scoring", "on": "2026-07-10"},
    "recordReview": {"event": "recommend", "on": "2026-07-10", "data": {"reasons": "符合"}},
    "recordDecision": {"event": "issue", "on": "2026-07-10"},
}


def add_cases(town: "Town") -> None:
    """Take a case of each body to its certificate; what the body, its applicant and its laboratory see bears a mark."""
    kept = {body: _certified(town, body) for body in BODIES}
    for body, other in zip(BODIES, reversed(BODIES), strict=True):
        town.objects[body, Target.OWN] |= kept[body]
        town.objects[body, Target.FOREIGN] |= kept[other]
    shared = kept[BODIES[0]]
    town.objects[APPLICANT, Target.SHARED] = shared
    # A laboratory takes part in the case, and is a stranger to its decision and to the certificate that comes of it.
    town.objects["laboratory_1", Target.SHARED] = {name: shared[name] for name in ("case", "sha256")}
    strange = {name: shared[name] for name in ("decision", "certificate")}
    town.objects["laboratory_1", Target.FOREIGN] |= strange
    for nobody in ("laboratory_2", "secretariat", "regulator"):
        town.objects[nobody, Target.FOREIGN] = town.objects["", Target.FOREIGN] | shared


def _certified(town: "Town", body: str) -> "Ids":
    readers = (body, APPLICANT, "laboratory_1")
    mark = town.marks.new(*readers)
    work = Casework(town.world, town.line, body=body)
    work.employ()
    case = work.open(f"A-{mark}").json()["case"]
    headers = {"Idempotency-Key": new_key(), "Content-Type": "application/octet-stream"}
    asked = {"name": f"{mark}.pdf", "open_to": "laboratory"}
    path = f"/api/v1/applications/{case}/documents"
    kept = work.sessions["A-0001"].send("POST", path, headers=headers, params=asked, content=mark.encode())
    assert kept.status_code == 201, kept.text
    work.follow(case)
    decided = {**ISSUE, "data": {"reasons": mark}}
    issued = work.sessions["P-0006"].post("/decisions", {"case": case, **decided})
    assert issued.status_code == 201, issued.text
    told = issued.json()
    town.marks.also(readers, case, kept.json()["sha256"], told["log_entry_hash"], told["decision"])
    return {"case": case, "decision": case, "sha256": kept.json()["sha256"], "certificate": told["certificate"]}


def case_request(town: "Town", operation: str, ids: "Ids") -> dict[str, Any]:
    """Return what an operation on cases is sent besides its path; nothing for any other."""
    match operation:
        case "openCase":
            sent = {key: EVENTS[0][key] for key in ("event", "on", "data")}
            body = town.world.organisations[BODIES[0]]
            return {
                "json": {
                    "number": f"M-{next(_numbers)}",
                    "body": body,
                    "scheme": SCHEME,
                    "unit": CASE["unit"],
                    "event": sent,
                }
            }
        case "takeStep":
            return {"json": {"event": "accept", "on": "2026-07-10"}}
        case "recordAct":
            return {"json": {"act": "report_result", "on": "2026-07-10"}}
        case "keepDocument":
            content = f"file {next(_numbers)}".encode()
            return {
                "content": content,
                "headers": {"Content-Type": "application/octet-stream"},
                "params": {"name": "a"},
            }
        case "grantParty":
            return {"json": {"organisation": town.world.organisations[APPLICANT], "role": "applicant"}}
        case _:
            return {"json": {"case": ids["case"], **_WORK[operation]}} if operation in _WORK else {}
