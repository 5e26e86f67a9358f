"""Headings and small words of what is printed."""

from enum import Enum

from app.wording import Language, Words


class Label(Enum):
    """Headings and small words of what is printed."""

    SCHEME = Words("规则", "scheme")
    STANDARD = Words("标准", "standard")
    REPORT = Words("报告", "report")
    ISSUED = Words("签发", "issued")
    PRODUCT = Words("产品", "product")
    SAMPLE = Words("样品", "sample")
    AS_OF = Words("规则版本日", "as of")
    VERDICT = Words("结论", "verdict")
    OUTCOME = Words("判定", "outcome")
    ITEM = Words("项目", "item")
    RESULT = Words("结果", "result")
    LIMIT = Words("限值", "limit")
    MARGIN = Words("裕量", "margin")
    CLAUSE = Words("条款", "clause")
    REMARKS = Words("方法与说明", "method, remarks")
    REPLICATE = Words("平行样", "replicate")
    STILL_NEEDED = Words("尚需", "still needed")
    FLAGS = Words("标记", "flags")
    STATEMENTS = Words(
        "不确定度与精密度声明 (另附, 不改变判定)", "statements on uncertainty and precision (beside the verdict)"
    )
    RULE = Words("依据", "rule")
    STATEMENT = Words("声明", "statement")
    SOURCE = Words("来源", "source")
    VALUE = Words("准确值", "exact value")
    ROUNDED = Words("修约后", "rounded")
    ACCEPTED = Words("接受集", "accepted")
    COMPARISON = Words("比较方法", "comparison")
    REFUSED = Words("未受理", "refused")
    FAULTS = Words("问题", "faults")
    FOUND = Words("见到", "found")
    EXPECTED = Words("应为", "expected")
    HEAD_HINT = Words(
        "表格里没有的内容 (报告编号、签发日期、产品等) 用 --head 文件给出: 去掉 results 的 JSON 报告",
        "What a table does not hold (report number, day of issue, product) comes from --head: the JSON without results",
    )
    FURTHER = Words(
        "其余样品 (此处只列结论, --output json 给出全部)", "further samples (outcome only; --output json gives all)"
    )
    MORE = Words("… 另有 {} 处", "… and {} more")
    APPLICATION = Words("申请", "application")
    CERTIFICATION_UNIT = Words("认证单元", "unit")
    ON = Words("决定日", "on")
    NATURE = Words("性质", "nature")
    REMARKS_ON_CLAUSE = Words("说明", "remarks")
    LAST_DAY = Words("采信截止日", "adoptable until")
    REASON = Words("理由", "reason")
    TO_TEST = Words("尚需检验", "still to test")
    UNIT = Words("单位", "unit")
    METHODS = Words("方法", "methods")
    CERTAINTY = Words("可靠程度", "certainty")
    GRADES = Words("牌号", "grades")
    DOUBT = Words("存疑", "doubt")
    NUMBER = Words("编号", "number")
    EDITIONS = Words("版本", "editions")
    IN_FORCE = Words("实施", "in force")
    MEASURES = Words("检验项目", "measures")
    ALIASES = Words("其他编号", "also cited as")
    EQUIVALENT = Words("对应国际标准", "equivalents")
    RESOLUTION = Words("报出分辨力", "resolution")
    NOTE = Words("说明", "note")
    PRECISION = Words("精密度", "precision")
    R_SMALL = Words("r", "r")
    R_LARGE = Words("R", "R")
    LEVELS = Words("水平", "levels")
    TITLE = Words("名称", "title")
    YES = Words("是", "yes")
    NO = Words("否", "no")
    NOT_KNOWN = Words("日期未知", "not known")
    ALL = Words("全部", "all")
    ENABLED = Words("是否采用", "used")
    SPECIFIC_RISK = Words("单次风险", "specific risk")
    CONSUMERS = Words("使用方风险 (误收)", "consumer's risk, of accepting it wrongly")
    PRODUCERS = Words("生产方风险 (误拒)", "producer's risk, of rejecting it wrongly")
    ANSWERS = Words("计算或询问", "computes or asks")
    DEADLINES = Words("期限", "deadlines")
    ANCHOR = Words("原文", "printed")
    STAGES = Words("环节", "stages")
    NORMS = Words("要求", "norms")
    NOT_CONFIRMED = Words("尚无人确认", "confirmed by nobody yet")
    FAULT = Words("问题", "fault")
    MEANING = Words("说明", "meaning")
    OPEN = Words("未说明的问题", "open faults")
    SILENCED = Words("已有存疑条目说明的问题", "faults that a doubt explains")
    DECISION = Words("决定", "decision")
    DIGEST = Words("决定摘要", "digest of the decision")
    RULE_DATA = Words("规则数据", "rule data")
    LOG = Words("日志", "log")

    def to(self, language: Language) -> str:
        """Return the words in one language."""
        return self.value.to(language)
