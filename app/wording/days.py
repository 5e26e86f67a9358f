"""What a day brings about, in words."""

from enum import Enum

from app.wording.words import Language, Words


class Said(Enum):
    """Headings and small words of a day."""

    ABOUT = Words("对象", "about")
    WHAT = Words("事项", "what")
    DEADLINE = Words("期限", "deadline")
    DAY = Words("日期", "day")
    REMIND = Words("提醒 (提前 {} 天)", "remind ({} days before)")
    OVER = Words("期限已过, 告知", "is over: tell")
    STEP = Words("系统步骤: {}", "step of the system: {}")
    REFUSED = Words("系统步骤未被接受: {}", "step of the system not taken: {}")
    MOVED = Words("期限变动, 原为 {}", "moved, was {}")
    PROVISIONAL = Words("{} 至 {} (暂定)", "{} to {} (provisional)")
    NO_DAY = Words("无", "none")
    UNREADABLE = Words("无法读取案件: {}", "cases that cannot be read: {}")
    NOTHING = Words("{}: 无事项", "{}: nothing")
    TO_COME = Words("{} 尚未到来: 仅显示, 未执行", "{} has not begun: only shown, nothing was done")
    DONE = Words(
        "{}: 补发证书 {}, 系统步骤 {}, 未被接受 {}, 变动 {}, 通知 {}",
        "{}: certificates finished {}, steps {}, not taken {}, moved {}, told {}",
    )

    def to(self, language: Language) -> str:
        """Return the words in one language."""
        return self.value.to(language)
