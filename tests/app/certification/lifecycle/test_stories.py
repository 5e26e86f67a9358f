"""What happens to cases, as a body would tell it: each story follows one table from step to step."""

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.step import Facts, Moved, step
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Act, Cause, Deadline, Kind
from app.certification.standing import Standing

EVERYTHING_MET = dict.fromkeys(Guard, Standing.MET)
FILED = "file accept"
TESTED = f"{FILED} start_test pass_test"
INSPECTED = f"{TESTED} start_inspection pass_inspection"
REVIEWED = f"{INSPECTED} pass_scoring recommend"
SUSPENDED = "raise suspend"
SETTLED = f"{SUSPENDED} submit_correction accept_correction settle"


def follow(kind: Kind, events: str) -> list[Moved]:
    """Take the steps one after the other, each by somebody who may."""
    table = CASES[kind]
    state, moves = table.start, list[Moved]()
    for event in events.split():
        row = table.row(state, event)
        assert row is not None, f"{state} has no {event}"
        moved = step(table, state, event, Facts(row.by[0], EVERYTHING_MET))
        assert isinstance(moved, Moved)
        moves.append(moved)
        state = moved.to
    return moves


STORIES = [
    ("not accepted", Kind.APPLICATION, "file not_accept", "not_accepted"),
    ("returned, completed and accepted", Kind.APPLICATION, "file return_file complete_file accept", "accepted"),
    ("taken back by the applicant", Kind.APPLICATION, f"{TESTED} take_back", "taken_back"),
    ("a certificate", Kind.APPLICATION, f"{REVIEWED} issue", "issued"),
    ("a report is adopted", Kind.APPLICATION, f"{FILED} adopt_report", "test_passed"),
    ("a critical item fails", Kind.APPLICATION, f"{FILED} start_test fail_test terminate", "terminated"),
    (
        "a non-critical item is rectified",
        Kind.APPLICATION,
        f"{FILED} start_test allow_rectification test_again pass_test",
        "test_passed",
    ),
    (
        "rectification too late",
        Kind.APPLICATION,
        f"{FILED} start_test allow_rectification rectification_time_over terminate",
        "terminated",
    ),
    ("a year without inspection", Kind.APPLICATION, f"{TESTED} inspection_window_over", "accepted"),
    (
        "a correction is accepted",
        Kind.APPLICATION,
        f"{TESTED} start_inspection find_nonconformities submit_correction accept_correction",
        "inspected",
    ),
    (
        "a correction is rejected",
        Kind.APPLICATION,
        f"{TESTED} start_inspection find_nonconformities submit_correction reject_correction terminate",
        "terminated",
    ),
    (
        "40 working days are over",
        Kind.APPLICATION,
        f"{TESTED} start_inspection find_nonconformities correction_time_over terminate",
        "terminated",
    ),
    ("the scoring fails", Kind.APPLICATION, f"{INSPECTED} fail_scoring terminate", "terminated"),
    ("sent back to scoring", Kind.APPLICATION, f"{INSPECTED} pass_scoring send_back_to_scoring", "inspected"),
    (
        "sent back to the test, the inspection stands",
        Kind.APPLICATION,
        f"{INSPECTED} pass_scoring send_back_to_test start_test pass_test keep_inspection",
        "inspected",
    ),
    ("changed evidence reopens the review", Kind.APPLICATION, f"{REVIEWED} change_evidence", "in_review"),
    ("refused, and the appeal upheld", Kind.APPLICATION, f"{REVIEWED} refuse appeal_upheld", "in_review"),
    ("not accepted, and the appeal upheld", Kind.APPLICATION, "file not_accept appeal_upheld", "filed"),
    ("a change is approved", Kind.CHANGE, "file start_evaluation conclude approve", "approved"),
    (
        "a change is rejected, the appeal upheld",
        Kind.CHANGE,
        "file start_evaluation conclude reject appeal_upheld",
        "evaluating",
    ),
    ("an extension", Kind.EXTENSION, "file start_evaluation conclude approve_separately", "approved"),
    ("a sample passes", Kind.SAMPLE, "plan draw send pass_test", "passed"),
    ("a sample is not sent", Kind.SAMPLE, "plan draw sending_time_over", "not_sent"),
    ("the second visit finds a sample", Kind.SAMPLE, "plan find_none draw", "drawn"),
    ("the body comes too late again", Kind.SAMPLE, "plan find_none redrawing_time_over find_none", "not_available"),
    ("a surveillance passes", Kind.SURVEILLANCE, "plan start_inspection pass_inspection conclude", "passed"),
    ("a suspension is dismissed", Kind.SUSPENSION, "raise dismiss", "dismissed"),
    ("a suspension is lifted", Kind.SUSPENSION, f"{SETTLED} restore", "restored"),
    ("a further cause puts it back in force", Kind.SUSPENSION, f"{SETTLED} raise", "in_force"),
    (
        "a correction is rejected: it goes on",
        Kind.SUSPENSION,
        f"{SUSPENDED} submit_correction reject_correction",
        "in_force",
    ),
    ("not corrected in the term", Kind.SUSPENSION, f"{SUSPENDED} suspension_term_over withdraw", "withdrawn"),
    ("a grave case is withdrawn at once", Kind.SUSPENSION, "raise withdraw", "withdrawn"),
    ("the holder gives up", Kind.SUSPENSION, "request_cancellation cancel", "cancelled"),
    ("the holder changes its mind", Kind.SUSPENSION, "request_cancellation take_back", "taken_back"),
    ("a cause arises meanwhile", Kind.SUSPENSION, "request_cancellation raise", "raised"),
    ("the appeal against the suspension", Kind.SUSPENSION, f"{SUSPENDED} appeal_upheld settle restore", "restored"),
    ("the appeal against the withdrawal", Kind.SUSPENSION, "raise withdraw appeal_upheld", "annulled"),
    (
        "expired while suspended, then settled",
        Kind.SUSPENSION,
        f"{SUSPENDED} certificate_expired accept_correction settle",
        "lapsed",
    ),
    ("a renewal on surveillance", Kind.RENEWAL, f"{TESTED} rely_on_surveillance recommend renew", "renewed"),
    ("a renewal too late", Kind.RENEWAL, f"{TESTED} grace_over", "lapsed"),
    ("a complaint is dismissed", Kind.COMPLAINT, "receive take_up dismiss", "dismissed"),
    ("an appeal is upheld", Kind.APPEAL, "file take_up uphold", "upheld"),
]


@pytest.mark.parametrize(
    ("kind", "events", "end"), [story[1:] for story in STORIES], ids=[story[0] for story in STORIES]
)
def test_a_case_goes_its_way(kind: Kind, events: str, end: str) -> None:
    assert follow(kind, events)[-1].to == end


@pytest.mark.parametrize(
    ("kind", "events", "cause"),
    [
        (Kind.SAMPLE, "plan draw sending_time_over", Cause.SAMPLE_NOT_SENT),
        (Kind.SAMPLE, "plan find_none find_none", Cause.NO_SAMPLE),
        (Kind.SAMPLE, "plan draw send fail_test", Cause.SAMPLE_FAILED),
        (Kind.SURVEILLANCE, "plan start_inspection fail_inspection", Cause.SURVEILLANCE_FAILED),
        (Kind.SURVEILLANCE, "plan start_inspection pass_inspection fail", Cause.SURVEILLANCE_FAILED),
        (
            Kind.SURVEILLANCE,
            "plan start_inspection find_nonconformities correction_time_over",
            Cause.SURVEILLANCE_FAILED,
        ),
        (
            Kind.SURVEILLANCE,
            "plan start_inspection find_nonconformities submit_correction reject_correction",
            Cause.SURVEILLANCE_FAILED,
        ),
        (Kind.COMPLAINT, "receive take_up uphold_for_suspension", Cause.COMPLAINT_PROVEN),
    ],
)
def test_what_goes_wrong_raises_a_suspension_and_decides_none(kind: Kind, events: str, cause: Cause) -> None:
    last = follow(kind, events)[-1].row
    assert [(signal.kind, signal.event, signal.cause) for signal in last.signals] == [
        (Kind.SUSPENSION, Event.RAISE, cause)
    ]
    assert last.act in {None, Act.SURVEY}


@pytest.mark.parametrize(
    ("kind", "events", "acts"),
    [
        (Kind.APPLICATION, f"{REVIEWED} issue", [Act.ISSUE]),
        (Kind.APPLICATION, f"{REVIEWED} refuse", []),
        (Kind.SURVEILLANCE, "plan start_inspection pass_inspection conclude", [Act.SURVEY, Act.MAINTAIN]),
        (Kind.CHANGE, "file start_evaluation conclude approve", [Act.REISSUE]),
        (Kind.SUSPENSION, f"{SETTLED} restore", [Act.SUSPEND, Act.RESTORE]),
        (Kind.SUSPENSION, f"{SUSPENDED} suspension_term_over withdraw", [Act.SUSPEND, Act.WITHDRAW]),
        (Kind.RENEWAL, f"{REVIEWED} renew", [Act.RENEW]),
    ],
)
def test_what_a_case_does_to_the_certificate(kind: Kind, events: str, acts: list[Act]) -> None:
    assert [moved.row.act for moved in follow(kind, events) if moved.row.act is not None] == acts


def test_the_term_of_a_suspension_stands_still_while_the_body_verifies() -> None:
    rows = [moved.row for moved in follow(Kind.SUSPENSION, f"{SUSPENDED} submit_correction reject_correction")]
    term = (Deadline.SUSPENSION_TERM,)
    assert (rows[1].starts, rows[2].ends, rows[3].resumes) == (term, term, term)
