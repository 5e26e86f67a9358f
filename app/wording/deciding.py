"""Why a clause stands as it does and what it still needs, in words."""

from collections.abc import Mapping

from app.certification.finding import Needed, Why
from app.wording.words import Words

WHYS: Mapping[Why, Words] = {
    Why.STATED: Words("已由有关人员确认", "A person has stated it."),
    Why.DENIED: Words("有关人员确认不成立", "A person has stated that it does not hold."),
    Why.NOT_STATED: Words("尚无人员确认", "Nobody has stated it yet."),
    Why.RULED_FOR: Words("已裁定成立", "It was decided in favour."),
    Why.RULED_AGAINST: Words("已裁定不成立", "It was decided against."),
    Why.NOT_RULED: Words("规则留待机构裁定, 尚未裁定", "The rule leaves it to a decision that is not made."),
    Why.DECIDES_NOTHING: Words("该条款不作判定", "The clause decides nothing."),
    Why.SHOWN: Words("证据齐全并满足", "The evidence shows it."),
    Why.FAILS: Words("证据表明不满足", "The evidence shows that it fails."),
    Why.INCOMPLETE: Words("证据尚不齐全", "Evidence is still missing."),
    Why.IN_TIME: Words("在期限内", "It was in time."),
    Why.LATE: Words("超过期限", "It was late."),
    Why.WITH_GROUND: Words("有偏离, 已说明理由", "It deviates, and the ground is given."),
    Why.NOT_USED: Words("本案不涉及", "The case does not touch it."),
}

NEEDS: Mapping[Needed, Words] = {
    Needed.DOCUMENT: Words("资料", "document"),
    Needed.STATEMENT: Words("声明", "statement"),
    Needed.RULING: Words("裁定", "ruling"),
    Needed.RESULT: Words("检验结果", "result"),
    Needed.ADOPTION: Words("采信", "adoption"),
    Needed.MARKS: Words("评分", "marks"),
    Needed.FINDING: Words("检查发现", "finding"),
    Needed.CORRECTION: Words("整改", "correction"),
    Needed.DAY: Words("日期或数量", "day or amount"),
    Needed.CALENDAR: Words("放假安排", "holiday notice"),
    Needed.LABORATORY: Words("检测机构", "laboratory"),
    Needed.GROUND: Words("理由", "ground"),
    Needed.SETTING: Words("机构设定", "setting of the body"),
    Needed.PERSON: Words("人员", "person"),
    Needed.REVIEW: Words("复核, 须不早于", "review, not before"),
    Needed.DECISION: Words("决定, 须不早于", "decision, not before"),
    Needed.CLAUSE: Words("条款", "clause"),
}

# Names of figures; the number of a report, which is one too, stands for itself.
FIGURES: Mapping[str, Words] = {
    "by": Words("人员", "by"),
    "on": Words("日期", "on"),
    "ground": Words("理由", "ground"),
    "due": Words("期限", "due"),
    "done": Words("完成", "done"),
    "passed": Words("合格", "passed"),
    "planned": Words("应需人日", "man-days planned"),
    "spent": Words("实际人日", "man-days spent"),
    "recorded": Words("项目确定", "items recorded"),
    "tested": Words("开始检验", "testing began"),
    "reviewer": Words("复核", "reviewer"),
    "decider": Words("决定", "decider"),
    "starts_on": Words("起始", "from"),
    "expires_on": Words("到期", "up to, not including,"),
    "total": Words("总分", "total"),
    "withdrawn_on": Words("撤销", "withdrawn"),
    "surveillance": Words("上次监督", "last surveillance"),
}
