"""The formats of pictures, each with the endings of its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orgcheck.charts.drawing import Drawing


@dataclass(frozen=True)
class PictureFormat:
    """A format of pictures; `draw` imports what it needs when it is called."""

    name: str
    endings: tuple[str, ...]
    draw: Callable[[Drawing], str | bytes]


def _svg(drawing: Drawing) -> str:
    from orgcheck.charts.svg import svg

    return svg(drawing)


def _png(drawing: Drawing) -> bytes:
    from orgcheck.charts.png import png

    return png(drawing)


def _html(drawing: Drawing) -> str:
    from orgcheck.charts.html import page

    return page(drawing)


def _dot(drawing: Drawing) -> str:
    from orgcheck.charts.dot import text

    return text(drawing)


def _mermaid(drawing: Drawing) -> str:
    from orgcheck.charts.mermaid import text

    return text(drawing)


PICTURES: Mapping[str, PictureFormat] = {
    format.name: format
    for format in (
        PictureFormat("svg", (".svg",), _svg),
        PictureFormat("png", (".png",), _png),
        PictureFormat("html", (".html", ".htm"), _html),
        PictureFormat("dot", (".dot", ".gv"), _dot),
        PictureFormat("mmd", (".mmd", ".mermaid"), _mermaid),
    )
}
