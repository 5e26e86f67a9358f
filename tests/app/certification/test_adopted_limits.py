"""Adopted limits fill what is not held, are sealed into the verdict, and leave what is held alone."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certification.adopted_limits import SealedLimits
from app.verification.finding import Finding, Flag, Reason
from app.verification.record import canonical_bytes
from app.verification.requirement import Certainty
from app.verification.scheme import Scheme
from app.verification.verdict import Verdict
from app.verification.verify import verify
from methods.outcome import Outcome
from tests.app.adopting import BELOW_10, CLASS_1, DAY, TIGHT, Document, adopted, document, limits_of, scheme_of

ABOUT_WHAT_WAS_PRINTED = frozenset({
    Flag.STATED_REQUIREMENT_DIFFERS, Flag.STATED_REQUIREMENT_UNREADABLE, Flag.STATED_VERDICT_DIFFERS,
    Flag.STATED_VERDICT_UNREADABLE,
})  # fmt: skip
AT_LEAST_5 = BELOW_10 | {"text": "≥5"}


def sealed(scheme: Scheme, *adoptions: Document) -> SealedLimits:
    return limits_of(document(*adoptions), scheme)


def finding(verdict: Verdict, requirement: str) -> Finding:
    (found,) = [each for each in verdict.findings if each.requirement and each.requirement.id == requirement]
    return found


def test_an_adopted_limit_is_confirmed_by_two_persons_and_cites_its_place(bench: SimpleNamespace) -> None:
    scheme = scheme_of(bench)
    held = sealed(scheme, adopted("sulfur_content", BELOW_10)).hold(scheme, DAY)
    base, found = scheme.requirements[""][0], held.requirements[""][0]
    assert (found.id, found.characteristic, found.methods) == (base.id, base.characteristic, base.methods)
    assert (found.certainty, found.adopted) == (Certainty.CONFIRMED, True)
    assert (found.clause.document, found.clause.number, found.clause.anchor) == ("GB 0-2016", "4.2.7", "硫含量")
    assert found.basis == (
        "adopted by 示例认证机构, version 2, read back by P1 and P2: GB 0-2016, edition 2016, clause 4.2.7; 标准原文; "
        "since 2026-01-01"
    )
    assert held.requirements[""][1:] == scheme.requirements[""][1:]


def test_the_document_is_sealed_into_every_verdict_under_it(bench: SimpleNamespace) -> None:
    scheme = scheme_of(bench)
    limits = sealed(scheme, adopted("sulfur_content", BELOW_10))
    seals = limits.hold(scheme, DAY).seals
    assert seals == {"adopted_limits/示例认证机构/2": limits.sha256, **scheme.seals}
    assert list(seals) == sorted(seals)
    report = bench.report_of(bench.result(bench.SULFUR, "7"))
    assert limits.sha256.encode() in canonical_bytes(verify(limits.hold(scheme, DAY), report, DAY))


@pytest.mark.parametrize(
    ("day", "is_held"),
    [("2025-12-31", False), ("2026-01-01", True), ("2026-06-30", True), ("2026-07-01", False)],
)
def test_an_adoption_holds_from_its_first_day_up_to_its_end(bench: SimpleNamespace, day: str, *, is_held: bool) -> None:
    scheme = scheme_of(bench)
    limits = sealed(scheme, adopted("sulfur_content", BELOW_10, until="2026-07-01"))
    held = limits.hold(scheme, date.fromisoformat(day))
    assert (held.requirements != scheme.requirements) is is_held
    assert held.seals[limits.name] == limits.sha256  # that nothing of it holds follows from the document too


def test_a_later_adoption_takes_the_place_of_an_earlier_one(bench: SimpleNamespace) -> None:
    scheme = scheme_of(bench)
    earlier = adopted("sulfur_content", BELOW_10, until="2026-07-01")
    limits = sealed(scheme, adopted("sulfur_content", AT_LEAST_5, since="2026-07-01"), earlier)
    days = (DAY, date(2026, 7, 1))
    texts = [[each.limit and each.limit.text for each in limits.hold(scheme, day).requirements[""][:1]] for day in days]
    assert texts == [["≤10"], ["≥5"]]


@pytest.mark.parametrize(
    ("typed", "outcomes"),
    [
        ("7", (Outcome.CONFORMING, Outcome.CONFORMING)),
        ("4", (Outcome.CONFORMING, Outcome.NONCONFORMING)),
        ("11", (Outcome.NONCONFORMING, Outcome.CONFORMING)),
    ],
)
def test_several_limits_of_one_item_all_have_to_be_met(
    bench: SimpleNamespace, typed: str, outcomes: tuple[Outcome, Outcome]
) -> None:
    scheme = scheme_of(bench)
    held = sealed(scheme, adopted("sulfur_content", BELOW_10, AT_LEAST_5)).hold(scheme, DAY)
    verdict = verify(held, bench.report_of(bench.result(bench.SULFUR, typed)), DAY)
    found = [finding(verdict, f"表3/sulfur_content/{place}").outcome for place in (1, 2)]
    assert tuple(found) == outcomes


@pytest.mark.parametrize(
    ("item", "limit", "typed", "found"),
    [
        ("COPPER", CLASS_1, "1b", (Outcome.CONFORMING, Reason.WITHIN_LIMIT)),
        ("COPPER", CLASS_1, "2a", (Outcome.NONCONFORMING, Reason.BEYOND_LIMIT)),
        ("SEAL", TIGHT, "符合", (Outcome.CONFORMING, Reason.WITHIN_LIMIT)),
        ("SEAL", TIGHT, "不符合", (Outcome.NONCONFORMING, Reason.BEYOND_LIMIT)),
        ("SEAL", TIGHT, "良好", (Outcome.INVALID, Reason.WORD_NOT_LISTED)),  # on neither list: decides nothing
        ("SULFUR", BELOW_10, "符合", (Outcome.INVALID, Reason.NOT_A_NUMBER)),
    ],
)
def test_a_result_is_held_against_what_is_adopted(
    bench: SimpleNamespace, item: str, limit: Document, typed: str, found: tuple[Outcome, Reason]
) -> None:
    scheme, characteristic = scheme_of(bench), getattr(bench, item)
    held = sealed(scheme, adopted(characteristic.id, limit)).hold(scheme, DAY)
    verdict = verify(held, bench.report_of(bench.result(characteristic, typed)), DAY)
    judged = finding(verdict, f"表3/{characteristic.id}")
    assert (judged.outcome, judged.reason) == found
    assert Flag.ADOPTED_LIMIT in judged.flags


def test_limits_are_adopted_for_one_scheme(bench: SimpleNamespace) -> None:
    scheme = scheme_of(bench)
    limits = sealed(scheme, adopted("sulfur_content", BELOW_10))
    with pytest.raises(ValueError, match="say nothing of JSPB02"):
        limits.hold(replace(scheme, id="JSPB02"), DAY)


def test_where_grades_differ_only_what_is_not_held_is_filled(bench: SimpleNamespace) -> None:
    scheme = scheme_of(bench)
    held, open_ = bench.requirement(bench.SULFUR, "≤50"), bench.requirement(bench.SULFUR, None)
    graded = replace(scheme, grades=("0号", "5号"), requirements={"0号": (held,), "5号": (open_,)})
    found = sealed(graded, adopted("sulfur_content", BELOW_10)).hold(graded, DAY).requirements
    assert found["0号"] == (held,)
    assert [each.limit and each.limit.text for each in found["5号"]] == ["≤10"]


numbers = st.decimals(min_value=0, max_value=1000, places=2).map(str)
adoptable = st.sampled_from(
    [("sulfur_content", BELOW_10), ("sulfur_content", AT_LEAST_5), ("copper_corrosion", CLASS_1), ("tightness", TIGHT)]
)
results = st.fixed_dictionaries(
    {},
    optional={
        "SULFUR": st.one_of(numbers, st.just("<3"), st.just("符合")),
        "FLASH": numbers,
        "COPPER": st.sampled_from(["1a", "2b", "9"]),
        "SEAL": st.sampled_from(["符合", "不符合", "良好"]),
    },
)
printed = st.sampled_from([None, "≤8", "≤10", "≥60", "符合", "见标准"])
said = st.sampled_from([None, "合格", "不合格", "待定"])


@given(
    chosen=st.lists(adoptable, min_size=1, unique_by=lambda each: each[0]),
    typed=results,
    requirement=printed,
    verdict=said,
)
def test_adopting_never_changes_the_finding_of_a_requirement_that_was_held(
    bench: SimpleNamespace,
    chosen: list[tuple[str, Document]],
    typed: dict[str, str],
    requirement: str | None,
    verdict: str | None,
) -> None:
    scheme = scheme_of(bench)
    report = bench.report_of(*(
        bench.result(getattr(bench, item), value, requirement=requirement, verdict=verdict)
        for item, value in typed.items()
    ))  # fmt: skip
    limits = sealed(scheme, *(adopted(item, limit) for item, limit in chosen))
    before, after = verify(scheme, report, DAY), verify(limits.hold(scheme, DAY), report, DAY)
    assert findings_held(before) == findings_held(after)
    assert len(before.findings) == len(after.findings)


def findings_held(verdict: Verdict) -> list[Finding]:
    """Findings on what the rule data hold; the flags about what was printed compare with every known limit."""
    return [
        replace(each, flags=tuple(flag for flag in each.flags if flag not in ABOUT_WHAT_WAS_PRINTED))
        for each in verdict.findings
        if each.requirement is None or (each.requirement.limit is not None and not each.requirement.adopted)
    ]
