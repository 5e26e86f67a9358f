"""Cases of the seeds: one that is open, one for each sort of work that waits for it, and one that is decided."""

from app.identity.roles import Role
from tests.app.api.asking import SCHEME, Line, Session, new_key
from tests.app.api.casework import CASE, ISSUE, Casework
from tests.app.api.world import APPLICANT, World

# Up to which event of the shipped case a case has come that waits for the work, and the event that does it.
_WAITING = {"recordInspection": (5, 6), "recordScorecard": (9, 10), "recordReview": (10, 11)}


class Worked:
    """Cases, made when the seeds are sown."""

    def __init__(self, town: World, opened: Line) -> None:
        self._work = Casework(town, opened)
        self._work.employ()
        self._town = town
        client = town.organisations[APPLICANT]
        for role in (Role.REVIEWER, Role.DECIDER):
            sent = {"client": client, "free_of_conflict": True, "advised_until": "never"}
            session = Session(opened, town.bearer("body_1", role))
            assert session.post("/declarations", sent).status_code == 201

    def bodies(self) -> dict[str, object]:
        """Return what the operations are sent so that they can be done once, or as often as one likes."""
        work = self._work
        found: dict[str, object] = {
            operation: {"case": self._case(operation, last), **work.event(n)}
            for operation, (last, n) in _WAITING.items()
        }
        return found | {
            "recordDecision": {"case": self._case("recordDecision", 11), **ISSUE},
            "takeStep": {"event": "record", "on": "2026-07-10"},
            "recordAct": {"act": "report_result", "on": "2026-07-10"},
            "openCase": {
                "number": "F-new",
                "body": self._town.organisations["body_1"],
                "scheme": SCHEME,
                "unit": CASE["unit"],
                "event": work.event(1),
            },
            "grantParty": {"organisation": self._town.organisations["laboratory_2"], "role": "laboratory"},
        }

    def names(self) -> dict[str, object]:
        """Return what stands in paths."""
        case, decided = self._case("open", 2), self._case("decided", 11)
        headers = {"Idempotency-Key": new_key(), "Content-Type": "application/octet-stream"}
        path = f"/api/v1/applications/{case}/documents"
        client = self._work.sessions["A-0001"]
        kept = client.send("POST", path, headers=headers, params={"name": "a.pdf"}, content=b"file").json()
        issued = self._work.sessions["P-0006"].post("/decisions", {"case": decided, **ISSUE}).json()
        return {
            "cases": "applications",
            "case": case,
            "readDecision.case": decided,
            "readBundle.case": decided,
            "sha256": kept["sha256"],
            "certificate": issued["certificate"],
        }

    def _case(self, number: str, last: int) -> str:
        case = str(self._work.open(f"F-{number}").json()["case"])
        self._work.follow(case, last)
        return case
