"""How a condition, a clause or a decision stands, in words."""

from collections.abc import Mapping

from app.certification.standing import Standing
from app.wording.words import Words

STANDINGS: Mapping[Standing, Words] = {
    Standing.MET: Words("满足", "met"),
    Standing.NOT_MET: Words("不满足", "not met"),
    Standing.OPEN: Words("待定", "open"),
    Standing.NOT_APPLICABLE: Words("不适用", "not applicable"),
}
