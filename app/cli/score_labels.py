"""Headings and small words of a printed score."""

from enum import Enum

from app.wording import Language, Words


class Label(Enum):
    """Headings and small words of a printed score."""

    SCHEME = Words("规则", "scheme")
    ORGANISATION = Words("组织", "organisation")
    EVALUATED = Words("评价", "evaluated")
    TOTAL = Words("总得分", "total")
    AS_ZERO = Words("不适用项按零分", "not applicable as zero")
    RESULT = Words("结论", "result")
    HEADING = Words("一级指标", "heading")
    WEIGHT = Words("权重", "weight")
    POINTS = Words("得分/适用", "got/applicable")
    SCORE = Words("指标得分", "score")
    OUTCOME = Words("判定", "outcome")
    WHY = Words("原因", "why")
    ASIDE = Words("说明", "notes")
    LINE = Words("评分要素", "line")
    NOW = Words("现得", "now")
    MAXIMUM = Words("满分", "maximum")
    COST = Words("代价", "cost")
    CHEAPEST = Words("代价最小的提升方案 (各提升到满分即可通过)", "cheapest lines that, raised to their maximum, pass")
    NOTHING = Words("无需提升", "nothing has to be raised")
    VETO_FIRST = Words("否决项须先满足", "the veto item has to be satisfied first")
    THEN = Words("提升后总得分", "total then")
    LEFT_OUT = Words("不适用", "not applicable")
    APPROVED = Words("批准", "approved by")
    OPEN = Words("待定", "open")

    def to(self, language: Language) -> str:
        """Return the words in one language."""
        return self.value.to(language)
