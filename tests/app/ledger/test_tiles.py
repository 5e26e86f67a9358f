from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.ledger.merkle import Growing, consistency_proof, continues, includes, inclusion_proof, leaf_hash, root
from app.ledger.tiles import LeavesMissing, Tiles, completed

MANY = 70_000
# A path and a ragged edge, each of at most 255 hashes; a log of 70 000 entries stores three levels.
TILES_PER_LEVEL = 2
PER_STORED_LEVEL = TILES_PER_LEVEL * 256


@dataclass(slots=True)
class Store:
    """What a database would hold of a log; counts the hashes that are read from it, and the questions."""

    held: Sequence[bytes]
    stored: dict[tuple[int, int], bytes] = field(default_factory=dict)
    read: int = 0
    asked: int = 0

    def leaves(self, start: int, stop: int) -> Sequence[bytes]:
        self.read += stop - start
        self.asked += 1
        return self.held[start:stop]

    def nodes(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        there = takewhile(lambda index: (level, index) in self.stored, range(start, stop))
        found = [self.stored[level, index] for index in there]
        self.read += len(found)
        self.asked += 1
        return found

    def keep(self, before: int, after: int) -> None:
        for level, index in completed(before, after):
            self.stored[level, index] = Tiles(self).subtree(level, index)


@cache
def leaves_of_many() -> tuple[bytes, ...]:
    return tuple(leaf_hash(number.to_bytes(4)) for number in range(MANY))


@cache
def store_of_many() -> Store:
    store = Store(leaves_of_many())
    store.keep(0, 300)
    store.keep(300, MANY)
    return store


def root_of_many(size: int) -> bytes:
    tree = Growing()
    for leaf in leaves_of_many()[:size]:
        tree.add(leaf)
    return tree.root()


SIZES = st.integers(1, MANY)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 65_535, 65_536, 65_537, MANY])
def test_the_root_comes_from_few_stored_hashes(size: int) -> None:
    store = store_of_many()
    store.read = store.asked = 0
    assert root(Tiles(store), size) == root_of_many(size)
    assert store.read <= 3 * PER_STORED_LEVEL
    assert store.asked <= 3 * TILES_PER_LEVEL


@given(SIZES, st.integers(0))
@example(MANY, 0)
@example(65_536, 65_535)
@example(65_537, 65_536)
def test_a_proof_comes_from_few_stored_hashes(size: int, number: int) -> None:
    store, index = store_of_many(), number % size
    store.read = store.asked = 0
    proof = inclusion_proof(Tiles(store), index, size)
    assert store.read <= 3 * PER_STORED_LEVEL
    assert store.asked <= 3 * TILES_PER_LEVEL
    assert includes(store.held[index], index, size, proof, root(Tiles(store), size))


@given(SIZES, SIZES)
def test_one_size_continues_another(one: int, other: int) -> None:
    old, new = sorted((one, other))
    tiles = Tiles(store_of_many())
    assert continues(old, new, root(tiles, old), root(tiles, new), consistency_proof(tiles, old, new))


def test_without_stored_nodes_every_leaf_is_read() -> None:
    bare = Store(leaves_of_many())
    assert root(Tiles(bare), MANY) == root_of_many(MANY)
    assert bare.read > MANY


@pytest.mark.parametrize(
    ("before", "after", "nodes"),
    [
        (0, 0, []),
        (0, 255, []),
        (0, 256, [(8, 0)]),
        (255, 256, [(8, 0)]),
        (256, 511, []),
        (256, 768, [(8, 1), (8, 2)]),
        (65_535, 65_536, [(8, 255), (16, 0)]),
        (65_536, 65_536, []),
    ],
)
def test_a_node_is_stored_when_its_last_entry_is_there(before: int, after: int, nodes: list[tuple[int, int]]) -> None:
    assert list(completed(before, after)) == nodes


def test_a_gap_among_the_stored_nodes_is_computed() -> None:
    store = Store(leaves_of_many())
    store.keep(0, MANY)
    del store.stored[8, 3], store.stored[16, 0]
    assert root(Tiles(store), MANY) == root_of_many(MANY)


def test_a_log_that_grew_is_read_again() -> None:
    tiles = Tiles(store := Store(leaves_of_many()[:300]))
    before = root(tiles, 300)
    store.held = leaves_of_many()
    assert (before, root(tiles, 310)) == (root_of_many(300), root_of_many(310))


def test_a_log_with_a_hole_has_no_root() -> None:
    with pytest.raises(LeavesMissing, match="2 leaf hashes are held of the entries from 0 to 3"):
        root(Tiles(Store(leaves_of_many()[:2])), 4)
