"""Words for what is wrong with a card that is refused."""

from collections.abc import Mapping

from app.wording.words import Words

CARD_ISSUES: Mapping[str, Words] = {
    "approver_is_evaluator": Words("批准人与评分人是同一人", "The approver is the evaluator."),
    "evidence_after_evaluation": Words("证据日期晚于评价日期", "The evidence is later than the evaluation."),
    "heading_not_applicable": Words("一级指标的全部要素都不适用", "No line of the heading applies."),
    "line_repeated": Words("同一要素出现两次", "The line stands there twice."),
    "line_unknown": Words("评分表没有这个要素", "The table has no such line."),
    "part_not_within_whole": Words("部分大于整体或小于 0", "The part is more than its whole, or below 0."),
    "points_above_maximum": Words("得分超过该要素的满分", "There are more points than the line has."),
    "veto_always_applies": Words("否决项不能列为不适用", "A veto item always applies."),
}
