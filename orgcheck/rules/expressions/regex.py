"""Regular expressions, in an engine whose time is linear in the text: a pack may be hostile."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from orgcheck.findings import Location
from orgcheck.language import said
from orgcheck.patterns import pattern
from orgcheck.records import dataclass
from orgcheck.rules.expressions.cost import MORE_EACH, Effort, TooMuch
from orgcheck.rules.pack_text import Node, TooLong
from orgcheck.snapshot.text import clipped

LONGEST = 1_000
# Compiling takes about a microsecond for each instruction, and a class such as \pL has a thousand.
# With ten times as many, the engine would run out of memory in a search and say that it found none.
MOST_INSTRUCTIONS = 20_000

_TOO_LONG = said("the regular expression is longer than {longest} characters", longest=LONGEST)
_TOO_LARGE = said("the regular expression is too large, its repeats counted")

# What tells whether any of some patterns is found in a text: a value that is true where one is.
Found = Callable[[str], object]


class NoPattern(Exception):
    """Why a text is no regular expression, and what to do about it."""

    def __init__(self, why: str, fix: str | None = None) -> None:
        super().__init__(why)
        self.fix = fix


@dataclass(frozen=True)
class Pattern:
    """Compiled regular expressions, and what searching a character for them may cost.

    `weight` is in hundredths of a step. The engine builds its automaton while it searches; at
    worst it adds, for each character, a state that is made of every place in the patterns.
    """

    search: Found
    weight: int

    def found(self, spend: Callable[[int], None], text: Any) -> bool | None:
        """Whether it is found in a text; None where the value is no text."""
        if not isinstance(text, str):
            return None
        spend(1 + len(text) * self.weight // 100)
        return bool(self.search(text))


@dataclass(frozen=True)
class Search:
    """A search for one of some patterns, and where they stand in the pack."""

    pattern: Pattern
    place: Location

    def among(self, times: int) -> Found:
        """The search through so many texts of any length, of which each takes of one budget.

        It raises TooLong where there is none left.
        """
        effort = Effort(times)
        search, weight = self.pattern.search, self.pattern.weight
        # What a text of any ordinary length costs is not worth the counting.
        ordinary = 100 * MORE_EACH // max(weight, 1)

        def found(text: str) -> object:
            if len(text) > ordinary:
                try:
                    effort.spend(len(text) * weight // 100)
                except TooMuch as much:
                    raise TooLong(
                        said("{much}; shorten the pattern or what it is searched in", much=much),
                        self.place,
                    ) from None
            return search(text)

        return found


def search_for(node: Node) -> Search | None:
    """A search for one pattern or any of a list; None, and the problems, where one is none."""
    return node.once(_search_for)


def _search_for(node: Node) -> Search | None:
    texts = node.text_nodes()
    total, usable = 0, bool(texts)
    for text in texts:
        size = _instructions(text)
        if size is None:
            usable = False
            continue
        total += size
        if total > MOST_INSTRUCTIONS:
            text.wrong(_TOO_LARGE, said("shorten it"))
            return None
    if not usable:
        return None
    search = _search(tuple(str(text.value) for text in texts))
    return Search(Pattern(search, 10 * total), node.place)


@lru_cache(maxsize=1_024)
def pattern_of(text: str) -> Pattern:
    r"""A regular expression as CEL has them: `\w`, `\d` and `\s` know all alphabets.

    Raises
    ------
    NoPattern
        Where it is none, or too large.
    """
    if len(text) > LONGEST:
        raise NoPattern(_TOO_LONG, "shorten it")
    places = size_of(text)
    full = _widened(text)
    size = size_of(full)
    if size > MOST_INSTRUCTIONS:
        raise NoPattern(_TOO_LARGE, "shorten it")
    # A class of all alphabets is a tree of bytes, of which a character touches a part.
    return Pattern(_search((full,)), 10 * places + size // 6)


@lru_cache(maxsize=1_024)
def size_of(text: str) -> int:
    """How many instructions a regular expression is once it is compiled.

    Raises
    ------
    NoPattern
        Where it is none.
    """
    import re2

    try:
        return int(re2.compile(text, _options()).programsize)
    except re2.error as error:
        reason = _reason(error)
        fix = None
        if "not supported" in reason:
            fix = said(
                "look-around is not part of this syntax (RE2); use `not` in the rule instead"
            )
        raise NoPattern(reason, fix) from None


@lru_cache(maxsize=1_024)
def _search(texts: tuple[str, ...]) -> Found:
    import re2

    # A set of patterns answers yes or no five times as fast as one that also says where.
    searched = re2.Set.SearchSet(_options())
    for text in texts:
        searched.Add(text)
    searched.Compile()
    found: Found = searched.Match
    return found


@lru_cache(maxsize=1)
def _options() -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    return options


def _instructions(node: Node) -> int | None:
    """How large a pattern is once it is compiled; None, and the problem, where it is none."""
    text = str(node.value)
    if len(text) > LONGEST:
        node.wrong(_TOO_LONG, said("shorten it"))
        return None
    try:
        return size_of(text)
    except NoPattern as why:
        node.wrong(
            said("{text} is not a regular expression: {why}", text=clipped(text), why=why), why.fix
        )
        return None


def _reason(error: Exception) -> str:
    said = error.args[0] if error.args else "not understood"
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return text.replace("invalid perl operator", "not supported")


def _widened(text: str) -> str:
    r"""A pattern in which `\w`, `\d` and `\s` stand for the classes of all alphabets."""
    pieces = []
    within = False
    for match in _PIECE.finditer(text):
        piece = match.group()
        if piece[0] == "[" and not piece.startswith("[:"):
            within = True
        elif piece == "]":
            within = False
        wide = _WIDE.get(piece)
        pieces.append(piece if wide is None else wide if within else f"[{wide}]")
    return "".join(pieces)


# The start of a class of characters goes as far as a bracket that closes none.
_PIECE = pattern(r"\\Q.*?(?:\\E|$)|\\.|\[:\^?[a-z]+:\]|\[\^?\]?|.", re.DOTALL)
_WORD = r"\pL\pM\p{Nd}\p{Nl}\p{Pc}"
# Their opposites are lists too, since within a class none can be turned round.
_WIDE = {
    r"\w": _WORD,
    r"\W": r"\pC\pZ\pS\p{No}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}",
    r"\d": r"\p{Nd}",
    r"\D": r"\P{Nd}",
    r"\s": r"\s\pZ",
}
