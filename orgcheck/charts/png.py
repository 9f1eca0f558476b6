"""A picture as a bitmap: its SVG, drawn by resvg with the fonts of the machine."""

from __future__ import annotations

import math
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from orgcheck.charts.drawing import Drawing
from orgcheck.charts.figure import figure
from orgcheck.charts.layout import lay_out
from orgcheck.charts.pages import Page
from orgcheck.charts.svg import on_page, written
from orgcheck.errors import OrgcheckError

# What systems come with, none wider than the estimate of `lettering.py`: resvg does not know which
# of them stands for `sans-serif`.
_FONTS = (
    "Helvetica, Arial, DejaVu Sans, Liberation Sans, Noto Sans, Nimbus Sans, FreeSans, Open Sans, "
    "Ubuntu, Cantarell, Roboto, Segoe UI, sans-serif"
)
# A point is a pixel before anything is enlarged.
_DPI = 72.0
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
    picture = figure(drawing, lay_out(drawing))
    return _bitmap(written(picture, drawing, _FONTS), picture.frame.width, picture.frame.height)


def on_pages(pages: Sequence[Page]) -> list[bytes]:
    """Each page as a bitmap.

    Raises
    ------
    Undrawable
        As for `png`.
    """
    return [_bitmap(on_page(page, _FONTS), page.width, page.height) for page in pages]


def _bitmap(svg: str, width: float, height: float) -> bytes:
    """An SVG of that size in points, as sharp as is good."""
    import resvg_py

    scale = max(_COARSEST, min(_FINEST, math.sqrt(_SHARP_PIXELS / (width * height))))
    if width * height * scale**2 > _MOST_PIXELS:
        raise Undrawable(
            f"a bitmap of this picture would have {width * scale:,.0f} by {height * scale:,.0f} "
            "pixels",
            "draw less of it with --root or --depth, or write SVG, which has no such limit",
        )
    _need_letters()
    return resvg_py.svg_to_bytes(svg_string=svg, zoom=scale, dpi=_DPI)


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


# -- signs that no font has -------------------------------------------------------------------


# A band of the probe in pixels, and the size of the letter in it: nothing reaches another band.
_BAND, _LETTER = 48, 16
# So many bands are drawn at once.
_AT_ONCE = 200
# The last of the characters for private use, which no font has.
_IN_NO_FONT = "\U0010fffd"


def without_glyphs(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters of some texts that no font of this machine has.

    Examples
    --------
    >>> without_glyphs(["Kela"])
    ()
    """
    letters = sorted({sign for text in texts for sign in text if _is_drawn(sign)})
    missing: list[str] = []
    for begin in range(0, len(letters), _AT_ONCE):
        some = letters[begin : begin + _AT_ONCE]
        absent, *drawn = _traces([_IN_NO_FONT, *some])
        missing += [sign for sign, trace in zip(some, drawn, strict=True) if trace == absent]
    return tuple(missing)


def _is_drawn(sign: str) -> bool:
    """Whether a character is drawn by itself; a font for plain letters was found to be there."""
    return not sign.isascii() and unicodedata.category(sign)[0] not in "ZCM"


def _traces(signs: Sequence[str]) -> Iterator[bytes]:
    """What each of some characters looks like: where no font has it, a box or nothing."""
    import resvg_py

    middles = (_BAND * number + (_BAND + _LETTER) // 2 for number in range(len(signs)))
    texts = (
        f'<text x="{_LETTER}" y="{y}" font-size="{_LETTER}">{escape(sign)}</text>'
        for sign, y in zip(signs, middles, strict=True)
    )
    size = f'width="{3 * _LETTER}" height="{_BAND * len(signs)}"'
    drawn = resvg_py.svg_to_bytes(
        svg_string=f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{_FONTS}">'
        f"{''.join(texts)}</svg>"
    )
    rows = _rows(drawn, 3 * _LETTER)
    for _ in signs:
        yield b"".join(next(rows) for _ in range(_BAND))


def _rows(png: bytes, width: int) -> Iterator[bytes]:
    """The rows of a bitmap as PNG stores them: as differences from the row above.

    What is drawn between empty rows is stored the same wherever it stands.
    """
    data, at = b"", 8
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        if kind == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    pixels = zlib.decompress(data)
    stride = 4 * width + 1
    yield from (pixels[begin + 1 : begin + stride] for begin in range(0, len(pixels), stride))
