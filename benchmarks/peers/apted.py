"""APTED: the fewest insertions, deletions and renames that make one tree into the other.

A node is a unit with all that it says but its parent. A unit that moved is deleted and inserted,
for there are no moves.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any

from apted import APTED, Config  # type: ignore[import-untyped]

from benchmarks.peers.reading import units


@dataclass
class Node:
    """A unit and those below it."""

    unit: dict[str, Any]
    children: list[Node] = field(default_factory=list)


class Costs(Config):  # type: ignore[misc]
    """Whether two nodes are the same unit and say the same."""

    def rename(self, one: Node, other: Node) -> int:
        """One where they do not."""
        return int(one.unit != other.unit)


def tree(snapshot: str) -> Node:
    """The tree of a snapshot with a single top, siblings in the order of their ids."""
    read = sorted(units(snapshot).items())
    parents = {identifier: unit.pop("parent", None) for identifier, unit in read}
    nodes = {identifier: Node(unit) for identifier, unit in read}
    for identifier, parent in parents.items():
        if parent is not None:
            nodes[parent].children.append(nodes[identifier])
    return next(nodes[identifier] for identifier, parent in parents.items() if parent is None)


def differing(old: str, new: str) -> set[str]:
    """The ids of the units that an edit touches."""
    mapping = APTED(tree(old), tree(new), Costs()).compute_edit_mapping()
    edited = [pair for pair in mapping if None in pair or Costs().rename(*pair)]
    return {node.unit["id"] for pair in edited for node in pair if node is not None}


if __name__ == "__main__":
    print(*sorted(differing(*sys.argv[1:])), sep="\n")
