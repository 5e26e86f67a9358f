"""What a problem is called, its status and its words; the faults of a report have their words in `ISSUES`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.wording import ISSUES, Words


class Code(StrEnum):
    """Problems that the service itself has, beside the faults of a report."""

    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    NOT_ACCEPTABLE = "not_acceptable"
    IDEMPOTENCY_KEY_MISSING = "idempotency_key_missing"
    IDEMPOTENCY_KEY_MALFORMED = "idempotency_key_malformed"
    IDEMPOTENCY_KEY_RUNNING = "idempotency_key_running"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    REPORT_DIFFERS = "report_differs"
    CONFLICT = "conflict"
    PRECONDITION_FAILED = "precondition_failed"
    PRECONDITION_REQUIRED = "precondition_required"
    MEDIA_TYPE_UNSUPPORTED = "media_type_unsupported"
    MALFORMED_BODY = "malformed_body"
    PARAMETER_UNKNOWN = "parameter_unknown"
    PARAMETER_REPEATED = "parameter_repeated"
    PARAMETER_MISSING = "parameter_missing"
    PARAMETER_INVALID = "parameter_invalid"
    VALUE_INVALID = "value_invalid"
    WEBHOOK_URL_FORBIDDEN = "webhook_url_forbidden"
    CURSOR_INVALID = "cursor_invalid"
    ORGANISATION_UNKNOWN = "organisation_unknown"
    ROLE_NOT_HELD = "role_not_held"
    STEP_REFUSED = "step_refused"
    NUMBER_TAKEN = "number_taken"
    REPORTS_CORRECTED = "reports_corrected"
    PARTY_UNKNOWN = "party_unknown"
    CLIENT_UNKNOWN = "client_unknown"
    ANOTHER_PERSON_NEEDED = "another_person_needed"
    REFUSED = "refused"
    TOO_MANY_REQUESTS = "too_many_requests"
    INTERNAL_ERROR = "internal_error"
    STORED_UNREADABLE = "stored_unreadable"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A problem's status, its title, what can be done about it, and the headers that always go with it."""

    status: int
    title: Words
    advice: Words
    headers: Mapping[str, str] = field(default_factory=dict)


_SHORTLY = {"Retry-After": "1"}
_NOTHING_STORED = Words("没有保存任何内容。", "Nothing was stored.")
_SEE_ERRORS = Words("每处问题及其位置见 errors。", "Every fault stands in `errors` with its place.")

MEANINGS: Mapping[Code, Meaning] = {
    Code.UNAUTHENTICATED: Meaning(
        401,
        Words("未通过身份验证", "The request is not authenticated."),
        Words(
            "请在 Authorization 中给出有效的密钥或令牌。", "Send a valid key or token as `Authorization: Bearer ...`."
        ),
        {"WWW-Authenticate": 'Bearer realm="labverdict"'},
    ),
    Code.FORBIDDEN: Meaning(
        403,
        Words("没有权限", "This is not permitted."),
        Words("该账户没有这一权限。", "The account has no permission for it."),
    ),
    Code.NOT_FOUND: Meaning(
        404,
        Words("找不到", "There is no such thing."),
        Words("不存在, 或对您的机构不可见。", "It does not exist, or your organisation may not see it."),
    ),
    Code.METHOD_NOT_ALLOWED: Meaning(
        405,
        Words("不支持该方法", "This method is not supported here."),
        Words("支持的方法见 Allow。", "The header `Allow` names those that are."),
    ),
    Code.NOT_ACCEPTABLE: Meaning(
        406,
        Words("不能以所要求的形式回答", "There is no answer in the form that is asked for."),
        Words("请在 Accept 中允许 JSON。", "Accept JSON."),
    ),
    Code.IDEMPOTENCY_KEY_MISSING: Meaning(
        400,
        Words("缺少 Idempotency-Key", "The header Idempotency-Key is missing."),
        Words(
            "请为每次提交给出一个新的键; 重试时用原来的键。",
            "Send a new key with each post, and the same one when you retry it.",
        ),
    ),
    Code.IDEMPOTENCY_KEY_MALFORMED: Meaning(
        400, Words("Idempotency-Key 写法不对", "The header Idempotency-Key is malformed."), _SEE_ERRORS
    ),
    Code.IDEMPOTENCY_KEY_RUNNING: Meaning(
        409,
        Words("同一 Idempotency-Key 的请求仍在处理", "A request with this Idempotency-Key is still running."),
        Words("请稍后用同一个键重试。", "Try again shortly, with the same key."),
        _SHORTLY,
    ),
    Code.IDEMPOTENCY_KEY_REUSED: Meaning(
        422,
        Words("该 Idempotency-Key 已用于另一请求", "This Idempotency-Key was used for another request."),
        Words("新的请求须用新的键。", "A new request needs a new key."),
    ),
    Code.REPORT_DIFFERS: Meaning(
        409,
        Words("同一编号的报告已存在, 内容不同", "A report of this number exists, with other content."),
        Words("更正须另行提交并说明理由。", "Post a correction, with its reason."),
    ),
    Code.CONFLICT: Meaning(409, Words("与现有状态冲突", "This conflicts with what is stored."), _NOTHING_STORED),
    Code.PRECONDITION_FAILED: Meaning(
        412,
        Words("内容已被更改", "It was changed meanwhile."),
        Words("请重新读取, 再用新的 ETag 提交。", "Read it again, and send its new ETag."),
    ),
    Code.PRECONDITION_REQUIRED: Meaning(
        428,
        Words("缺少 If-Match", "The header If-Match is missing."),
        Words("请给出读取时得到的 ETag。", "Send the ETag that you got when you read it."),
    ),
    Code.MEDIA_TYPE_UNSUPPORTED: Meaning(
        415, Words("不支持该内容类型", "The body is of a type that is not read here."), _SEE_ERRORS
    ),
    Code.MALFORMED_BODY: Meaning(400, Words("请求正文格式有误", "The body is malformed."), _SEE_ERRORS),
    Code.PARAMETER_UNKNOWN: Meaning(422, Words("没有这个参数", "There is no such parameter."), _SEE_ERRORS),
    Code.PARAMETER_REPEATED: Meaning(422, Words("参数重复", "A parameter stands there twice."), _SEE_ERRORS),
    Code.PARAMETER_MISSING: Meaning(422, Words("缺少参数", "A parameter is missing."), _SEE_ERRORS),
    Code.PARAMETER_INVALID: Meaning(
        422, Words("参数值不对", "A parameter has a value that is not accepted."), _SEE_ERRORS
    ),
    Code.VALUE_INVALID: Meaning(422, Words("值不在允许范围内", "This value is not accepted."), _SEE_ERRORS),
    Code.WEBHOOK_URL_FORBIDDEN: Meaning(
        422,
        Words("不允许该 webhook 地址", "This webhook address is not allowed."),
        Words("须为公网上的 https 地址。", "It has to be an https address on the public internet."),
    ),
    Code.CURSOR_INVALID: Meaning(
        422,
        Words("cursor 无法识读", "The cursor cannot be read."),
        Words("请从第一页开始。", "Begin with the first page."),
    ),
    Code.ORGANISATION_UNKNOWN: Meaning(
        422,
        Words("没有这个认证机构", "There is no such certification body."),
        Words("认证机构的编号见 /api/v1/organisations。", "Ids of bodies are listed at /api/v1/organisations."),
    ),
    Code.ROLE_NOT_HELD: Meaning(403, Words("该步骤由其他角色办理", "Another role takes this step."), _SEE_ERRORS),
    Code.STEP_REFUSED: Meaning(
        409,
        Words("案件现在不能走这一步", "The case cannot take this step now."),
        Words("原因、条款和所缺内容见 step。", "Why, by which clause, and what is missing stands in `step`."),
    ),
    Code.NUMBER_TAKEN: Meaning(
        409,
        Words("该编号已有案件", "There is a case of this number."),
        Words("请用另一编号。", "Open it under another number."),
    ),
    Code.REPORTS_CORRECTED: Meaning(
        409,
        Words("证据所列报告已有更正", "A report in the evidence was corrected."),
        Words(
            "案件已退回复核之前; 各报告的最新版次见 errors。",
            "The case is back before its review; `errors` names the newest revision of each report.",
        ),
    ),
    Code.PARTY_UNKNOWN: Meaning(
        422,
        Words("没有可作该当事方的机构", "No organisation that can take part so has this id."),
        Words("申请人或检测机构的编号由其自己告知。", "Applicants and laboratories tell their ids themselves."),
    ),
    Code.CLIENT_UNKNOWN: Meaning(
        422,
        Words("没有这个申请人或持证人", "There is no such applicant or holder."),
        Words("编号见案件的当事方。", "Its id stands with the parties of its cases."),
    ),
    Code.ANOTHER_PERSON_NEEDED: Meaning(
        409,
        Words("须由另一人确认", "Another person has to confirm this."),
        Words(
            "提出人不能确认, 换一个账户也不能。", "Who proposed it does not confirm it, under no other account either."
        ),
    ),
    Code.REFUSED: Meaning(422, Words("未受理", "The input is refused."), _SEE_ERRORS),
    Code.TOO_MANY_REQUESTS: Meaning(
        429, Words("请求过于频繁", "There are too many requests."), Words("请稍后重试。", "Try again later."), _SHORTLY
    ),
    Code.INTERNAL_ERROR: Meaning(
        500,
        Words("服务内部错误", "The service itself is at fault."),
        Words(
            "请用同一 Idempotency-Key 重试, 或凭 request_id 联系运维。",
            "Retry with the same Idempotency-Key, or report the request_id.",
        ),
    ),
    Code.STORED_UNREADABLE: Meaning(
        500,
        Words("已保存的内容无法读出", "What is stored of this cannot be read back."),
        Words(
            "重试无用; 请凭 request_id 联系运维。",
            "Trying again does not help; report the request_id to whoever runs the service.",
        ),
    ),
    Code.UNAVAILABLE: Meaning(
        503,
        Words("服务暂不可用", "The service is not available now."),
        Words("请稍后重试。", "Try again later."),
        _SHORTLY,
    ),
}

_OTHER = Words("内容有误", "Something is at fault here.")
_STATUS_OF_ISSUE = {"body_too_large": 413, "unpacked_too_large": 413, "too_many_members": 413} | {
    "malformed_json": 400,
    "duplicate_key": 400,
}


def title(code: str) -> Words:
    """Return what a problem or a fault is called; the code of a foreign adapter has no words of its own."""
    return MEANINGS[Code(code)].title if code in MEANINGS else ISSUES.get(code, _OTHER)


def status(code: str) -> int:
    """Return the status of a problem, or of one fault of a report that stands alone: 413, 400 or 422."""
    return MEANINGS[Code(code)].status if code in MEANINGS else _STATUS_OF_ISSUE.get(code, 422)
