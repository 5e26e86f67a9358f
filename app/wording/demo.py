"""Headings of the demonstration."""

from enum import Enum

from app.wording.words import Language, Words


class Said(Enum):
    """What stands before or above what is shown."""

    SETTINGS = Words("机构设置", "settings")
    DECLARATIONS = Words("声明", "declarations")
    ALL_FREE = Words("机构 {} 人均声明与委托人无利益冲突", "all {} of the body are free of conflict with the client")
    REPORT = Words("检验报告", "report")
    LOOKED_UP = Words("公开查询", "public look-up")
    BUNDLE = Words("离线复算", "bundle, offline")
    CODE = Words("校验码", "check code")
    ADDRESS = Words("地址", "address")
    GO_ON = Words("可以继续", "go on")
    PERSON = Words("人员", "person")
    ROLE = Words("角色", "role")
    KEY = Words("密钥", "key")
    BY_TWO = Words("{} 提出, {} 确认", "proposed by {}, confirmed by {}")
    AHEAD = Words(
        "服务的时钟设在 {}: 案件的日期尚未到来", "the service's clock is set to {}: the days of the case are to come"
    )

    def to(self, language: Language) -> str:
        """Return the word in a language."""
        return self.value.to(language)
