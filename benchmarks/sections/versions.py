"""Many versions as a history, against validating each of them."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.commands import history, validate
from benchmarks.comparison import GOALS_FROM, Comparison, Program, time_ratio
from benchmarks.data import Data

_VERSIONS = 13


def _history(data: Data, units: int) -> Mapping[str, Program]:
    versions = data.versions(units, _VERSIONS)
    return {
        "orgcheck history, 13 versions": history(*versions),
        "orgcheck validate, all 13": validate(*versions),
    }


HISTORY = Comparison(
    "history",
    "what became of everything through 13 versions against checking each",
    _history,
    (time_ratio("orgcheck history, 13 versions", "orgcheck validate, all 13", 3, GOALS_FROM),),
)
