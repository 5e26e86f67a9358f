"""Words for what is wrong with the bundle of a decision, and for the answer of its check."""

from collections.abc import Mapping

from app.wording.words import Words

BUNDLE_ISSUES: Mapping[str, Words] = {
    "bundle_too_large": Words("决定包超过允许的大小", "The bundle is larger than is read."),
    "bundle_unreadable": Words("不是决定包, 或不是规范形式", "This is no bundle, or not in canonical form."),
    "decision_differs": Words("与复算结果不同", "It is not what is recomputed."),
    "log_disproved": Words("日志证明不成立", "The log does not prove it."),
    "log_without_decision": Words("日志不能证明这一决定", "The log cannot prove this decision."),
    "member_differs": Words("不是决定所依据的内容", "The decision was not made on this."),
    "member_malformed": Words("该部分无法读取", "This part cannot be read."),
    "member_missing": Words("缺少这一部分", "This part is missing."),
    "member_not_used": Words("决定没有用到这一部分", "The decision does not use this part."),
    "member_unknown": Words("决定包没有这一部分", "A bundle has no such part."),
    "rules_unusable": Words("规则数据无法使用", "The rule data cannot be used."),
    "semantics_unknown": Words("本版本不按这一判定语义作出决定", "This version does not decide by these semantics."),
}

ANSWERS: Mapping[str, Words] = {
    "verified": Words("✓ 逐字节复算相同", "✓ recomputed, the same bytes"),
    "refused": Words("✗ 不予认可", "✗ refused"),
    "unreadable": Words("✗ 无法读取", "✗ cannot be read"),
}
SAME_RULES = Words("与本机所装相同", "as installed here")
OTHER_RULES = Words("与本机所装不同: {}", "not as installed here: {}")
LOG_ABSENT = Words("未附证明", "no proof inside")
LOG_UNSIGNED = Words("条目 {}; 签名未核对 (未给出 --key)", "entry {}; signature not checked (no --key)")
LOG_SIGNED = Words("条目 {}; 日志签名已核对", "entry {}; signed by a key that is trusted")
