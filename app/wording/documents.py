"""Faults of the documents of a certification body, in words."""

from collections.abc import Mapping

from app.wording.words import Words

DOCUMENT_ISSUES: Mapping[str, Words] = {
    "unit_differs": Words("不是本申请所检验的认证单元", "This is not the unit that the application has tested."),
    "clause_unknown": Words("规则没有这一条", "The rule has no such clause."),
    "several_samples": Words("报告含有几个样品", "The report is on several samples."),
    "two_persons_needed": Words("须由两名不同的人员确认", "Two different persons are needed."),
    "unit_incomplete": Words("认证单元须给出牌号或系列之一", "A unit has either a grade or a series."),
    "word_unknown": Words("不是规定的用词", "This is none of the words that can stand here."),
}
