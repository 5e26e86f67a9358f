import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from app.certification.certificate_days import (
    CertificateLife,
    CertificateOn,
    Contradiction,
    Done,
    Stands,
    Version,
    circumstances_on,
    moves,
    stands_on,
)
from app.certification.lifecycle.certificate import CERTIFICATE, NOT_ISSUED
from app.certification.lifecycle.circumstances import Circumstances
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.vocabulary import Act, Cause, Status
from app.certification.terms import months_after, years_after
from tests.app.certification.cases.evidence import SCHEME

ISSUED, STARTS, EXPIRES = date(2026, 7, 20), date(2026, 7, 21), date(2029, 7, 21)
FIRST = Version(1, STARTS, EXPIRES)
RENEWED = Version(2, date(2029, 9, 1), date(2032, 9, 1))
MADE = Done(Act.ISSUE, 1, ISSUED)
SUSPENDED = Done(Act.SUSPEND, 1, date(2027, 3, 1), date(2027, 9, 1))
RESTORED = Done(Act.RESTORE, 1, date(2027, 5, 4))
LATE = Done(Act.RENEW, 2, date(2029, 9, 1))


def life(*acts: Done, versions: tuple[Version, ...] = (FIRST, RENEWED)) -> CertificateLife:
    return CertificateLife(versions, acts)


@pytest.mark.parametrize(
    ("acts", "on", "stands"),
    [
        ((MADE,), "2026-07-19", CertificateOn(Stands.NOT_ISSUED)),
        ((MADE,), "2026-07-20", CertificateOn(Stands.NOT_YET_VALID, 1)),
        ((MADE,), "2026-07-21", CertificateOn(Stands.VALID, 1, STARTS)),
        ((MADE,), "2029-07-20", CertificateOn(Stands.VALID, 1, STARTS)),
        ((MADE,), "2029-07-21", CertificateOn(Stands.EXPIRED, 1, EXPIRES, in_grace=True)),  # the first day without
        ((MADE,), "2029-10-21", CertificateOn(Stands.EXPIRED, 1, EXPIRES, in_grace=True)),  # the last day of D-17
        ((MADE,), "2029-10-22", CertificateOn(Stands.EXPIRED, 1, EXPIRES)),
        ((MADE, SUSPENDED), "2027-02-28", CertificateOn(Stands.VALID, 1, STARTS)),
        ((MADE, SUSPENDED), "2027-03-01", CertificateOn(Stands.SUSPENDED, 1, SUSPENDED.on, SUSPENDED.until)),
        # A suspension that is not decided on goes on after the day that it was given until.
        ((MADE, SUSPENDED), "2027-09-02", CertificateOn(Stands.SUSPENDED, 1, SUSPENDED.on, SUSPENDED.until)),
        ((MADE, SUSPENDED, RESTORED), "2027-05-03", CertificateOn(Stands.SUSPENDED, 1, SUSPENDED.on, SUSPENDED.until)),
        ((MADE, SUSPENDED, RESTORED), "2027-05-04", CertificateOn(Stands.VALID, 1, RESTORED.on)),
        ((MADE, SUSPENDED), "2029-07-21", CertificateOn(Stands.EXPIRED, 1, EXPIRES, in_grace=True)),
        (
            (MADE, SUSPENDED, Done(Act.WITHDRAW, 1, date(2027, 4, 1))),
            "2030-01-01",
            CertificateOn(Stands.WITHDRAWN, 1, date(2027, 4, 1)),
        ),
        ((MADE, Done(Act.CANCEL, 1, ISSUED)), "2026-07-20", CertificateOn(Stands.CANCELLED, 1, ISSUED)),
        # What a renewal did later does not change how the certificate stood between expiry and renewal.
        ((MADE, LATE), "2029-08-31", CertificateOn(Stands.EXPIRED, 1, EXPIRES, in_grace=True)),
        ((MADE, LATE), "2029-09-01", CertificateOn(Stands.VALID, 2, LATE.on)),
        # Renewed in time: the old version counts up to its last day.
        ((MADE, Done(Act.RENEW, 2, date(2029, 7, 1))), "2029-07-20", CertificateOn(Stands.VALID, 1, STARTS)),
        ((MADE, Done(Act.RENEW, 2, date(2029, 7, 1))), "2029-07-21", CertificateOn(Stands.EXPIRED, 1, EXPIRES)),
        ((MADE, Done(Act.RENEW, 2, date(2029, 7, 1))), "2029-09-01", CertificateOn(Stands.VALID, 2, STARTS)),
        # A number can begin with a renewal or an extension.
        ((Done(Act.RENEW, 1, ISSUED),), "2026-07-21", CertificateOn(Stands.VALID, 1, STARTS)),
        ((Done(Act.ISSUE_ANOTHER, 1, ISSUED),), "2026-07-21", CertificateOn(Stands.VALID, 1, STARTS)),
        # Recorded late, counted on its day.
        ((MADE, RESTORED, SUSPENDED), "2027-05-03", CertificateOn(Stands.SUSPENDED, 1, SUSPENDED.on, SUSPENDED.until)),
        ((MADE, Done(Act.MAINTAIN, 1, date(2027, 1, 1))), "2027-02-01", CertificateOn(Stands.VALID, 1, STARTS)),
    ],
)
def test_how_a_certificate_stands_on_a_day(acts: tuple[Done, ...], on: str, stands: CertificateOn) -> None:
    assert stands_on(life(*acts), SCHEME, date.fromisoformat(on)) == stands


@pytest.mark.parametrize(
    ("acts", "wrong", "status"),
    [
        ((SUSPENDED,), 0, NOT_ISSUED),
        ((MADE, RESTORED), 1, Status.VALID),
        ((MADE, Done(Act.WITHDRAW, 1, SUSPENDED.on), RESTORED), 2, Status.WITHDRAWN),
        ((MADE, Done(Act.REISSUE, 2, EXPIRES)), 1, Status.EXPIRED),
        ((MADE, Done(Act.RENEW, 2, date(2029, 10, 22))), 1, Status.EXPIRED),
    ],
)
def test_nothing_is_said_after_an_act_that_cannot_be(acts: tuple[Done, ...], wrong: int, status: str) -> None:
    expected = Contradiction(acts[wrong], status)
    later = date(2030, 1, 1)
    assert stands_on(life(*acts), SCHEME, later) == expected
    assert circumstances_on(life(*acts), SCHEME, later) == expected
    assert moves(life(*acts), SCHEME, later) == expected


def test_what_the_guards_of_a_case_are_told() -> None:
    held = life(MADE, SUSPENDED)
    cause = frozenset({Cause.SAMPLE_FAILED})
    assert circumstances_on(held, SCHEME, date(2026, 7, 1)) == Circumstances(
        None, in_grace=False, open_causes=frozenset()
    )
    assert circumstances_on(held, SCHEME, SUSPENDED.on, cause) == Circumstances(
        Status.SUSPENDED, in_grace=False, open_causes=cause
    )
    assert circumstances_on(held, SCHEME, EXPIRES) == Circumstances(
        Status.EXPIRED, in_grace=True, open_causes=frozenset()
    )


def test_terms_that_run_out_are_told_with_their_days() -> None:
    found = moves(life(MADE), SCHEME, date(2030, 1, 1))
    assert isinstance(found, tuple)
    assert [(move.on, move.event) for move in found] == [
        (ISSUED, Act.ISSUE),
        (EXPIRES, ClockEvent.EXPIRE),
        (date(2029, 10, 22), ClockEvent.GRACE_OVER),
    ]


def test_a_certificate_that_is_issued_after_its_last_day_has_expired_on_that_day() -> None:
    found = moves(life(Done(Act.ISSUE, 1, date(2030, 1, 1))), SCHEME, date(2030, 1, 1))
    assert isinstance(found, tuple)
    assert [move.on for move in found] == [date(2030, 1, 1)] * 3


def test_an_act_is_done_to_a_version_that_there_is() -> None:
    with pytest.raises(ValueError, match="a version that there is"):
        life(Done(Act.ISSUE, 3, ISSUED))


def by_days(made: CertificateLife, until: date) -> Iterator[tuple[date, str, bool]]:
    """Walk the table day by day: terms first, then what is done on the day."""
    status, in_grace, expires_on = NOT_ISSUED, False, date.max
    versions = {version.number: version for version in made.versions}
    day = min((done.on for done in made.acts), default=until)
    while day <= until:
        if day == expires_on and (row := CERTIFICATE.row(status, ClockEvent.EXPIRE)) is not None:
            status, in_grace = row.to, True
        if in_grace and day > months_after(expires_on, 3):
            in_grace = False
        for done in made.acts:
            if done.on == day:
                row = CERTIFICATE.row(status, done.act)
                assert row is not None
                status = row.to
                in_grace = in_grace and done.act is not Act.RENEW
                if done.act in {Act.ISSUE, Act.RENEW, Act.REISSUE}:
                    expires_on = versions[done.version].expires_on
        yield day, status, in_grace
        day += timedelta(days=1)


def random_life(chance: random.Random) -> CertificateLife:
    """Do to a certificate, on days in order, what its table allows."""
    on = ISSUED
    versions, acts = [Version(1, on, years_after(on, 1))], [Done(Act.ISSUE, 1, on)]
    for _ in range(chance.randrange(12)):
        on += timedelta(days=chance.choice((0, 1, 20, 90, 200)))
        *_, (_, status, in_grace) = by_days(CertificateLife(tuple(versions), tuple(acts)), on)
        possible = [row.event for row in CERTIFICATE.leaving(status) if isinstance(row.event, Act)]
        if status == Status.EXPIRED and not in_grace:
            possible = []
        if not possible:
            break
        act = Act(chance.choice([each for each in possible if each is not Act.WITHDRAW] or possible))
        if act in {Act.RENEW, Act.REISSUE}:
            expires_on = versions[-1].expires_on if act is Act.REISSUE else years_after(on, 1)
            versions.append(Version(len(versions) + 1, on, expires_on))
        acts.append(Done(act, len(versions), on))
    return CertificateLife(tuple(versions), tuple(acts))


@pytest.mark.parametrize("seed", range(60))
def test_it_stands_as_its_table_says_on_every_day_of_any_life(seed: int) -> None:
    made = random_life(random.Random(seed))  # noqa: S311 - the same lives in every run
    for day, status, in_grace in by_days(made, made.acts[-1].on + timedelta(days=500)):
        if day.toordinal() % 9 and all(done.on != day for done in made.acts):
            continue
        found = circumstances_on(made, SCHEME, day)
        assert found == Circumstances(Status(status), in_grace, frozenset()), day
