"""How a laboratory's requirement compares with an adopted one, in words."""

from collections.abc import Mapping

from app.certification.stated_requirements import Agreement
from app.wording.words import Words

AGREEMENTS: Mapping[Agreement, Words] = {
    Agreement.SAME: Words("相同", "the same"),
    Agreement.DIFFERS: Words("不同", "another one"),
    Agreement.UNREADABLE: Words("无法识读", "cannot be read"),
    Agreement.NOTHING_STATED: Words("未列出", "nothing printed"),
    Agreement.NOTHING_ADOPTED: Words("尚未采用限值", "nothing adopted yet"),
}
