"""A picture as one HTML page: the drawing, and the same in words; no script, no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from orgcheck.changes.kinds.event_type import mark_word
from orgcheck.charts.drawing import Box, Drawing, Line, LineType, Sort, line_word, sort_label
from orgcheck.charts.pages import Page, paged
from orgcheck.charts.sheets import SHEETS
from orgcheck.charts.svg import on_page, svg_element
from orgcheck.escaping import IN_MARKUP, without_commands
from orgcheck.language import kind_language, spoken_language, tr
from orgcheck.records import replace

# Lists that are nested deeper cannot be told apart, and some browsers give up on them.
_MOST_LEVELS = 40
# A browser rounds the size of paper: what is as high as the paper runs over to the next sheet. So
# much less, in points, is of the margin.
_SPARE = 6.0

_STYLE = """
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1a202c; --faint: #5b6472; }
body { margin: 0 auto; padding: 1.5rem; max-width: 120rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 Helvetica, Arial, "DejaVu Sans", sans-serif; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .5rem; }
p { margin: .25rem 0 1rem; color: var(--faint); }
figure { margin: 0; overflow-x: auto; }
figure:focus-visible { outline: 2px solid currentColor; outline-offset: 4px; }
li { margin: .15rem 0; }
.kind, .note { color: var(--faint); }
.mark { font-weight: bold; text-transform: uppercase; font-size: .85em; }
.paper { fill: var(--paper); }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14181f; --ink: #e6e9ee; --faint: #a7b0bd; }
  .node > rect[fill="none"] { stroke: var(--faint); }
  .caption > text { fill: var(--ink); }
%s}
.sheets { display: none; }
@media print {
  body { padding: 0; max-width: none; }
  .sheets { display: block; }
  .page { break-inside: avoid; break-before: page; overflow: hidden; }
  .page > svg { display: block; max-width: none !important; }
  .page:first-of-type { break-before: avoid; }
  /* The sheets are for paper. There the picture can be read, and its words would repeat it. */
  .screen, .words, nav { display: none; }
  main > h1, main > p { %s }
}
"""
# Each sheet has its title already; who cannot see it is told by the page's.
_UNSEEN = (
    "position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden;"
    " clip-path: inset(50%);"
)
# Strokes that stand out on dark paper; the boxes keep their light fills and dark texts.
_ON_DARK = {
    "membership": "#a7b0bd",
    "command": "#ff8a80",
    "functional": "#c3a6ff",
    "matrix": "#f0b860",
    "advisory": "#6fd3d6",
    "other": "#c2c9d4",
    "succession": "#7fd494",
    "move": "#85b8f5",
    "same": "#8a93a1",
}


def page(drawing: Drawing) -> str:
    """The page, its names escaped wherever they stand.

    In print the picture is on sheets of A4, in as many as it takes for its type to be read.
    """
    title = escape(drawing.title)
    sheets = paged(drawing, SHEETS["A4"])
    # The picture may be wider than the window: it is scrolled by keyboard, too.
    pictures = (
        f'<figure class="screen" tabindex="0" role="group" aria-label="{title}">',
        f"{svg_element(drawing, headed=False)}</figure>",
        '<div class="sheets">',
        *_figures(sheets),
        "</div>",
    )
    return _whole(drawing, pictures, _paper(sheets))


def on_pages(pages: Sequence[Page]) -> list[str]:
    """All pages of a picture on one page of a browser, with links from each to the others.

    In print each stands on a sheet of its own.
    """
    titles_unseen = f"main > h1, main > p {{ {_UNSEEN} }}\n"
    return [_whole(_joined(pages), _linked(pages), titles_unseen + _paper(pages))]


def _paper(pages: Sequence[Page]) -> str:
    """The style of sheets: each page prints on paper of its size, upright or across."""
    sizes = dict.fromkeys((page.width, page.height) for page in pages)
    return "\n".join(
        f"@page {_sheet(width, height)} {{ size: {width:g}pt {height:g}pt; margin: 0; }}"
        f" @media print {{ .{_sheet(width, height)} {{ page: {_sheet(width, height)};"
        f" height: {height - _SPARE:g}pt; }} }}"
        for width, height in sizes
    )


def _sheet(width: float, height: float) -> str:
    """The name of a sheet that stands or lies."""
    return "across" if width > height else "upright"


def _joined(pages: Sequence[Page]) -> Drawing:
    """What the pages say in words: all that is on any of them, once."""
    first = pages[0].drawing
    boxes = {box.key: box for page in reversed(pages) for box in page.drawing.boxes}
    parents = {
        box.key: box.parent
        for page in pages
        for box in page.drawing.boxes
        if box.parent is not None
    }
    placed = (replace(box, parent=parents.get(box.key)) for box in boxes.values())
    lines = dict.fromkeys(line for page in pages for line in page.drawing.lines)
    return replace(first, boxes=tuple(placed), lines=tuple(lines))


def _linked(pages: Sequence[Page]) -> Iterator[str]:
    """The sheets, before each the ways to the others."""
    numbers = range(1, len(pages) + 1)
    for number, sheet in enumerate(_figures(pages), 1):
        if len(pages) > 1:
            links = " ".join(
                f'<a href="#page-{other}">{other}</a>' if other != number else f"<b>{other}</b>"
                for other in numbers
            )
            label = escape(tr("Pages, on page {number}", number=number))
            words = escape(tr("Pages"))
            yield f'<nav aria-label="{label}">{words}: {links}</nav>'
        yield sheet


def _figures(pages: Sequence[Page]) -> Iterator[str]:
    """Each sheet as a figure."""
    for number, page in enumerate(pages, 1):
        label = escape(f"{page.drawing.title}. {page.drawing.subtitle}")
        yield (
            f'<figure class="page {_sheet(page.width, page.height)}" id="page-{number}" '
            f'tabindex="0" role="group" aria-label="{label}">\n{on_page(page)}</figure>'
        )


def _whole(drawing: Drawing, pictures: Iterable[str], style: str) -> str:
    text = "".join(f"{line}\n" for line in _lines(drawing, pictures, style))
    return without_commands(text, IN_MARKUP)


def _lines(drawing: Drawing, pictures: Iterable[str], style: str) -> Iterator[str]:
    title, subtitle = escape(drawing.title), escape(drawing.subtitle)
    yield "<!doctype html>"
    yield f'<html lang="{spoken_language()}">'
    yield '<head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield (
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield f"<title>{title}</title>"
    yield f"<style>{_STYLE % (_dark_strokes(), _UNSEEN)}{style}</style></head>"
    yield f"<body><main><h1>{title}</h1>"
    yield f"<p>{subtitle}</p>"
    yield from pictures
    words = tr("The same in words")
    yield f'<section class="words"><h2>{words}</h2>'
    for heading, part in drawing.parts:
        if heading:
            yield f"<h3>{escape(heading)}</h3>"
        yield from _tree(part)
        yield from _outside(part)
    yield from _connections(drawing)
    if drawing.remark:
        yield f"<p>{escape(drawing.remark)}</p>"
    yield "</section></main></body></html>"


def _dark_strokes() -> str:
    return "".join(
        f"  .edge.{name} > path {{ stroke: {colour}; }}\n"
        f"  .edge.{name} > polygon {{ fill: {colour}; }}\n"
        f"  .label.{name} > text {{ fill: {colour}; }}\n"
        for name, colour in _ON_DARK.items()
    )


def _tree(drawing: Drawing) -> Iterator[str]:
    """The units as nested lists, without recursion: a tree may be deep."""
    yield "<ul>"
    # What is still to be written: a box with its level, or the end of a list.
    waiting: list[tuple[Box, int] | str] = [(box, 1) for box in reversed(drawing.tops)]
    while waiting:
        step = waiting.pop()
        if isinstance(step, str):
            yield step
            continue
        box, level = step
        parts = [*drawing.posts_of(box.key), *drawing.units_below(box.key)]
        nested = bool(parts) and level < _MOST_LEVELS
        yield f"<li>{_words(box)}" + ("<ul>" if nested else "</li>")
        if nested:
            waiting.append("</ul></li>")
        waiting.extend((part, level + nested) for part in reversed(parts))
    yield "</ul>"


def _outside(drawing: Drawing) -> Iterator[str]:
    if drawing.outside:
        heading = tr("Outside of the tree")
        yield f"<h2>{heading}</h2><ul>"
        yield from (f"<li>{_words(box)}</li>" for box in drawing.outside)
        yield "</ul>"


def _connections(drawing: Drawing) -> Iterator[str]:
    told = [line for line in drawing.lines if not _leads_to_itself(line, drawing)]
    if told:
        heading = tr("Lines")
        yield f"<h2>{heading}</h2><ul>"
        for line in told:
            tail, head = (_name(drawing.box[key]) for key in (line.tail, line.head))
            what = escape(line_word(line.type))
            yield f'<li>{tail} <span class="kind">· {what}:</span> {head}</li>'
        yield "</ul>"


def _leads_to_itself(line: Line, drawing: Drawing) -> bool:
    """Whether a line joins a unit to where it was, under the same name: its boxes say where."""
    names = {drawing.box[key].name for key in (line.tail, line.head)}
    return line.type in (LineType.MOVE, LineType.SAME) and len(names) == 1


def _words(box: Box) -> str:
    marks = "".join(f'<span class="mark">{escape(mark_word(mark))}</span> ' for mark in box.marks)
    notes = "".join(
        f' <span class="note">· {fact}</span>' for fact in (*_sort(box), *map(escape, box.notes))
    )
    return f"{marks}{_name(box)}{notes}"


def _sort(box: Box) -> Iterator[str]:
    """What a box stands for, in its language where that is not the page's."""
    label = sort_label(box)
    if label is not None:
        code = kind_language(box.kind) if box.sort is Sort.UNIT and box.kind is not None else None
        yield escape(label) if code is None else f'<bdi lang="{escape(code)}">{escape(label)}</bdi>'


def _name(box: Box) -> str:
    """A name, in its language where that is stated."""
    name = escape(box.name)
    return name if box.lang is None else f'<bdi lang="{escape(box.lang)}">{name}</bdi>'
