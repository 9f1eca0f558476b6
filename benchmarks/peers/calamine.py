"""python-calamine alone: the values of a workbook, and nothing made of them.

python -m benchmarks.peers.calamine WORKBOOK
"""

from __future__ import annotations

import sys
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.own_share import timed


def values(data: Path) -> list[list[object]]:
    """The values of the first sheet."""
    book = CalamineWorkbook.from_path(data)
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)  # type: ignore[return-value]


if __name__ == "__main__":
    workbook = Path(sys.argv[1])
    print(len(timed(lambda: values(workbook))))
