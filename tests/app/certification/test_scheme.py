import pytest

from app.certification.scheme import Check, Nature, RuleClause, Stage

STAGES = frozenset({Stage.INITIAL})


def clause(nature: Nature, check: Check | None = None, asks: str | None = None) -> RuleClause:
    return RuleClause("4.2.5", "2 年以内", nature, STAGES, check, asks)


@pytest.mark.parametrize("nature", [Nature.ATTESTED, Nature.RULED, Nature.INFORMATIVE])
def test_a_check_stands_only_at_a_computed_clause(nature: Nature) -> None:
    assert clause(Nature.COMPUTED, Check.REPORT_ADOPTION).check is Check.REPORT_ADOPTION
    with pytest.raises(ValueError, match="a check stands exactly"):
        clause(nature, Check.REPORT_ADOPTION, "?")
    with pytest.raises(ValueError, match="a check stands exactly"):
        clause(Nature.COMPUTED)


@pytest.mark.parametrize("nature", [Nature.ATTESTED, Nature.RULED])
def test_a_question_stands_only_where_a_person_answers(nature: Nature) -> None:
    assert clause(nature, asks="?").asks == "?"
    with pytest.raises(ValueError, match="a question stands exactly"):
        clause(nature)
    with pytest.raises(ValueError, match="a question stands exactly"):
        clause(Nature.INFORMATIVE, asks="?")
