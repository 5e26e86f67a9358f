"""A bundle and its check, for people and for programs."""

from collections.abc import Sequence

from app.certification.standing import Standing
from app.cli.grid import Line
from app.cli.labels import Label
from app.cli.refusal import MOST_LINES, Subject, fault_line
from app.cli.screen import plain
from app.cli.standings import standing_text
from app.cli.verdict_table import pairs
from app.ledger.canonical import Json
from app.ledger.entry import Entry, read_entry
from app.ledger.log_proof import LogProof
from app.wording import Language
from app.wording.bundles import ANSWERS, LOG_ABSENT, LOG_SIGNED, LOG_UNSIGNED, OTHER_RULES, SAME_RULES
from app.workflow.check_bundle import Answer, Checked
from app.workflow.decision_bundle import Bundle
from app.workflow.fingerprint import digest
from lims_adapters.faults import printable

FORMAT = "labverdict.bundle-check/1"


def decision_pairs(bundle: Bundle, language: Language) -> list[tuple[str, str]]:
    """Return what a bundle says of its decision."""
    told = bundle.decision
    standing = told.get("standing")
    shown = [
        (Label.SCHEME, told.get("scheme")),
        (Label.APPLICATION, told.get("application")),
        (Label.ON, told.get("on")),
    ]
    return [
        *((label.to(language), printable(text)) for label, text in shown if isinstance(text, str)),
        (Label.DECISION.to(language), standing_text(Standing(str(standing)), language)),
        (Label.DIGEST.to(language), digest(bundle.record)),
    ]


def check_lines(
    checked: Checked, others: Sequence[str], subject: Subject, language: Language, *, is_signed: bool
) -> list[Line]:
    """Return the answer of a check, with its faults, or with what was verified; `others` are rules that differ here."""
    verdict = (Label.VERDICT.to(language), ANSWERS[checked.answer].to(language))
    if checked.bundle is None or checked.answer is not Answer.VERIFIED:
        lines = [fault_line(fault, subject, language) for fault in checked.faults[:MOST_LINES]]
        if (further := len(checked.faults) - MOST_LINES) > 0:
            lines.append(f"  {Label.MORE.to(language).format(further)}")
        return [*pairs([verdict, (Label.FAULTS.to(language), str(len(checked.faults)))]), *map(plain, lines)]
    rules = OTHER_RULES.to(language).format(", ".join(others)) if others else SAME_RULES.to(language)
    return pairs(
        [
            *decision_pairs(checked.bundle, language),
            (Label.RULE_DATA.to(language), rules),
            (Label.LOG.to(language), log_text(checked.bundle.log, language, is_signed=is_signed)),
            verdict,
        ]
    )


def check_json(checked: Checked, others: Sequence[str]) -> Json:
    """Return the answer as `labverdict.bundle-check/1`."""
    bundle = checked.bundle
    return {
        "format": FORMAT,
        "answer": checked.answer.value,
        "decision": None if bundle is None else digest(bundle.record),
        "rules_not_as_installed": list(others),
        "faults": [
            {
                "code": each.code,
                "where": printable(each.where),
                "found": printable(each.found),
                "expected": each.expected,
            }
            for each in checked.faults
        ],
    }


def log_text(proof: LogProof | None, language: Language, *, is_signed: bool) -> str:
    """Return which entry of the log the decision is, and whether its signature was checked."""
    if proof is None:
        return LOG_ABSENT.to(language)
    entry = read_entry(proof.entry)
    number = entry.n if isinstance(entry, Entry) else "?"
    return (LOG_SIGNED if is_signed else LOG_UNSIGNED).to(language).format(number)
