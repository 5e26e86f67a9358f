"""Time: blanks in the validity, terms without length or start, and days that no edition or two editions cover."""

from collections.abc import Iterable
from itertools import pairwise

from app.certification.lint.faults import Family, LintFault, fault
from app.certification.lint.printed import PrintedRule


def check_times(rule: PrintedRule) -> Iterable[LintFault]:
    """Yield the faults of validity, terms and dates."""
    validity = rule.validity
    if not any(letter.isdigit() for letter in validity.words):
        yield fault(Family.VALIDITY, "empty", validity.clause, validity.words, "a number of years")
    if validity.start is None:
        yield fault(Family.VALIDITY, "start", validity.clause, validity.words, "the day from which it counts")
    for time in rule.times:
        if time.length is None:
            yield fault(Family.LENGTH, time.id, time.clause, time.start or time.id, "a length of time")
        elif time.start is None:
            yield fault(Family.START, time.id, time.clause, time.length, "the event from which it counts")
    yield from _dates(rule)


def _dates(rule: PrintedRule) -> Iterable[LintFault]:
    """Yield swapped days, and what is wrong between each edition of the family and the next."""
    cover = rule.clauses[0].number
    own = rule.edition
    if own.in_force < rule.issued:
        yield fault(Family.DATES, "in_force", cover, own.in_force.isoformat(), f"not before {rule.issued}")
    if own.until is not None and own.until <= own.in_force:
        yield fault(Family.DATES, "until", cover, own.until.isoformat(), f"after {own.in_force}")
    for one, other in pairwise(sorted((own, *rule.others), key=lambda edition: (edition.in_force, edition.id))):
        place = f"{one.id}.{other.id}"
        if one.until is None or one.until > other.in_force:
            yield fault(Family.DATES, f"overlap.{place}", cover, f"{one.until or 'open'}", f"{other.in_force}")
        elif one.until < other.in_force:
            yield fault(Family.DATES, f"gap.{place}", cover, f"{one.until}", f"{other.in_force}")
