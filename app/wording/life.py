"""Words for a certificate's life: statuses, kinds of case, actors, causes, guards, refusals and faults."""

from collections.abc import Mapping

from app.certification.lifecycle.citation import Basis
from app.certification.lifecycle.faults import Fault
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.step import Why
from app.certification.lifecycle.vocabulary import Actor, Cause, Kind, Status
from app.wording.words import Words

STATUSES: Mapping[Status, Words] = {
    Status.VALID: Words("有效", "valid"),
    Status.SUSPENDED: Words("暂停", "suspended"),
    Status.WITHDRAWN: Words("撤销", "withdrawn"),
    Status.CANCELLED: Words("注销", "cancelled"),
    Status.EXPIRED: Words("到期", "expired"),
}

KINDS: Mapping[Kind, Words] = {
    Kind.APPLICATION: Words("认证申请", "application"),
    Kind.SURVEILLANCE: Words("监督检查", "surveillance"),
    Kind.SAMPLE: Words("监督抽样", "surveillance sample"),
    Kind.CHANGE: Words("变更", "change"),
    Kind.EXTENSION: Words("扩展", "extension"),
    Kind.SUSPENSION: Words("暂停、撤销和注销", "suspension, withdrawal and cancellation"),
    Kind.RENEWAL: Words("复审", "renewal"),
    Kind.COMPLAINT: Words("投诉", "complaint"),
    Kind.APPEAL: Words("申诉", "appeal"),
}

ACTORS: Mapping[Actor, Words] = {
    Actor.CLIENT: Words("申请人或持证人", "applicant or holder"),
    Actor.LABORATORY: Words("检测机构", "laboratory"),
    Actor.APPLICATION_OFFICER: Words("受理人员", "application officer"),
    Actor.PLANNER: Words("计划人员", "planner"),
    Actor.EVALUATOR: Words("评价人员", "evaluator"),
    Actor.VERIFIER: Words("整改验证人员", "verifier"),
    Actor.REVIEWER: Words("复核人员", "reviewer"),
    Actor.DECIDER: Words("认证决定人员", "decider"),
    Actor.COMPLAINTS_HANDLER: Words("投诉处理人员", "complaints handler"),
    Actor.SYSTEM: Words("系统", "system"),
}

CAUSES: Mapping[Cause, Words] = {
    Cause.SAMPLE_NOT_SENT: Words("10个工作日内未寄送样品", "The sample was not sent in 10 working days."),
    Cause.NO_SAMPLE: Words("再次抽样仍抽不到样品", "The second visit found no sample either."),
    Cause.SAMPLE_FAILED: Words("监督抽样检验不合格", "The surveillance sample failed."),
    Cause.SURVEILLANCE_FAILED: Words("年度监督不合格", "The surveillance was not passed."),
    Cause.SURVEILLANCE_OVERDUE: Words("监督检查逾期", "The surveillance is overdue."),
    Cause.UNAPPROVED_CHANGE: Words("变更未经批准即使用", "A change was used without approval."),
    Cause.MARK_MISUSE: Words("误用认证标志", "The mark was misused."),
    Cause.COMPLAINT_PROVEN: Words("投诉查实", "A complaint was proven."),
    Cause.RULES_BROKEN: Words("违反认证有关规定", "The holder broke the rules of the certification."),
    Cause.REQUIREMENTS_NOT_MET: Words("产品达不到认证要求", "The product does not meet the requirements."),
    Cause.ACCIDENT_OR_DISHONESTY: Words("重大质量事故或违法失信", "There was a grave accident or dishonesty."),
}

BASES: Mapping[Basis, Words] = {
    Basis.PRINTED: Words("原文", "printed"),
    Basis.READING: Words("读法, 待确认", "a reading, to be confirmed"),
    Basis.DRAFT: Words("征求意见稿", "draft"),
}

WHYS: Mapping[Why, Words] = {
    Why.NO_SUCH_STEP: Words("此状态下没有这一步骤", "This state has no such step."),
    Why.OTHER_ACTOR: Words("该步骤由其他角色办理", "Another role takes this step."),
    Why.GUARD_NOT_PASSED: Words("条件尚未满足", "A condition does not hold yet."),
}

GUARDS: Mapping[Guard, Words] = {
    Guard.RULE_IN_FORCE: Words("受理日规则已实施", "The rule is in force on the day."),
    Guard.BODY_MAY_USE_RULE: Words("认证机构为联盟成员且规则已备案", "The body is a member and has filed the rule."),
    Guard.IN_SCOPE: Words("产品在适用范围内", "The product is in the scope of the rule."),
    Guard.PROGRAMME_STAGES_NAMED: Words("申请前的各环节已说明", "The stages before the application are named."),
    Guard.DOCUMENTS_COMPLETE: Words("申请资料齐全", "The file is complete."),
    Guard.NOT_BARRED: Words("不在不予受理期内", "No bar to an application runs."),
    Guard.SAMPLE_AND_FEE_RECEIVED: Words("样品和检测费用已收到", "Sample and fee are received."),
    Guard.LABORATORY_DESIGNATED: Words("由指定检测机构检测", "A designated laboratory tests."),
    Guard.EVERY_ITEM_PASSED: Words("各项检验均合格", "Every item has passed."),
    Guard.ONLY_NON_CRITICAL_FAILED: Words("仅非关键项目不合格", "Only non-critical items failed."),
    Guard.RECTIFICATION_TERM_SET: Words("已规定整改期限", "The time for the correction is set."),
    Guard.REPORT_ADOPTABLE: Words("检测报告可以采信", "The report can be adopted."),
    Guard.INSPECTION_IN_TIME: Words("在产品检验合格后一年之内", "It is within a year of the test."),
    Guard.MAN_DAYS_PLANNED: Words("人日数符合规定或已说明理由", "The man-days are as printed, or justified."),
    Guard.TEAM_FREE_OF_CONFLICT: Words("检查组无利益冲突", "The team is free of conflicts."),
    Guard.INSPECTION_COMPLETE: Words("检查覆盖全部产品、场所和内容", "All products, sites and subjects are covered."),
    Guard.NONCONFORMITIES_CLOSED: Words("不符合项均已关闭并验证", "Every nonconformity is closed and verified."),
    Guard.SURVEILLANCE_VALID: Words("12个月内有正常的年度监督", "A normal surveillance lies within 12 months."),
    Guard.VETO_ANSWERED: Words("否决项已有证据且未触发", "The veto is answered with evidence."),
    Guard.NOT_APPLICABLE_APPROVED: Words("不适用项已由第二人确认", "A second person has approved each N/A."),
    Guard.SCORE_REACHED: Words("各类得分及总得分达到要求", "Each heading and the total reach the pass line."),
    Guard.RESULTS_PRESENT: Words("检验、组织评价和检查结果齐全且有效", "All three results are there and unexpired."),
    Guard.REVIEWER_UNINVOLVED: Words("复核人员未参与评价", "The reviewer took no part in the evaluation."),
    Guard.OVERALL_PASSED: Words("综合评价合格", "The evaluation as a whole is passed."),
    Guard.DECIDER_UNINVOLVED: Words("决定人员未参与评价", "The decider took no part in the evaluation."),
    Guard.NO_CONSULTANCY: Words("冷却期内未为其提供咨询", "No consultancy in the cooling-off time."),
    Guard.REVIEWER_MAY_DECIDE: Words("复核与决定可为同一人", "Reviewer and decider may be one person."),
    Guard.NUMBER_FORMAT_SET: Words("已规定证书编号格式", "The format of numbers is set."),
    Guard.RENEWAL_NUMBER_SET: Words("已规定复审换证的编号", "It is set which number a renewal bears."),
    Guard.RENEWAL_START_SET: Words("已规定复审换证的起始日", "It is set when a renewal starts."),
    Guard.REASONS_GIVEN: Words("已说明理由", "Reasons are given."),
    Guard.LISTED: Words("已列入认证名单", "The enterprise is on the list."),
    Guard.TRIGGER_PROVEN: Words("增加监督的情形已查实", "What calls for more surveillance is proven."),
    Guard.COMPULSORY_BLOCKS_DONE: Words("必查内容均已检查", "Every compulsory block is done."),
    Guard.SAMPLE_PASSED: Words("监督抽样检验合格", "The surveillance sample has passed."),
    Guard.SAMPLING_PLANNED: Words("抽样项目已事先确定", "The items to be tested are fixed."),
    Guard.DRAWN_AT_RANDOM: Words("样品随机抽取", "The sample is drawn at random."),
    Guard.TECHNICAL_FILE_FIRST: Words("已先提供技术资料", "The technical file has come first."),
    Guard.CHANGE_CONFORMS: Words("变更符合要求", "The change conforms."),
    Guard.EXTENSION_CONFORMS: Words("扩展产品符合要求", "The further products conform."),
    Guard.CAUSE_NAMED: Words("已指明原因和条款", "Cause and clause are named."),
    Guard.UNITS_AND_START_NAMED: Words("已指明认证单元和起始日", "Units and first day are named."),
    Guard.CAUSE_UNFOUNDED: Words("原因不成立", "The cause does not hold."),
    Guard.CORRECTION_VERIFIED: Words("整改已经验证", "The correction is verified."),
    Guard.DECIDER_IS_NOT_VERIFIER: Words("决定人员不是验证人员", "The decider is not the verifier."),
    Guard.GRAVE_CASE: Words("情节严重", "The case is grave."),
    Guard.CANCELLATION_GROUND: Words("持证人要求注销或已停产", "The holder asks for it, or production has ended."),
    Guard.HANDLER_UNINVOLVED: Words("处理人员未参与所涉事项", "The handler took no part in the matter."),
    Guard.NORM_ADOPTED: Words("认证机构已采用该草案条款", "The body has adopted this norm of the draft."),
    Guard.WITHIN_SUSPENSION_TERM: Words("在暂停期限之内", "It is within the term of the suspension."),
    Guard.CERTIFICATE_IN_USE: Words("证书有效或暂停", "The certificate is valid or suspended."),
    Guard.CERTIFICATE_VALID: Words("证书有效", "The certificate is valid."),
    Guard.NOT_SUSPENDED: Words("证书未被暂停", "The certificate is not suspended."),
    Guard.RENEWAL_OPEN: Words(
        "证书未终止, 且到期未满3个月", "The certificate is in use, or expired for under 3 months."
    ),
    Guard.CAUSES_CLOSED: Words("各项原因均已消除", "Every cause is closed."),
    Guard.NO_GRAVE_CAUSE_OPEN: Words("没有未结的重大事故或失信情形", "No accident or dishonesty is open."),
    Guard.DECISION_TO_APPEAL: Words("存在可以申诉的决定", "There is a decision to appeal against."),
}

LIFE_FAULTS: Mapping[Fault, Words] = {
    Fault.DEAD_END: Words("到不了任何终态", "No final state can be reached."),
    Fault.STATUS_WITHOUT_CLAUSE: Words("状态没有条款依据", "A status has no clause."),
    Fault.STEP_WITHOUT_CLAUSE: Words("步骤没有条款依据", "A step has no clause."),
    Fault.RESURRECTED: Words("终止的证书被恢复", "A certificate that has ended comes back."),
    Fault.DEADLINE_WITHOUT_EXPIRY: Words("期限届满没有对应的步骤", "No step follows when a deadline is over."),
    Fault.DEADLINE_NEVER_STARTED: Words("期限从未开始", "A deadline is never started."),
    Fault.NO_RESTORATION: Words("暂停期限内无法恢复", "A suspension cannot be lifted within its term."),
    Fault.ACT_IMPOSSIBLE: Words("决定与证书状态不符", "A decision does not fit the status."),
    Fault.SIGNAL_LOST: Words("通知没有被接收", "A notice to another case is lost."),
    Fault.STEP_NEVER_TAKEN: Words("步骤永远不会发生", "A step can never be taken."),
}
