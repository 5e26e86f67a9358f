"""What the events of a dryer's case bring when all is well: what those of a diesel case do, as its rule has it."""

from collections.abc import Callable
from datetime import date

from app.certification.item_tables import factory_tests
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from tests.app.dossiers import DRYER, scheme_of
from tests.served.cast import CONFIRMER, Cast, Document, shipped
from tests.served.told import brought, filed, said, statements

MAKER = "示例制药机械有限公司"
UNIT = {"manufacturer": MAKER, "plant": MAKER, "series": "GZP"}
# The time of the test is agreed with the laboratory; the rule prints none.
TEST_TERM = {"length": "20", "kind": "working_day"}
SAMPLED = "material_residue"
RESIDUE = 2
_DOCUMENTS = ("application", "factory_questionnaire", "brand_statement")


def told_dryer(cast: Cast, kind: Kind, event: Event, on: date) -> Document:
    """Return what lets a step of a dryer's case through as far as evidence can."""
    told = said() | _passed(cast, on) if event is Event.PASS_TEST else brought(cast, kind, event, on)
    told["units"] = ["GZP"]
    for part, change in _CHANGES.items():
        if part in told:
            change(cast, kind, on, told)
    return told


def dryer_report(cast: Cast, on: date, *changed: tuple[int, str]) -> str:
    """Let the laboratory file a report on the dryer, as `filed` does."""
    return filed(cast, on, ("dryer_report.json", DRYER), *changed)


def adopted_limits() -> Document:
    """Return limits for the requirements that the rule leaves to a standard which is not held, to be proposed."""
    held = shipped("adopted_limits.json")
    return {key: held[key] for key in ("scheme", "standard", "adopted")}


def adopt(cast: Cast) -> str:
    """Let two persons of the body adopt the limits; return the seal."""
    proposed = cast.posted(Actor.DECIDER, "/body/adopted-limits/proposals", adopted_limits())
    return str(cast.posted(CONFIRMER, f"/body/adopted-limits/proposals/{proposed['id']}/confirmation")["sha256"])


def _application(_cast: Cast, _kind: Kind, _on: date, told: Document) -> None:
    application = told["application"]
    known = {each["id"] for each in application["filed"]}
    application["filed"] += [{"id": name} for name in _DOCUMENTS if name not in known]
    application["unit"] = dict(UNIT)


def _passed(cast: Cast, on: date) -> Document:
    days = {"sample_received_on": on.isoformat(), "fee_received_on": on.isoformat()}
    return {"tests": [{"report": dryer_report(cast, on), **days}]}


def _receipt(_cast: Cast, _kind: Kind, _on: date, told: Document) -> None:
    del told["receipt"]["sample_l"]


def _inspection(_cast: Cast, kind: Kind, _on: date, told: Document) -> None:
    rule, standard = scheme_of(DRYER).rule, scheme_of(DRYER).limits.standard.number
    names = [f"附件1 {item.name}" for item in factory_tests(rule.tables, None, standard)]
    names += [each.clause for each in rule.inspection.quality] + [each.id for each in rule.inspection.consistency]
    if kind is Kind.SURVEILLANCE:
        names += [each.id for each in rule.inspection.blocks]
    told["inspection"] |= {
        "points": [{"id": name, "observed": "conform"} for name in dict.fromkeys(names)],
        "nonconformities": [],
    }


def _card(cast: Cast, _kind: Kind, on: date, told: Document) -> None:
    """Both rules score by the same table; how many samples the standard asks for is attested for the dryer alone."""
    told["card"]["scheme"] = DRYER
    told["statements"] = told["statements"] + statements(cast, on, Actor.EVALUATOR, "4.1.2")


def _sampling(_cast: Cast, _kind: Kind, _on: date, told: Document) -> None:
    told["sampling"]["items"] = [SAMPLED]


_CHANGES: dict[str, Callable[[Cast, Kind, date, Document], None]] = {
    "application": _application,
    "receipt": _receipt,
    "inspection": _inspection,
    "card": _card,
    "sampling": _sampling,
}
