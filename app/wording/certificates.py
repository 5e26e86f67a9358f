"""How a certificate stands, whether a shipment is covered, and what can be told of neither, in words."""

from collections.abc import Mapping

from app.certification.certificate_days import Stands
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
