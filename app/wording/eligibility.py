"""Where applicants and clauses stand, why, and what a simulation changes, in words."""

from collections.abc import Mapping

from app.certification.answers import Reason
from app.certification.simulation import Move
from app.wording import Words

MOVES: Mapping[Move, Words] = {
    Move.ENTERS: Words("进入", "enters"),
    Move.LEAVES: Words("退出", "leaves"),
    Move.FAILS: Words("转为不满足", "fails"),
    Move.OPENS: Words("转为待定", "opens"),
}

ENTRY_REASONS: Mapping[Reason, Words] = {
    Reason.STATED: Words("已有人员声明", "A named person states it."),
    Reason.STATED_NOT_TO_HOLD: Words("已声明不成立", "A named person states that it does not hold."),
    Reason.NOT_STATED: Words("尚未说明", "Nothing is stated."),
    Reason.REACHES_FIGURE: Words("达到所列数值", "The figure is reached."),
    Reason.AT_FIGURE_AS_READ: Words(
        "恰为所列数值, 按“以上”含本数的读法", "Exactly the figure: reached as it is read, not as it is printed."
    ),
    Reason.BELOW_FIGURE: Words("未达到所列数值", "The figure is not reached."),
    Reason.NO_FIGURE_PRINTED: Words("未列此类的数值, 由人员判定", "No figure is printed for this; a person decides."),
    Reason.ABOVE_ZERO: Words("各年均盈利", "Above zero in every year."),
    Reason.NOT_ABOVE_ZERO: Words("有一年未盈利", "Not above zero in one of the years."),
    Reason.GREW: Words("各年均增长", "Above the year before in every year."),
    Reason.DID_NOT_GROW: Words("有一年未增长", "Not above the year before in one of the years."),
    Reason.RECORD_CLEAN: Words("期间内无记录", "Nothing is recorded in the window."),
    Reason.RECORD_NOT_CLEAN: Words("期间内有记录", "Something is recorded in the window."),
    Reason.WINDOW_NOT_COVERED: Words("查询未覆盖整个期间", "The search does not cover the whole window."),
    Reason.VALID: Words("在有效期内", "Within validity."),
    Reason.NOT_OWNED: Words("不拥有该权利", "The right belongs to somebody else."),
    Reason.EXPIRED: Words("已过有效期", "The validity has ended."),
    Reason.LISTED: Words("属于所列之一", "It is one of those listed."),
    Reason.NOT_LISTED: Words("不属于所列之一", "It is none of those listed."),
    Reason.LIST_IS_OPEN: Words("所列有“等”字, 由人员判定", "The list is open; a person decides."),
    Reason.STANDINGS_NOT_STATED: Words("未说明有无可免除的情形", "Whether a waiver is claimed is not stated."),
    Reason.EVIDENCE_MISSING: Words("缺少佐证材料", "The evidence is missing."),
    Reason.WAIVED: Words("依条款免除", "Lifted by a waiver."),
    Reason.MAY_BE_LOWERED: Words("门槛可适当降低, 由人员判定", "The threshold may be lowered; a person decides."),
    Reason.GRANTED: Words("人员判定同意", "Granted by a person."),
    Reason.DENIED: Words("人员判定不同意", "Denied by a person."),
    Reason.DOCUMENT_FILED: Words("材料已提交", "The document is filed."),
    Reason.DOCUMENT_MISSING: Words("材料未提交", "The document is missing."),
}
