"""The formats of pictures, each with the endings of its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from orgcheck.records import dataclass

if TYPE_CHECKING:
    from orgcheck.charts.drawing import Drawing
    from orgcheck.charts.pages import Page


@dataclass(frozen=True)
class PictureFormat:
    """A format of pictures; `draw` and `on_pages` import what they need when they are called.

    `on_pages` writes a picture that is set on sheets of paper: one file for each page, or one of
    all of them; None where the format knows no paper. `needs_fonts` says that its texts are drawn
    with the fonts of this machine.
    """

    name: str
    endings: tuple[str, ...]
    draw: Callable[[Drawing], str | bytes]
    on_pages: Callable[[Sequence[Page]], Sequence[str | bytes]] | None = None
    needs_fonts: bool = False


def _drawn_by(module: str, function: str) -> Callable[[Any], Any]:
    """A function of a module that is imported when a picture is drawn."""

    def draw(drawing: Any) -> Any:
        return getattr(import_module(f"orgcheck.charts.{module}"), function)(drawing)

    return draw


PICTURES: Mapping[str, PictureFormat] = {
    format.name: format
    for format in (
        PictureFormat("svg", (".svg",), _drawn_by("svg", "svg"), _drawn_by("svg", "on_pages")),
        PictureFormat(
            "png", (".png",), _drawn_by("png", "png"), _drawn_by("png", "on_pages"), True
        ),
        PictureFormat(
            "pdf", (".pdf",), _drawn_by("pdf", "pdf"), _drawn_by("pdf", "on_pages"), True
        ),
        PictureFormat(
            "html", (".html", ".htm"), _drawn_by("html", "page"), _drawn_by("html", "on_pages")
        ),
        PictureFormat("dot", (".dot", ".gv"), _drawn_by("dot", "text")),
        PictureFormat("mmd", (".mmd", ".mermaid"), _drawn_by("mermaid", "text")),
    )
}
