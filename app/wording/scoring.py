"""Words of Table A.1: where a card stands, why, and where the points of a line come from."""

from collections.abc import Mapping

from app.certification.score import Basis, Reason
from app.certification.standing import Standing
from app.wording.words import Words

SCORE_STANDINGS: Mapping[Standing, Words] = {
    Standing.MET: Words("通过", "passes"),
    Standing.NOT_MET: Words("不通过", "does not pass"),
    Standing.OPEN: Words("待定", "open"),
    Standing.NOT_APPLICABLE: Words("不适用", "not applicable"),
}

SCORE_REASONS: Mapping[Reason, Words] = {
    Reason.VETO_NOT_SATISFIED: Words("否决项不满足", "A veto item is not satisfied."),
    Reason.VETO_UNANSWERED: Words("否决项尚未回答", "A veto item is not answered yet."),
    Reason.HEADING_BELOW: Words("一级指标得分未达到下限", "The heading is below its pass mark."),
    Reason.LINE_UNANSWERED: Words("评分要素尚未评分", "The line is not scored yet."),
    Reason.TOTAL_BELOW: Words("总得分未达到下限", "The total is below its pass mark."),
}

SCORE_BASES: Mapping[Basis, Words] = {
    Basis.MARKED: Words("评分", "marked"),
    Basis.COMPUTED: Words("按印定规则计算", "computed as printed"),
    Basis.VIOLATION: Words("有违规, 不得分", "A violation gives no points."),
    Basis.EVIDENCE_TOO_OLD: Words("证据超出年限, 不计分", "The evidence is too old to count."),
}
