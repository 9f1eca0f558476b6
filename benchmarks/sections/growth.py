"""Whether a unit costs the same in a large organisation as in one of a tenth of its size."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.commands import diff, validate
from benchmarks.comparison import Comparison, Program, growth_of_memory, growth_of_time, peak
from benchmarks.data import Data

TIMES = 10
TENTH = ", a tenth of the units"
CHECKED = "validate, 12 rules"
COMPARED = "diff, 1% changed"
RECODED = "diff, 30% of ids new"
MOST_GROWTH = 1.2
MOST_MIB = 6 * 1024
MILLION = 1_000_000


def _growth(data: Data, units: int) -> Mapping[str, Program]:
    return _programs(data, units // TIMES, TENTH) | _programs(data, units, "")


def _programs(data: Data, units: int, suffix: str) -> dict[str, Program]:
    old = data.snapshot(units)
    recoded = data.snapshot(units, "--changed", "0.01", "--new-ids", "0.3")
    return {
        CHECKED + suffix: validate(old, "--rules", data.pack(12)),
        COMPARED + suffix: diff(old, data.changed(units)),
        RECODED + suffix: diff(old, recoded),
    }


GROWTH = Comparison(
    "growth",
    "what a unit costs, against what it costs among a tenth of the units",
    _growth,
    tuple(
        goal
        for row in (CHECKED, COMPARED, RECODED)
        for goal in (
            growth_of_time(row, row + TENTH, TIMES, MOST_GROWTH, MILLION),
            growth_of_memory(row, row + TENTH, TIMES, MOST_GROWTH, MILLION),
            peak(row, MOST_MIB, MILLION),
        )
    ),
)
