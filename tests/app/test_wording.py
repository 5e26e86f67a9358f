import ast
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import pytest

from app.certification.adoption import AdoptionReason, Answer
from app.certification.finding import Needed, Why
from app.certification.scheme import Nature
from app.certification.score import Basis
from app.certification.score import Reason as ScoreReason
from app.certification.standing import Standing
from app.certification.stated_requirements import Agreement
from app.verification.finding import Flag, Reason
from app.verification.requirement import Certainty
from app.verification.statements import AS_REPORTED, ILAC_G8, ISO_4259, JCGM_106, NOT_COMPUTED
from app.wording import (
    CERTAINTIES,
    CERTAINTY_MEANINGS,
    COMPARISONS,
    FLAGS,
    ISSUES,
    OUTCOMES,
    REASONS,
    STATEMENT_WORDS,
    Language,
    Words,
)
from app.wording.adoption import ADOPTION_REASONS, ANSWERS
from app.wording.comparing import AGREEMENTS
from app.wording.deciding import NEEDS, WHYS
from app.wording.rules import NATURES
from app.wording.scoring import SCORE_BASES, SCORE_REASONS, SCORE_STANDINGS
from app.wording.standings import STANDINGS
from methods.acceptance import Comparison
from methods.ilac_g8 import Zone
from methods.outcome import Outcome
from methods.precision import Role, Statement

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (
    *(ROOT / "app/intake").glob("*.py"),
    *(ROOT / "lims_adapters").rglob("*.py"),
    *(ROOT / f"methods/{name}.py" for name in ("reading", "unit_spellings", "unreadable")),
)
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
# Names of fields, formats and words of other sorts that look like a code of a fault.
NO_CODES = frozenset({
    *("api_version", "as_of", "detection_limit", "issued_on", "report_no", "tested_on"),
    *("csv_table", "labverdict_json", "xlsx_table", "items_as_headings", "serial_number", "of_a_row", "of_an_item"),
    *("from_file", "not_detected"),
})  # fmt: skip


def constants(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value


def issues_made_above_intake() -> Iterator[str]:
    for path in (path for part in ("cli", "library", "workflow") for path in (ROOT / "app" / part).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name("Issue" | "fault") | ast.Attribute(attr="_refuse"),
                    args=[ast.Constant(str(code)), *_],
                ):
                    yield code
                case _:
                    continue


def issues_of_documents() -> Iterator[str]:
    """Codes of the documents that a body files: `form.refuse(key, code, ...)`."""
    for path in (path for part in ("certification", "workflow") for path in (ROOT / "app" / part).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="refuse"), args=[_, ast.Constant(str(code)), *_]):
                    yield code
                case _:
                    continue


def given_codes() -> set[str]:
    listed = {code for path in SOURCES for code in constants(path)} - NO_CODES
    return listed | set(issues_made_above_intake()) | set(issues_of_documents())


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (Standing, SCORE_STANDINGS),
        (ScoreReason, SCORE_REASONS),
        (Basis, SCORE_BASES),
        (Outcome, OUTCOMES),
        (Reason, REASONS),
        (Flag, FLAGS),
        (Certainty, CERTAINTIES),
        (Certainty, CERTAINTY_MEANINGS),
        (Comparison, COMPARISONS),
        (Answer, ANSWERS),
        (AdoptionReason, ADOPTION_REASONS),
        (Standing, STANDINGS),
        (Nature, NATURES),
        (Why, WHYS),
        (Needed, NEEDS),
        (Agreement, AGREEMENTS),
    ],
)
def test_every_member_has_its_words(members: type[StrEnum], words: Mapping[StrEnum, Words]) -> None:
    assert set(words) == set(members)


@pytest.mark.parametrize(
    "words", [OUTCOMES, REASONS, FLAGS, CERTAINTIES, CERTAINTY_MEANINGS, ISSUES, ADOPTION_REASONS, WHYS]
)
def test_words_are_short_and_in_both_languages(words: Mapping[str, Words]) -> None:
    for said in words.values():
        assert re.search("[\u4e00-\u9fff]", said.to(Language.ZH))
        assert said.to(Language.EN).isascii()
        assert all(0 < len(said.to(language)) <= 80 for language in Language)


def test_no_two_members_say_the_same() -> None:
    for words in (OUTCOMES, REASONS, FLAGS, CERTAINTIES, ADOPTION_REASONS):
        assert len({said.zh for said in words.values()}) == len(words)
        assert len({said.en for said in words.values()}) == len(words)


def test_every_code_that_a_fault_can_have_has_its_words() -> None:
    assert given_codes() == set(ISSUES)


def test_every_word_of_a_statement_is_said_in_both_languages() -> None:
    listed = {*Zone, *Statement, *Role, NOT_COMPUTED, ILAC_G8, ISO_4259, JCGM_106, AS_REPORTED}
    assert listed <= set(STATEMENT_WORDS)
