"""The decision paper as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from orgcheck.reports.formats.markdown.writing import (
    Markdown,
    begun,
    code,
    joined,
    markdown,
    markdown_text,
    markdown_words,
    written,
)
from orgcheck.reports.formats.paper.blocks import (
    Block,
    Digests,
    Facts,
    Items,
    Outlines,
    Paper,
    Part,
    Picture,
    Section,
    Table,
    Text,
)
from orgcheck.reports.formats.paper.content import paper
from orgcheck.results import DiffResult

Words = Callable[[str], Markdown]


def report(compared: DiffResult) -> str:
    """The paper as the other forms give it, save for the drawing."""
    return written_paper(paper(compared))


def written_paper(content: Paper) -> str:
    """A paper as Markdown."""
    names = content.names

    def words(text: str) -> Markdown:
        return markdown_words(names.parts(text))

    parts = [
        markdown("# {}", words(content.title)),
        markdown("{}, {}", words(content.sort), words(content.organisation)),
    ]
    if content.mark:
        parts.append(markdown("**{}**", words(content.mark)))
    parts += _block(content.facts, words)
    for number, section in enumerate(content.sections, 1):
        parts += _section(markdown("{}. {}", number, words(section.title)), section, words)
    for section in content.annexes:
        parts += _section(words(section.title), section, words)
    return written([joined(parts, "\n\n"), Markdown("\n")])


def _section(title: Markdown, section: Section, words: Words) -> Iterator[Markdown]:
    yield markdown("## {}", title)
    for block in section.blocks:
        yield from _block(block, words)


def _block(block: Block, words: Words) -> Iterator[Markdown]:
    match block:
        case Text():
            yield begun(words(block.words))
        case Items():
            yield joined(_items(block, words), "\n")
        case Table():
            yield joined(_table(block, words), "\n")
        case Facts():
            rows = (markdown("- {}: {}", words(name), words(value)) for name, value in block.rows)
            yield joined(rows, "\n")
        case Outlines():
            for outline in block.outlines:
                yield markdown("### {}", words(outline.title))
                lines = (
                    markdown("{}- {}", Markdown("  " * line.level), begun(words(line.words)))
                    for line in outline.lines
                )
                yield joined(lines, "\n")
        case Digests():
            rows = (_row((markdown_text(one.file), code(one.sha256))) for one in block.rows)
            head = _row(map(markdown_text, block.head))
            yield joined((head, Markdown("| --- | --- |"), *rows), "\n")
        case Part():
            yield markdown("### {}", words(block.title))
            for inner in block.blocks:
                yield from _block(inner, words)
        case Picture():
            return


def _items(block: Items, words: Words) -> Iterator[Markdown]:
    for number, item in enumerate(block.items, start=1):
        sign = Markdown(f"{number}." if block.numbered else "-")
        yield markdown("{} {}", sign, begun(words(item.words)))
        room = Markdown(" " * (len(sign) + 1))
        yield from (markdown("{}- {}", room, begun(words(line))) for line in item.below)


def _table(block: Table, words: Words) -> Iterator[Markdown]:
    aligned = Markdown(" ---: " if block.numbers else " --- ")
    yield _row(map(markdown_text, block.head))
    yield markdown("| --- |{}|", joined((aligned for _ in block.head[1:]), "|"))
    yield from (_row(map(words, row)) for row in block.rows)


def _row(cells: Iterable[Markdown]) -> Markdown:
    return markdown("| {} |", joined(cells, " | "))
