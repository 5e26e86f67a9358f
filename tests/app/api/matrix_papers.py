"""What the bodies of the town set, propose and declare."""

from typing import TYPE_CHECKING, Any

from app.identity.roles import Role
from tests.app.api.matrix_table import Target
from tests.app.api.paperwork import SENT, confirmed, proposed
from tests.app.api.world import APPLICANT, BODIES

if TYPE_CHECKING:
    from tests.app.api.matrix_town import Town

OF_PAPER = {"settings": "settings_proposal", "adopted-limits": "limits_proposal"}


def add_papers(town: "Town") -> None:
    """Let both bodies set and propose documents, and declare; only bodies find papers of their own."""
    kept = {}
    for body in BODIES:
        for paper in OF_PAPER:
            assert confirmed(town.session(body, Role.DECIDER), paper, propose(town, body, paper)).status_code == 201
        kept[body] = {name: propose(town, body, paper) for paper, name in OF_PAPER.items()}
        town.objects[body, Target.OWN] |= {"paper": "1", **kept[body]}
        sent = {"client": town.world.organisations[APPLICANT], "free_of_conflict": True, "advised_until": "never"}
        declared = town.session(body, Role.REVIEWER).post("/declarations", sent)
        assert declared.status_code == 201, declared.text
        town.marks.also((body,), declared.json()["id"], declared.json()["person"])
    for body, other in zip(BODIES, reversed(BODIES), strict=True):
        town.objects[body, Target.FOREIGN] |= kept[other]
    for owner in ("laboratory_1", ""):
        town.objects[owner, Target.FOREIGN] |= {"paper": "1", **kept[BODIES[0]]}


def propose(town: "Town", body: str, paper: str, by: Role = Role.REVIEWER) -> str:
    """Propose a document in which a mark stands."""
    mark = town.marks.new(body)
    told = proposed(town.session(body, by), paper, SENT[paper](mark))
    town.marks.also((body,), told["id"])
    identifier: str = told["id"]
    return identifier


def another_proposal(town: "Town", caller: str, body: str, operation: str) -> str:
    """Propose what the caller can confirm: another person of the body does it."""
    by = Role.DECIDER if caller.startswith(Role.REVIEWER) else Role.REVIEWER
    return propose(town, body, "settings" if "Settings" in operation else "adopted-limits", by)


def paper_request(town: "Town", operation: str) -> dict[str, Any]:
    """Return what an operation on papers is sent besides its path; nothing for any other."""
    match operation:
        case "proposeSettings":
            return {"json": SENT["settings"]()}
        case "proposeAdoptedLimits":
            return {"json": SENT["adopted-limits"]()}
        case "declare":
            client = town.world.organisations[APPLICANT]
            return {"json": {"client": client, "free_of_conflict": False, "advised_until": "2026-01-31"}}
        case _:
            return {}
