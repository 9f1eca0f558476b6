"""Regular expressions, in an engine whose time is linear in the text: a pack may be hostile."""

from __future__ import annotations

from collections.abc import Callable

from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.nodes import clipped

LONGEST = 1_000

Found = Callable[[str], object]


def pattern(node: Node, text: str) -> Found | None:
    """A search for a pattern; None, and a problem, where the engine does not take it."""
    import re2

    if len(text) > LONGEST:
        node.wrong(f"the regular expression is longer than {LONGEST:,} characters", "shorten it")
        return None
    options = re2.Options()
    options.log_errors = False
    try:
        search: Found = re2.compile(text, options).search
    except re2.error as error:
        node.wrong(f"{clipped(text)} is not a regular expression: {_reason(error)}", _mend(error))
        return None
    return search


def patterns(node: Node) -> tuple[Found, ...]:
    """The searches for one pattern or for each of a list."""
    return tuple(found for text in node.texts() if (found := pattern(node, text)) is not None)


def _reason(error: Exception) -> str:
    said = error.args[0] if error.args else "not understood"
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return text.replace("invalid perl operator", "not supported")


def _mend(error: Exception) -> str | None:
    if "perl operator" in _reason(error) or "not supported" in _reason(error):
        return "look-around is not part of this syntax (RE2); use `not` in the rule instead"
    return None
