import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from app.certification.draw_document import draw_json, list_json, read_draw, read_lot_list
from app.certification.drawing import Draw, LotList, draw_lots
from app.certification.form import Refused

FILE = Path(__file__).resolve().parents[2] / "data" / "draw.json"
NONCE = sha256(b"another").hexdigest()


def sent(**changes: object) -> bytes:
    document = json.loads(FILE.read_bytes()) | changes
    return json.dumps({key: value for key, value in document.items() if value is not None}).encode()


def faults(answer: object) -> list[tuple[str, str]]:
    assert isinstance(answer, Refused)
    return [(issue.code, issue.where) for issue in answer.issues]


def read(**changes: object) -> Draw | Refused:
    return read_draw(sent(**changes), drawn=True)


def test_the_sample_is_read_and_written_as_it_stands() -> None:
    draw = read()
    assert isinstance(draw, Draw)
    document = json.loads(FILE.read_bytes())
    assert {**draw_json(draw), "drawn": list(draw.drawn or ())} == document
    assert tuple(lot.id for lot in draw_lots(draw)) == draw.drawn


def test_a_list_is_read_before_it_is_frozen() -> None:
    lots = read_lot_list(sent(lots_sha256=None, holder_nonce=None, body_nonce=None, drawn=None))
    assert isinstance(lots, LotList)
    assert list_json(lots).items() <= json.loads(FILE.read_bytes()).items()


def test_what_comes_later_has_no_place_yet() -> None:
    assert faults(read_lot_list(sent(holder_nonce=None, body_nonce=None, drawn=None))) == [
        ("unknown_field", "/lots_sha256")
    ]
    assert faults(read_draw(sent(), drawn=False)) == [("unknown_field", "/drawn")]
    assert isinstance(read_draw(sent(drawn=None), drawn=False), Draw)


LINE = {"source": "line"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"body_nonce": NONCE}, [("commitment_broken", "/body_nonce")]),
        ({"commitment": NONCE}, [("commitment_broken", "/body_nonce"), ("list_changed", "/lots_sha256")]),
        ({"name": "other"}, [("commitment_broken", "/body_nonce"), ("list_changed", "/lots_sha256")]),
        ({"lots_sha256": NONCE}, [("list_changed", "/lots_sha256")]),
        ({"count": 2}, [("list_changed", "/lots_sha256")]),
        ({"count": 0}, [("count_beyond_lots", "/count")]),
        ({"count": 13}, [("count_beyond_lots", "/count")]),
        ({"count": "x"}, [("number_malformed", "/count")]),
        ({"lots": []}, [("count_beyond_lots", "/count")]),
        (
            {"count": 2, "lots": [{"id": "a", **LINE}, {"id": "a", "source": "market"}]},
            [("lot_repeated", "/lots/1/id")],
        ),
        ({"count": 1, "lots": [{"id": "a", "source": "ship"}]}, [("word_unknown", "/lots/0/source")]),
        ({"count": 1, "lots": [{"id": "e\u0301", **LINE}]}, [("identifier_not_canonical", "/lots/0/id")]),
        ({"count": 1, "lots": [{"id": "a\u200bb", **LINE}]}, [("control_character", "/lots/0/id")]),
        ({"count": 1, "lots": [{"id": "a\U000e0041b", **LINE}]}, [("identifier_not_canonical", "/lots/0/id")]),
        ({"holder_nonce": None}, [("field_missing", "/holder_nonce")]),
        ({"holder_nonce": "00"}, [("hex_malformed", "/holder_nonce")]),
        ({"holder_nonce": NONCE.upper()}, [("hex_malformed", "/holder_nonce")]),
        ({"drawn": None}, [("field_missing", "/drawn")]),
        ({"drawn": ["a", "a"]}, [("wrong_type", "/drawn")]),
        ({"more": 1}, [("unknown_field", "/more")]),
    ],
)
def test_every_fault_has_its_place(changes: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert faults(read(**changes)) == expected


def test_all_faults_are_named_at_once() -> None:
    found = faults(read(commitment="x", holder_nonce="y", count=99, drawn=None, lots=[{"id": ""}, {}]))
    assert {code for code, _ in found} == {"hex_malformed", "count_beyond_lots", "field_missing"}
    assert len(found) == 8


def test_a_nonce_of_the_bodys_cannot_be_the_holders_too() -> None:
    document = json.loads(FILE.read_bytes())
    assert faults(read(holder_nonce=document["body_nonce"])) == [("nonce_repeated", "/holder_nonce")]


@pytest.mark.parametrize("text", ['"\\ud800"', '"a\\ud800"'])
def test_half_a_surrogate_pair_is_refused(text: str) -> None:
    content = FILE.read_bytes().replace(b'"L01-2611"', text.encode())
    assert ("identifier_not_canonical", "/lots/0/id") in faults(read_draw(content, drawn=True))


@pytest.mark.parametrize("reader", [read_lot_list, lambda content: read_draw(content, drawn=True)])
@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": "labverdict.draw/2"}', b"\xff"])
def test_other_bytes_are_refused(reader: Callable[[bytes], object], content: bytes) -> None:
    assert isinstance(reader(content), Refused)
