"""Words for what is wrong with a step of a stored case beside its form."""

from collections.abc import Mapping

from app.wording.words import Words

STEP_ISSUES: Mapping[str, Words] = {
    "report_name_malformed": Words(
        "证据中的报告写作: 报告编号/修订号", "A filed report is named by its id and revision."
    ),
    "report_unknown": Words("机构无权查看或没有这份报告", "There is no such report that the body may read."),
    "person_by_name": Words("证据中的人员应写人员编号", "Evidence names persons by their ids."),
    "settings_missing": Words("机构尚未设定规则留给它的事项", "The body has not set anything yet."),
    "applicant_missing": Words(
        "案件没有委托人, 无人可以持证", "The case has no applicant who could hold the certificate."
    ),
    "number_format_unusable": Words("证书编号格式中须有一处序号", "The number format needs one place for a serial."),
    "validity_unknown": Words("规则没有印出有效期", "The rule prints no length of validity."),
    "certificate_unknown": Words(
        "机构没有这一证书, 或与委托人无关", "The body has no such certificate of this client."
    ),
    "certified_differs": Words("与所存证书不一致", "This is not what the stored certificate says."),
    "case_open_already": Words("该证书已有未结案件", "The certificate has an open case of this kind."),
    "organisation_unknown": Words("没有这一组织", "There is no such organisation."),
}
