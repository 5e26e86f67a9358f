"""Words: terms without a meaning or with two names, remains of a template, and words of another sort of product."""

import re
from collections.abc import Iterable

from app.certification.lint.faults import Family, LintFault, fault
from app.certification.lint.printed import PrintedClause, PrintedJudging, PrintedRule, ProductForm

# Remarks by which a template tells its drafter what to write, and choices that the drafter left open.
_REMARKS = (
    *("在此规定", "可在本部分", "具体规定", "自定", "是否要求", "说明判定", "类文件", "作业指导书"),
    *("（应）", "（不限）", "（/", "涉及节能"),
)
_OF_MACHINES = ("结构", "铭牌", "图纸", "本体")


def check_wording(rule: PrintedRule) -> Iterable[LintFault]:
    """Yield the faults of the terms, of the words of each clause, and of what is asked against what is judged."""
    numbers = {clause.number for clause in rule.clauses}
    for term in rule.terms:
        if term.defined_in is None or term.defined_in not in numbers:
            yield fault(Family.TERM, term.id, term.used_in[0], term.words[0], "a clause that says what it means")
        if len(term.words) > 1:
            yield fault(Family.WORDS, term.id, term.used_in[0], "; ".join(term.words), "one word for one thing")
    for clause in rule.clauses:
        yield from _remains(clause, rule.form)
    yield from _judging(rule.judging)


def _remains(clause: PrintedClause, form: ProductForm) -> Iterable[LintFault]:
    if re.fullmatch(r"[0-9.、\s]*", clause.anchor) is not None:
        yield fault(Family.EMPTY, clause.number, clause.number, clause.anchor, "a sentence")
    remarks = [words for words in clause.words if any(remark in words for remark in _REMARKS)]
    if remarks:
        yield fault(Family.TEMPLATE, clause.number, clause.number, "; ".join(remarks), "the rule's own words")
    strange = [words for words in clause.words if any(word in words for word in _OF_MACHINES)]
    if strange and form is ProductForm.LIQUID:
        yield fault(Family.FOREIGN, clause.number, clause.number, "; ".join(strange), "words that fit a liquid")


def _judging(judging: PrintedJudging) -> Iterable[LintFault]:
    if set(judging.asks) != set(judging.judges):
        found = f"{', '.join(judging.asks)} / {', '.join(judging.judges)}"
        yield fault(Family.JUDGING, judging.clause, judging.clause, found, "judged by all that is asked")
