"""Merkle trees as RFC 6962 (Certificate Transparency, section 2.1, checked 2026-11) defines them.

A leaf is hashed behind a zero byte and a node behind a one byte, so that no leaf can pass for a node.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EMPTY = hashlib.sha256().digest()
"""The root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """Give the hash of a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Give the hash of the node above two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows leaf by leaf and keeps only the roots of its full subtrees."""

    __slots__ = ("_full", "size")

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        # roots of full subtrees, the largest first
        self._full: list[bytes] = []
        for leaf in leaves:
            self.add(leaf)

    def add(self, leaf: bytes) -> None:
        """Take one more leaf, already hashed by `leaf_hash`."""
        self._full.append(leaf)
        self.size += 1
        below = self.size
        while not below & 1:
            right = self._full.pop()
            self._full.append(node_hash(self._full.pop(), right))
            below >>= 1

    def root(self) -> bytes:
        """Give the root over all leaves so far."""
        if not self._full:
            return EMPTY
        found = self._full[-1]
        for left in reversed(self._full[:-1]):
            found = node_hash(left, found)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """A proof that a leaf stands at a place of a tree: the hashes beside its way to the root."""

    # from 0
    index: int
    size: int
    # from the leaf upwards
    path: tuple[bytes, ...]

    def root_with(self, leaf: bytes) -> bytes | None:
        """Give the root that follows from this leaf; None when the proof has the wrong shape."""
        if not 0 <= self.index < self.size:
            return None
        at, last, found = self.index, self.size - 1, leaf
        for beside in self.path:
            if last == 0:
                return None
            if at & 1 or at == last:
                found = node_hash(beside, found)
                while at and not at & 1:
                    at, last = at >> 1, last >> 1
            else:
                found = node_hash(found, beside)
            at, last = at >> 1, last >> 1
        return found if last == 0 else None

    def holds(self, leaf: bytes, root: bytes) -> bool:
        """Tell whether the leaf stands in the tree of this root."""
        return self.root_with(leaf) == root


def inclusion(leaves: Sequence[bytes], index: int) -> Inclusion:
    """Prove that the leaf at `index` stands in the tree over these leaves, all hashed by `leaf_hash`.

    Raises:
        IndexError: there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    return Inclusion(index=index, size=len(leaves), path=tuple(_path(leaves, index)))


def _path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    if len(leaves) == 1:
        return []
    middle = 1 << ((len(leaves) - 1).bit_length() - 1)
    left, right = leaves[:middle], leaves[middle:]
    if index < middle:
        return [*_path(left, index), Tree(right).root()]
    return [*_path(right, index - middle), Tree(left).root()]
