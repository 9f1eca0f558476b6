"""Many versions against validating each of them, and a workbook against its cells alone."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.commands import history, import_, peer, validate
from benchmarks.comparison import GOALS_FROM, Comparison, Program, time_ratio
from benchmarks.data import Data

_VERSIONS = 13
# What people have in one sheet; a row is a unit.
_ROWS = 10_000


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


def _workbook(data: Data, units: int) -> Mapping[str, Program]:
    book = data.workbook(units)
    return {
        "orgcheck import": import_(book),
        "python-calamine alone": peer("cells", book),
    }


IMPORT = Comparison(
    "import",
    "a snapshot of a workbook against reading its cells",
    _workbook,
    (time_ratio("orgcheck import", "python-calamine alone", 3, _ROWS),),
    largest=_ROWS,
)
