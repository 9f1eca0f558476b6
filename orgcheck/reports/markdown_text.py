"""Data as text within Markdown: what looks like markup, a mention or a reference is only shown.

Entities stand for the characters that Markdown and HTML read, so that a text is safe in a
paragraph, a table's cell and a `<summary>` alike. What a forge looks for in the finished page (a
mention, a reference to an issue, an emoji's name, an address) is split by `<wbr>`, which is no
character: the text is copied as it was.
"""

from __future__ import annotations

import re

from orgcheck.escaping import visible

_SPECIAL = re.compile(
    r"""
    (?P<reference>
        :(?=//|[\w+-]+:)             # an address; an emoji's name
      | [@#!~$%^&](?=[\w"'])         # a mention; an issue, merge request, label, milestone, epic
      | (?<![\w-])[Gg][Hh]-(?=\d)    # an issue
      | (?<![\w.])[Ww]{3}(?=\.)      # an address without its scheme
    )
    | [&<>\\`*_\[\]|~$@\#!]          # markup
    """,
    re.VERBOSE,
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKUP = frozenset("\\`*_[]|~$@#!:")
_SPLIT = "<wbr>"


def markdown_text(text: str, most: int | None = None) -> str:
    """The text as Markdown, on one line; beyond `most` characters it is cut.

    Examples
    --------
    >>> markdown_text("<b>R&D</b> | `x`")
    '&lt;b&gt;R&amp;<wbr>D&lt;/b&gt; &#124; &#96;x&#96;'
    >>> markdown_text("ask @board about #12")
    'ask &#64;<wbr>board about &#35;<wbr>12'
    """
    seen = visible(text)
    if most is not None and len(seen) > most:
        seen = seen[: most - 1] + "…"
    return _SPECIAL.sub(_escaped, seen)


def code(text: str, most: int | None = None) -> str:
    """The text as Markdown in the type of code: for ids, keys and files."""
    return f"<code>{markdown_text(text, most)}</code>"


def _escaped(match: re.Match[str]) -> str:
    written = "".join(_entity(character) for character in match.group())
    return written + _SPLIT if match["reference"] else written


def _entity(character: str) -> str:
    if character in _ENTITIES:
        return _ENTITIES[character]
    return f"&#{ord(character)};" if character in _MARKUP else character
