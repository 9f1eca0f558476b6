"""Characters that a reader cannot see, or that change how others are seen, written out.

Names come from anyone's file. A control character could drive the terminal, a bidirectional one
reorder the line it stands in: in every report and picture they are escapes, as in `\\u202e`.
"""

from __future__ import annotations

import re
import unicodedata

from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple

# Beside control, format, surrogate, private and unassigned characters: those that end a line.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_SUSPECT = pattern(r"[^\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0377\u0400-\u052f]")


def escape_controls(text: str) -> str:
    """The text with every unseen character as an escape; what a person can read stays.

    Examples
    --------
    >>> print(escape_controls("Åland \\u202e\\x1b[31m"))
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


_DROPPED_BLANKS = pattern(r"(?<= ) |^ | $")


def with_all_blanks(text: str) -> str:
    """The text for what lays out texts and drops blanks: those dropped are no-break spaces.

    Examples
    --------
    >>> with_all_blanks("Pension  Unit ")
    'Pension \xa0Unit\xa0'
    """
    return _DROPPED_BLANKS.sub("\u00a0", text)


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


# What runners of CI take for commands: `##[` and `##vso[` anywhere in a line, and `::` where a
# line begins, blanks before it or not, if another `::` follows.
_BY_HASHES = pattern(r"##(?=\[|vso\[)", re.I)
_BY_COLONS = pattern(r"^([^\S\n]*):(?=:.*::)", re.M)


class Escape(NamedTuple):
    """How the first character of a command is written instead of `#` and of `:`."""

    hash: str
    colon: str


# In words as unseen characters are; elsewhere by an escape that whatever reads the text undoes.
IN_WORDS = Escape("\\x23", "\\x3a")
IN_DATA = Escape("\\u0023", ":")
IN_MARKUP = Escape("&#35;", "&#58;")
IN_MERMAID = Escape("#35;", "#58;")


class Commands(str):
    """A text that consists of commands on purpose; what is data in them was escaped."""

    __slots__ = ()


def without_commands(text: str, escape: Escape = IN_WORDS) -> str:
    """The text without what a runner of CI would take for a command to it.

    Examples
    --------
    >>> print(without_commands("  ::error::x\\na ##[group]"))
      \\x3a:error::x
    a \\x23#[group]
    >>> without_commands('{"name": "##vso[x]"}', IN_DATA)
    '{"name": "\\\\u0023#vso[x]"}'
    """
    # Pages have megabytes, and hardly any text has either: a search for two characters tells so.
    if "##" in text:
        text = _BY_HASHES.sub(lambda _: f"{escape.hash}#", text)
    if "::" in text:
        text = _BY_COLONS.sub(lambda match: f"{match.group(1)}{escape.colon}", text)
    return text
