"""Names within Mermaid's text."""

from __future__ import annotations

from orgcheck.escaping import escape_controls, with_all_blanks

# Mermaid takes others, and line breaks, for markup of its own, of Markdown or of HTML.
_PLAIN = frozenset(" ,-/")


def mermaid_label(text: str, most: int | None = None) -> str:
    """A text for a quoted label: letters, digits and a few signs stand for themselves.

    Beyond `most` characters it is cut.

    Examples
    --------
    >>> mermaid_label('R&D "new"')
    'R#38;D #34;new#34;'
    """
    words = with_all_blanks(escape_controls(text))
    if most is not None and len(words) > most:
        words = words[: most - 1].rstrip() + "…"
    return "".join(
        sign if _is_plain(sign) and not (number == 0 and sign == "-") else f"#{ord(sign)};"
        for number, sign in enumerate(words)
    )


def _is_plain(sign: str) -> bool:
    return sign.isalnum() or sign in _PLAIN or ord(sign) > 0x7F
