"""Samples at surveillance, clause 7.2 of both rules: which items are tested, and what follows when no sample comes.

The dryer rule prints a table of items (Table 3) and lets every item of clause 4 be drawn besides; its advanced
indicators are always drawn, the material yield that the table leaves out among them (reading X16). The diesel rule
refers to 4.2.2, all of it or a part, as the body has set. A plan is recorded before the test.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.certification.body import Body, SamplingRule, Term, in_force
from app.certification.standing import Standing


class Setting(StrEnum):
    """Values of a body that a plan needs, by their names in `labverdict.body/1`."""

    SAMPLING_RULE = "sampling_rule"
    SAMPLING_ITEMS = "sampling_items"


class Ground(StrEnum):
    """Why an item is drawn, or (the last) why not."""

    TABLE = "table"
    ADVANCED_INDICATOR = "advanced_indicator"
    ALL_BY_RULE = "all_by_rule"
    RULE_NOT_SET = "rule_not_set"
    ITEMS_NOT_SET = "items_not_set"
    PART_BY_RULE = "part_by_rule"
    CHANCE_UNKNOWN = "chance_unknown"
    LIKELY_TO_FAIL = "likely_to_fail"
    NOT_CHOSEN = "not_chosen"


@dataclass(frozen=True, slots=True)
class Drawable:
    """The items of a rule by the ids of their characteristics.

    `items` are those of clause 4, in its order; `advanced` the advanced indicators among them. `table` is the printed
    table of surveillance items, empty where the rule refers to 4.2.2 instead; `each` is how many samples it asks of
    each, None where no one number is printed for all.
    """

    items: tuple[str, ...]
    advanced: frozenset[str]
    table: tuple[str, ...] = ()
    each: int | None = None

    def __post_init__(self) -> None:
        if not {*self.table, *self.advanced} <= set(self.items):
            raise ValueError("an item of the table, or an advanced indicator, that clause 4 does not have")


@dataclass(frozen=True, slots=True)
class Ranked:
    """An item in the order in which risk chooses; `is_known` tells whether its chance to fail is."""

    item: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item, whether it is drawn, and why."""

    item: str
    ground: Ground

    @property
    def is_drawn(self) -> bool:
        """Tell whether the item is tested."""
        return self.ground is not Ground.NOT_CHOSEN


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """Every item of the rule with its ground; `missing` are settings that the body would have to make."""

    items: tuple[PlannedItem, ...]
    each: int | None
    missing: tuple[Setting, ...]

    @property
    def drawn(self) -> tuple[str, ...]:
        """Return the items that are tested."""
        return tuple(planned.item for planned in self.items if planned.is_drawn)


def plan_sample(
    drawable: Drawable, body: Body | None, on: date, *, ranked: Sequence[Ranked] = (), by_risk: int = 0
) -> SamplingPlan:
    """Return the plan that the rule and the body's settings of a day give.

    Where a part is enough, `by_risk` items of `ranked` join those that the body has named. A setting that is missing
    stops nothing that protects the public: then every item is drawn, and the plan names the setting.
    """
    if drawable.table:
        chosen = dict.fromkeys(drawable.table, Ground.TABLE)
        chosen |= dict.fromkeys(drawable.advanced, Ground.ADVANCED_INDICATOR)
        return _plan(drawable, chosen)
    rule = None if body is None else in_force(body.sampling_rule, on)
    named = None if body is None else in_force(body.sampling_items, on)
    match rule:
        case None:
            return _plan(drawable, dict.fromkeys(drawable.items, Ground.RULE_NOT_SET), Setting.SAMPLING_RULE)
        case SamplingRule.ALL:
            return _plan(drawable, dict.fromkeys(drawable.items, Ground.ALL_BY_RULE))
        case SamplingRule.PART:
            core = [item for item in drawable.items if item in (named or ())]
            if not core:
                return _plan(drawable, dict.fromkeys(drawable.items, Ground.ITEMS_NOT_SET), Setting.SAMPLING_ITEMS)
            return _plan(drawable, _by_risk(core, ranked, by_risk) | dict.fromkeys(core, Ground.PART_BY_RULE))


def laboratory_term(body: Body | None, on: date, usual: Term | None) -> Term | None:
    """Return the time that the laboratory has: the body's, else the usual one of 4.2.4; None where neither is known."""
    own = None if body is None else in_force(body.test_term, on)
    return usual if own is None else own


def recorded_in_time(recorded_on: date, test_began_on: date) -> Standing:
    """Tell whether a plan was recorded before its test; of one day the order of the two is not known."""
    if recorded_on == test_began_on:
        return Standing.OPEN
    return Standing.MET if recorded_on < test_began_on else Standing.NOT_MET


class Handling(StrEnum):
    """Where the sample itself stands; `sending_refused` and `not_found_twice` suspend the certificates concerned."""

    TO_BE_SENT = "to_be_sent"
    SENT = "sent"
    SENDING_REFUSED = "sending_refused"
    TO_BE_DRAWN_AGAIN = "to_be_drawn_again"
    DRAWING_OVERDUE = "drawing_overdue"
    NOT_FOUND_TWICE = "not_found_twice"


@dataclass(frozen=True, slots=True)
class Sample:
    """What happened to a sample; None for what has not happened.

    `visits` are one or two days on which the body came for it, `drawn_on` the one that found it, `sent_on` the day on
    which the holder posted it or handed it over to the laboratory.
    """

    visits: tuple[date, ...]
    drawn_on: date | None
    sent_on: date | None


def handle(sample: Sample, in_time: Standing) -> Handling:
    """Tell where a sample stands.

    `in_time` tells whether the step that runs keeps its term: to send once it is drawn (D-13), else to draw again after
    the first visit (D-14); what only a coming notice can tell counts as in time. A body that comes late is overdue
    itself, and suspends nobody; a second visit in vain suspends whenever it was.
    """
    is_late = in_time is Standing.NOT_MET
    if sample.drawn_on is not None:
        if is_late:
            return Handling.SENDING_REFUSED
        return Handling.TO_BE_SENT if sample.sent_on is None else Handling.SENT
    if len(sample.visits) > 1:
        return Handling.NOT_FOUND_TWICE
    return Handling.DRAWING_OVERDUE if is_late else Handling.TO_BE_DRAWN_AGAIN


def _by_risk(core: Sequence[str], ranked: Sequence[Ranked], number: int) -> dict[str, Ground]:
    first = [each for each in ranked if each.item not in core][:number]
    return {each.item: Ground.LIKELY_TO_FAIL if each.is_known else Ground.CHANCE_UNKNOWN for each in first}


def _plan(drawable: Drawable, chosen: Mapping[str, Ground], *missing: Setting) -> SamplingPlan:
    grounds = [PlannedItem(item, chosen.get(item, Ground.NOT_CHOSEN)) for item in drawable.items]
    return SamplingPlan(tuple(grounds), drawable.each, missing)
