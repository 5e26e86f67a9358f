"""Lots drawn so that anyone can draw them again: protocol `labverdict.draw/1`.

Clause 7.2 of both rules has the sample taken at random from qualified goods in line, warehouse and market; random
sampling is what GB/T 10111-2008 is about (its number seen in one source, its text not held; the rules do not cite it).

1. The body makes a secret nonce of 32 bytes and publishes its commitment, bound to the name of the draw.
2. The list of lots is frozen with the number to draw, and its digest published.
3. The holder adds a nonce of 32 bytes. It knows neither the body's nonce nor the outcome; the body, which could not
   know this one, can no longer change its own.
4. The body opens its nonce; seed and lots follow. A body that never opens it has drawn nothing, and its published
   commitment shows that it should have.

Every digest is SHA-256 over a domain and parts, each preceded by its length in bytes as 8 bytes, big-endian:

    H(domain, part, ...)  domain is ASCII; texts are UTF-8, nonces and digests 32 raw bytes
    commitment = H("labverdict.draw/1 commitment", name, body nonce)
    frozen     = H("labverdict.draw/1 lots", name, commitment, number to draw in decimal, source 1, lot 1, ...)
    seed       = H("labverdict.draw/1 seed", frozen, holder's nonce, body's nonce)
    word k     = H("labverdict.draw/1 word", seed, k as 8 bytes big-endian) as one whole number, k = 0, 1, 2, ...

One lot after the other is taken out of the list: where m lots are left, the next word below 2**256 - 2**256 mod m,
taken modulo m, is the place (from 0) of the lot among those left; larger words are passed over, so that no place is
likelier than another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import count

FORMAT = "labverdict.draw/1"
NONCE_BYTES = 32
RANDOM_SAMPLING = "GB/T 10111-2008"
RANDOM_SAMPLING_CERTAINTY = "B"

_WORDS = 2**256


class Source(StrEnum):
    """Where a lot lies: 生产线, 仓库, 市场."""

    LINE = "line"
    WAREHOUSE = "warehouse"
    MARKET = "market"


@dataclass(frozen=True, slots=True)
class Lot:
    """One lot of qualified goods, under the number that stands on it."""

    id: str
    source: Source


@dataclass(frozen=True, slots=True)
class LotList:
    """What is frozen before any nonce is known to the other side: each lot once, `count` of them to be drawn."""

    name: str
    commitment: bytes
    count: int
    lots: tuple[Lot, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """A list with both nonces, and the lots that are said to have been drawn from it (None: not drawn yet)."""

    list: LotList
    holder_nonce: bytes
    body_nonce: bytes
    drawn: tuple[str, ...] | None


def commit(name: str, body_nonce: bytes) -> bytes:
    """Return what the body publishes before it sees the list."""
    return _digest("commitment", name.encode(), body_nonce)


def freeze(lots: LotList) -> bytes:
    """Return the digest that fixes list, order, number to draw and commitment."""
    pairs = [text.encode() for lot in lots.lots for text in (lot.source, lot.id)]
    return _digest("lots", lots.name.encode(), lots.commitment, str(lots.count).encode(), *pairs)


def draw_lots(draw: Draw) -> tuple[Lot, ...]:
    """Return the lots in the order in which they are drawn."""
    seed = _digest("seed", freeze(draw.list), draw.holder_nonce, draw.body_nonce)
    words = (int.from_bytes(_digest("word", seed, k.to_bytes(8, "big"))) for k in count())
    return tuple(take(draw.list.lots, draw.list.count, words))


def take(lots: Sequence[Lot], number: int, words: Iterator[int]) -> Iterator[Lot]:
    """Take lots out of a list by words that are uniform from 0 to 2**256 - 1."""
    left = list(lots)
    for _ in range(number):
        fair = _WORDS - _WORDS % len(left)
        word = next(word for word in words if word < fair)
        yield left.pop(word % len(left))


def verify_draw(draw: Draw) -> bool:
    """Draw again, and tell whether the lots that are said to have been drawn come out in their order."""
    return draw.drawn == tuple(lot.id for lot in draw_lots(draw))


def _digest(domain: str, *parts: bytes) -> bytes:
    digest = sha256()
    for part in (f"{FORMAT} {domain}".encode("ascii"), *parts):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()
