"""Ids made of what others call things by."""

from __future__ import annotations

from orgcheck.patterns import pattern

_WORDS = pattern(r"[^\W_][\w.:/-]*")
LONGEST_ID = 128


def id_in(text: str) -> str:
    """An id made of a text: what an id cannot have is a dash.

    Examples
    --------
    >>> id_in("Finance & IT"), id_in("ärende"), id_in("(")
    ('Finance-IT', 'ärende', 'x')
    """
    return "-".join(_WORDS.findall(text))[:LONGEST_ID] or "x"
