"""The status of a certificate on any day of its past."""

from datetime import date

import pytest

from app.certification.lifecycle.history import Dated, Validity, status_on
from app.certification.lifecycle.vocabulary import Act, Status


def day(text: str) -> date:
    return date.fromisoformat(text)


def issued(starts: str = "2024-03-01", expires: str = "2027-03-01") -> Dated:
    return Dated(Act.ISSUE, day(starts), Validity(day(starts), day(expires)))


def renewed(on: str, starts: str, expires: str) -> Dated:
    return Dated(Act.RENEW, day(on), Validity(day(starts), day(expires)))


def on(act: Act, text: str) -> Dated:
    return Dated(act, day(text))


SUSPENDED = [issued(), on(Act.SUSPEND, "2025-06-10"), on(Act.RESTORE, "2025-09-01")]
WITHDRAWN = [issued(), on(Act.SUSPEND, "2025-06-10"), on(Act.WITHDRAW, "2025-12-10")]
LAPSED = [issued(), on(Act.SUSPEND, "2026-12-10")]
IN_TIME = [issued(), renewed("2027-01-15", "2027-03-01", "2030-03-01")]
AT_ONCE = [issued(), renewed("2027-01-15", "2027-01-15", "2030-01-15")]
LATE = [issued(), renewed("2027-05-20", "2027-03-01", "2030-03-01")]
LATE_FROM_DECISION = [issued(), renewed("2027-05-20", "2027-05-25", "2030-05-25")]
SAME_DAY = [issued(), on(Act.SUSPEND, "2025-06-10"), on(Act.RESTORE, "2025-06-10")]


@pytest.mark.parametrize(
    ("acts", "asked", "status"),
    [
        ([], "2025-01-01", None),
        ([issued()], "2024-02-29", None),
        ([issued()], "2024-03-01", Status.VALID),  # starts_on counts
        ([issued()], "2027-02-28", Status.VALID),
        ([issued()], "2027-03-01", Status.EXPIRED),  # expires_on does not
        ([issued()], "2035-01-01", Status.EXPIRED),
        (SUSPENDED, "2025-06-09", Status.VALID),
        (SUSPENDED, "2025-06-10", Status.SUSPENDED),
        (SUSPENDED, "2025-08-31", Status.SUSPENDED),
        (SUSPENDED, "2025-09-01", Status.VALID),
        (SAME_DAY, "2025-06-10", Status.VALID),
        (WITHDRAWN, "2025-12-09", Status.SUSPENDED),
        (WITHDRAWN, "2025-12-10", Status.WITHDRAWN),
        (WITHDRAWN, "2027-03-01", Status.WITHDRAWN),  # never expires into something milder
        ([issued(), on(Act.CANCEL, "2026-01-05")], "2026-01-04", Status.VALID),
        ([issued(), on(Act.CANCEL, "2026-01-05")], "2027-03-01", Status.CANCELLED),
        (LAPSED, "2027-02-28", Status.SUSPENDED),
        (LAPSED, "2027-03-01", Status.EXPIRED),
        (IN_TIME, "2027-02-28", Status.VALID),
        (IN_TIME, "2027-03-01", Status.VALID),
        (IN_TIME, "2030-03-01", Status.EXPIRED),
        ([*IN_TIME, on(Act.SUSPEND, "2027-02-20")], "2027-03-01", Status.SUSPENDED),  # a new term restores nothing
        (AT_ONCE, "2027-03-01", Status.VALID),
        (AT_ONCE, "2030-01-15", Status.EXPIRED),
        (LATE, "2027-02-28", Status.VALID),
        (LATE, "2027-03-01", Status.EXPIRED),  # not valid meanwhile, though the new term counts from the expiry
        (LATE, "2027-05-19", Status.EXPIRED),
        (LATE, "2027-05-20", Status.VALID),
        (LATE, "2030-03-01", Status.EXPIRED),
        (LATE_FROM_DECISION, "2027-05-24", Status.EXPIRED),
        (LATE_FROM_DECISION, "2027-05-25", Status.VALID),
        ([*LAPSED, LATE[1]], "2027-05-20", Status.VALID),
    ],
)
def test_the_status_on_a_day(acts: list[Dated], asked: str, status: Status | None) -> None:
    assert status_on(acts, day(asked)) is status


def test_a_certificate_that_starts_later_has_no_status_before() -> None:
    later = Dated(Act.ISSUE, day("2024-02-20"), Validity(day("2024-03-01"), day("2027-03-01")))
    assert status_on([later], day("2024-02-29")) is None
    assert status_on([later], day("2024-03-01")) is Status.VALID
    stopped = [later, on(Act.SUSPEND, "2024-02-25")]
    assert status_on(stopped, day("2024-02-29")) is None
    assert status_on(stopped, day("2024-03-01")) is Status.SUSPENDED


def test_acts_are_taken_by_their_days_whatever_their_order() -> None:
    assert status_on(list(reversed(SUSPENDED)), day("2025-08-31")) is Status.SUSPENDED


def test_what_comes_after_the_day_asked_for_changes_nothing() -> None:
    assert status_on(WITHDRAWN, day("2025-01-01")) is status_on([issued()], day("2025-01-01"))


@pytest.mark.parametrize(
    "acts",
    [
        [on(Act.SUSPEND, "2025-06-10")],
        [issued(), issued("2025-03-01", "2028-03-01")],
        [issued(), on(Act.RESTORE, "2025-06-10")],
        [*WITHDRAWN, on(Act.RESTORE, "2026-01-10")],
        [*WITHDRAWN, renewed("2026-01-10", "2026-01-10", "2029-01-10")],
        [issued(), on(Act.CANCEL, "2026-01-05"), on(Act.RESTORE, "2026-01-06")],
        [issued(), on(Act.SUSPEND, "2027-03-01")],  # the day of expiry is too late
        [*LAPSED, on(Act.RESTORE, "2027-03-01")],
        [issued(), on(Act.SUSPEND, "2026-12-10"), renewed("2027-01-15", "2027-03-01", "2030-03-01")],
    ],
)
def test_a_history_that_no_table_allows_is_refused(acts: list[Dated]) -> None:
    with pytest.raises(ValueError, match="impossible while the certificate is"):
        status_on(acts, day("2031-01-01"))


def test_a_suspension_on_the_last_day_of_validity_counts() -> None:
    assert status_on([issued(), on(Act.SUSPEND, "2027-02-28")], day("2027-02-28")) is Status.SUSPENDED


@pytest.mark.parametrize("expires", ["2024-03-01", "2024-02-29"])
def test_a_validity_without_a_day_cannot_be_written(expires: str) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Validity(day("2024-03-01"), day(expires))


def test_a_validity_stands_exactly_at_an_issue_and_a_renewal() -> None:
    term = Validity(day("2024-03-01"), day("2027-03-01"))
    for act in Act:
        needed = act in {Act.ISSUE, Act.RENEW}
        assert Dated(act, term.starts_on, term if needed else None).act is act
        with pytest.raises(ValueError, match="exactly at an issue and a renewal"):
            Dated(act, term.starts_on, None if needed else term)
