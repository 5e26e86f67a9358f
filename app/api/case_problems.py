"""Why a step of a case is not taken -> the problem that it is."""

from collections.abc import Mapping

from app.api.codes import Code
from app.api.conditional import etag
from app.api.problems import Problem, fault, refused
from app.certification.cases.refusal import Refused
from app.wording import Language
from app.wording.cases import WHY_NOT
from app.wording.life import GUARDS
from app.workflow.case_desk import (
    Behind,
    Faulty,
    NotDone,
    NumberTaken,
    ReportsCorrected,
    RoleNotHeld,
    Stale,
    Unknown,
    Unversioned,
)
from app.workflow.case_told import refused_told
from app.workflow.file_report import KeyReused, KeyRunning


def problem_of(found: NotDone) -> Problem:
    """Return the problem; what a step lacks stands in its member `step`."""
    match found:
        case Faulty(issues):
            return refused(issues)
        case Refused():
            return Problem(Code.STEP_REFUSED, more=lambda language: _step(found, language))
        case RoleNotHeld(allowed):
            expected = "one of: " + (", ".join(actor.value for actor in allowed) or "nobody's")
            return Problem(Code.ROLE_NOT_HELD, errors=[fault(Code.ROLE_NOT_HELD, "/role", expected)])
        case Stale(n):
            return Problem(Code.PRECONDITION_FAILED, headers={"ETag": etag(str(n))})
        case NumberTaken():
            return Problem(Code.NUMBER_TAKEN, errors=[fault(Code.NUMBER_TAKEN, "/number", "a number of its own")])
        case ReportsCorrected(newest):
            errors = [fault(Code.REPORTS_CORRECTED, f"report {name}", last) for name, last in newest.items()]
            return Problem(Code.REPORTS_CORRECTED, errors=errors)
        case Unknown() | Behind() | Unversioned() | KeyReused() | KeyRunning():
            return Problem(_plain(found))


def _plain(found: Unknown | Behind | Unversioned | KeyReused | KeyRunning) -> Code:
    match found:
        case Unknown():
            return Code.NOT_FOUND
        case Behind():
            return Code.CONFLICT
        case Unversioned():
            return Code.PRECONDITION_REQUIRED
        case KeyReused():
            return Code.IDEMPOTENCY_KEY_REUSED
        case KeyRunning():
            return Code.IDEMPOTENCY_KEY_RUNNING


def _step(found: Refused, language: Language) -> Mapping[str, object]:
    told = refused_told(found)
    missing = [
        {**each, "says": GUARDS[lacking.guard].to(language)}
        for each, lacking in zip(_listed(told["missing"]), found.missing, strict=True)
    ]
    return {"step": {**told, "says": WHY_NOT[found.why].to(language), "missing": missing}}


def _listed(told: object) -> list[dict[str, object]]:
    return told if isinstance(told, list) else []
