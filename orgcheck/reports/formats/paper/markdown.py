"""The decision paper as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from orgcheck.reports.formats.markdown.writing import (
    Markdown,
    begun,
    joined,
    markdown,
    markdown_text,
    markdown_words,
    written,
)
from orgcheck.reports.formats.paper.blocks import (
    Block,
    Facts,
    Items,
    Outline,
    Part,
    Picture,
    Table,
    Text,
)
from orgcheck.reports.formats.paper.content import paper
from orgcheck.results import DiffResult

Words = Callable[[str], Markdown]


def report(compared: DiffResult) -> str:
    """The paper as `paper_html.report` gives it, save for the drawings."""
    content = paper(compared)
    names = content.names

    def words(text: str) -> Markdown:
        return markdown_words(names.parts(text))

    heading = (content.organisation, content.versions, content.proposal)
    parts = [
        markdown("# {}", words(content.title)),
        markdown("{}, {}  \nProposal: {}", *map(words, heading)),
    ]
    for number, section in enumerate(content.sections, 1):
        parts.append(markdown("## {}. {}", number, words(section.title)))
        for block in section.blocks:
            parts += _block(block, words)
    made_by = words(content.made_by)
    parts.append(markdown("Made by {}; the same versions give the same paper.\n", made_by))
    return written([joined(parts, "\n\n")])


def _block(block: Block, words: Words) -> Iterator[Markdown]:
    match block:
        case Text():
            yield begun(words(block.words))
        case Items():
            yield joined(_items(block, words), "\n")
        case Table():
            yield joined(_table(block, words), "\n")
        case Facts():
            rows = (markdown("- {}: {}", name, words(value)) for name, value in block.rows)
            yield joined(rows, "\n")
        case Outline():
            yield markdown("### {}", words(block.title))
            lines = (
                markdown("{}- {}", Markdown("  " * line.level), begun(words(line.words)))
                for line in block.lines
            )
            yield joined(lines, "\n")
        case Part():
            yield markdown("### {}", words(block.title))
            for inner in block.blocks:
                yield from _block(inner, words)
        case Picture():
            return


def _items(block: Items, words: Words) -> Iterator[Markdown]:
    for item in block.items:
        yield markdown("- {}", begun(words(item.words)))
        yield from (markdown("  - {}", begun(words(line))) for line in item.below)


def _table(block: Table, words: Words) -> Iterator[Markdown]:
    aligned = Markdown(" ---: " if block.numbers else " --- ")
    yield _row(map(markdown_text, block.head))
    yield markdown("| --- |{}|", joined((aligned for _ in block.head[1:]), "|"))
    yield from (_row(map(words, row)) for row in block.rows)


def _row(cells: Iterable[Markdown]) -> Markdown:
    return markdown("| {} |", joined(cells, " | "))
