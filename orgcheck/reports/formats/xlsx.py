"""Tables as a workbook of a spreadsheet program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.descent.crosswalk import Crosswalk
    from orgcheck.descent.restatement import Restatement


def _crosswalk(crosswalk: Crosswalk, _: Options) -> bytes:
    from orgcheck.convert.formats.xlsx import workbook_of
    from orgcheck.reports.crosswalk import crosswalk_table

    return workbook_of([crosswalk_table(crosswalk)])


def _restatement(restatement: Restatement, _: Options) -> bytes:
    from orgcheck.convert.formats.xlsx import workbook_of
    from orgcheck.reports.crosswalk import restatement_table

    return workbook_of([restatement_table(restatement)])


FORMATS = (
    Format(
        name="xlsx",
        readers="a spreadsheet program",
        endings=(".xlsx",),
        crosswalks=_crosswalk,
        restatements=_restatement,
    ),
)
