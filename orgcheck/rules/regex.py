"""Regular expressions, in an engine whose time is linear in the text: a pack may be hostile."""

from __future__ import annotations

from collections.abc import Callable

from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.nodes import clipped

LONGEST = 1_000
# Compiling takes about a microsecond for each instruction, and a class such as \pL has a thousand.
# With ten times as many, the engine would run out of memory in a search and say that it found none.
MOST_INSTRUCTIONS = 20_000

# What tells whether any of some patterns is found in a text: a value that is true where one is.
Search = Callable[[str], object]


def search_for(node: Node) -> Search | None:
    """A search for one pattern or any of a list; None, and the problems, where one is none."""
    import re2

    texts = node.text_nodes()
    options = re2.Options()
    options.log_errors = False
    # A set of patterns answers yes or no five times as fast as one that also says where.
    searched = re2.Set.SearchSet(options)
    total, usable = 0, bool(texts)
    for text in texts:
        size = _instructions(text, options)
        if size is None:
            usable = False
            continue
        total += size
        if total > MOST_INSTRUCTIONS:
            text.wrong("the regular expression is too large, its repeats counted", "shorten it")
            return None
        searched.Add(str(text.value))
    if not usable:
        return None
    searched.Compile()
    found: Search = searched.Match
    return found


def _instructions(node: Node, options: object) -> int | None:
    """How large a pattern is once it is compiled; None, and the problem, where it is none."""
    import re2

    text = str(node.value)
    if len(text) > LONGEST:
        node.wrong(f"the regular expression is longer than {LONGEST:,} characters", "shorten it")
        return None
    try:
        return int(re2.compile(text, options).programsize)
    except re2.error as error:
        reason = _reason(error)
        fix = None
        if "not supported" in reason:
            fix = "look-around is not part of this syntax (RE2); use `not` in the rule instead"
        node.wrong(f"{clipped(text)} is not a regular expression: {reason}", fix)
        return None


def _reason(error: Exception) -> str:
    said = error.args[0] if error.args else "not understood"
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return text.replace("invalid perl operator", "not supported")
