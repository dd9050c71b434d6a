"""Merkle trees by RFC 6962: vectors of the specification's own example tree, and laws."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.proof.merkle import EMPTY, Inclusion, Tree, inclusion, leaf_hash, node_hash

LEAVES = st.lists(st.binary(max_size=40), min_size=1, max_size=40).map(
    lambda data: [leaf_hash(each) for each in data]
)

# the eight inputs of the tests of Certificate Transparency, and the roots over the first n of them
INPUTS = [
    bytes.fromhex(each)
    for each in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
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


def recursive(leaves: list[bytes]) -> bytes:
    """Compute the root as section 2.1 words it."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(recursive(leaves[:k]), recursive(leaves[k:]))


class TestTree:
    @pytest.mark.parametrize("size", range(9))
    def test_gives_the_roots_of_certificate_transparency(self, size: int) -> None:
        tree = Tree(leaf_hash(each) for each in INPUTS[:size])

        assert tree.root().hex() == ROOTS[size]

    def test_has_a_root_of_its_own_when_empty(self) -> None:
        assert Tree().root() == EMPTY

    @given(LEAVES)
    def test_grows_to_the_root_of_the_definition(self, leaves: list[bytes]) -> None:
        assert Tree(leaves).root() == recursive(leaves)

    @given(LEAVES, st.data())
    def test_changes_its_root_with_any_leaf(self, leaves: list[bytes], data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(leaves) - 1))
        other = [*leaves[:at], leaf_hash(b"!" + leaves[at]), *leaves[at + 1 :]]

        assert Tree(other).root() != Tree(leaves).root()

    def test_keeps_leaves_and_nodes_apart(self) -> None:
        one, two = leaf_hash(b"1"), leaf_hash(b"2")

        assert leaf_hash(one + two) != Tree([one, two]).root()


class TestInclusion:
    @given(LEAVES, st.data())
    def test_holds_for_every_leaf(self, leaves: list[bytes], data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(leaves) - 1))

        assert inclusion(leaves, at).holds(leaves[at], Tree(leaves).root())

    @given(LEAVES, st.data())
    def test_holds_for_no_other_leaf_place_or_size(self, leaves: list[bytes], data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(leaves) - 1))
        root, proof = Tree(leaves).root(), inclusion(leaves, at)
        other = leaf_hash(b"!" + leaves[at])
        cut = Inclusion(index=at, size=len(leaves), path=proof.path[:-1])
        longer = Inclusion(index=at, size=len(leaves), path=(*proof.path, other))
        outside = Inclusion(index=len(leaves), size=len(leaves), path=proof.path)

        assert not proof.holds(other, root)
        assert not longer.holds(leaves[at], root)
        assert not outside.holds(leaves[at], root)
        assert not proof.path or not cut.holds(leaves[at], root)

    def test_is_as_long_as_the_tree_is_high(self) -> None:
        leaves = [leaf_hash(bytes([each])) for each in range(9)]

        assert len(inclusion(leaves, 0).path) == 4
        assert len(inclusion(leaves, 8).path) == 1

    def test_needs_a_leaf(self) -> None:
        with pytest.raises(IndexError):
            inclusion([], 0)
