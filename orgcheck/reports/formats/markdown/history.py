"""A history as Markdown: a table of figures, then what happened between each two versions."""

from __future__ import annotations

from collections.abc import Iterable

from orgcheck.counting import counted
from orgcheck.descent.history import History
from orgcheck.reports.formats.markdown.writing import (
    Markdown,
    details,
    joined,
    markdown,
    markdown_text,
    written,
)
from orgcheck.reports.history import HistoryWords

_WORDS = 600


def report(history: History) -> str:
    """The figures of each version, and the heaviest changes between each two."""
    words = HistoryWords(history)
    parts = [markdown("## {}\n\n", _text(words.title)), *_remarks(words), *_table(words)]
    for step in words.steps():
        lines = [markdown("- {}\n", _text(sentence)) for sentence in step.sentences]
        if step.untold:
            lines.append(markdown("- and {}\n", counted(step.untold, "further change")))
        parts.append(markdown("\n### {}\n\n{}\n", _text(step.title), _text(step.counts)))
        parts += [Markdown("\n"), *lines] if lines else []
    parts += _section("Left out by versions in between", words.gaps())
    parts += _section("Ids used again", words.reuses())
    messages = (f"{one.rule} {one.message}" for one in words.discrepancies)
    parts += _section("First and last compared directly differ", messages)
    return written(parts)


def _remarks(words: HistoryWords) -> list[Markdown]:
    return [markdown("{}\n\n", _text(remark)) for remark in words.history.remarks]


def _table(words: HistoryWords) -> list[Markdown]:
    names = words.columns
    heads = joined(markdown("{} | ", _text(name)) for name in names)
    rows = [markdown("| version | {}\n|---|{}\n", heads, Markdown("---:|" * len(names)))]
    for version in words.history.versions:
        figures = words.figures(version)
        cells = (
            markdown("{} | ", f"{figures[name]:,}" if name in figures else "-") for name in names
        )
        rows.append(markdown("| {} | {}\n", _text(version.label), joined(cells)))
    return rows


def _section(title: str, lines: Iterable[str]) -> list[Markdown]:
    items = [markdown("- {}\n", _text(line)) for line in lines]
    return [details(Markdown(title), joined(items))] if items else []


def _text(words: str) -> Markdown:
    return markdown_text(words, _WORDS)
