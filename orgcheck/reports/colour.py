"""The few colours of a terminal that reports use; none says what words do not."""

from __future__ import annotations

BOLD = "1"
DIM = "2"
RED = "1;31"
YELLOW = "1;33"
CYAN = "1;36"


def painted(text: str, colour: str) -> str:
    """The text in a colour, as terminals understand it."""
    return f"\x1b[{colour}m{text}\x1b[0m"
