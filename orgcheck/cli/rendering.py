"""Reports by the name of their format, each imported when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orgcheck.reports.format import Options
    from orgcheck.results import CheckResult


def findings_report(name: str, checked: Sequence[CheckResult], options: Options) -> str:
    """The findings in the format of that name; beside code, by paths from the repository's root."""
    from orgcheck.reports.formats import formats

    format = formats()[name]
    assert format.findings is not None, "the command offers no other"
    if format.beside_code:
        from orgcheck.reports.file_paths import renamed
        from orgcheck.snapshot.view import View

        checked = renamed(checked, View().path_from_root)
    return format.findings(checked, options)
