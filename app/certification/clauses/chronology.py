"""The order of things: evidence, then its review, then the decision. What comes after a review reopens it."""

from collections.abc import Iterator
from datetime import date

from app.certification.dossier import Dossier, Inspection, ProductTest, Sampling

# What is stated on chapter 6 belongs to the decision itself, such as why it comes late (6.2).
_DECISION = "6"


def later_than(day: date, dossier: Dossier) -> tuple[str, ...]:
    """Return what the dossier holds that is dated after a day, each with its day."""
    return tuple(
        dict.fromkeys(f"{name} {found}" for name, found in _dated(dossier) if found is not None and found > day)
    )


def _dated(dossier: Dossier) -> Iterator[tuple[str, date | None]]:
    yield "application", dossier.application.accepted_on
    if dossier.certified is not None:
        yield "certified", dossier.certified.last_visit_on
    for statement in dossier.statements:
        if not statement.clause.startswith(_DECISION):
            yield statement.clause, statement.on
    for test in dossier.tests:
        yield from _of_test(test)
    if dossier.card is not None:
        yield "card", dossier.card.evaluated_on
    if dossier.inspection is not None:
        yield from _of_inspection(dossier.inspection)
    if dossier.sampling is not None:
        yield from _of_sampling(dossier.sampling)


def _of_test(test: ProductTest) -> Iterator[tuple[str, date | None]]:
    report = test.verdict.report
    for day in (report.issued_on, test.sample_received_on, test.fee_received_on, test.failure_noticed_on):
        yield report.report_no, day
    if test.adopted is not None:
        yield report.report_no, test.adopted.on


def _of_inspection(inspection: Inspection) -> Iterator[tuple[str, date | None]]:
    yield "inspection", inspection.ended_on
    for each in inspection.nonconformities:
        for day in (each.signed_on, each.corrected_on, each.verified_on):
            yield each.id, day


def _of_sampling(sampling: Sampling) -> Iterator[tuple[str, date | None]]:
    for day in (sampling.drawn_on, sampling.sent_on, sampling.missed_on, sampling.missed_again_on):
        yield "sampling", day
