"""DeepDiff of two snapshots as dicts keyed by id: which fields differ, without a word on why."""

from __future__ import annotations

import sys

from deepdiff import DeepDiff

from benchmarks.own_share import timed
from benchmarks.peers.reading import units


def differing(old: str, new: str) -> set[str]:
    """The ids of the units that are not the same in both."""
    before, after = units(old), units(new)
    difference = timed(lambda: DeepDiff(before, after, view="tree"))
    return {str(one.path(output_format="list")[0]) for kind in difference.values() for one in kind}


if __name__ == "__main__":
    print(*sorted(differing(*sys.argv[1:])), sep="\n")
