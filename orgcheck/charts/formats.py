"""The formats of pictures, each with the endings of its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from orgcheck.records import dataclass

if TYPE_CHECKING:
    from orgcheck.charts.drawing import Drawing


@dataclass(frozen=True)
class PictureFormat:
    """A format of pictures; `draw` imports what it needs when it is called."""

    name: str
    endings: tuple[str, ...]
    draw: Callable[[Drawing], str | bytes]


def _drawn_by(module: str, function: str) -> Callable[[Drawing], Any]:
    """A function of a module that is imported when a picture is drawn."""

    def draw(drawing: Drawing) -> Any:
        return getattr(import_module(f"orgcheck.charts.{module}"), function)(drawing)

    return draw


PICTURES: Mapping[str, PictureFormat] = {
    format.name: format
    for format in (
        PictureFormat("svg", (".svg",), _drawn_by("svg", "svg")),
        PictureFormat("png", (".png",), _drawn_by("png", "png")),
        PictureFormat("html", (".html", ".htm"), _drawn_by("html", "page")),
        PictureFormat("dot", (".dot", ".gv"), _drawn_by("dot", "text")),
        PictureFormat("mmd", (".mmd", ".mermaid"), _drawn_by("mermaid", "text")),
    )
}
