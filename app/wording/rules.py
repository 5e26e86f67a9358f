"""Certification rules in words: natures, stages, what is computed, and the families of faults of a print."""

from collections.abc import Mapping

from app.certification.lint.faults import Family
from app.certification.scheme import Check, Nature, Stage
from app.wording import Words

NATURES: Mapping[Nature, Words] = {
    Nature.COMPUTED: Words("计算", "computed"),
    Nature.ATTESTED: Words("声明", "attested"),
    Nature.RULED: Words("裁定", "ruled"),
    Nature.INFORMATIVE: Words("说明", "informative"),
}

STAGES: Mapping[Stage, Words] = {
    Stage.INITIAL: Words("初次认证", "initial"),
    Stage.SURVEILLANCE: Words("监督", "surveillance"),
    Stage.CHANGE: Words("变更", "change"),
    Stage.EXTENSION: Words("扩展", "extension"),
    Stage.RENEWAL: Words("复审", "renewal"),
}

CHECKS: Mapping[Check, Words] = {
    Check.UNIT: Words("认证单元", "certification unit"),
    Check.DOCUMENTS: Words("申请资料是否齐全", "documents complete"),
    Check.SAMPLE_AMOUNT: Words("样品数量", "amount of the sample"),
    Check.PRODUCT_TEST: Words("产品检验判定", "verdict on the product test"),
    Check.TEST_TIME: Words("检验时限", "time of the test"),
    Check.REPORT_ADOPTION: Words("已有报告的采信", "adoption of an existing report"),
    Check.SCORECARD: Words("组织评价得分", "score of the organisation"),
    Check.QUALITY_ASSURANCE: Words("工厂质量保证能力", "factory quality assurance"),
    Check.CONSISTENCY: Words("产品一致性", "consistency of the product"),
    Check.INSPECTION_WINDOW: Words("工厂检查期限", "time left for the inspection"),
    Check.MAN_DAYS: Words("检查人日数", "man-days"),
    Check.CORRECTION: Words("不符合项整改期限", "term for corrections"),
    Check.OVERALL: Words("综合评价", "overall evaluation"),
    Check.CERTIFICATION_TIME: Words("认证时限", "time to certify"),
    Check.SURVEILLANCE_INTERVAL: Words("监督间隔", "interval of surveillance"),
    Check.SURVEILLANCE_BLOCKS: Words("监督必查内容", "compulsory blocks"),
    Check.SURVEILLANCE_SAMPLE: Words("监督抽样", "surveillance sample"),
    Check.SURVEILLANCE_RESULT: Words("监督结果", "result of the surveillance"),
    Check.VALIDITY: Words("证书有效期", "validity of the certificate"),
    Check.RENEWAL: Words("复审换证", "renewal"),
    Check.BAR: Words("撤销后三年", "three years after a withdrawal"),
}

FAMILIES: Mapping[Family, Words] = {
    Family.CELL: Words("表中有空格", "A cell of a table is empty."),
    Family.CHARACTERISTIC: Words("项目未收录", "The item is not known."),
    Family.DATES: Words("日期颠倒、重叠或有空缺", "Days are swapped, covered twice, or not covered."),
    Family.DOCUMENT: Words("标准编号写法有误", "The number of a standard is malformed."),
    Family.DOUBT: Words("存疑条目所指的问题已不存在", "A doubt names a fault that is not there."),
    Family.EMPTY: Words("只有编号, 没有内容", "A number stands there without a text."),
    Family.ENTERPRISE: Words("引用了企业标准", "An enterprise standard is asked of everybody."),
    Family.FACTOR: Words("所列因素在表中没有对应栏", "A factor has no column in the table."),
    Family.FOREIGN: Words("用语不适合该产品", "The words do not fit the product."),
    Family.GRADES: Words("有的牌号没有列入", "Some grades are not listed."),
    Family.INDICATOR: Words("缺少先进性指标", "An advanced indicator is missing."),
    Family.JUDGING: Words("要求与判定依据不一致", "What is judged differs from what is asked."),
    Family.LENGTH: Words("期限没有长度", "A term has no length."),
    Family.LEVEL: Words("同一级别名称不一", "One level of awards has two names."),
    Family.MERGED: Words("多项合并在一格中", "Several items stand in one cell."),
    Family.METHOD: Words("方法未收录", "The method is not known."),
    Family.NAME: Words("项目名称有误", "The item's name is another one."),
    Family.NAMES: Words("同一项目有两个名称", "One item has two names."),
    Family.NUMBERING: Words("编号重复或有空缺", "A number is missing or stands there twice."),
    Family.POINTS: Words("没有分值", "No points are printed."),
    Family.PROVISION: Words("没有相应条款", "No clause provides for it."),
    Family.RANK: Words("未定以哪一年的排名为准", "Several years are named for one rank."),
    Family.REFERENCE: Words("所引条款不存在", "The reference leads nowhere."),
    Family.ROW: Words("评分表缺一行", "A row of the score table is missing."),
    Family.SCALE: Words("分值没有评分尺度", "Points are printed without a scale."),
    Family.SLOTS: Words("表头与数值不对应", "Heading and values do not match."),
    Family.SPELLING: Words("同一编号有两种写法", "One number has two spellings."),
    Family.SPLIT: Words("分值没有分配", "The points are not split."),
    Family.START: Words("期限没有起点", "A term has no start."),
    Family.STATUS: Words("证书状态没有条款、原因、期限或出路", "A status lacks clause, cause, term or exit."),
    Family.SUM: Words("分值之和不符", "The points do not add up."),
    Family.TEMPLATE: Words("留有模板文字", "Words of a template remain."),
    Family.TERM: Words("用语没有定义", "A term has no meaning."),
    Family.TITLE: Words("所引标题不符", "The title is another one."),
    Family.UNREFERENCED: Words("附件没有条款引用", "No clause refers to the annex."),
    Family.VALIDITY: Words("有效期未填或没有起点", "The validity is blank or has no start."),
    Family.WEIGHT: Words("没有权重", "No weight is printed."),
    Family.WEIGHTS: Words("权重之和不为 1", "The weights do not add up to 1."),
    Family.WHOLE: Words("占比没有分母", "A share is asked for without its whole."),
    Family.WINDOW: Words("证据年限不适用或没有截止日", "A window of years does not fit, or has no end."),
    Family.WORDS: Words("同一事物有两种用语", "One thing has two names."),
}
