import json
from types import SimpleNamespace

from app.verification.record import canonical_bytes
from app.verification.verdict import JUDGING
from app.verification.verify import verify


def test_a_verdict_says_everything_that_is_needed_to_recompute_it(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(
        bench.requirement(bench.SULFUR, "≤10", methods=["SH_T_0689"]),
        bench.requirement(bench.ERROR, None),
        bench.requirement(bench.COPPER, "1级"),
        bench.requirement(bench.WATER, "无或痕迹"),
        bench.requirement(bench.DENSITY, "810~845"),
    )
    sulfur = bench.result(bench.SULFUR, "0.00062", "%", requirement="≤10mg/kg", verdict="合格")
    others = (bench.result(bench.COPPER, "1a"), bench.result(bench.WATER, "无"), bench.result(bench.FLASH, "61"))
    verdict = verify(scheme, bench.report_of(sulfur, *others), bench.DAY)
    said = json.loads(canonical_bytes(verdict))
    assert said["format"] == "labverdict.verdict/1"
    assert (said["judging"], said["outcome"], said["as_of"]) == (JUDGING, "undetermined", "2026-05-10")
    assert said["data_seals"] == {"characteristics": "0" * 64}
    assert said["report"] == {
        "report_no": "W2026-0012",
        "issued_on": "2026-05-12",
        "product": "车用柴油",
        "grade": None,
        "sample": "S-1",
    }
    first = said["findings"][0]
    assert (first["value"], first["unit"], first["margin"]) == ("6.2", "mg/kg", {"distance": "3.8", "share": "0.38"})
    assert first["clause"] == {"document": "GB 0-2016", "number": "表3", "anchor": "硫含量"}
    assert first["limit"]["acceptance"] == "(-∞, 10]"
    assert first["result"]["value"] == "0.00062"
    assert first["result"]["unit"] == "%(m/m)"
    assert [finding["outcome"] for finding in said["findings"]] == [
        "conforming",
        "missing",
        "conforming",
        "conforming",
        "missing",
        "not_applicable",
    ]
    assert said["findings"][1]["limit"]["certainty"] == "not_held"
    assert [finding["limit"] and finding["limit"].get("acceptance") for finding in said["findings"]] == [
        "(-∞, 10]",
        None,
        ["1a", "1b"],
        ["无", "痕迹"],
        "[810, 845]",
        None,
    ]
    assert [needed["item"] for needed in said["still_needed"]] == ["温度误差", "密度(20℃)"]


def test_statements_and_uncertainty_stand_in_the_record(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"))
    result = bench.result(bench.SULFUR, "7.6", uncertainty=("0.8", "2"), detection_limit="1")
    said = json.loads(canonical_bytes(verify(scheme, bench.report_of(result), bench.DAY)))
    finding = said["findings"][0]
    assert finding["result"]["uncertainty"] == {"expanded": "0.8", "k": "2"}
    assert finding["result"]["detection_limit"] == "1"
    assert {statement["outcome"] for statement in finding["statements"]} >= {"conditional_pass", "not_demonstrated"}


def test_the_same_report_gives_the_same_bytes_and_keys_in_order(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"))
    verdicts = [verify(scheme, bench.report_of(bench.result(bench.SULFUR, "7.6")), bench.DAY) for _ in range(2)]
    first, second = (canonical_bytes(verdict) for verdict in verdicts)
    assert first == second
    text = first.decode()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert "硫含量" in text
