"""Words for what libyaml refuses, with the mend."""

from __future__ import annotations

from typing import Any

from orgcheck.findings import Problem
from orgcheck.snapshot.text import SourceText

# What libyaml says, what that means to a reader, what to do.
_EXPLANATIONS = (
    (
        "exceeded maximum nesting depth",
        "brackets are nested too many levels deep",
        "write `parent:` instead of nesting",
    ),
    (
        "mapping values are not allowed",
        "a colon stands where no key can be",
        "quote a text that contains a colon and a space, and check the indentation",
    ),
    (
        "did not find expected key",
        "the indentation or the quoting breaks off here",
        "line up the keys of one mapping, and close every quote",
    ),
    (
        "did not find expected '-' indicator",
        "a list breaks off here",
        "line up the items of one list, each with its own `- `",
    ),
    (
        "could not find expected ':'",
        "a key without a colon",
        "write `key: value`, and check that every quote and bracket is closed",
    ),
    (
        "did not find expected ',' or",
        "a bracket is not closed, or a comma is missing",
        "close the bracket, and put commas between its items",
    ),
    (
        "did not find expected node content",
        "a value is missing here",
        "write the value, and close every bracket",
    ),
    (
        "found unexpected end of stream",
        "the file ends inside a quoted text",
        "close the quote",
    ),
    (
        "found unexpected document indicator",
        "a document ends inside a quoted text",
        "close the quote",
    ),
    (
        "found unknown escape character",
        "an escape that YAML does not know",
        "write the backslash twice, or use single quotes",
    ),
    (
        "invalid Unicode character escape code",
        "an escape that is no Unicode character",
        "write the character itself",
    ),
    (
        "block sequence entries are not allowed",
        "a list item stands where none can be",
        "put the list on a line of its own below its key",
    ),
    (
        "found undefined tag handle",
        "a tag that nothing defines",
        "quote a text that begins with an exclamation mark",
    ),
)


def explained(source: SourceText, error: Any) -> Problem:
    """The problem that a libyaml error tells of, at its place, in a reader's words."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    offset = min(mark.index, len(source.text)) if mark is not None else 0
    place = source.location(offset)
    said = str(getattr(error, "problem", None) or "not YAML")
    character = source.text[offset : offset + 1]
    if "cannot start any token" in said:
        return Problem(place, *_bad_start(character))
    for words, meaning, mend in _EXPLANATIONS:
        if words in said:
            return Problem(place, f"not valid YAML: {meaning}{_context(error)}", mend)
    return Problem(place, f"not valid YAML: {said}{_context(error)}", None)


def _bad_start(character: str) -> tuple[str, str]:
    if character == "\t":
        return "not valid YAML: a tab stands where indentation belongs", "indent with spaces"
    return (
        f"not valid YAML: a value cannot begin with {character}",
        "put quotes around the value",
    )


def _context(error: Any) -> str:
    mark = getattr(error, "context_mark", None)
    return f" (in what begins on line {mark.line + 1})" if mark is not None else ""
