"""How a filing ended -> an answer, or the problem that it is."""

import json
from collections.abc import Sequence
from dataclasses import replace

from app.api.codes import Code, status
from app.api.deliveries import Sent
from app.api.metrics import Metrics
from app.api.problems import Problem, refused
from app.ports.evidence import Answer
from app.workflow.correct_report import NotTheirs, Overtaken
from app.workflow.examine import Rejected
from app.workflow.file_report import Differs, Filed, KeyReused, KeyRunning
from lims_adapters.contract import Issue

_BAD = 400
_WHOLE = frozenset({"the document", "the input"})


def answer_of(filed: Filed | Overtaken | NotTheirs, sent: Sent) -> Answer:
    """Return the answer; raises the Problem where there is none."""
    match filed:
        case Answer():
            return filed
        case Rejected(issues=issues):
            raise rejected(issues, sent)
        case Differs(issues=issues):
            raise Problem(Code.REPORT_DIFFERS, errors=issues)
        case KeyReused():
            raise Problem(Code.IDEMPOTENCY_KEY_REUSED)
        case KeyRunning():
            raise Problem(Code.IDEMPOTENCY_KEY_RUNNING)
        case Overtaken():
            raise Problem(Code.PRECONDITION_FAILED)
        case NotTheirs():
            raise Problem(Code.NOT_FOUND)


def rejected(issues: Sequence[Issue], sent: Sent) -> Problem:
    """Return the problem of a report that is refused; the name of its file, which its sender chose, is not repeated.

    A part of an upload that cannot be read (422) does not make the whole body unreadable (400).
    """
    problem = refused([replace(issue, where=_place(issue.where, sent)) for issue in issues])
    if sent.is_part and problem.status == _BAD:
        return Problem(problem.code, errors=problem.errors, status_code=status(Code.REFUSED))
    return problem


def _place(where: str, sent: Sent) -> str:
    whole = "part file" if sent.is_part else "the body"
    if where == sent.name or where in _WHOLE:
        return whole
    return f"{whole}: {where[len(sent.name) + 2 :]}" if sent.name and where.startswith(f"{sent.name}: ") else where


def count(answer: Answer, since: str, metrics: Metrics) -> None:
    """Count what was filed since an instant; an answer that is repeated tells of an earlier one."""
    if answer.created:
        told = json.loads(answer.body)
        receipts = told.get("reports", [told])
        new = [receipt["outcome"] for receipt in receipts if receipt["recorded_at"] >= since]
        if new:
            metrics.filed(new)
