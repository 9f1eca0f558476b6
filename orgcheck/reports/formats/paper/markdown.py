"""The decision paper as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from orgcheck.reports.formats.markdown.writing import begun, markdown_words
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

Words = Callable[[str], str]


def report(compared: DiffResult) -> str:
    """The paper as `paper_html.report` gives it, save for the drawings."""
    content = paper(compared)
    names = content.names

    def words(text: str) -> str:
        return markdown_words(names.parts(text))

    lines = [
        f"# {words(content.title)}",
        f"{words(content.organisation)}, {words(content.versions)}  \n"
        f"Proposal: {words(content.proposal)}",
    ]
    for number, section in enumerate(content.sections, 1):
        lines.append(f"## {number}. {words(section.title)}")
        for block in section.blocks:
            lines += _block(block, words)
    lines.append(f"Made by {words(content.made_by)}; the same versions give the same paper.")
    return "\n\n".join(lines) + "\n"


def _block(block: Block, words: Words) -> Iterator[str]:
    match block:
        case Text():
            yield begun(words(block.words))
        case Items():
            yield "\n".join(_items(block, words))
        case Table():
            yield "\n".join(_table(block, words))
        case Facts():
            yield "\n".join(f"- {name}: {words(value)}" for name, value in block.rows)
        case Outline():
            yield f"### {words(block.title)}"
            yield "\n".join(
                f"{'  ' * line.level}- {begun(words(line.words))}" for line in block.lines
            )
        case Part():
            yield f"### {words(block.title)}"
            for inner in block.blocks:
                yield from _block(inner, words)
        case Picture():
            return


def _items(block: Items, words: Words) -> Iterator[str]:
    for item in block.items:
        yield f"- {begun(words(item.words))}"
        yield from (f"  - {begun(words(line))}" for line in item.below)


def _table(block: Table, words: Words) -> Iterator[str]:
    aligned = " ---: " if block.numbers else " --- "
    yield f"| {' | '.join(block.head)} |"
    yield f"| --- |{'|'.join(aligned for _ in block.head[1:])}|"
    yield from (f"| {' | '.join(map(words, row))} |" for row in block.rows)
