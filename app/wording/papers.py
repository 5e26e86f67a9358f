"""What a body sets: faults of its names, in words."""

from collections.abc import Mapping

from app.wording.words import Words

PAPER_ISSUES: Mapping[str, Words] = {
    "norm_not_adoptable": Words(
        "没有可采用的这一条款: 只有仅见于草案的条款才由机构采用",
        "A body adopts norms that only a draft prints; this is none of them.",
    ),
}
