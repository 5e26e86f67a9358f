import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledger.merkle import (
    EMPTY_ROOT,
    Growing,
    OutOfTree,
    consistency_proof,
    continues,
    includes,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
)

# The reference leaves of Certificate Transparency, and the roots and proofs published for them.
CT = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
CT_LEAVES = [leaf_hash(bytes.fromhex(data)) for data in CT]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A, B = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", CT_ROOTS[1]
C, D = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", CT_ROOTS[2]
E, F = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", CT_ROOTS[4]
G = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
H = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
K = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"

FORGED = 10_000
SIZES = st.integers(0, 70)


@dataclass(frozen=True, slots=True)
class InMemory:
    """A source of subtrees that computes each by the definition."""

    leaves: Sequence[bytes]

    def subtree(self, level: int, index: int) -> bytes:
        part = self.leaves[index << level : (index + 1) << level]
        assert len(part) == 1 << level
        return by_definition(part)


def by_definition(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962 clause 2.1."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = max(1 << power for power in range(len(leaves).bit_length()) if 1 << power < len(leaves))
    return node_hash(by_definition(leaves[:k]), by_definition(leaves[k:]))


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(number.to_bytes(4)) for number in range(size)]


def hexes(proof: Sequence[bytes]) -> list[str]:
    return [part.hex() for part in proof]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_published(size: int) -> None:
    assert root(InMemory(CT_LEAVES), size).hex() == CT_ROOTS[size]


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [(0, 1, []), (0, 2, [A]), (1, 2, [B]), (2, 3, [D]), (1, 5, [B, C, E]), (0, 8, [A, C, G]), (5, 8, [E, H, F])],
)
def test_the_inclusion_proofs_are_those_published(index: int, size: int, proof: list[str]) -> None:
    assert hexes(inclusion_proof(InMemory(CT_LEAVES), index, size)) == proof
    assert includes(CT_LEAVES[index], index, size, [*map(bytes.fromhex, proof)], bytes.fromhex(CT_ROOTS[size]))


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [(1, 1, []), (1, 8, [A, C, G]), (2, 5, [C, E]), (6, 8, [K, H, F]), (2, 8, [C, G])],
)
def test_the_consistency_proofs_are_those_published(old: int, new: int, proof: list[str]) -> None:
    roots = bytes.fromhex(CT_ROOTS[old]), bytes.fromhex(CT_ROOTS[new])
    assert hexes(consistency_proof(InMemory(CT_LEAVES), old, new)) == proof
    assert continues(old, new, *roots, [*map(bytes.fromhex, proof)])


@given(SIZES)
def test_the_root_is_that_of_the_definition(size: int) -> None:
    leaves, tree = leaves_of(size), Growing()
    for leaf in leaves:
        tree.add(leaf)
    assert root(InMemory(leaves), size) == tree.root() == by_definition(leaves)


@given(st.data())
def test_every_entry_of_every_tree_is_proved(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 70))
    index = data.draw(st.integers(0, size - 1))
    leaves = leaves_of(size)
    assert includes(leaves[index], index, size, inclusion_proof(InMemory(leaves), index, size), by_definition(leaves))


@given(st.data())
def test_every_tree_continues_every_earlier_one(data: st.DataObject) -> None:
    new = data.draw(SIZES)
    old = data.draw(st.integers(0, new))
    leaves = leaves_of(new)
    proof = consistency_proof(InMemory(leaves), old, new)
    assert continues(old, new, by_definition(leaves[:old]), by_definition(leaves), proof)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3)])
def test_no_proof_is_made_for_an_entry_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(OutOfTree):
        inclusion_proof(InMemory(leaves_of(3)), index, size)
    assert not includes(CT_LEAVES[0], index, size, [], CT_LEAVES[0])


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (3, 2)])
def test_no_proof_is_made_for_a_tree_that_shrinks(old: int, new: int) -> None:
    with pytest.raises(OutOfTree):
        consistency_proof(InMemory(leaves_of(3)), old, new)
    assert not continues(old, new, EMPTY_ROOT, EMPTY_ROOT, [])
    assert not continues(old, new, EMPTY_ROOT, EMPTY_ROOT, [EMPTY_ROOT])


@pytest.mark.parametrize(
    ("old", "new", "old_root", "proof"),
    [
        (0, 2, CT_ROOTS[1], []),
        (0, 2, CT_ROOTS[0], [A]),
        (2, 2, CT_ROOTS[1], []),
        (2, 2, CT_ROOTS[2], [A]),
        (1, 2, B, []),
    ],
)
def test_what_needs_no_proof_needs_the_right_root(old: int, new: int, old_root: str, proof: list[str]) -> None:
    new_root = bytes.fromhex(CT_ROOTS[new])
    assert not continues(old, new, bytes.fromhex(old_root), new_root, [*map(bytes.fromhex, proof)])


@dataclass(frozen=True, slots=True)
class Claim:
    """Two numbers, two hashes and a proof: of inclusion (index, size, leaf, root) or of consistency."""

    numbers: tuple[int, int]
    hashes: tuple[bytes, bytes]
    proof: tuple[bytes, ...]

    def is_included(self) -> bool:
        return includes(self.hashes[0], *self.numbers, self.proof, self.hashes[1])

    def is_continued(self) -> bool:
        return continues(*self.numbers, *self.hashes, self.proof)


def forged(claim: Claim, chance: random.Random) -> Claim:
    """Return the claim with one thing changed."""
    numbers, hashes, proof = list(claim.numbers), list(claim.hashes), list(claim.proof)
    place = chance.randrange(len(proof)) if proof else 0
    match chance.choice(["bit", "drop", "double", "swap", "add", "hash", "hash", "other root"]):
        case "bit" if proof:
            proof[place] = flipped(proof[place], chance)
        case "drop" if proof:
            del proof[place]
        case "double" if proof:
            proof.insert(place, proof[place])
        case "swap" if len(set(proof)) > 1:
            proof = proof[1:] + proof[:1]
        case "add":
            proof.insert(chance.randint(0, len(proof)), chance.randbytes(32))
        case "other root":
            hashes[1] = node_hash(hashes[0], hashes[1])
        case _:
            which = chance.randrange(2)
            hashes[which] = flipped(hashes[which], chance)
    return replace(claim, numbers=(numbers[0], numbers[1]), hashes=(hashes[0], hashes[1]), proof=tuple(proof))


def flipped(value: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(value))
    return value[:place] + bytes([value[place] ^ 1 << chance.randrange(8)]) + value[place + 1 :]


def test_ten_thousand_forged_proofs_are_rejected() -> None:
    chance = random.Random(6962)  # noqa: S311 - repeatable on purpose
    leaves = leaves_of(70)
    tree = InMemory(leaves)
    roots = [by_definition(leaves[:size]) for size in range(71)]
    for _ in range(FORGED // 2):
        size = chance.randint(1, 70)
        index, old = chance.randrange(size), chance.randint(1, size)
        inclusion = Claim((index, size), (leaves[index], roots[size]), inclusion_proof(tree, index, size))
        assert inclusion.is_included()
        assert not forged(inclusion, chance).is_included()
        consistency = Claim((old, size), (roots[old], roots[size]), consistency_proof(tree, old, size))
        assert consistency.is_continued()
        assert not forged(consistency, chance).is_continued()


@given(st.data())
def test_a_proof_holds_for_no_other_entry(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 40))
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-1, 41))
    leaves = leaves_of(size)
    proof = inclusion_proof(InMemory(leaves), index, size)
    assert includes(leaves[index], other, size, proof, by_definition(leaves)) is (other == index)


def test_a_node_is_no_entry() -> None:
    """Without the prefixes of leaf and node, the two hashes of a node would be an entry that nobody added."""
    left, right = leaves_of(2)
    assert leaf_hash(left + right) != node_hash(left, right) == sha256(b"\x01" + left + right).digest()
