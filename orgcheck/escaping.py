"""Characters that a reader cannot see, or that change how others are seen, written out.

Names come from anyone's file. A control character could drive the terminal, a bidirectional one
reorder the line it stands in: in every report and picture they are escapes, as in `\\u202e`.
"""

from __future__ import annotations

import re
import unicodedata

# Beside control, format, surrogate, private and unassigned characters: those that end a line.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_SUSPECT = re.compile(r"[^\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0377\u0400-\u052f]")


def visible(text: str) -> str:
    """The text with every unseen character as an escape; what a person can read stays.

    Examples
    --------
    >>> print(visible("Åland \\u202e\\x1b[31m"))
    Åland \\u202e\\x1b[31m
    """
    return text if text.isprintable() else _SUSPECT.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    if unicodedata.category(character) not in _UNSEEN:
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
