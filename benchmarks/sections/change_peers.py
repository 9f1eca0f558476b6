"""What differs between the same two snapshots, as told by programs that know no organisations."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from benchmarks.commands import diff, peer
from benchmarks.comparison import GOALS_FROM, Comparison, Program, inner_ratio, time_ratio
from benchmarks.data import Data

ORGCHECK = "orgcheck diff, 1% changed"
INNER = "orgcheck.diff in process, 1% changed"
DEEP = "DeepDiff of the loaded dicts"


def _deepdiff(data: Data, units: int) -> Mapping[str, Program]:
    old, new = data.snapshot(units), data.changed(units)
    return {
        ORGCHECK: diff(old, new),
        INNER: Program((sys.executable, "-m", "benchmarks.in_process", "diff", old, new)),
        DEEP: peer("deep_diff", old, new, needs="deepdiff"),
    }


DEEPDIFF = Comparison(
    "deepdiff",
    "what a change means against which fields differ",
    _deepdiff,
    (
        time_ratio(ORGCHECK, DEEP, 0.2, GOALS_FROM),
        inner_ratio(INNER, DEEP, "the comparison", 0.2, GOALS_FROM),
    ),
    largest=100_000,
)


def _trees(data: Data, units: int) -> Mapping[str, Program]:
    old, new = data.snapshot(units), data.changed(units)
    return {
        ORGCHECK: diff(old, new),
        "APTED, tree edit distance": peer("apted", old, new, needs="apted"),
        "graphtage, matched by id": peer("graphtage", old, new, needs="graphtage"),
    }


# Theirs are algorithms of the second and third power of the units.
TREES = Comparison(
    "trees",
    "what a change means against the fewest edits of a tree",
    _trees,
    (
        time_ratio(ORGCHECK, "APTED, tree edit distance"),
        time_ratio(ORGCHECK, "graphtage, matched by id"),
    ),
    largest=1_000,
)
