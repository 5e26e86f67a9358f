"""Draws of lots: an oracle that knows only the protocol's text, every guard, and that all lots are equally likely."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import islice, permutations

import pytest

from app.certification.drawing import Draw, Lot, LotList, Source, commit, draw_lots, freeze, take, verify_draw

LOTS = tuple(Lot(f"批{n:02d}", source) for n, source in enumerate([*Source, *Source, *Source, Source.LINE]))


def nonce(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def draw_of(number: int, lots: tuple[Lot, ...] = LOTS, *, seed: str = "0", name: str = "抽样 1") -> Draw:
    body = nonce(f"body {seed}")
    return Draw(LotList(name, commit(name, body), number, lots), nonce(f"holder {seed}"), body, None)


def redraw(name: str, number: int, lots: list[tuple[str, str]], holder: bytes, body: bytes) -> list[str]:
    """The oracle: written from the docstring of the protocol, with nothing of ours."""

    def h(domain: str, *parts: bytes) -> bytes:
        data = b""
        for part in (b"labverdict.draw/1 " + domain.encode(), *parts):
            data += len(part).to_bytes(8, "big") + part
        return hashlib.sha256(data).digest()

    commitment = h("commitment", name.encode(), body)
    flat = [text.encode() for pair in lots for text in pair]
    frozen = h("lots", name.encode(), commitment, str(number).encode(), *flat)
    seed, k, left = h("seed", frozen, holder, body), 0, [lot for _, lot in lots]
    out: list[str] = []
    while len(out) < number:
        word = int(h("word", seed, k.to_bytes(8, "big")).hex(), 16)
        k += 1
        if word < 2**256 - 2**256 % len(left):
            out.append(left[word % len(left)])
            del left[word % len(left)]
    return out


@pytest.mark.parametrize("number", range(1, 11))
@pytest.mark.parametrize("seed", ["0", "1", "2", "3", "4"])
def test_anyone_draws_the_same_lots_again(number: int, seed: str) -> None:
    draw = draw_of(number, seed=seed)
    pairs = [(lot.source.value, lot.id) for lot in LOTS]
    ours = [lot.id for lot in draw_lots(draw)]
    assert ours == redraw("抽样 1", number, pairs, draw.holder_nonce, draw.body_nonce)
    assert len(set(ours)) == number


def test_the_figures_of_a_draw_are_held_for_ever() -> None:
    draw = draw_of(3)
    assert draw.list.commitment.hex() == "bf120f441f119abcaf79a2d910c7066828393c90dbc06cb173e1f5731caafde5"
    assert freeze(draw.list).hex() == "a89a086f64f13d288bf110268015d6f983ae86d8104283e24b491c2c005ef361"
    assert [lot.id for lot in draw_lots(draw)] == ["批00", "批01", "批08"]


def test_a_draw_of_all_lots_orders_them() -> None:
    assert sorted(lot.id for lot in draw_lots(draw_of(10))) == sorted(lot.id for lot in LOTS)


@pytest.mark.parametrize(
    "changed",
    [
        lambda draw: replace(draw, body_nonce=nonce("other")),
        lambda draw: replace(draw, holder_nonce=nonce("other")),
        lambda draw: replace(draw, list=replace(draw.list, lots=LOTS[::-1])),
        lambda draw: replace(draw, list=replace(draw.list, lots=LOTS[:-1])),
        lambda draw: replace(draw, list=replace(draw.list, lots=(replace(LOTS[0], source=Source.MARKET), *LOTS[1:]))),
        lambda draw: replace(draw, list=replace(draw.list, name="抽样 2")),
        lambda draw: replace(draw, list=replace(draw.list, commitment=nonce("other"))),
        lambda draw: replace(draw, drawn=(draw.drawn or ())[::-1]),
        lambda draw: replace(draw, drawn=(draw.drawn or ())[:-1]),
        lambda draw: replace(draw, drawn=("批99", *(draw.drawn or ())[1:])),
        lambda draw: replace(draw, drawn=None),
    ],
)
def test_whatever_is_changed_other_lots_come_out(changed: Callable[[Draw], Draw]) -> None:
    draw = draw_of(6)
    drawn = replace(draw, drawn=tuple(lot.id for lot in draw_lots(draw)))
    assert verify_draw(drawn)
    assert not verify_draw(changed(drawn))


def test_the_digest_of_a_list_depends_on_all_of_it() -> None:
    lots = draw_of(3).list
    others = [
        replace(lots, lots=LOTS[::-1]),
        replace(lots, count=4),
        replace(lots, name="抽样 2"),
        replace(lots, commitment=nonce("other")),
        replace(lots, lots=(*LOTS[:-1], Lot("批0", Source.LINE))),
    ]
    assert len({freeze(each) for each in [lots, *others]}) == 6


def test_texts_cannot_be_shifted_from_one_part_into_the_next() -> None:
    body = nonce("b")
    assert commit("a", b"b" + body) != commit("ab", body)
    one, other = (
        LotList("n", bytes(32), 1, (Lot(a, Source.LINE), Lot(b, Source.LINE))) for a, b in [("a", "bc"), ("ab", "c")]
    )
    assert freeze(one) != freeze(other)


def test_a_word_that_would_favour_the_first_lots_is_passed_over() -> None:
    three = LOTS[:3]  # 2**256 leaves 1 on division by 3: the largest word would be one too many for the first lot
    assert list(take(three, 1, iter([2**256 - 1, 5]))) == [three[2]]
    assert list(take(three, 1, iter([2**256 - 2, 5]))) == [three[2]]
    assert list(take(three, 1, iter([2**256 - 4, 5]))) == [three[0]]


def squared_deviations(counts: Counter[str], expected: float, cells: int) -> float:
    assert len(counts) == cells
    return sum((count - expected) ** 2 / expected for count in counts.values())


# Chi-square quantiles for a probability of 0.001.
LIMIT_9, LIMIT_89 = 27.9, 135.0


def test_every_lot_and_every_pair_in_order_comes_out_equally_often() -> None:
    draws = [tuple(lot.id for lot in draw_lots(draw_of(2, seed=f"u{n}"))) for n in range(9000)]
    firsts = Counter(first for first, _ in draws)
    seconds = Counter(second for _, second in draws)
    assert squared_deviations(firsts, 900, 10) < LIMIT_9
    assert squared_deviations(seconds, 900, 10) < LIMIT_9
    assert (
        squared_deviations(Counter("/".join(pair) for pair in draws), 100, len(list(permutations(LOTS, 2)))) < LIMIT_89
    )


def test_a_procedure_with_modulo_bias_does_not_pass_that_test() -> None:
    digests = (hashlib.sha256(f"biased {n}".encode()).digest() for n in range(9000))
    small = Counter(LOTS[digest[0] % 16 % 10].id for digest in digests)
    assert squared_deviations(small, 900, 10) > LIMIT_9


def test_neighbouring_seeds_share_nothing() -> None:
    thirds = [draw_lots(draw_of(3, seed=f"n{n}")) for n in range(300)]
    assert len(set(islice(thirds, 300))) > 240
