"""Words for what is wrong with a step of a stored case beside its form."""

from collections.abc import Mapping

from app.wording.words import Words

STEP_ISSUES: Mapping[str, Words] = {
    "report_name_malformed": Words(
        "证据中的报告写作: 报告编号/修订号", "A filed report is named by its id and revision."
    ),
    "report_unknown": Words("机构无权查看或没有这份报告", "There is no such report that the body may read."),
    "person_by_name": Words("证据中的人员应写人员编号", "Evidence names persons by their ids."),
    "evidence_of_body": Words("这一内容须由机构人员提供", "This is for the persons of the body to bring."),
    "evidence_of_another": Words("这一内容须由另一方提供", "This is for the other party of the case to bring."),
    "statement_of_another": Words("各方只能以本人名义陈述", "A party states in the name of whoever sends it."),
    "laboratory_not_party": Words(
        "报告的提交实验室不是本案的检测实验室", "The laboratory that filed the report does not take part in the case."
    ),
    "settings_missing": Words("机构尚未设定规则留给它的事项", "The body has not set anything yet."),
    "decision_not_met": Words(
        "重新计算的认证决定不支持发证", "The decision, computed again, is not one by which a certificate is issued."
    ),
    "applicant_missing": Words(
        "案件没有委托人, 无人可以持证", "The case has no applicant who could hold the certificate."
    ),
    "number_format_unusable": Words(
        "证书编号格式中须有一处序号, 且不得含有 / ? # %",
        "The number format needs one place for a serial, and no / ? # %.",
    ),
    "certificate_number_unusable": Words(
        "证书编号不得含有 / ? # %, 不超过 64 个字符", "A certificate has a number that an address can hold."
    ),
    "validity_unknown": Words("规则没有印出有效期", "The rule prints no length of validity."),
    "certificate_unknown": Words(
        "机构没有这一证书, 或与委托人无关", "The body has no such certificate of this client."
    ),
    "team_not_planned": Words("检查人员不在计划之内", "This person was not planned to inspect."),
    "plan_out_of_place": Words("此步骤不能提交检查计划", "A plan is not brought with this step."),
    "certified_differs": Words("与所存证书不一致", "This is not what the stored certificate says."),
    "case_open_already": Words("该证书已有未结案件", "The certificate has an open case of this kind."),
    "account_unusable": Words("不是认证机构人员的账户", "This is no account of a person of a certification body."),
    "case_number_taken": Words("机构已有该编号的案件", "The body has a case of this number."),
    "certificate_taken": Words("已有该编号的证书", "There is a certificate of this number."),
    "event_unordered": Words("历史事件须按日期先后", "The events of a history stand in the order of their days."),
    "event_to_come": Words("历史事件不得晚于今天", "A history has no event that is still to come."),
    "history_unfinished": Words("历史未到发证为止", "The history does not end with the certificate."),
    "party_not_known": Words("没有可作这一当事方的组织", "No organisation that can take part so has this id."),
}
