"""Tables of values with commas between them, for spreadsheets and statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.convert.tables.writing import Table
    from orgcheck.descent.crosswalk import Crosswalk
    from orgcheck.descent.restatement import Restatement


def _text(table: Table) -> str:
    from orgcheck.convert.formats.csv import csv_text
    from orgcheck.escaping import without_commands

    return without_commands(csv_text(table.heads, table.rows))


def _crosswalk(crosswalk: Crosswalk, _: Options) -> str:
    from orgcheck.reports.crosswalk import crosswalk_table

    return _text(crosswalk_table(crosswalk))


def _restatement(restatement: Restatement, _: Options) -> str:
    from orgcheck.reports.crosswalk import restatement_table

    return _text(restatement_table(restatement))


FORMATS = (
    Format(
        name="csv",
        readers="spreadsheets and statistics",
        endings=(".csv",),
        crosswalks=_crosswalk,
        restatements=_restatement,
    ),
)
