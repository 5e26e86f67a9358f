"""Those who inspect are those who were planned: of them it was asked whether they are free of conflicts (ISO 17065)."""

from collections.abc import Mapping

from app.certification.cases.held import Held
from app.certification.cases.record import Entry
from app.certification.lifecycle.events import Event
from app.certification.person import person_key
from app.ledger.canonical import Json
from lims_adapters.contract import Issue


def team_faults(event: Event | Entry | None, data: Json, held: Held) -> tuple[Issue, ...]:
    """Return who inspected without being planned, and a plan that is brought where nobody asks for its team.

    Codes: `team_not_planned`, `plan_out_of_place`.
    """
    if not isinstance(data, Mapping):
        return ()
    found: list[Issue] = []
    if "plan" in data and event is not Event.START_INSPECTION:
        found.append(Issue("plan_out_of_place", "/data/plan", "", f"with the event {Event.START_INSPECTION}"))
    inspection, plan = data.get("inspection"), held.brought.plan
    team = inspection.get("team") if isinstance(inspection, Mapping) else None
    if plan is None or not isinstance(team, list):
        return tuple(found)
    planned = {person_key(each) for each in plan.team}
    expected = "one of the planned team: " + ", ".join(sorted(plan.team))
    for place, person in enumerate(team):
        if isinstance(person, str) and person_key(person) not in planned:
            found.append(Issue("team_not_planned", f"/data/inspection/team/{place}", person, expected))
    return tuple(found)
