"""`labverdict.report/1` in JSON: what is handed over, and what is refused by its form."""

import json
from pathlib import Path

import pytest

from lims_adapters.contract import Cell, Delivery, Source
from lims_adapters.faults import MOST_FAULTS
from lims_adapters.formats.labverdict_json import adapter as module
from lims_adapters.formats.labverdict_json.adapter import ADAPTER, read_head
from lims_adapters.testing import AdapterContract


class TestContract(AdapterContract):
    adapter = ADAPTER
    samples = Path(module.__file__).parent / "samples"

    def stands_at(self, source: Source, where: str, text: str) -> bool:
        """Follow the pointer through Python's own reader, the first of two equal keys counting."""
        node = json.loads(
            source.content,
            object_pairs_hook=lambda pairs: dict(reversed(pairs)),
            parse_float=str,
            parse_int=str,
            parse_constant=str,
        )
        for segment in where.split("/")[1:]:
            key = segment.replace("~1", "/").replace("~0", "~")
            node = node[int(key)] if isinstance(node, list) else node[key]
        return (
            text == {True: "true", False: "false"}.get(node, node) if isinstance(node, bool) else text == (node or "")
        )


def parse(text: str) -> Delivery:
    return ADAPTER.parse(Source(text.encode(), "report.json"))


def codes(text: str) -> list[tuple[str, str]]:
    return [(issue.code, issue.where) for issue in parse(text).issues]


def result(text: str) -> dict[str, Cell]:
    delivery = parse(f'{{"results": [{text}]}}')
    return dict(delivery.reports[0].results[0].cells)


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("[]", "wrong_type", "the document"),
        ("null", "wrong_type", "the document"),
        ('"text"', "wrong_type", "the document"),
        ("{}", "no_results", "/results"),
        ('{"results": null}', "no_results", "/results"),
        ('{"results": {}}', "no_results", "/results"),
        ('{"results": []}', "no_results", "/results"),
        ('{"results": "6.2"}', "no_results", "/results"),
        ('{"results": [[]]}', "wrong_type", "/results/0"),
        ('{"results": [null]}', "wrong_type", "/results/0"),
        ('{"results": [{"value": {"text": "6.2"}}]}', "wrong_type", "/results/0/value"),
        ('{"results": [{"value": []}]}', "wrong_type", "/results/0/value"),
        ('{"results": [{"value": true}]}', "wrong_type", "/results/0/value"),
        ('{"results": [{"uncertainty": "0.8"}]}', "wrong_type", "/results/0/uncertainty"),
        ('{"results": [{}], "product": "diesel"}', "wrong_type", "/product"),
        ('{"results": [{}], "laboratory": {"accreditations": {"0": {}}}}', "wrong_type", "/laboratory/accreditations"),
        ('{"results": [{}], "laboratory": {"accreditations": [[]]}}', "wrong_type", "/laboratory/accreditations/0"),
        (
            '{"results": [{}], "laboratory": {"accreditations": [{"kind": []}]}}',
            "wrong_type",
            "/laboratory/accreditations/0/kind",
        ),
    ],
)
def test_another_form_is_refused(text: str, code: str, where: str) -> None:
    assert codes(text) == [(code, where)]


def test_null_says_nothing_and_is_no_fault_of_form() -> None:
    cells = result('{"value": null, "uncertainty": null, "remark": ""}')
    assert cells["value"] == Cell(None, "/results/0/value")
    assert cells["uncertainty"] == Cell(None, "/results/0/uncertainty")
    assert cells["remark"] == Cell("", "/results/0/remark")


def test_json_text_is_neither_trimmed_nor_folded() -> None:
    assert result('{"value": " ８．０ ", "unit": "ｍｇ"}')["value"] == Cell(" ８．０ ", "/results/0/value")


def test_a_json_number_is_its_raw_digits() -> None:
    assert result('{"value": 8.00}')["value"] == Cell("8.00", "/results/0/value", number=True)
    assert result('{"value": 1e999}')["value"] == Cell("1e999", "/results/0/value", number=True)


def test_unknown_fields_are_handed_on_leaf_by_leaf() -> None:
    cells = result('{"qualifier": "<", "extra": {"a": [1, {"b": "x"}], "c": {}, "d": []}}')
    assert {name: cell.text for name, cell in cells.items()} == {
        "qualifier": "<",
        "extra.a.0": "1",
        "extra.a.1.b": "x",
        "extra.c": "",
        "extra.d": "",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"uncertainty.k": "2"}', '"uncertainty.k"'),
        ('{"uncertainty": {"": "2"}}', 'uncertainty.""'),
        ('{"list": {"0": "2"}}', 'list."0"'),
    ],
)
def test_a_key_cannot_pass_for_a_path(text: str, name: str) -> None:
    assert list(result(text)) == [name]


@pytest.mark.parametrize("many", ['"x": [{}]', '"x": {{"y": {{"z": [{}]}}}}', '"product": {{"name": "a", "x": [{}]}}'])
def test_of_unknown_fields_a_thousand_are_handed_on_and_the_others_counted(many: str) -> None:
    field = many.format(", ".join("1" * MOST_FAULTS + "11"))
    known = '"k": 1, "sample": {"id": "S-1", "x": 2}, "laboratory": {"accreditations": [{"kind": "CMA", "x": [3, 4]}]}'
    delivery = parse(f'{{{field}, {known}, "results": [{{"item": "i", "uncertainty": {{"k": "2"}}, "x": 5}}]}}')
    head, found = delivery.reports[0].head, delivery.reports[0].results[0].cells
    assert len([name for name in head if ".x." in f".{name}" or name.startswith("x.")]) == MOST_FAULTS
    assert (head["sample.id"].text, head["laboratory.accreditations.0.kind"].text) == ("S-1", "CMA")
    assert "k" not in head
    assert sorted(found) == ["item", "uncertainty.k"]
    assert [(issue.code, issue.found) for issue in delivery.issues] == [("too_many_faults", "7")]


def test_a_long_key_is_cut_in_the_path_as_in_the_place() -> None:
    key = "a" * 1000
    cells = result(f'{{"{key}": {{"b": "x"}}, "{key}c": "y"}}')
    assert {name: cell.where for name, cell in cells.items()} == {
        "a" * 200 + "….b": "/results/0/" + "a" * 200 + "…/b",
        "a" * 200 + "…": "/results/0/" + "a" * 200 + "…",
    }


def test_all_faults_are_named_at_once() -> None:
    text = '{"format": 1, "format": 2, "product": [], "results": [{"value": NaN}, 7, {"value": true}]}'
    assert [code for code, _ in codes(text)] == [
        "duplicate_key", "number_not_finite", "wrong_type", "wrong_type", "wrong_type",
    ]  # fmt: skip


def test_of_two_lists_of_results_the_first_is_shown() -> None:
    delivery = parse('{"results": [{"item": "a"}], "results": [{"item": "b"}]}')
    assert [issue.code for issue in delivery.issues] == ["duplicate_key"]
    assert delivery.reports[0].results[0].cells["item"].text == "a"


def test_a_json_report_takes_no_separate_head() -> None:
    head = {"report_no": Cell("W1", "head.json: /report_no"), "format": Cell("x", "head.json: /format")}
    delivery = ADAPTER.parse(Source(b'{"results": [{}]}', "report.json", head))
    assert [(issue.code, issue.where) for issue in delivery.issues] == [("head_not_expected", "head.json: /report_no")]


@pytest.mark.parametrize(
    ("content", "name", "sure"),
    [
        (b'{"a": 1}', "", 2),
        (b'\xef\xbb\xbf \n{"a": 1}', "report.csv", 2),
        (b"[1]", "", 1),
        (b"", "report.JSON", 1),
        (b"", "", 0),
        ("样品编号,硫含量".encode(), "report.csv", 0),
        (b"PK\x03\x04", "report.json", 0),
    ],
)
def test_sniffing_looks_at_the_first_character(content: bytes, name: str, sure: int) -> None:
    assert ADAPTER.sniff(Source(content, name)) == sure


def test_a_head_is_the_report_without_its_results() -> None:
    cells, issues = read_head(b'{"report_no": "W1", "product": {"name": "x", "model": null}}', "head.json")
    assert issues == ()
    assert cells == {
        "report_no": Cell("W1", "head.json: /report_no"),
        "product.name": Cell("x", "head.json: /product/name"),
        "product.model": Cell(None, "head.json: /product/model"),
    }


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        (b'{"results": []}', "results_not_expected", "head.json: /results"),
        (b"[]", "wrong_type", "head.json: the document"),
        (b"{", "malformed_json", "head.json: line 1, column 2"),
        (b'{"product": "x"}', "wrong_type", "head.json: /product"),
        (b'{"a": NaN}', "number_not_finite", "head.json: /a"),
    ],
)
def test_a_head_with_a_fault_says_where(content: bytes, code: str, where: str) -> None:
    _, issues = read_head(content, "head.json")
    assert [(issue.code, issue.where) for issue in issues] == [(code, where)]
