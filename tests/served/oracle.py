"""Whether an answer is the one that the tables give: the state told is the row's, and a refusal has its reasons."""

from app.certification.cases.record import Entry
from app.certification.cases.refusal import WhyNot
from app.certification.lifecycle.certificate import NOT_ISSUED
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.vocabulary import Actor, Cause, Kind
from tests.served.asked import Asked, Tally
from tests.served.cast import Document
from tests.served.crowd import ACTORS, OF_ANOTHER, OUTSIDE_BODY
from tests.served.model import (
    ROWS,
    START,
    Blocked,
    Heard,
    Model,
    Told,
    causes_after,
    clause_of,
    events_of,
    in_the_way,
    moved,
    status_on,
)

_JUDGING = frozenset({Actor.REVIEWER, Actor.DECIDER})
_EVALUATING = frozenset({Actor.LABORATORY, Actor.EVALUATOR, Actor.VERIFIER})
_EVIDENCE = frozenset({"application", "certified", "receipt", "tests", "inspection", "card", "sampling"})
_EVALUATES = frozenset({"tests", "inspection", "card", "sampling"})
# Whoever evaluated takes none of these.
_SEPARATE = frozenset(
    {Event.RECOMMEND, Event.ISSUE, Event.RENEW, Event.REFUSE, Event.APPROVE, Event.APPROVE_SEPARATELY}
)


def judge(model: Model, asked: Asked, answer: tuple[int, Document], tally: Tally) -> None:
    """Hold an answer against the tables, and move the model where the step is taken."""
    status, told = answer
    tally.steps, tally.last = tally.steps + 1, told
    match status:
        case 201:
            _taken(model, asked, told, tally)
        case 409:
            _refused(model, asked, told, tally)
        case 403:
            assert not _may(asked), (asked, told)
            tally.other["role_not_held"] += 1
        case 404:
            side = OUTSIDE_BODY.get(str(asked.who))
            assert side is not None, (asked, told)
            assert side not in asked.case.parties, (asked, told)
            tally.other["not_found"] += 1
        case 422:
            _faulty(model, asked, told, tally)
        case _:
            raise AssertionError((status, asked, told))


def _may(asked: Asked) -> bool:
    """Tell whether somebody has a role in which the step may be taken, or none is needed to hear that there is none."""
    case, who = asked.case, str(asked.who)
    event = asked.event
    if event not in set(Entry) and event not in events_of(case.kind):
        return True
    roles = ACTORS[who]
    side = OUTSIDE_BODY.get(who)
    if side is not None and side not in case.parties and case.state != START:
        return False
    if case.state == START and who == Actor.LABORATORY:
        return False
    return bool(roles & _allowed(asked))


def _allowed(asked: Asked) -> frozenset[Actor]:
    return frozenset(_roles(asked)) - {Actor.SYSTEM}


def _roles(asked: Asked) -> list[Actor]:
    """Return the roles that a step allows, in their order: of its row, or of wherever it can be taken."""
    case = asked.case
    if asked.allowed is not None:
        return sorted(asked.allowed)
    row = None if asked.event in set(Entry) else case.row(asked.event)
    rows = [each for (kind, _, event), each in ROWS.items() if kind is case.kind and asked.event in {event, *Entry}]
    return [actor for each in ([row] if row is not None else rows) for actor in each.by]


def _taken(model: Model, asked: Asked, told: Document, tally: Tally) -> None:
    case, row = asked.case, asked.case.row(asked.event)
    assert told["n"] == case.n + 1
    assert told["event"] == asked.event
    _sided(asked)
    if asked.corrects is not None or asked.event in set(Entry):
        _entered(asked, told)
        tally.taken[case.kind, case.state, asked.event] += 1
        case.n, case.id = told["n"], told["case"]
        return
    assert row is not None, (asked, told)
    assert asked.who is None or _may(asked)
    held = in_the_way(model, case, row, asked.data, asked.on)
    assert asked.who is None or all(held.values()), (asked, held)
    cause = _cause(asked)
    following = model.following(case, row, cause, asked.on)
    assert not isinstance(following, Blocked), (asked, told)
    case.id = told["case"]
    _moved(model, asked, following, told, tally)


def _entered(asked: Asked, told: Document) -> None:
    """Further evidence voids a pending decision and moves nothing else; a correction is held against the fold later."""
    case = asked.case
    changes = case.row(Event.CHANGE_EVIDENCE)
    if asked.corrects is None:
        assert told["state"] in {case.state, case.state if changes is None else changes.to}, (asked, told)
    assert not told["acts"]
    assert not told["followed"]
    case.state = told["state"]


def _moved(model: Model, asked: Asked, following: list[Heard], told: Document, tally: Tally) -> None:
    """Move every case that the tables move, and find it so in the answer: no other and nowhere else."""
    expected: dict[int, tuple[Told, str, str]] = {}
    for heard in following:
        each, row = heard.case, heard.row
        tally.taken[each.kind, row.state, row.event] += 1
        assert each.state == row.state
        each.causes, each.state, each.n = causes_after(each.causes, heard), row.to, each.n + 1
        expected[each.number] = each, row.event, row.to
        if row.act is not None:
            held = model.certificate if each.is_certified else None
            tally.done[NOT_ISSUED if held is None else status_on(held, asked.on), row.act] += 1
            if held is not None:
                held.moved = moved(held, row.act, asked.on)
    own, event, state = expected.pop(asked.case.number)
    assert (told["event"], told["state"]) == (event, state)
    assert own.n == told["n"]
    assert told["acts"] == [row.act for row in [following[0].row] if row.act is not None]
    found = list(told["followed"])
    assert len(found) == len(expected), (asked, told)
    for (each, event, state), follower in zip(expected.values(), found, strict=True):
        if not each.id:
            each.id = follower["case"]
            model.cases.append(each)
        said = tuple(follower[key] for key in ("case", "kind", "event", "state", "n"))
        assert said == (each.id, each.kind, event, state, each.n), (asked, told)


def _sided(asked: Asked) -> None:
    """Note who acted on which side; nobody does so on both, nor decides on what they evaluated."""
    case, person = asked.case, asked.person
    if person is None:
        return
    role = next(each for each in _roles(asked) if each in ACTORS[str(asked.who)])
    if asked.event in _SEPARATE and asked.corrects is None:
        assert person not in case.evaluators, asked
    assert person not in {other for other, side in case.sides if (side is Actor.CLIENT) != (role is Actor.CLIENT)}, (
        asked
    )
    case.sides.add((person, role))
    if role in _EVALUATING or _EVALUATES & set(asked.data):
        case.evaluators.add(person)


def _refused(model: Model, asked: Asked, told: Document, tally: Tally) -> None:
    assert told["code"] == "step_refused", (asked, told)
    step, case = told["step"], asked.case
    why, row = WhyNot(step["why"]), case.row(asked.event)
    tally.why[why] += 1
    tally.guards.update(each["guard"] for each in step["missing"])
    if asked.corrects is not None or asked.event == Entry.TAKE_OUT:
        return
    following = None if row is None else model.following(case, row, _cause(asked), asked.on)
    if isinstance(following, Blocked) and step["event"] == following.event != asked.event:
        assert why is (WhyNot.NO_SUCH_STEP if following.row is None else WhyNot.GUARD_NOT_PASSED), (asked, told)
        return
    assert (step["event"], step["state"], step["at"]) == (asked.event, case.state, case.n + 1), (asked, told)
    _reasoned(model, asked, (why, row), step)


def _reasoned(model: Model, asked: Asked, found: tuple[WhyNot, Transition | None], step: Document) -> None:
    why, row = found
    case, roles = asked.case, ACTORS.get(str(asked.who), frozenset({Actor.SYSTEM}))
    match why:
        case WhyNot.NO_SUCH_STEP:
            assert row is None or asked.event in set(Entry), (asked, step)
        case WhyNot.IN_THE_FUTURE:
            assert asked.on > asked.today
        case WhyNot.OUT_OF_ORDER:
            assert asked.on < asked.today
        case WhyNot.ON_BOTH_SIDES:
            assert asked.person in {person for person, _ in case.sides}
        case WhyNot.EVIDENCE_AT_DECISION:
            assert roles & _JUDGING
            assert _EVIDENCE & set(asked.data) or asked.data.get("statements")
        case WhyNot.OTHER_ACTOR:
            assert asked.who is None
            assert row is not None
            assert Actor.SYSTEM not in row.by
        case WhyNot.DEADLINE_NOT_OVER:
            assert row is not None
            assert row.expires
            assert step["clause"]
        case WhyNot.GUARD_NOT_PASSED:
            _guarded(model, asked, row, step)
        case _:
            raise AssertionError((asked, step))


def _guarded(model: Model, asked: Asked, row: Transition | None, step: Document) -> None:
    """Every guard in the way is one of the row and names its clause; those that are known here are exactly these."""
    assert row is not None, (asked, step)
    missing = {each["guard"]: each for each in step["missing"]}
    assert missing
    assert set(missing) <= set(row.guards)
    assert step["clause"]["number"] == row.citation.number
    for guard in row.guards:
        if guard in missing:
            assert missing[guard]["clause"] == clause_of(guard)
            standing = missing[guard]["standing"]
            assert standing == "not_met" or (standing == "open" and missing[guard]["needs"]), (asked, step)
    known = in_the_way(model, asked.case, row, asked.data, asked.on)
    assert {guard for guard, holds in known.items() if not holds} == set(missing) & set(known), (asked, step)


def _faulty(model: Model, asked: Asked, told: Document, tally: Tally) -> None:
    """Every fault is one that what was asked has; what was spoilt on purpose may have any."""
    codes = {each["code"] for each in told["errors"]}
    assert codes, told
    is_stranger = asked.who == Actor.LABORATORY and asked.case.state == START
    explained = {code for code in codes if _explains(code, model, asked)}
    assert explained == codes or is_stranger or asked.is_spoilt, (asked, told)
    tally.other["faulty"] += 1


def _explains(code: str, model: Model, asked: Asked) -> bool:
    case, data, is_party = asked.case, asked.data, str(asked.who) in OUTSIDE_BODY
    match code:
        case "word_unknown":
            return asked.event not in {*events_of(case.kind), *Entry}
        case "case_open_already":
            return case.kind is Kind.SUSPENSION and case.state == START and bool(model.open_ones(Kind.SUSPENSION))
        case "field_missing":
            return asked.event == Event.RECOMMEND and not data.get("reasons")
        case "evidence_of_body":
            return is_party and not {"plan", "inspection", "card", "tests", "sampling", "statements"}.isdisjoint(data)
        case "evidence_of_another":
            return is_party and not OF_ANOTHER[str(asked.who)].isdisjoint(data)
        case "application_not_brought":
            # It is the evidence of a step that this kind of case does not have.
            return asked.event not in {*events_of(case.kind), *Entry} and bool(data.get("tests"))
        case "statement_of_another":
            return is_party and bool(data.get("statements"))
        case "laboratory_not_party":
            return bool(data.get("tests")) and Actor.LABORATORY not in case.parties
        case "plan_out_of_place":
            return "plan" in data and asked.event != Event.START_INSPECTION
        case _:
            return False


def _cause(asked: Asked) -> Cause | None:
    named = asked.data.get("cause") if asked.who is not None else None
    return None if named is None else Cause(named)
