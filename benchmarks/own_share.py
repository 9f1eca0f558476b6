"""What a program says of itself: its own share of the time, or a figure that is no time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

INNER = "in process: "
FIGURE = "figure: "


def timed(work: Callable[[], T]) -> T:
    """Do the work, and say on standard error how many seconds of processor time it took."""
    begun = time.process_time()
    done = work()
    print(f"{INNER}{time.process_time() - begun:.4f}", file=sys.stderr)
    return done


def say_figure(figure: float) -> None:
    """Say on standard error the one figure that the program is run for."""
    print(f"{FIGURE}{figure:.4f}", file=sys.stderr)


def said_share(said: str) -> float | None:
    """The seconds that a program said, if it did."""
    return _said(INNER, said)


def said_figure(said: str) -> float | None:
    """The figure that a program said, if it did."""
    return _said(FIGURE, said)


def _said(what: str, said: str) -> float | None:
    found = [line.removeprefix(what) for line in said.splitlines() if line.startswith(what)]
    return float(found[-1]) if found else None
