"""Words for what is wrong with a question about deadlines; apart, so that no other command loads deadlines."""

from collections.abc import Mapping

from app.wording.words import Words

DEADLINE_ISSUES: Mapping[str, Words] = {
    "deadline_ambiguous": Words("各规则的规定不同, 须指明规则", "The rules differ; say which one."),
    "deadline_unknown": Words("没有这个期限", "There is no such deadline."),
    "notice_malformed": Words("放假通知文件有误", "The file of the notice is not as it must be."),
    "option_not_expected": Words("此处不用这个选项", "This option has no use here."),
    "pause_malformed": Words("中止期间写法不对", "This is no pause as it must be written."),
    "programme_unknown": Words("没有这个方案", "There is no such programme."),
    "start_missing": Words("缺少起算日", "The day of the start is missing."),
    "start_not_expected": Words("起算事件与该期限不符", "The deadline does not start with this event."),
}
