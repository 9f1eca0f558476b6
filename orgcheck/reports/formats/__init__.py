"""The formats of reports: a module or a package each, found by being here.

Each names what it offers in `FORMATS`, and writes through a function that escapes all that comes
from a snapshot: `text.lines.written`, `json.writing.json_text`, `html.page.page`,
`markdown.writing.written`. `tests/reports/test_hostile_names.py` finds the one that does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.results import CheckResult


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its name: text first, as the one that is meant where none is named."""
    found: list[Format] = []
    for module in iter_modules(__path__):
        found += import_module(f"{__name__}.{module.name}").FORMATS
    found.sort(key=lambda one: (one.name != "text", one.name))
    return {format.name: format for format in found}


def of_findings() -> tuple[str, ...]:
    """The names of the formats in which findings are written."""
    return _names(lambda one: one.findings)


def of_reviews() -> tuple[str, ...]:
    """The names of the formats in which the review of several snapshots is written."""
    return _names(lambda one: one.findings and one.in_changed)


def of_changes() -> tuple[str, ...]:
    """The names of the formats in which a change is written, or the findings that it brings."""
    return _names(lambda one: one.changes or (one.findings and one.in_diff))


def of_merges() -> tuple[str, ...]:
    """The names of the formats in which a merge is written."""
    return _names(lambda one: one.merges)


def of_collisions() -> tuple[str, ...]:
    """The names of the formats in which a branch is held against others."""
    return _names(lambda one: one.collisions)


def of_scenarios() -> tuple[str, ...]:
    """The names of the formats in which scenarios are put side by side."""
    return _names(lambda one: one.scenarios)


def _names(writes: Callable[[Format], object]) -> tuple[str, ...]:
    return tuple(name for name, format in formats().items() if writes(format))


def of_lineages() -> tuple[str, ...]:
    """The names of the formats in which the lineage of a unit is written."""
    return tuple(name for name, format in formats().items() if format.lineages is not None)


def of_histories() -> tuple[str, ...]:
    """The names of the formats in which a history is written."""
    return tuple(name for name, format in formats().items() if format.histories is not None)


def findings_report(name: str, checked: Sequence[CheckResult], options: Options) -> str:
    """The findings in the format of that name; beside code, by paths from the repository's root."""
    format = formats()[name]
    assert format.findings is not None, "only formats with such a report are offered"
    if format.beside_code:
        from orgcheck.reports.file_paths import renamed
        from orgcheck.snapshot.view import View

        checked = renamed(checked, View().path_from_root)
    return format.findings(checked, options)
