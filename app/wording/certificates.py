"""How a certificate stands, whether a shipment is covered, and what can be told of neither, in words."""

from collections.abc import Mapping

from app.certification.certificate_days import Stands
from app.certification.shipment import Level, Question
from app.certification.standing import Standing
from app.wording.words import Words

CERTIFICATE_ISSUES: Mapping[str, Words] = {
    "digest_malformed": Words("不是 SHA-256 摘要", "This is no SHA-256 digest."),
}

STANDS: Mapping[Stands, Words] = {
    Stands.NOT_ISSUED: Words("当日尚未颁发", "not issued by that day"),
    Stands.NOT_YET_VALID: Words("已颁发, 尚未生效", "issued, not yet valid"),
    Stands.VALID: Words("有效", "valid"),
    Stands.SUSPENDED: Words("暂停", "suspended"),
    Stands.WITHDRAWN: Words("撤销", "withdrawn"),
    Stands.CANCELLED: Words("注销", "cancelled"),
    Stands.EXPIRED: Words("到期", "expired"),
}
CONTRADICTED = Words("记录自相矛盾, 无法说明状态", "The records contradict each other: no status can be told.")

CERTIFICATE_NEVER_TELLS = (
    Words("检验结果和评分", "results of tests, and scores"),
    Words("参与认证的人员", "the persons who took part"),
    Words("某一批产品是否合格", "whether a certain batch conforms"),
    Words("当日之后才作出的决定", "what was decided after that day"),
)

SHIPMENTS: Mapping[Standing, Words] = {
    Standing.MET: Words(
        "证书在装货当日有效, 该批报告符合全部限值", "The certificate was valid, and the report meets every limit."
    ),
    Standing.NOT_MET: Words("不在证书覆盖之内", "The certificate does not cover it."),
    Standing.OPEN: Words("尚不能确认", "It cannot be told yet."),
    Standing.NOT_APPLICABLE: Words("不适用", "It does not apply."),
}
QUESTIONS: Mapping[Question, Words] = {
    Question.UNIT_NAMED: Words("报告写明为获证单元的产品", "The report names the certified unit."),
    Question.REPORTED_BEFORE_LOADING: Words("报告在装货之前签发", "The report was issued by the loading day."),
    Question.BASE_LIMITS: Words("符合产品标准的限值", "The limits of the product standard are met."),
    Question.ADVANCED_LIMITS: Words("符合先进性指标", "The advanced limits of the rule are met."),
}
LEVELS: Mapping[Level, Words] = {
    Level.BASE: Words("产品标准", "product standard"),
    Level.ADVANCED: Words("先进性指标", "advanced indicator"),
}
SHIPMENT_NEVER_TELLS = (
    Words("装货的产品是否就是报告所检的那一批", "whether what was loaded is the batch that was tested"),
    Words("报告是否真实", "whether the report is authentic"),
    Words("装货之后的情况", "what happened after loading"),
)
