"""What a laboratory printed where nothing is held is offered beside what is adopted, and never taken."""

from types import SimpleNamespace

import pytest

from app.certification.stated_requirements import Agreement, offered
from app.verification.verify import verify
from methods.outcome import Outcome
from tests.app.adopting import BELOW_10, DAY, TIGHT, adopted, document, limits_of, scheme_of


@pytest.mark.parametrize(
    ("item", "stated", "agreement"),
    [
        ("SULFUR", "≤10", Agreement.SAME),
        ("SULFUR", "0.001 %及以下", Agreement.SAME),  # the same limit in another unit
        ("SULFUR", "≤50", Agreement.DIFFERS),
        ("SULFUR", "见标准", Agreement.UNREADABLE),
        ("SULFUR", "/", Agreement.NOTHING_STATED),
        ("SULFUR", None, Agreement.NOTHING_STATED),
        ("SEAL", "不泄漏", Agreement.SAME),
        ("SEAL", "符合标准", Agreement.DIFFERS),
        ("COPPER", "1级", Agreement.NOTHING_ADOPTED),
        ("COPPER", "", Agreement.NOTHING_STATED),
    ],
)
def test_what_was_printed_is_compared(
    bench: SimpleNamespace, item: str, stated: str | None, agreement: Agreement
) -> None:
    scheme, characteristic = scheme_of(bench), getattr(bench, item)
    limits = limits_of(document(adopted("sulfur_content", BELOW_10), adopted("tightness", TIGHT)), scheme)
    report = bench.report_of(bench.result(characteristic, "1a", requirement=stated))
    (offer,) = offered(verify(limits.hold(scheme, DAY), report, DAY))
    assert (offer.requirement.characteristic, offer.agreement) == (characteristic, agreement)
    assert offer.stated == (None if agreement is Agreement.NOTHING_STATED else stated)


def test_what_is_held_is_not_offered(bench: SimpleNamespace) -> None:
    report = bench.report_of(bench.result(bench.FLASH, "61", requirement="≥55"))
    assert offered(verify(scheme_of(bench), report, DAY)) == ()


def test_what_was_printed_is_never_taken(bench: SimpleNamespace) -> None:
    scheme = scheme_of(bench)
    report = bench.report_of(bench.result(bench.COPPER, "1a", requirement="1级", verdict="合格"))
    (found,) = [each for each in verify(scheme, report, DAY).findings if each.result is not None]
    assert found.outcome is Outcome.UNDETERMINED
