"""Words for surveillance, sampling and the drawing of lots, by the values of their enumerations."""

from collections.abc import Mapping

from app.wording.words import Words

SURVEILLANCE_ISSUES: Mapping[str, Words] = {
    "certificate_differs": Words("历史结果属于另一张证书", "The earlier results are of another certificate."),
    "commitment_broken": Words("随机数与事先公布的承诺不符", "The nonce does not open the commitment."),
    "count_beyond_lots": Words("抽取数须在 1 与批次数之间", "The number to draw is from 1 to the number of lots."),
    "hex_malformed": Words("不是规定长度的十六进制数", "These are not the hexadecimal digits that are needed."),
    "list_changed": Words("批次清单与冻结时不同", "The list is not the one that was frozen."),
    "lot_repeated": Words("同一批次出现两次", "A lot stands there twice."),
    "nonce_repeated": Words("双方的随机数相同", "Both nonces are the same."),
}

TIMINGS: Mapping[str, Words] = {
    "early": Words("窗口未开 (可提前, 须说明)", "before the window (allowed, with a reason)"),
    "open": Words("窗口已开", "window open"),
    "overdue": Words("已逾期, 须就暂停作出决定", "overdue: a decision on suspension is due"),
}

TRIGGERS: Mapping[str, Words] = {
    "holder_at_fault": Words("严重质量问题或投诉, 经查实为持证人责任", "serious problem or complaint, holder at fault"),
    "conformity_in_doubt": Words("认证机构对符合性有质疑", "the body doubts conformity"),
    "organisation_changed": Words("组织、生产条件或体系变更", "change of organisation, production or system"),
}

BLOCKS: Mapping[str, Words] = {
    "purchasing": Words("采购和进货检验", "purchasing and incoming inspection"),
    "production": Words("生产过程控制和过程检验", "production control and process inspection"),
    "product_tests": Words("例行/出厂检验和确认检验", "routine, delivery and confirmation tests"),
    "consistency": Words("认证产品一致性", "consistency of the certified product"),
    "certificate_and_mark": Words("证书和标志的使用", "use of certificate and mark"),
    "earlier_nonconformities": Words("前次不符合项的整改", "correction of earlier nonconformities"),
}

GROUNDS: Mapping[str, Words] = {
    "table": Words("规则表 3", "table 3 of the rule"),
    "advanced_indicator": Words("先进性指标, 每次抽取", "advanced indicator, always drawn"),
    "all_by_rule": Words("机构规定: 全部", "the body's rule: all"),
    "rule_not_set": Words("机构未作规定, 故全部抽取", "the body has set no rule, so all are drawn"),
    "items_not_set": Words("机构未指定部分项目, 故全部抽取", "the body has named no part, so all are drawn"),
    "part_by_rule": Words("机构规定: 部分", "the body's rule: a part"),
    "chance_unknown": Words("按风险: 概率未知, 优先", "by risk: chance unknown, goes first"),
    "likely_to_fail": Words("按风险: 不合格概率较高", "by risk: likely to fail"),
    "not_chosen": Words("本次不抽", "not drawn this time"),
}

UNKNOWNS: Mapping[str, Words] = {
    "too_few_results": Words("未知: 数值结果不足 10 个", "unknown: fewer than 10 results"),
    "not_a_number": Words("未知: 有结果不是数值", "unknown: a result is not a number"),
    "limit_not_a_number": Words("未知: 限值不是数值", "unknown: the limit is not a number"),
    "limit_not_held": Words("未知: 限值未掌握", "unknown: the limit is not held"),
}

DAY_KINDS: Mapping[str, Words] = {
    "working_day": Words("{} 个工作日", "{} working days"),
    "calendar_day": Words("{} 日", "{} calendar days"),
    "month": Words("{} 个月", "{} months"),
    "year": Words("{} 年", "{} years"),
}

SOURCES: Mapping[str, Words] = {
    "line": Words("生产线", "production line"),
    "warehouse": Words("仓库", "warehouse"),
    "market": Words("市场", "market"),
}

HEADINGS: Mapping[str, Words] = {
    "certificate": Words("证书", "certificate"),
    "window": Words("监督窗口", "window"),
    "timing": Words("时机", "timing"),
    "year": Words("证书年度", "certificate year"),
    "held": Words("第 {} 年, 本年度已监督", "year {}, surveillance held"),
    "not_held": Words("第 {} 年, 本年度尚未监督", "year {}, no surveillance yet"),
    "long_gap": Words("间隔超过 12 个月", "gap above 12 months"),
    "year_without": Words("无监督的证书年度", "years without surveillance"),
    "cause": Words("增加频次", "extra surveillance"),
    "blocks": Words("必查内容 (7.1.3)", "compulsory blocks (7.1.3)"),
    "sample": Words("抽样 (7.2)", "sample (7.2)"),
    "not_needed": Words("不抽样", "no sample"),
    "quantity": Words("每项数量", "samples of each"),
    "item": Words("项目", "item"),
    "drawn": Words("抽取", "drawn"),
    "ground": Words("理由", "ground"),
    "results": Words("已有结果", "results"),
    "chance": Words("下一样品不合格概率 (95 % 区间)", "chance that the next sample fails (95 % interval)"),
    "missing": Words("机构尚未设定", "not set by the body"),
    "unused": Words(
        "按风险选项只在 sampling_rule 为 part 且已指定项目时起作用", "by_risk needs a sampling_rule `part` with items"
    ),
    "terms": Words("期限", "terms"),
    "send": Words(
        "D-13 抽样后寄送, 逾期视为拒绝送样, 暂停证书", "D-13 to send after drawing, else refused: suspension"
    ),
    "redraw": Words("D-14 未抽到样品时重新抽样, 仍无则暂停证书", "D-14 to draw again, none again: suspension"),
    "test": Words("7.2 检测机构完成检测", "7.2 for the laboratory to test"),
    "not_known": Words("未知", "not known"),
    "failed": Words("样品不合格", "sample fails"),
    "name": Words("抽取", "draw"),
    "body_nonce": Words("机构随机数", "body's nonce"),
    "secret": Words("保密, 清单冻结且持证人给出随机数后才公开", "secret until the holder has given its nonce"),
    "commitment": Words("承诺", "commitment"),
    "publish": Words("现在公布", "publish now"),
    "lots": Words("批次", "lots"),
    "lot": Words("批次", "lot"),
    "source": Words("来源", "source"),
    "place": Words("次序", "order"),
    "count": Words("抽取数", "to draw"),
    "list_digest": Words("清单摘要", "digest of the list"),
    "basis": Words("依据", "basis"),
    "verified": Words("复算结果相同", "drawn again: the same lots"),
    "not_verified": Words("复算结果不同", "drawn again: other lots"),
}
