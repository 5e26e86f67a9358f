"""Steps that one guard stops: the way to them, what is spoilt, and what is named as missing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from app.certification.body import Body, Setting
from app.certification.cases.record import Recorded
from app.certification.cases.refusal import WhyNot
from app.certification.cases.situation import Declaration, Outside
from app.certification.dossier import Never
from app.certification.lifecycle.circumstances import Circumstances
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Actor, Cause, Kind, Status
from app.certification.standing import Standing
from tests.app.certification.cases.driven import (
    OUTSIDE,
    TESTED,
    driven,
    next_record,
    refused,
)
from tests.app.certification.cases.evidence import PERSONS
from tests.app.certification.cases.whole_life import BODY, DECLARED

APPLICATION, SURVEILLANCE, RENEWAL, SUSPENSION = Kind.APPLICATION, Kind.SURVEILLANCE, Kind.RENEWAL, Kind.SUSPENSION
Spoil = Callable[[Recorded], Recorded]


def brings(**changed: Any) -> Spoil:  # noqa: ANN401 - members of what is changed
    return lambda record: replace(record, data=replace(record.data, **changed))


def by(person: str) -> Spoil:
    return lambda record: replace(record, person=person)


def as_is(record: Recorded) -> Recorded:
    return record


def denying(clause: str, *, holds: bool = False) -> Spoil:
    def spoil(record: Recorded) -> Recorded:
        found = tuple(replace(each, holds=holds) if each.clause == clause else each for each in record.data.statements)
        return replace(record, data=replace(record.data, statements=found))

    return spoil


def unset(name: str) -> Body:
    return replace(BODY, **dict[str, Any]({name: None}))


def veto(*, satisfied: bool | None) -> Spoil:
    def spoil(record: Recorded) -> Recorded:
        card = record.data.card
        assert card is not None
        vetoes = {} if satisfied is None else dict.fromkeys(card.vetoes, satisfied)
        return replace(record, data=replace(record.data, card=replace(card, vetoes=vetoes)))

    return spoil


def nothing_scored(record: Recorded) -> Recorded:
    card = record.data.card
    assert card is not None
    return replace(record, data=replace(record.data, card=replace(card, answers={})))


def without_points(record: Recorded) -> Recorded:
    inspection = record.data.inspection
    assert inspection is not None
    return replace(record, data=replace(record.data, inspection=replace(inspection, points=())))


def uncorrected(record: Recorded) -> Recorded:
    inspection = record.data.inspection
    assert inspection is not None
    found = tuple(replace(each, verified_on=None) for each in inspection.nonconformities)
    return replace(record, data=replace(record.data, inspection=replace(inspection, nonconformities=found)))


def of_laboratory(name: str) -> Spoil:
    def spoil(record: Recorded) -> Recorded:
        (test,) = record.data.tests
        report = test.verdict.report
        other = replace(report, origin=replace(report.origin, laboratory=name))
        return replace(
            record, data=replace(record.data, tests=(replace(test, verdict=replace(test.verdict, report=other)),))
        )

    return spoil


def years_later(record: Recorded) -> Recorded:
    return replace(record, on=record.on + timedelta(days=400))


def silent(*persons: str) -> Outside:
    return replace(OUTSIDE, declarations=tuple(each for each in DECLARED if each.person not in persons))


def declaring(person: str, *, is_free: bool = True, until: date | Never = Never.NEVER) -> Outside:
    return replace(OUTSIDE, declarations=(*silent(person).declarations, Declaration(person, is_free, until)))


def standing(status: Status, *causes: Cause, in_grace: bool = False) -> Outside:
    return replace(OUTSIDE, certificate=Circumstances(status, in_grace, frozenset(causes)))


@dataclass(frozen=True)
class Blocked:
    """A step that one guard stops: the way to it, what is spoilt, and what is named."""

    guard: Guard
    kind: Kind
    way: str
    event: str
    needs: str
    spoil: Spoil = as_is
    outside: Outside = OUTSIDE
    body: Body = BODY
    standing: Standing = Standing.OPEN


NOT_MET = Standing.NOT_MET
NOBODY = frozenset({PERSONS[Actor.COMPLAINTS_HANDLER] or ""})
CORRECTING = f"{TESTED} start_inspection find_nonconformities submit_correction"
RECENTLY = date(2026, 6, 1)
NO_ITEM_NON_CRITICAL = replace(BODY, non_critical_items=Setting(frozenset[str](), "试验", date(2026, 1, 1)))


def stops(each: Blocked) -> None:
    case = driven(each.kind, each.way)
    found = refused(case, each.spoil(next_record(case, each.event)), each.outside, body=each.body)
    assert found.why is WhyNot.GUARD_NOT_PASSED
    missing = {one.guard: one for one in found.missing}
    assert each.guard in missing
    assert missing[each.guard].standing is each.standing
    assert any(need.what.startswith(each.needs) for need in missing[each.guard].needs) or not each.needs
    assert missing[each.guard].citation.number
