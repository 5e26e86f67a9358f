"""Statuses of a certificate without clause, cause, end or exit, and matters for which the rule has no clause."""

from collections.abc import Iterable

from app.certification.lint.faults import Family, LintFault, fault
from app.certification.lint.printed import CertificateStatus, Matter, PrintedRule, PrintedStatus

_FINAL = {CertificateStatus.WITHDRAWN, CertificateStatus.CANCELLED}
_FOR_A_CAUSE = {CertificateStatus.SUSPENDED, *_FINAL}


def check_statuses(rule: PrintedRule) -> Iterable[LintFault]:
    """Yield a fault for what is missing of each status, and for each matter that no clause provides for."""
    numbers = {clause.number for clause in rule.clauses}
    held = {status.id: status for status in rule.statuses}
    for name in CertificateStatus:
        yield from _status(held.get(name, PrintedStatus(name)), numbers)
    provided = {matter for clause in rule.clauses for matter in clause.provides}
    for matter in Matter:
        if matter not in provided:
            yield fault(Family.PROVISION, matter, rule.clauses[0].number, matter.value, "a clause that provides for it")


def _status(status: PrintedStatus, numbers: set[str]) -> Iterable[LintFault]:
    name = status.id
    entries = [number for number in status.entered_by if number in numbers]
    exits = [number for number in status.left_by if number in numbers]
    place = entries[-1] if entries else name.value
    if not entries:
        yield fault(Family.STATUS, f"{name}.clause", place, name.value, "a clause that leads to it")
    if not exits and name not in _FINAL:
        yield fault(Family.STATUS, f"{name}.exit", place, name.value, "a clause that leads out of it")
    if not status.causes and name in _FOR_A_CAUSE:
        yield fault(Family.STATUS, f"{name}.cause", place, name.value, "a cause of its own")
    if status.lasts is None and name is CertificateStatus.SUSPENDED:
        yield fault(Family.STATUS, f"{name}.term", place, name.value, "how long it lasts")
