"""Codes -> one short sentence in Chinese and in English. Words for people: never part of a verdict's bytes."""

from collections.abc import Mapping

from app.verification.finding import Flag, Reason
from app.verification.requirement import Certainty
from app.verification.statements import AS_REPORTED, ILAC_G8, ISO_4259, JCGM_106
from app.wording.adopted_limits import ADOPTED_LIMIT_ISSUES
from app.wording.bundles import BUNDLE_ISSUES
from app.wording.card_issues import CARD_ISSUES
from app.wording.cases import CASE_ISSUES
from app.wording.deadline_issues import DEADLINE_ISSUES
from app.wording.documents import DOCUMENT_ISSUES
from app.wording.papers import PAPER_ISSUES
from app.wording.reports import REPORT_ISSUES
from app.wording.step_issues import STEP_ISSUES
from app.wording.surveillance import SURVEILLANCE_ISSUES
from app.wording.words import Language as Language
from app.wording.words import Words as Words
from methods.acceptance import Comparison
from methods.outcome import Outcome

OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.CONFORMING: Words("符合", "conforming"),
    Outcome.NONCONFORMING: Words("不符合", "nonconforming"),
    Outcome.UNDETERMINED: Words("无法判定", "undetermined"),
    Outcome.MISSING: Words("缺少结果", "missing"),
    Outcome.INVALID: Words("无法识读", "invalid"),
    Outcome.NOT_APPLICABLE: Words("不作判定", "not applicable"),
}

REASONS: Mapping[Reason, Words] = {
    Reason.WITHIN_LIMIT: Words("结果在限值之内", "The result is within the limit."),
    Reason.BEYOND_LIMIT: Words("结果超出限值", "The result is beyond the limit."),
    Reason.LIMIT_INSIDE_RESULT: Words("结果的可能取值跨越限值", "The result may lie on either side of the limit."),
    Reason.NO_RESULT: Words("报告中没有该项目的结果", "The report has no result for this item."),
    Reason.LIMIT_NOT_HELD: Words("该项要求未掌握", "This requirement is not held here."),
    Reason.OTHER_METHOD: Words("条款指定了另一方法", "The clause names another method."),
    Reason.METHOD_NOT_ACCEPTED: Words("标准未列出该检验方法", "The standard does not list this method."),
    Reason.BESIDE_NAMED_METHOD: Words(
        "已有指定方法的结果, 此结果仅供参考", "A result by the named method counts instead."
    ),
    Reason.DETECTION_LIMIT_MISSING: Words("未检出, 但未给出检出限", "Not detected, but no detection limit is stated."),
    Reason.TRACE_WITHOUT_NUMBER: Words("痕迹没有对应的数值", "A trace has no number to compare."),
    Reason.NUMBER_AGAINST_WORDS: Words(
        "限值是文字, 数值无法与之比较", "The limit is in words; a number cannot be compared."
    ),
    Reason.WORD_NOT_LISTED: Words("该文字不在限值所列之内", "The limit does not list this word."),
    Reason.NOT_A_NUMBER: Words("限值是数值, 结果不是", "The limit is a number, the result is not."),
    Reason.CLASS_UNKNOWN: Words("没有这一级别", "The scale has no such class."),
    Reason.NOT_REQUIRED: Words("规则不要求", "The scheme does not ask for this item."),
}

FLAGS: Mapping[Flag, Words] = {
    Flag.PROVISIONAL_LIMIT: Words(
        "暂定限值: 尚未由两人对照标准原文核对",
        "Provisional limit: not yet read back against the standard by two persons.",
    ),
    Flag.DOUBTFUL_PRINT: Words(
        "规则原文此处存疑, 读法已记录", "The rule's print is doubtful here; how it is read is recorded."
    ),
    Flag.ADOPTED_LIMIT: Words(
        "限值由认证机构采用, 此处未持有该限值",
        "The limit is the certification body's adoption; none is held here.",
    ),
    Flag.METHOD_EDITION_UNKNOWN: Words("该方法的这一版本未收录", "This edition of the method is not on its card."),
    Flag.METHOD_EDITION_NOT_IN_FORCE: Words(
        "所用方法版本在检验日尚未实施", "The edition of the method was not in force on the day of the test."
    ),
    Flag.CETANE_INDEX_DIFFERS: Words(
        "十六烷指数与按密度和馏程计算的值相差大于 0.5",
        "The cetane index differs by more than 0.5 from its own formula.",
    ),
    Flag.CETANE_INDEX_NOT_CHECKED: Words(
        "十六烷指数未能按公式核对", "The cetane index could not be checked against its formula."
    ),
    Flag.DISTILLATION_ORDER: Words("馏程回收温度没有依次升高", "The recovered temperatures do not rise."),
    Flag.STATED_REQUIREMENT_DIFFERS: Words(
        "实验室所列标准要求与本规则不同", "The requirement printed by the laboratory is another one."
    ),
    Flag.STATED_REQUIREMENT_UNREADABLE: Words(
        "实验室所列标准要求无法识读", "The requirement printed by the laboratory cannot be read."
    ),
    Flag.STATED_VERDICT_DIFFERS: Words("实验室的单项判定与此不同", "The laboratory's own verdict is another one."),
    Flag.STATED_VERDICT_UNREADABLE: Words("实验室的单项判定无法识读", "The laboratory's own verdict cannot be read."),
}

CERTAINTIES: Mapping[Certainty, Words] = {
    Certainty.CONFIRMED: Words("已核对", "confirmed"),
    Certainty.PROVISIONAL: Words("暂定", "provisional"),
    Certainty.NOT_HELD: Words("未掌握", "not held"),
}
CERTAINTY_MEANINGS: Mapping[Certainty, Words] = {
    Certainty.CONFIRMED: Words(
        "限值印在所持有的规则原文中, 或已由两人核对", "Printed in a text that is held, or read back."
    ),
    Certainty.PROVISIONAL: Words("限值有数值, 但尚未对照标准原文核对", "There is a number, not yet read back."),
    Certainty.NOT_HELD: Words(
        "限值尚未掌握, 该项不能判定", "The limit is not known here; the item stays undetermined."
    ),
}

# Faults of what is sent, each topic in its own module.
ISSUES: Mapping[str, Words] = {
    **REPORT_ISSUES,
    **DOCUMENT_ISSUES,
    **CARD_ISSUES,
    **SURVEILLANCE_ISSUES,
    **DEADLINE_ISSUES,
    **ADOPTED_LIMIT_ISSUES,
    **BUNDLE_ISSUES,
    **CASE_ISSUES,
    **PAPER_ISSUES,
    **STEP_ISSUES,
}

STATEMENT_WORDS: Mapping[str, Words] = {
    ISO_4259: Words("ISO 4259-2, 95 %", "ISO 4259-2, 95 %"),
    ILAC_G8: Words("ILAC-G8:09/2019, w = U", "ILAC-G8:09/2019, w = U"),
    JCGM_106: Words("JCGM 106:2012", "JCGM 106:2012"),
    AS_REPORTED: Words("报告所列扩展不确定度", "expanded uncertainty as reported"),
    "pass": Words("通过", "pass"),
    "conditional_pass": Words("有条件通过", "conditional pass"),
    "conditional_fail": Words("有条件不通过", "conditional fail"),
    "fail": Words("不通过", "fail"),
    "not_demonstrated": Words("未能证明符合", "not demonstrated"),
    "not_rejected": Words("不足以拒收", "not rejected"),
    "not_computed": Words("未计算", "not computed"),
    "supplier": Words("供方", "supplier"),
    "recipient": Words("需方", "recipient"),
    "R": Words("R", "R"),
    "w": Words("w", "w"),
    "decision_limit": Words("界限", "limit"),
    "acceptance_limit": Words("接受限", "acceptance limit"),
    "rejection_limit": Words("拒绝限", "rejection limit"),
    "p_conform": Words("符合概率", "p conform"),
    "p_nonconform": Words("不符合概率", "p nonconform"),
}
COMPARISONS: Mapping[Comparison, Words] = {
    Comparison.FULL_VALUE: Words("全数值比较法", "full value"),
    Comparison.ROUNDED_VALUE: Words("修约值比较法", "rounded value"),
}
