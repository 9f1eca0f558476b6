"""A history as Markdown: a table of figures, then what happened between each two versions."""

from __future__ import annotations

from collections.abc import Iterable

from orgcheck.descent.history import History
from orgcheck.language import number_words, spoken, tr
from orgcheck.reports.formats.markdown.findings import missing_note
from orgcheck.reports.formats.markdown.writing import (
    Markdown,
    details,
    joined,
    markdown,
    markdown_text,
    written,
)
from orgcheck.reports.history import HistoryWords, figure_words, further_changes
from orgcheck.reports.missing_names import missing_names_of

_WORDS = 600


def report(history: History) -> str:
    """The figures of each version, and the heaviest changes between each two."""
    words = HistoryWords(history)
    parts = [markdown("## {}\n\n", _text(words.title)), *_remarks(words), *_table(words)]
    found = [markdown("- {}\n", _text(line)) for line in words.findings()]
    if found:
        parts += [markdown("\n### {}\n\n", _text(tr("Rules over all versions"))), *found]
    for step in words.steps():
        lines = [markdown("- {}\n", _text(sentence)) for sentence in step.sentences]
        if step.untold:
            lines.append(markdown("- {}\n", _text(further_changes(step.untold))))
        parts.append(markdown("\n### {}\n\n{}\n", _text(step.title), _text(step.counts)))
        parts += [Markdown("\n"), *lines] if lines else []
    parts += _section(words.gaps_title, words.gaps())
    parts += _section(tr("Ids used again"), words.reuses())
    messages = (f"{one.rule} {spoken(one.message)}" for one in words.discrepancies)
    parts += _section(tr("First and last compared directly differ"), messages)
    parts.append(missing_note(missing_names_of(words.history)))
    return written(parts)


def _remarks(words: HistoryWords) -> list[Markdown]:
    return [markdown("{}\n\n", _text(spoken(remark))) for remark in words.history.remarks]


def _table(words: HistoryWords) -> list[Markdown]:
    names = words.columns
    heads = joined(markdown("{} | ", _text(figure_words(name))) for name in names)
    right = Markdown("---:|" * len(names))
    rows = [markdown("| {} | {}\n|---|{}\n", _text(tr("version")), heads, right)]
    for version in words.history.versions:
        figures = words.figures(version)
        cells = (
            markdown("{} | ", _text(number_words(figures[name])) if name in figures else "-")
            for name in names
        )
        rows.append(markdown("| {} | {}\n", _text(version.label), joined(cells)))
    return rows


def _section(title: str, lines: Iterable[str]) -> list[Markdown]:
    items = [markdown("- {}\n", _text(line)) for line in lines]
    return [details(_text(title), joined(items))] if items else []


def _text(words: str) -> Markdown:
    return markdown_text(words, _WORDS)
