"""The answer on an existing report, for people and for programs."""

from collections.abc import Iterable

from app.certification.adoption import Adoption, AdoptionReason, Answer
from app.cli.exits import Exit
from app.cli.grid import Line, Row, grid
from app.cli.labels import Label
from app.cli.naming import clause_name, named
from app.cli.screen import plain
from app.cli.verdict_table import pairs
from app.ledger.canonical import Json
from app.verification.verdict import Verdict
from app.wording import Language
from app.wording.adoption import ADOPTION_REASONS, ANSWERS

FORMAT = "labverdict.adoption/1"


def adoption_lines(verdict: Verdict, adoption: Adoption, language: Language, width: int) -> list[Line]:
    """Return the answer with its reasons, and a row for each test that is still to do."""
    report = verdict.report
    head = [
        (Label.SCHEME.to(language), verdict.scheme.id),
        (Label.REPORT.to(language), f"{report.report_no} ({Label.ISSUED.to(language)} {report.issued_on})"),
        (Label.LAST_DAY.to(language), adoption.last_day.isoformat()),
        (Label.VERDICT.to(language), ANSWERS[adoption.answer].to(language)),
        *((Label.REASON.to(language), _reason(reason, adoption, language)) for reason in adoption.reasons),
    ]
    if not adoption.to_test:
        return pairs(head)
    rows = [
        Row(
            (
                named(item.requirement.characteristic, language),
                clause_name(item.requirement.clause),
                "" if item.reason is None else ADOPTION_REASONS[item.reason].to(language),
            )
        )
        for item in adoption.to_test
    ]
    titles = (Label.TO_TEST, Label.CLAUSE, Label.REASON)
    return [*pairs(head), plain(), *grid([title.to(language) for title in titles], rows, width)]


def _reason(reason: AdoptionReason, adoption: Adoption, language: Language) -> str:
    words = ADOPTION_REASONS[reason].to(language).removesuffix(".")
    return f"{words} ({', '.join(adoption.differs_in)})" if reason is AdoptionReason.OTHER_UNIT else words


def adoption_json(verdict: Verdict, adoption: Adoption) -> Json:
    """Return the answer as `labverdict.adoption/1`."""
    return {
        "format": FORMAT,
        "scheme": verdict.scheme.id,
        "report_no": verdict.report.report_no,
        "sample": verdict.report.sample_id,
        "answer": adoption.answer.value,
        "reasons": [reason.value for reason in adoption.reasons],
        "differs_in": list(adoption.differs_in),
        "last_day": adoption.last_day.isoformat(),
        "to_test": [
            {"requirement": item.requirement.id, "reason": None if item.reason is None else item.reason.value}
            for item in adoption.to_test
        ],
    }


def adoption_exit(adoptions: Iterable[Adoption]) -> Exit:
    """Return the code of the worst answer."""
    answers = {adoption.answer for adoption in adoptions}
    if Answer.REJECT in answers:
        return Exit.NONCONFORMING
    return Exit.CONFORMING if answers == {Answer.ADOPT} else Exit.UNDETERMINED
