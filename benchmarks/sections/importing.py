"""A workbook imported, beside its values alone."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from benchmarks.commands import orgcheck, peer
from benchmarks.comparison import Comparison, Program, inner_ratio, time_ratio
from benchmarks.data import Data

PROCESS = "orgcheck import"
INNER = "orgcheck.import_snapshot in process"
CALAMINE = "python-calamine, values alone"
_ROWS = 10_000


def _programs(data: Data, units: int) -> Mapping[str, Program]:
    workbook = data.workbook(units)
    return {
        PROCESS: orgcheck("import", workbook, "--quiet"),
        INNER: Program((sys.executable, "-m", "benchmarks.in_process", "import", workbook)),
        CALAMINE: peer("calamine", workbook),
    }


IMPORT = Comparison(
    "import",
    "a workbook as people have it",
    _programs,
    (
        time_ratio(PROCESS, CALAMINE),
        inner_ratio(INNER, CALAMINE, "the reading", 3, _ROWS),
    ),
    largest=_ROWS,
)
