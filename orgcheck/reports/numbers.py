"""Numbers as tables show them."""

from __future__ import annotations

from orgcheck.changes.changeset import Net
from orgcheck.numbers import Number


def signed(number: Number) -> str:
    """What came or went; nothing has no sign.

    Examples
    --------
    >>> signed(1200), signed(0)
    ('+1,200', '0')
    """
    return f"{number:+,}" if number else "0"


def before_and_after(net: Net) -> tuple[str, str, str]:
    """A figure before and after, and what came less what went."""
    return f"{net.before:,}", f"{net.after:,}", signed(net.net)
