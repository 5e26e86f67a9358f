"""Words of deadlines: events, actors, what follows, and why no day can be given."""

from collections.abc import Mapping
from enum import Enum

from app.certification.body import DayKind
from app.certification.deadline_rules import Actor, Marks, OnExpiry, Start, TermSetting
from app.certification.deadlines import WhyNot
from app.wording.words import Language, Words


class Said(Enum):
    """Headings and small words of a deadline."""

    DEADLINE = Words("期限", "deadline")
    START = Words("起算", "starts")
    LENGTH = Words("期间", "length")
    DUE = Words("届满", "due")
    WHO = Words("责任方", "who")
    AFTER = Words("逾期", "after it")
    NOTICES = Words("放假通知", "holiday notices")
    REMINDERS = Words("提醒", "reminders")
    READING = Words("读法", "reading")
    SOURCE = Words("依据", "source")
    NOTE = Words("说明", "note")
    CASE = Words("案件", "case")
    WAS = Words("原为", "was")
    IS = Words("现为", "is")
    FIRM = Words("确定", "firm")
    PROVISIONAL = Words("暂定", "provisional")
    NO_NOTICE_YET = Words("尚无 {} 年放假通知", "no notice for {} yet")
    NOT_COMPUTABLE = Words("无法计算", "not computable")
    TO = Words("至", "to")
    IN_GENERAL = Words("一般情况下", "in general")
    BEFORE = Words("之前", "before")
    ROLLS = Words("末日非工作日的顺延至下一工作日", "moved to the next working day")
    PAUSED = Words("中止", "paused")
    AGREED = Words("约定", "agreed")
    BODY_SETS = Words("由机构设定: {}", "set by the body: {}")
    NO_LENGTH = Words("未规定", "not printed")
    EVERY_YEAR = Words("每年 {}", "{} of every year")
    SIMULATED = Words("仅在模拟或机构采用时适用", "acts in simulation or where a body adopts it")
    MOVED = Words("变动的期限: {} / {}", "deadlines that moved: {} of {}")
    TOGETHER = Words("与 {} 一并提醒", "reminded with {}")

    def to(self, language: Language) -> str:
        """Return the words in one language."""
        return self.value.to(language)


STARTS: Mapping[Start, Words] = {
    Start.SAMPLE_RECEIVED: Words("收到样品", "sample received"),
    Start.TEST_FEE_RECEIVED: Words("收到检测费用", "test fee received"),
    Start.TEST_FAILURE_NOTIFIED: Words("通知型式试验不合格", "failed test notified"),
    Start.REPORT_ISSUED: Words("检测报告签发", "test report issued"),
    Start.PRODUCT_TEST_PASSED: Words("产品检验合格", "product test passed"),
    Start.PRODUCT_TEST_COMPLETED: Words("产品检验完成", "product test completed"),
    Start.INSPECTION_COMPLETED: Words("工厂检查完成", "factory inspection completed"),
    Start.NONCONFORMITIES_REPORTED: Words("不符合项报告签字", "nonconformities signed"),
    Start.CERTIFICATE_ISSUED: Words("颁发证书", "certificate issued"),
    Start.CERTIFICATION_ENDED: Words("认证结束", "certification ended"),
    Start.CERTIFICATE_EXPIRY: Words("证书到期", "certificate expires"),
    Start.INITIAL_INSPECTION_ENDED: Words("初始工厂检查结束", "initial inspection ended"),
    Start.SURVEILLANCE_ENDED: Words("监督检查结束", "surveillance ended"),
    Start.SURVEILLANCE_NONCONFORMITIES_REPORTED: Words(
        "监督检查不符合项报告签字", "nonconformities of surveillance signed"
    ),
    Start.SAMPLE_DRAWN: Words("监督抽样", "sample drawn"),
    Start.VISIT_WITHOUT_SAMPLE: Words("现场抽不到样品", "visit without a sample"),
    Start.SUSPENSION_STARTED: Words("证书暂停", "suspension started"),
    Start.CERTIFICATE_WITHDRAWN: Words("证书撤销", "certificate withdrawn"),
    Start.CONFIRMATION_TEST_DONE: Words("上次确认检验", "last confirmation test"),
    Start.YEAR: Words("当年", "year"),
}
ACTORS: Mapping[Actor, Words] = {
    Actor.LABORATORY: Words("检测机构", "laboratory"),
    Actor.CLIENT: Words("认证委托人", "client"),
    Actor.CERTIFICATION_BODY: Words("认证机构", "certification body"),
    Actor.HOLDER: Words("持证人", "holder"),
    Actor.FACTORY: Words("工厂", "factory"),
    Actor.ALLIANCE: Words("认证联盟", "alliance"),
    Actor.NOBODY: Words("无人须作为", "nobody has to act"),
}
AFTERWARDS: Mapping[OnExpiry, Words] = {
    OnExpiry.LABORATORY_LATE: Words("检测机构逾期", "the laboratory is late"),
    OnExpiry.CASE_TERMINATED: Words("终止认证", "certification is terminated"),
    OnExpiry.REPORT_NOT_ADOPTABLE: Words("检测报告不得采信", "the report cannot be adopted"),
    OnExpiry.NEW_PRODUCT_TEST: Words("重新进行产品检验", "the product is tested again"),
    OnExpiry.INSPECTION_FAILED: Words("工厂检查不通过", "the factory inspection has failed"),
    OnExpiry.OVERDUE_EXPLAIN: Words("逾期, 说明理由", "overdue, to be explained"),
    OnExpiry.BODY_IN_BREACH: Words("认证机构违规, 告知秘书处", "the body is in breach; the secretariat is told"),
    OnExpiry.CERTIFICATE_EXPIRED: Words("证书失效", "the certificate has expired"),
    OnExpiry.WINDOW_OPENS: Words("可安排年度监督", "surveillance may be planned"),
    OnExpiry.DECIDE_ON_SUSPENSION: Words("自次日起须就暂停作出决定", "suspension is to be decided from the next day"),
    OnExpiry.SURVEILLANCE_FAILED: Words("监督检查不通过", "surveillance has failed"),
    OnExpiry.REFUSAL_SUSPEND: Words("视为拒绝送样, 暂停证书", "counts as refusal; suspend"),
    OnExpiry.SUSPEND_IF_NO_SAMPLE_AGAIN: Words("仍抽不到样品的, 暂停证书", "suspend if there is again no sample"),
    OnExpiry.WITHDRAW_OR_CANCEL: Words("撤销或注销", "withdraw or cancel"),
    OnExpiry.LATE_RENEWAL_WARNING: Words("逾期的复审申请, 附警告受理", "a late renewal, accepted with a warning"),
    OnExpiry.NEW_APPLICATION: Words("按新申请处理", "a new application is needed"),
    OnExpiry.BAR_ENDS: Words("此后可再次受理", "applications are accepted again"),
    OnExpiry.NONCONFORMITY: Words("监督检查记不符合项", "a nonconformity at surveillance"),
    OnExpiry.REPORT_OVERDUE: Words("工作报告逾期", "the work report is overdue"),
}
MARKS: Mapping[Marks, Words] = {
    Marks.LAST_DAY: Words("最后一日", "last day"),
    Marks.FIRST_DAY_WITHOUT: Words("失效首日", "first day without validity"),
    Marks.FIRST_DAY_ALLOWED: Words("满期日", "day on which the time is up"),
}
DAY_KINDS: Mapping[DayKind, Words] = {
    DayKind.WORKING_DAY: Words("个工作日", "working days"),
    DayKind.CALENDAR_DAY: Words("日", "calendar days"),
    DayKind.MONTH: Words("个月", "months"),
    DayKind.YEAR: Words("年", "years"),
}
SETTINGS: Mapping[TermSetting, Words] = {
    TermSetting.RECTIFICATION_TERM: Words("整改期限", "rectification term"),
    TermSetting.TEST_TERM: Words("检验时限", "test term"),
    TermSetting.SUSPENSION_TERM: Words("暂停期限", "suspension term"),
}
WHY_NOT: Mapping[WhyNot, Words] = {
    WhyNot.SETTING_UNSET: Words("机构未设定, 也没有约定", "neither set by the body nor agreed"),
    WhyNot.NOT_PRINTED: Words("规则没有规定期间", "the rule prints no length"),
    WhyNot.NO_CALENDAR: Words("没有该年的日历", "no calendar is held for the year"),
    WhyNot.CLOCK_STOPPED: Words("期间中止, 尚未恢复", "the clock stands still since"),
    WhyNot.PAUSE_NOT_PROVIDED: Words("该期限不得中止", "this deadline has no pause"),
    WhyNot.BEYOND_DATES: Words("超出日期范围", "beyond the range of dates"),
}
