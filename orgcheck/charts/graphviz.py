"""Drawings by Graphviz, which comes with pygraphviz: nothing need be installed beside."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from orgcheck.charts.dot_placed import placed
from orgcheck.charts.drawing import Drawing
from orgcheck.charts.layout import lay_out

_ENGINE = Path(__file__).with_name("engine.py")
_PATIENCE = 120  # seconds
_PNG_DOTS_PER_INCH = 144


class Undrawable(Exception):
    """A picture that Graphviz could not draw, with what to do about it."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


def svg(drawing: Drawing, *, headed: bool = True) -> bytes:
    """The picture as Graphviz's own SVG; `svg.py` makes it fit for readers."""
    layout = lay_out(drawing)
    return _drawn(placed(drawing, layout, headed=headed), "svg")


def png(drawing: Drawing) -> bytes:
    """The picture as a bitmap."""
    layout = lay_out(drawing)
    return _drawn(placed(drawing, layout, dots_per_inch=_PNG_DOTS_PER_INCH), "png")


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
