"""Drawings by Graphviz, which comes with pygraphviz: nothing need be installed beside."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

from orgcheck.charts.dot_placed import POINTS_PER_INCH, placed
from orgcheck.charts.drawing import Drawing
from orgcheck.charts.layout import lay_out
from orgcheck.findings import Refusal

_ENGINE = Path(__file__).with_name("engine.py")
_PATIENCE = 120  # seconds
# As sharp as a printer needs; of a large picture as sharp as so many pixels allow.
_FINEST, _COARSEST = 144, 60  # dots per inch
_MOST_PIXELS = 24_000_000


class Undrawable(Refusal):
    """A picture that Graphviz could not draw."""


def svg(drawing: Drawing, *, headed: bool = True) -> bytes:
    """The picture as Graphviz's own SVG; `svg.py` makes it fit for readers."""
    layout = lay_out(drawing)
    return _drawn(placed(drawing, layout, headed=headed), "svg")


def png(drawing: Drawing) -> bytes:
    """The picture as a bitmap."""
    layout = lay_out(drawing)
    area = max(layout.width * layout.height, 1.0)
    fitting = int(POINTS_PER_INCH * math.sqrt(_MOST_PIXELS / area))
    dots = min(_FINEST, max(_COARSEST, fitting))
    return _drawn(placed(drawing, layout, dots_per_inch=dots), "png")


def _drawn(text: str, format: str) -> bytes:
    """What Graphviz makes of a text."""
    # -P: no module of the current folder takes the place of an installed one.
    command = [sys.executable, "-P", str(_ENGINE), format]
    try:
        done = subprocess.run(
            command, input=text.encode("utf-8"), capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise _undrawable(f"took more than {_PATIENCE} seconds for this picture") from None
    if done.returncode != 0 or not done.stdout:
        raise _undrawable("could not draw this picture")
    return done.stdout


def _undrawable(what: str) -> Undrawable:
    return Undrawable(
        f"Graphviz {what}",
        "draw less of it with --root or --depth, or write DOT and draw it elsewhere",
    )
