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
    "limits": {
        "standard": "GB 19147-2016",
        "seals": {"limits/standards/seal.sha256": HASH},
        "adopted": None,
    },
    "starts_on": "2026-07-20",
    "expires_on": "2029-07-20",
    "links": {"proof": f"/api/v1/public/certificates/{NUMBER}/proof"},
    "never_tells": [{"zh": "检验结果和评分", "en": "results of tests, and scores"}],
}
PROOF: dict[str, object] = {
    "document": "eyJmb3JtYXQiOiJsYWJ2ZXJkaWN0LmNlcnRpZmljYXRlLzEifQ==",
    "proof": {"format": "labverdict.proof/1", **examples_of_service.PROOF},
}
