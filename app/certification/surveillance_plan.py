"""The plan of one surveillance, and the same as `labverdict.surveillance_plan/1`: texts, whole numbers and lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.certification.body import Body, Term
from app.certification.document import Json
from app.certification.failure_chance import Chance, Unknown, chance_text
from app.certification.history import Earlier
from app.certification.risk_led import Prospect, prospects, ranked
from app.certification.sampling import Ground, SamplingPlan, laboratory_term, plan_sample
from app.certification.surveillance import Block, Window, window
from app.certification.surveillance_document import Occasion
from app.certification.surveillance_rule import SurveillanceRule
from app.verification.requirement import Requirement

FORMAT = "labverdict.surveillance_plan/1"


@dataclass(frozen=True, slots=True)
class Ruled:
    """By what a surveillance is planned: the scheme's requirements, what its rule prints, and the body's settings."""

    requirements: tuple[Requirement, ...]
    printed: SurveillanceRule
    body: Body | None


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a sample may take: to be sent, to be drawn again, and in the laboratory; None for what is not known."""

    send: Term | None
    redraw: Term | None
    test: Term | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done and when; `sample` is None where no sample is needed."""

    occasion: Occasion
    on: date
    window: Window
    sample: SamplingPlan | None
    prospects: tuple[Prospect, ...]
    terms: Terms

    @property
    def has_unused_risk(self) -> bool:
        """Tell whether items were to be chosen by risk where the rule leaves nothing to choose."""
        by_part = {Ground.PART_BY_RULE, Ground.CHANCE_UNKNOWN, Ground.LIKELY_TO_FAIL}
        grounds = set() if self.sample is None else {planned.ground for planned in self.sample.items}
        return self.occasion.sample.by_risk > 0 and by_part.isdisjoint(grounds)


def plan_surveillance(occasion: Occasion, ruled: Ruled, history: Mapping[str, Sequence[Earlier]], on: date) -> Plan:
    """Plan a surveillance as of a day."""
    found = prospects(ruled.requirements, history)
    need, printed = occasion.sample, ruled.printed
    sample = (
        plan_sample(printed.drawable, ruled.body, on, ranked=ranked(found), by_risk=need.by_risk)
        if need.is_needed
        else None
    )
    terms = Terms(printed.send_term, printed.redraw_term, laboratory_term(ruled.body, on, printed.test_term))
    return Plan(occasion, on, window(occasion.record, on, printed.rhythm), sample, found, terms)


def record(plan: Plan) -> Json:
    """Return the plan as a document."""
    occasion = plan.occasion
    return {
        "format": FORMAT,
        "certificate": occasion.certificate,
        "scheme": occasion.scheme,
        "on": plan.on.isoformat(),
        "window": _window(plan.window),
        "causes": [
            {"trigger": cause.trigger.value, "on": cause.on.isoformat(), "ground": cause.ground}
            for cause in occasion.record.causes
        ],
        "blocks": [block.value for block in Block],
        "sample": _sample(plan),
    }


def _window(found: Window) -> Json:
    return {
        "opens_on": found.opens_on.isoformat(),
        "closes_on": found.closes_on.isoformat(),
        "timing": found.timing.value,
        "certificate_year": found.certificate_year,
        "held_this_year": found.held_this_year,
        "long_gaps": [[one.isoformat(), other.isoformat()] for one, other in found.long_gaps],
        "years_without": list(found.years_without),
    }


def _sample(plan: Plan) -> Json:
    need = plan.occasion.sample
    if plan.sample is None:
        return {"needed": False, "ground": need.ground}
    by_item = {prospect.item: prospect for prospect in plan.prospects}
    return {
        "needed": True,
        "ground": need.ground,
        "items": [
            {
                "item": planned.item,
                "drawn": planned.is_drawn,
                "ground": planned.ground.value,
                **_prospect(by_item[planned.item]),
            }
            for planned in plan.sample.items
        ],
        "each": plan.sample.each,
        "missing_settings": [setting.value for setting in plan.sample.missing],
        "by_risk_unused": plan.has_unused_risk,
        "terms": {
            "D-13": _term(plan.terms.send),
            "D-14": _term(plan.terms.redraw),
            "test": _term(plan.terms.test),
        },
    }


def _prospect(prospect: Prospect) -> dict[str, Json]:
    match prospect.chance:
        case Unknown() as unknown:
            return {"results": prospect.results, "chance": None, "unknown": unknown.value}
        case Chance() as known:
            interval = [chance_text(known.low), chance_text(known.high)]
            return {"results": prospect.results, "chance": chance_text(known.chance), "interval": interval}


def _term(term: Term | None) -> Json:
    return None if term is None else {"length": term.length, "days": term.kind.value}
