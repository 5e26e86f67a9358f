"""The bytes of a verdict: these and no others, whatever is written in it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from app.verification.margin import Margin
from app.verification.record import canonical_bytes
from app.verification.report import Stated
from app.verification.requirement import Certainty
from app.verification.verify import verify
from methods.printing import exact_text

GOLDEN = (
    '{"as_of":"2026-05-10","data_seals":{"characteristics":"' + "0" * 64 + '"},"findings":['
    '{"characteristic":"sulfur_content","clause":{"anchor":"硫含量","document":"GB 0-2016","number":"表3"}'
    ',"flags":["provisional_limit","stated_verdict_differs"],"item":"硫含量"'
    ',"limit":{"acceptance":"(-∞, 8]","basis":"A","certainty":"provisional","comparison":"full_value"'
    ',"comparison_source":"GB/T 8170-2008 4.3","doubt":null,"methods":[],"text":"≤8","unit":"mg/kg"}'
    ',"margin":{"distance":"0.4","share":"0.05"},"outcome":"conforming","reason":"within_limit"'
    ',"requirement":"表3/sulfur_content","result":{"detection_limit":null,"folded_from":null,"item":"硫含量"'
    ',"method":"SH/T 0689","method_card":null,"remark":null,"replicate":null,"stated_requirement":null'
    ',"stated_verdict":"不合格","tested_on":"2026-05-10","uncertainty":{"expanded":"0.8","k":"2"},"unit":"mg/kg"'
    ',"value":"7.60","where":"/results/sulfur_content"},"rounded":null,"statements":['
    '{"figures":{"acceptance_limit":"7.2","rejection_limit":"8.8","w":"0.8"},"outcome":"conditional_pass"'
    ',"role":null,"rule":"ILAC-G8:09/2019 non-binary, w = U","source":"expanded uncertainty as reported"}'
    ',{"figures":{"p_conform":"0.841345","p_nonconform":"0.158655"},"outcome":null'
    ',"role":null,"rule":"JCGM 106:2012 conformance probability","source":"expanded uncertainty as reported"}]'
    ',"unit":"mg/kg","value":"7.6"}'
    ',{"characteristic":"tightness","clause":{"anchor":"密封性","document":"GB 0-2016","number":"表3"},"flags":[]'
    ',"item":"密封性","limit":{"basis":"A","certainty":"not_held","doubt":null,"methods":[]},"margin":null'
    ',"outcome":"missing","reason":"no_result","requirement":"表3/tightness","result":null,"rounded":null'
    ',"statements":[],"unit":null,"value":null}]'
    ',"format":"labverdict.verdict/1","judging":"labverdict.judging/1","outcome":"undetermined"'
    ',"report":{"grade":null,"issued_on":"2026-05-12","product":"车用柴油","report_no":"W2026-0012","sample":"S-1"}'
    ',"scheme":"JSPB01-000000-2023","standard":"GB 0-2016"'
    ',"still_needed":[{"item":"密封性","reason":"no_result","requirement":"表3/tightness"}]}'
)


def test_the_bytes_of_a_verdict_are_these(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"), bench.requirement(bench.SEAL, None))
    result = bench.result(bench.SULFUR, "7.60", uncertainty=("0.8", "2"), method=None, method_typed="SH/T 0689",
                          verdict="不合格")  # fmt: skip
    assert canonical_bytes(verify(scheme, bench.report_of(result), bench.DAY)).decode() == GOLDEN


@given(st.text(), st.text())
def test_any_text_is_written_as_rfc_8785_wants_it(bench: SimpleNamespace, one: str, other: str) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8", doubt=one))
    result = bench.result(bench.SULFUR, "7.6", replicate=one, detection_limit=None)
    typed = replace(result, item_typed=one, typed=other, folded_from=one, unit_typed=other, remark=one, where=other)
    stated = replace(typed, stated=Stated(one, other), tested_by=replace(typed.tested_by, typed=other))
    report = replace(bench.report_of(stated), report_no=one, product_name=other, sample_id=one)
    content = canonical_bytes(verify(scheme, report, bench.DAY))
    said = json.loads(content)
    assert rfc8785.dumps(said) == content
    found = said["findings"][0]["result"]
    assert [found[name] for name in ("item", "folded_from", "remark", "replicate", "stated_requirement")] == [one] * 5
    assert [found[name] for name in ("value", "unit", "where", "method", "stated_verdict")] == [other] * 5
    assert said["findings"][0]["limit"]["doubt"] == one
    assert (said["report"]["report_no"], said["report"]["product"], said["report"]["sample"]) == (one, other, one)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, {}),
        ({"certainty": Certainty.CONFIRMED}, {"certainty": "confirmed"}),
        ({"basis": "B"}, {"basis": "B"}),
        ({"doubt": "8 or 3"}, {"doubt": "8 or 3"}),
        ({"methods": ()}, {"methods": []}),
    ],
)
def test_what_is_written_once_for_a_requirement_is_never_that_of_another(
    bench: SimpleNamespace, changed: Mapping[str, object], says: Mapping[str, object]
) -> None:
    requirement = bench.requirement(bench.SULFUR, "≤8", methods=["SH_T_0689"])
    other = replace(requirement, **changed)
    other = replace(other, clause=replace(other.clause, number="表4"))
    verdict = verify(bench.scheme_of(requirement, other), bench.report_of(), bench.DAY)
    first, second = json.loads(canonical_bytes(verdict))["findings"]
    assert second["limit"] == first["limit"] | says
    assert (first["clause"]["number"], second["clause"]["number"]) == ("表3", "表4")


@given(st.fractions(), st.fractions().filter(bool) | st.none())
def test_a_share_is_printed_as_it_is(distance: Fraction, bound: Fraction | None) -> None:
    margin = Margin(distance, bound)
    assert margin.share_text == (None if margin.share is None else exact_text(margin.share))
