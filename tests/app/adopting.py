"""Documents of adopted limits for the small scheme of `bench`, and the shipped one for the dryer."""

import json
from datetime import date
from types import SimpleNamespace
from typing import Any

from app.certification.adopted_limits import SealedLimits
from app.certification.form import Refused
from app.verification.scheme import Scheme
from app.workflow.adopted_limits import adopted_limits_from

Document = dict[str, Any]
DAY = date(2026, 5, 10)
CITED = {"document": "GB 0-2016", "edition": "2016", "clause": "4.2.7"}
BELOW_10: Document = {
    "text": "≤10", "unit": "mg/kg", "comparison": "full_value", "comparison_source": "GB 0-2016 4.1", "citation": CITED,
}  # fmt: skip
CLASS_1: Document = {"text": "1级", "not_worse_than": "1", "citation": CITED}
TIGHT: Document = {"text": "不泄漏", "words": ["符合", "合格"], "refused_words": ["不符合"], "citation": CITED}


def scheme_of(bench: SimpleNamespace) -> Scheme:
    """Return a scheme that holds the flash point, and an advanced limit on sulfur, and nothing else."""
    open_ = [bench.requirement(item, None) for item in (bench.SULFUR, bench.COPPER, bench.SEAL, bench.WATER)]
    advanced = bench.requirement(bench.SULFUR, "≤8", number="4.2.2")
    scheme: Scheme = bench.scheme_of(*open_, bench.requirement(bench.FLASH, "≥60"), advanced)
    return scheme


def adopted(item: str, *limits: Document, since: str = "2026-01-01", **more: object) -> Document:
    return {"requirement": f"表3/{item}", "since": since, "ground": "标准原文", "limits": list(limits), **more}


def document(*adoptions: Document, **more: object) -> bytes:
    held = {"format": "labverdict.adopted_limits/1", "body": "示例认证机构", "version": 2, "set_by": ["P1", "P2"]}
    asked = {"scheme": "JSPB01-000000-2023", "standard": "GB 0-2016", "adopted": list(adoptions)}
    return json.dumps({**held, **asked, **more}).encode()


def limits_of(content: bytes, scheme: Scheme) -> SealedLimits:
    found = adopted_limits_from(content, scheme)
    assert isinstance(found, SealedLimits), found
    return found


def faults(content: bytes, scheme: Scheme, body: str | None = None) -> set[tuple[str, str]]:
    refused = adopted_limits_from(content, scheme, body)
    assert isinstance(refused, Refused), refused
    return {(issue.code, issue.where) for issue in refused.issues}
