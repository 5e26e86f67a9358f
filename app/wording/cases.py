"""Words for the cases of a certification body: what is recorded, what is refused, and headings."""

from collections.abc import Mapping
from enum import Enum

from app.certification.cases.record import Entry
from app.certification.cases.refusal import WhyNot
from app.wording.words import Language, Words

CASE_ISSUES: Mapping[str, Words] = {
    "record_out_of_order": Words("记录编号不连续", "The records are not numbered in their order."),
    "instant_malformed": Words("时刻格式不符", "This is no instant with its zone."),
    "application_not_brought": Words("案件中尚无申请", "The case has no application yet."),
    "unit_of_another_case": Words("不是本案件的认证单元", "This is not the unit of the case."),
    "corrects_nothing": Words("更正所指的记录不存在或已被更正", "There is no such record left to correct."),
    "event_impossible": Words(
        "此状态下没有这一步骤, 或由其他角色办理", "The state has no such step, or not by this role."
    ),
}

ENTRIES: Mapping[Entry, Words] = {
    Entry.RECORD: Words("记录证据", "record evidence"),
    Entry.TAKE_OUT: Words("撤除误录事件", "take out a wrong event"),
}

WHY_NOT: Mapping[WhyNot, Words] = {
    WhyNot.CASE_IMPOSSIBLE: Words("案件的记录前后矛盾", "The records of the case contradict each other."),
    WhyNot.NO_SUCH_STEP: Words("此状态下没有这一步骤", "This state has no such step."),
    WhyNot.OTHER_ACTOR: Words("该步骤由其他角色办理", "Another role takes this step."),
    WhyNot.GUARD_NOT_PASSED: Words("条件尚未满足", "A condition does not hold yet."),
    WhyNot.IN_THE_FUTURE: Words("生效日晚于记录日", "The day of the event is still to come."),
    WhyNot.OUT_OF_ORDER: Words(
        "生效日早于前一事件, 或会改变证书在已过日期的状态",
        "The day lies before that of an earlier event, or of today where it changes how a certificate stands.",
    ),
    WhyNot.ON_BOTH_SIDES: Words("同一人不得代表双方", "One person cannot act on both sides."),
    WhyNot.EVIDENCE_AT_DECISION: Words("复核和决定不得带入新证据", "Review and decision bring no new evidence."),
    WhyNot.DEADLINE_NOT_OVER: Words("期限尚未届满", "The deadline is not over."),
    WhyNot.CORRECTS_NOTHING: Words("更正所指的记录不存在或已被更正", "There is no such record left to correct."),
    WhyNot.LATER_STEP_IMPOSSIBLE: Words("更正后, 其后的步骤不再成立", "A later step could not have been taken then."),
    WhyNot.ALREADY_IN_EFFECT: Words("该步骤对证书或其他案件已生效", "The step has taken effect outside the case."),
}


class Said(Enum):
    """Headings of a case."""

    CASE = Words("案件", "case")
    STATE = Words("状态", "state")
    ACCEPTED = Words("受理日", "accepted on")
    CAUSES = Words("未消除的原因", "open causes")
    N = Words("序号", "n")
    ON = Words("日期", "on")
    WHAT = Words("事件或期限", "event or deadline")
    WHO = Words("办理", "by")
    TO = Words("此后状态", "leads to")
    NEXT = Words("接下来", "next")
    TAKEN = Words("已记录", "taken")
    NOT_TAKEN = Words("未记录", "not taken")
    CORRECTED_BY = Words("已由 {} 更正", "corrected by {}")
    CORRECTS = Words("更正 {}", "corrects {}")
    STOPPED = Words("{} 停止", "stopped {}")
    EVENT = Words("事件", "event")
    ACTS = Words("证书", "certificate")
    SIGNALS = Words("通知", "signals")
    STARTED = Words("开始的期限", "deadlines started")
    ENDED = Words("结束的期限", "deadlines ended")
    EVALUATED_BY = Words("参与评价", "evaluated by")
    VOIDED = Words("待作出的决定作废, 退回复核", "the pending decision is void and goes back to review")

    def to(self, language: Language) -> str:
        """Return the word in a language."""
        return self.value.to(language)
