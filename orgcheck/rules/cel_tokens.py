"""The words and signs of a CEL expression, and which of them are loops."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

LOOPS = ("all", "exists", "exists_one", "existsOne", "filter", "map")

_TOKEN = re.compile(
    r"""
      (?P<string>  (?:[rR][bB]?|[bB][rR])(?:\"{3}.*?\"{3}|'{3}.*?'{3}|"[^"\n]*"|'[^'\n]*')
        | [bB]?(?:\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}
        | "(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
    | (?P<comment> //[^\n]*)
    | (?P<name>    [A-Za-z_][A-Za-z0-9_]*)
    | (?P<number>  [0-9](?:[A-Za-z0-9]|\.[0-9])*)
    | (?P<space>   \s+)
    | (?P<sign>    .)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A word, sign or literal of an expression, and where it begins."""

    kind: str
    text: str
    start: int
    end: int


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens of an expression, without comments and space."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        if kind not in ("space", "comment"):
            yield Token(kind, match.group(), match.start(), match.end())


def opens_loop(tokens: Sequence[Token], index: int) -> bool:
    """Whether the bracket at a token is that of a loop."""
    return index > 1 and tokens[index - 1].text in LOOPS and tokens[index - 2].text == "."
