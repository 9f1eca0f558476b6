"""Scenarios side by side, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.language import tr
from orgcheck.reports.formats.markdown.findings import missing_note
from orgcheck.reports.formats.markdown.writing import code, markdown_text
from orgcheck.reports.missing_names import missing_names_of
from orgcheck.reports.scenarios import Option, Sheet
from orgcheck.results import Scenarios

_CELL = 200
_WORDS = 600


def report(scenarios: Scenarios) -> str:
    """A table of all options, then what happens in each."""
    sheet = Sheet(scenarios)
    head = ["", sheet.version, *(option.title for option in sheet.options)]
    rows = [head, *([row.label, row.base, *row.cells] for row in sheet.telling)]
    first, *others = (" | ".join(markdown_text(cell, _CELL) for cell in row) for row in rows)
    return "".join(
        (
            f"## {markdown_text(sheet.title, _CELL)}\n\n",
            f"| {first} |\n|{' --- |' * len(head)}\n",
            *(f"| {row} |\n" for row in others),
            f"\n{markdown_text(sheet.alike, _WORDS)}\n" if sheet.alike else "",
            *("".join(_option(option)) for option in sheet.options),
            missing_note(missing_names_of(scenarios)),
        )
    )


def _option(option: Option) -> Iterator[str]:
    yield f"\n### {markdown_text(option.title, _CELL)}\n\n"
    yield f"{code(option.source, _CELL)}: {markdown_text(option.kinds, _WORDS)}\n\n"
    yield from (f"- {markdown_text(event, _WORDS)}\n" for event in option.events())
    breaks, drops = (markdown_text(words, _WORDS) for words in (tr("breaks"), tr("drops")))
    yield from (f"- **{breaks}** {markdown_text(one, _WORDS)}\n" for one in option.findings())
    yield from (f"- {markdown_text(one, _WORDS)}\n" for one in option.findings_left())
    yield from (f"- **{drops}** {markdown_text(duty, _WORDS)}\n" for duty in option.dropped())
    yield from (f"- {markdown_text(one, _WORDS)}\n" for one in option.dropped_left())
