"""`python -m benchmarks.peers.cells WORKBOOK`: python-calamine alone, on every cell."""

from __future__ import annotations

import sys

from python_calamine import CalamineWorkbook

if __name__ == "__main__":
    book = CalamineWorkbook.from_path(sys.argv[1])
    print(sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names))
