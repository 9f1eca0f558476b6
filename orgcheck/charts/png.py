"""A picture as a bitmap: its SVG, drawn by resvg with the fonts of the machine."""

from __future__ import annotations

import math

from orgcheck.charts.drawing import Drawing
from orgcheck.charts.figure import figure
from orgcheck.charts.layout import lay_out
from orgcheck.charts.svg import written
from orgcheck.errors import OrgcheckError

# What systems come with, none wider than the estimate of `lettering.py`: resvg does not know which
# of them stands for `sans-serif`.
_FONTS = (
    "Helvetica, Arial, DejaVu Sans, Liberation Sans, Noto Sans, Nimbus Sans, FreeSans, Open Sans, "
    "Ubuntu, Cantarell, Roboto, Segoe UI, sans-serif"
)
# As sharp as a printer needs: pixels to a point. Of a large picture as sharp as so many pixels
# allow, and no coarser than can be read.
_FINEST, _COARSEST = 2.0, 0.8
_SHARP_PIXELS = 24_000_000
_MOST_PIXELS = 200_000_000


class Undrawable(OrgcheckError):
    """A picture that cannot be a bitmap."""


def png(drawing: Drawing) -> bytes:
    """The picture as a bitmap.

    Raises
    ------
    Undrawable
        Where it is too large, or where the machine has no font to write its texts with.
    """
    import resvg_py

    picture = figure(drawing, lay_out(drawing))
    width, height = picture.frame.width, picture.frame.height
    scale = max(_COARSEST, min(_FINEST, math.sqrt(_SHARP_PIXELS / (width * height))))
    if width * height * scale**2 > _MOST_PIXELS:
        raise Undrawable(
            f"a bitmap of this picture would have {width * scale:,.0f} by {height * scale:,.0f} "
            "pixels",
            "draw less of it with --root or --depth, or write SVG, which has no such limit",
        )
    _need_letters()
    return resvg_py.svg_to_bytes(svg_string=written(picture, drawing, _FONTS), zoom=scale)


def _need_letters() -> None:
    """Refuse to draw boxes without their texts: resvg leaves out what it has no font for."""
    import resvg_py

    frame = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" font-family="{_FONTS}">'
    )
    blank, letter = (
        resvg_py.svg_to_bytes(svg_string=f"{frame}<text y='15'>{text}</text></svg>")
        for text in (" ", "M")
    )
    if blank == letter:
        raise Undrawable(
            "no font was found to write the picture's texts with",
            "install one, such as DejaVu Sans, Liberation Sans or Noto Sans, or write SVG",
        )
