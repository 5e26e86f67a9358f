"""Examples of what is told about certificates."""

from app.api import examples_of_service
from app.api.examples import HASH

NUMBER, CODE = "JSPB-2026-0001", "7ZC4M-0Q9TK"

ON_DAY: dict[str, object] = {
    "number": NUMBER,
    "on": "2027-03-02",
    "status": "suspended",
    "says": {"zh": "暂停", "en": "suspended"},
    "since": "2027-03-01",
    "suspended_until": "2027-09-01",
    "version_on_day": 1,
    "in_grace": False,
    "version": 1,
    "holder": "示例炼化有限公司",
    "body": "示例认证有限公司",
    "unit": {"manufacturer": "示例炼化有限公司", "plant": "示例炼化一厂", "grade": "0号", "series": None},
    "scheme": "JSPB01-180004-2023",
    "title": "车用柴油产品认证规则",
    "limits": {
        "standard": "GB 19147-2016",
        "seals": {"limits/standards/seal.sha256": HASH},
        "adopted": None,
    },
    "starts_on": "2026-07-20",
    "expires_on": "2029-07-20",
    "imported": False,
    "links": {"proof": f"/api/v1/public/certificates/{NUMBER}/proof"},
    "never_tells": [{"zh": "检验结果和评分", "en": "results of tests, and scores"}],
}
PROOF: dict[str, object] = {
    "document": "eyJmb3JtYXQiOiJsYWJ2ZXJkaWN0LmNlcnRpZmljYXRlLzEifQ==",
    "proof": {"format": "labverdict.proof/1", **examples_of_service.PROOF},
}
SHIPMENT: dict[str, object] = {
    "standing": "not_met",
    "says": {"zh": "不在证书覆盖之内", "en": "The certificate does not cover it."},
    "loaded_on": "2027-03-02",
    "certificate": ON_DAY,
    "batches": [
        {
            "report_no": "W2027-0031",
            "sample": "CY-2027-0088",
            "issued_on": "2027-02-26",
            "grade": "0号",
            "standing": "met",
            "differs": [],
            "answers": [
                {
                    "question": "advanced_limits",
                    "standing": "met",
                    "says": {"zh": "符合先进性指标", "en": "The advanced limits of the rule are met."},
                }
            ],
            "results": [
                {
                    "item": "硫含量",
                    "level": "advanced",
                    "requirement": "JSPB01-180004-2023/4.2.2/1",
                    "clause": {"document": "JSPB01-180004-2023", "number": "4.2.2 1"},
                    "limit": "≤8",
                    "limit_unit": "mg/kg",
                    "certainty": "confirmed",
                    "value": "6.2",
                    "unit": "mg/kg",
                    "outcome": "conforming",
                    "reason": "within_limit",
                    "says": {"zh": "结果在限值之内", "en": "The result is within the limit."},
                }
            ],
        }
    ],
    "never_tells": [{"zh": "报告是否真实", "en": "whether the report is authentic"}],
}
