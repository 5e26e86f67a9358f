"""What becomes of an existing report, in words."""

from collections.abc import Mapping

from app.certification.adoption import AdoptionReason, Answer
from app.wording.words import Words

ANSWERS: Mapping[Answer, Words] = {
    Answer.ADOPT: Words("采信", "adopted"),
    Answer.PARTLY: Words("部分采信", "adopted in part"),
    Answer.REJECT: Words("不采信", "rejected"),
}

ADOPTION_REASONS: Mapping[AdoptionReason, Words] = {
    AdoptionReason.ISSUED_LATER: Words("报告签发日晚于采信日", "The report is issued after the day of adoption."),
    AdoptionReason.TOO_OLD: Words("报告已超过 2 年", "The report is more than 2 years old."),
    AdoptionReason.ASSESSED_LATER: Words("评估日晚于采信日", "The assessment is later than the day of adoption."),
    AdoptionReason.OTHER_LABORATORY: Words(
        "报告所载检测机构不是被评估的机构", "The report names another laboratory than the assessed one."
    ),
    AdoptionReason.OTHER_UNIT: Words(
        "报告所载信息不能证明属于该认证单元", "The report is not known to be about this unit."
    ),
    AdoptionReason.RESULTS_NOT_ACCEPTED: Words("评估未认可检测结果", "The assessment does not accept the results."),
    AdoptionReason.UNIT_NONCONFORMING: Words("报告表明该单元不合格", "The report shows the unit nonconforming."),
    AdoptionReason.NO_RESULT: Words("报告中没有该项目的结果", "The report has no result for this item."),
    AdoptionReason.NOT_DECIDED: Words("该项目的结果无法判定", "The result does not decide this item."),
    AdoptionReason.METHOD_NOT_ASSESSED: Words(
        "检验日该方法不在评估的能力范围内", "The method was not in the assessed scope on the day of the test."
    ),
    AdoptionReason.EDITION_NOT_IN_FORCE: Words(
        "所用方法版本在检验日尚未实施", "The edition of the method was not in force on the day of the test."
    ),
}
