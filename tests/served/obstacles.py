"""Steps that one guard stops: the way to them, what is spoilt in what they bring, and what else is in their way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Actor, Kind
from tests.served.cast import Cast, Document
from tests.served.crowd import BOUND, JACK, SILENT
from tests.served.life import Life
from tests.served.model import Told
from tests.served.stages import INSPECTED, RECOMMENDED, run_out
from tests.served.told import filed_report, inspection, settle, shown

Spoil = Callable[[Cast, Document], None]
Before = Callable[[Life, Told], None]
APPLICATION, SURVEILLANCE, RENEWAL, SUSPENSION = Kind.APPLICATION, Kind.SURVEILLANCE, Kind.RENEWAL, Kind.SUSPENSION
TESTED = "file accept start_test pass_test"
SCORED = f"file {INSPECTED}"
SUSPENDED = "raise suspend"
SETTLED = f"{SUSPENDED} submit_correction accept_correction settle"
CONCLUDED = "file start_evaluation conclude"


def as_it_is(_cast: Cast, _data: Document) -> None:
    return


def without(*names: str) -> Spoil:
    def spoil(_cast: Cast, data: Document) -> None:
        for name in names:
            data.pop(name, None)

    return spoil


def denying(clause: str) -> Spoil:
    def spoil(cast: Cast, data: Document) -> None:
        said = {"by": cast.persons[Actor.CLIENT], "on": cast.today.isoformat(), "ground": "试验"}
        others = [each for each in data.get("statements", ()) if each["clause"] != clause]
        data["statements"] = [*others, {"clause": clause, "holds": False, **said}]

    return spoil


def failing(cast: Cast, data: Document) -> None:
    data |= shown(cast.today, filed_report(cast, cast.today, (0, "9.9")))


def uncorrected(cast: Cast, data: Document) -> None:
    data["inspection"] = inspection(cast, Kind.APPLICATION, cast.today, corrected=False)


def grave(_cast: Cast, data: Document) -> None:
    data["cause"] = "accident_or_dishonesty"


def nothing_filed(_cast: Cast, data: Document) -> None:
    data["application"] |= {"filed": [], "absent": []}


def later(days: int) -> Before:
    def wait(life: Life, _case: Told) -> None:
        life.cast.passes(days)

    return wait


def lived(kind: Kind, way: str) -> Before:
    def live(life: Life, _case: Told) -> None:
        life.follow(life.new(kind), way)

    return live


def unset(**changed: object) -> Before:
    def change(life: Life, _case: Told) -> None:
        settle(life.cast, **changed)

    return change


def without_grace(life: Life, _case: Told) -> None:
    run_out(life, late=True)


def raised_by_handler(life: Life, _case: Told) -> None:
    life.take(life.new(SUSPENSION), "raise", Actor.COMPLAINTS_HANDLER)


@dataclass(frozen=True)
class Obstacle:
    """`first` spoils the event that opens the case, `spoil` the one that is stopped; `before` happens in between."""

    guard: Guard
    kind: Kind
    way: str
    event: Event
    spoil: Spoil = as_it_is
    who: str | None = None
    before: Before | None = None
    first: Spoil = as_it_is
    by: dict[str, str] = field(default_factory=dict)
    on: date | None = None


def meet(life: Life, each: Obstacle) -> None:
    """Take a case to the step that is stopped, and be stopped."""
    about = life.take(life.new(Kind.SAMPLE), "plan") if each.kind is Kind.APPEAL else None
    case = life.new(each.kind, about)
    for place, event in enumerate(each.way.split()):
        life.cast.passes()
        data = life.good(each.kind, event)
        if place == 0:
            each.first(life.cast, data)
        members = {} if each.on is None else {"on": each.on + timedelta(days=place)}
        life.take(case, event, each.by.get(event), data=data, **members)
    life.cast.passes()
    if each.before is not None:
        each.before(life, case)
    data = life.good(each.kind, each.event)
    each.spoil(life.cast, data)
    row = case.row(each.event)
    assert row is not None
    members = {} if each.on is None else {"on": each.on + timedelta(days=9)}
    assert life.ask(life.asked(case, each.event, each.who or row.by[0], data=data, **members)) == 409, each
    missing = [one["guard"] for one in life.tally.last["step"]["missing"]]
    assert each.guard in missing, (each, life.tally.last)


G, E = Guard, Event
OBSTACLES = [
    Obstacle(G.RULE_IN_FORCE, APPLICATION, "file", E.ACCEPT, on=date(2020, 1, 1)),
    Obstacle(G.BODY_MAY_USE_RULE, APPLICATION, "file", E.ACCEPT, denying("前言")),
    Obstacle(G.IN_SCOPE, APPLICATION, "file", E.ACCEPT, without("statements")),
    Obstacle(G.PROGRAMME_STAGES_NAMED, APPLICATION, "file", E.ACCEPT, without("stated")),
    Obstacle(G.DOCUMENTS_COMPLETE, APPLICATION, "file", E.ACCEPT, first=nothing_filed),
    Obstacle(G.NOT_BARRED, APPLICATION, "file", E.ACCEPT, before=unset(adopted_norms=["M-23d"])),
    Obstacle(G.SAMPLE_AND_FEE_RECEIVED, APPLICATION, "file accept", E.START_TEST, without("receipt")),
    Obstacle(G.LABORATORY_DESIGNATED, APPLICATION, "file accept start_test", E.PASS_TEST, without("tests")),
    Obstacle(G.EVERY_ITEM_PASSED, APPLICATION, "file accept start_test", E.PASS_TEST, failing),
    Obstacle(
        G.ONLY_NON_CRITICAL_FAILED, APPLICATION, "file accept start_test", E.ALLOW_RECTIFICATION, without("tests")
    ),
    Obstacle(
        G.RECTIFICATION_TERM_SET,
        APPLICATION,
        "file accept start_test",
        E.ALLOW_RECTIFICATION,
        before=unset(rectification_term=None),
    ),
    Obstacle(G.REPORT_ADOPTABLE, APPLICATION, "file accept", E.ADOPT_REPORT, without("tests")),
    Obstacle(G.INSPECTION_IN_TIME, APPLICATION, TESTED, E.START_INSPECTION, before=later(400)),
    Obstacle(G.MAN_DAYS_PLANNED, APPLICATION, TESTED, E.START_INSPECTION, without("plan")),
    Obstacle(G.TEAM_FREE_OF_CONFLICT, APPLICATION, TESTED, E.START_INSPECTION, without("plan")),
    Obstacle(
        G.INSPECTION_COMPLETE, APPLICATION, f"{TESTED} start_inspection", E.PASS_INSPECTION, without("statements")
    ),
    Obstacle(
        G.NONCONFORMITIES_CLOSED,
        APPLICATION,
        f"{TESTED} start_inspection find_nonconformities submit_correction",
        E.ACCEPT_CORRECTION,
        uncorrected,
    ),
    Obstacle(G.VETO_ANSWERED, APPLICATION, SCORED, E.PASS_SCORING, without("card")),
    Obstacle(G.NOT_APPLICABLE_APPROVED, APPLICATION, SCORED, E.PASS_SCORING, without("card")),
    Obstacle(G.SCORE_REACHED, APPLICATION, SCORED, E.PASS_SCORING, without("card")),
    Obstacle(G.RESULTS_PRESENT, APPLICATION, "file accept start_test fail_test change_evidence", E.RECOMMEND),
    Obstacle(G.REVIEWER_UNINVOLVED, APPLICATION, f"{SCORED} pass_scoring", E.RECOMMEND, who=BOUND),
    Obstacle(G.DECIDER_UNINVOLVED, APPLICATION, RECOMMENDED, E.ISSUE, who=BOUND),
    Obstacle(G.NO_CONSULTANCY, APPLICATION, RECOMMENDED, E.ISSUE, who=SILENT),
    Obstacle(G.REVIEWER_MAY_DECIDE, APPLICATION, RECOMMENDED, E.ISSUE, who=JACK, by={"recommend": JACK}),
    Obstacle(G.OVERALL_PASSED, APPLICATION, RECOMMENDED, E.ISSUE, before=unset(designated_laboratories=None)),
    Obstacle(G.NUMBER_FORMAT_SET, APPLICATION, RECOMMENDED, E.ISSUE, before=unset(number_format=None)),
    Obstacle(G.REASONS_GIVEN, APPLICATION, RECOMMENDED, E.REFUSE, without("reasons")),
    Obstacle(G.RENEWAL_NUMBER_SET, RENEWAL, RECOMMENDED, E.RENEW, before=unset(renewal_number=None)),
    Obstacle(G.RENEWAL_START_SET, RENEWAL, RECOMMENDED, E.RENEW, before=unset(renewal_start=None)),
    Obstacle(G.SURVEILLANCE_VALID, RENEWAL, TESTED, E.RELY_ON_SURVEILLANCE, before=later(400)),
    Obstacle(G.RENEWAL_OPEN, RENEWAL, "", E.FILE, before=without_grace),
    Obstacle(G.NOT_SUSPENDED, RENEWAL, RECOMMENDED, E.RENEW, before=lived(SUSPENSION, SUSPENDED)),
    Obstacle(G.CAUSES_CLOSED, RENEWAL, RECOMMENDED, E.RENEW, before=lived(SUSPENSION, "raise")),
    Obstacle(G.CERTIFICATE_IN_USE, SURVEILLANCE, "", E.PLAN, before=lived(SUSPENSION, "raise withdraw")),
    Obstacle(G.TRIGGER_PROVEN, SURVEILLANCE, "", E.PLAN_EXTRA, without("stated")),
    Obstacle(G.COMPULSORY_BLOCKS_DONE, SURVEILLANCE, "plan start_inspection", E.PASS_INSPECTION, without("inspection")),
    Obstacle(G.SAMPLE_PASSED, SURVEILLANCE, "plan start_inspection pass_inspection", E.CONCLUDE),
    Obstacle(G.SAMPLING_PLANNED, Kind.SAMPLE, "", E.PLAN, without("sampling")),
    Obstacle(G.DRAWN_AT_RANDOM, Kind.SAMPLE, "plan", E.DRAW, without("stated")),
    Obstacle(G.TECHNICAL_FILE_FIRST, Kind.EXTENSION, "file", E.START_EVALUATION, denying("8.2.2")),
    Obstacle(G.CHANGE_CONFORMS, Kind.CHANGE, CONCLUDED, E.APPROVE, first=without("statements")),
    Obstacle(G.EXTENSION_CONFORMS, Kind.EXTENSION, CONCLUDED, E.APPROVE, first=denying("8.2.1")),
    Obstacle(G.CERTIFICATE_VALID, Kind.EXTENSION, CONCLUDED, E.APPROVE, before=lived(SUSPENSION, SUSPENDED)),
    Obstacle(G.CAUSE_NAMED, SUSPENSION, "", E.RAISE, without("cause")),
    Obstacle(G.UNITS_AND_START_NAMED, SUSPENSION, "raise", E.SUSPEND, without("units")),
    Obstacle(G.CAUSE_UNFOUNDED, SUSPENSION, "raise", E.DISMISS, without("stated")),
    Obstacle(
        G.CORRECTION_VERIFIED, SUSPENSION, f"{SUSPENDED} submit_correction", E.ACCEPT_CORRECTION, without("stated")
    ),
    Obstacle(G.DECIDER_IS_NOT_VERIFIER, SUSPENSION, SETTLED, E.RESTORE, who=JACK, by={"settle": JACK}),
    Obstacle(G.WITHIN_SUSPENSION_TERM, SUSPENSION, SETTLED, E.RESTORE, before=later(200)),
    Obstacle(G.NO_GRAVE_CAUSE_OPEN, SUSPENSION, "raise", E.CANCEL, first=grave),
    Obstacle(G.GRAVE_CASE, SUSPENSION, "raise", E.WITHDRAW, without("stated")),
    Obstacle(G.CANCELLATION_GROUND, SUSPENSION, "raise", E.CANCEL, without("stated")),
    Obstacle(G.HANDLER_UNINVOLVED, Kind.COMPLAINT, "receive", E.TAKE_UP, before=raised_by_handler),
    Obstacle(G.DECISION_TO_APPEAL, Kind.APPEAL, "", E.FILE),
]
