"""Words for what a running service answers, and for one that does not."""

from enum import Enum

from app.wording.words import Language, Words


class Said(Enum):
    """Headings of cases and worklists of a service, and what is said of the service itself."""

    KIND = Words("类别", "kind")
    NUMBER = Words("编号", "number")
    CASE = Words("案件", "case")
    DUE = Words("最早到期", "first due")
    CERTIFICATE = Words("证书", "certificate")
    RECORDS = Words("记录数", "records")
    FOLLOWED = Words("由此引起", "brings about")
    DECISION = Words("决定摘要", "digest of the decision")
    MARK = Words("标记", "marked")
    IMPORTED = Words("导入: 本服务启用前发生", "imported: from before the service")
    ROLE = Words("角色", "role")
    EVENTS = Words("可办理", "can be taken")
    DEADLINE = Words("期限", "deadline")
    FROM = Words("起算日", "from")
    REPORTS = Words("决定后更正的报告", "reports corrected since the decision")
    NOTHING = Words("没有待办事项", "there is nothing to do")
    NO_CASES = Words("没有案件", "there are no cases")
    NO_KEY = Words("环境变量 {} 中没有可用的密钥", "{} of the environment holds no key that can be sent")
    NO_ANSWER = Words("服务没有作出约定的应答 ({})", "the service gives no answer that it promises ({})")
    AGAIN = Words(
        "是否已办理不得而知; 用 --again {} 重复同一请求",
        "nobody knows whether it was carried out: repeat the same with --again {}",
    )

    def to(self, language: Language) -> str:
        """Return the words in one language."""
        return self.value.to(language)
