"""Words for what libyaml refuses, with the mend."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from orgcheck.errors import Diagnostic
from orgcheck.language import msg, said
from orgcheck.patterns import pattern
from orgcheck.snapshot.text import SourceText, clipped

# What libyaml says, what that means to a reader, what to do.
_EXPLANATIONS = (
    (
        "exceeded maximum nesting depth",
        msg("brackets are nested too many levels deep"),
        msg("write `parent:` instead of nesting"),
    ),
    (
        "mapping values are not allowed",
        msg("a colon stands where no key can be"),
        msg("quote a text that contains a colon and a space, and check the indentation"),
    ),
    (
        "did not find expected key",
        msg("the indentation or the quoting breaks off here"),
        msg("line up the keys of one mapping, and close every quote"),
    ),
    (
        "did not find expected '-' indicator",
        msg("a list breaks off here"),
        msg("line up the items of one list, each with its own `- `"),
    ),
    (
        "could not find expected ':'",
        msg("a key without a colon"),
        msg("write `key: value`, and check that every quote and bracket is closed"),
    ),
    (
        "did not find expected ',' or",
        msg("a bracket is not closed, or a comma is missing"),
        msg("close the bracket, and put commas between its items"),
    ),
    (
        "did not find expected node content",
        msg("a value is missing here"),
        msg("write the value, and close every bracket"),
    ),
    (
        "found unexpected ':'",
        msg("a colon without a space after it makes no key"),
        msg("put a space after the colon, or quotes around the text"),
    ),
    (
        "found unexpected end of stream",
        msg("the file ends inside a quoted text"),
        msg("close the quote"),
    ),
    (
        "found unexpected document indicator",
        msg("a document ends inside a quoted text"),
        msg("close the quote"),
    ),
    (
        "found unknown escape character",
        msg("an escape that YAML does not know"),
        msg("write the backslash twice, or use single quotes"),
    ),
    (
        "invalid Unicode character escape code",
        msg("an escape that is no Unicode character"),
        msg("write the character itself"),
    ),
    (
        "block sequence entries are not allowed",
        msg("a list item stands where none can be"),
        msg("put the list on a line of its own below its key"),
    ),
    (
        "found undefined tag handle",
        msg("a tag that nothing defines"),
        msg("quote a text that begins with an exclamation mark"),
    ),
)


# What git writes around the two sides of a conflict, and a line end that editors show as a blank.
_CONFLICT, _CONFLICT_END, _NEXT_LINE = "<<<<<<<", ">>>>>>>", "\x85"
_REFUSED = pattern(r"^<{7}(?=\s|\Z)|^>{7}(?=\s|\Z)|\x85", re.MULTILINE)
# libyaml takes these for the end of a line; editors show them as characters within one.
_SEPARATORS = ("\u2028", "\u2029")
_DASHED_KEY = pattern(r"[ \t]*-(?=[^\W\d_][\w-]*[ \t]*:(?:\s|\Z))")

# A word, a colon and what should be its value.
_CLOSE_VALUE = pattern(
    r"[ \t]*(?:-[ \t]+)*([a-z_]+):([^\s/,:\[\]{}][^\s,\[\]{}]*)[ \t]*$", re.MULTILINE
)

NO_SPACE = said("a space is missing after the dash that begins an item")


def refused_lines(source: SourceText) -> Iterator[Diagnostic]:
    """What stands in a text that is no snapshot, though YAML might take it for one."""
    text = source.text
    if not any(mark in text for mark in (_CONFLICT, _CONFLICT_END, _NEXT_LINE)):
        return
    end = -1
    for match in _REFUSED.finditer(text):
        place = source.location(match.start(), match.end())
        if match.group() == _NEXT_LINE:
            yield Diagnostic(
                place,
                said("the character U+{code} is not allowed in a text", code="0085"),
                said(
                    "remove it, or write it as an escape in double quotes, such as {escape}",
                    escape='"\\u0085"',
                ),
            )
        elif match.group() == _CONFLICT:
            closing = text.find("\n" + _CONFLICT_END, match.end())
            end = closing + 1 if closing >= 0 else -1
            yield Diagnostic(
                place,
                _open_conflict(source.position(end)[0] if end > 0 else None),
                said("keep one side, or what both mean together, and remove git's marks"),
            )
        elif match.start() != end:
            message = said("git left the end of a merge conflict here")
            yield Diagnostic(place, message, said("remove the line"))


def _open_conflict(line: int | None) -> str:
    """That both sides of a merge stand in a file, and up to which line, where that is known."""
    if line is None:
        return said("a merge conflict is open from here: git left both sides in the file")
    return said(
        "a merge conflict is open from here, to line {line}: git left both sides in the file",
        line=str(line),
    )


# As libyaml says it of a colon where none may stand.
_SECOND_COLON = "mapping values are not allowed"


def explained(source: SourceText, error: Any, whole: Callable[[int], int]) -> Diagnostic:
    """The problem that a libyaml error tells of, at its place, in a reader's words.

    `whole` gives the place in the source of a place in what libyaml was given.
    """
    marks = (getattr(error, "problem_mark", None), getattr(error, "context_mark", None))
    at, begun = (min(whole(m.index), len(source.text)) if m is not None else None for m in marks)
    offset = at if at is not None else begun or 0
    place = source.location(offset)
    reason = getattr(error, "problem", None) or said("not YAML")
    problem = (
        _of_a_dash(source, offset, begun)
        or _of_a_colon(source, offset, begun)
        or _of_a_separator(source, begun)
    )
    if problem:
        return problem
    if "did not find expected ',' or" in reason and _is_second_colon(source, offset, begun):
        # Within brackets libyaml reports this fault as a missing comma.
        reason = _SECOND_COLON
    if "cannot start any token" in reason:
        return Diagnostic(place, *_bad_start(source.text[offset : offset + 1]))
    line = source.position(begun)[0] if begun is not None else None
    for words, meaning, mend in _EXPLANATIONS:
        if words in reason:
            return Diagnostic(place, _not_valid(said(meaning), line), said(mend))
    return Diagnostic(place, _not_valid(reason, line), None)


def _not_valid(reason: str, line: int | None = None) -> str:
    """That a text is no YAML and why, with the line on which what is wrong began."""
    if line is None:
        return said("not valid YAML: {reason}", reason=reason)
    return said(
        "not valid YAML: {reason} (in what begins on line {line})", reason=reason, line=str(line)
    )


def _of_a_dash(source: SourceText, offset: int, begun: int | None) -> Diagnostic | None:
    """A dash without a space on the line of an error, on the one above, or where it began."""
    here = _line_start(source.text, offset)
    for start in (here, _line_start(source.text, max(here - 1, 0)), begun):
        if start is not None and (dash := _DASHED_KEY.match(source.text, start)):
            return Diagnostic(
                source.location(dash.end() - 1, dash.end()), NO_SPACE, said("write `- id: ...`")
            )
    return None


def _of_a_colon(source: SourceText, offset: int, begun: int | None) -> Diagnostic | None:
    """A key and its value without a space between, where the error began or on the line above."""
    above = _line_start(source.text, max(_line_start(source.text, offset) - 1, 0))
    for start in (begun, above):
        if start is not None and (close := _CLOSE_VALUE.match(source.text, start)):
            key, value = close.groups()
            return Diagnostic(
                source.location(close.start(1), close.end(2)),
                _not_valid(said("a colon without a space after it makes no key")),
                said("write `{key}: {value}`", key=key, value=clipped(value)),
            )
    return None


def _is_second_colon(source: SourceText, offset: int, begun: int | None) -> bool:
    """Whether a colon stands within a value: behind another one, or the bracket, on its line."""
    start = _line_start(source.text, offset)
    before = source.text[start:offset]
    return source.text.startswith(":", offset) and (": " in before or start <= (begun or 0))


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _of_a_separator(source: SourceText, begun: int | None) -> Diagnostic | None:
    if begun is None or source.text[max(begun - 1, 0) : begun] not in _SEPARATORS:
        return None
    return Diagnostic(
        source.location(begun - 1, begun),
        said(
            "the character U+{code} ends a text without quotes",
            code=format(ord(source.text[begun - 1]), "04X"),
        ),
        said("remove it, or put double quotes around the text"),
    )


def _bad_start(character: str) -> tuple[str, str]:
    if character == "\t":
        reason = said("a tab stands where indentation belongs")
        return _not_valid(reason), said("indent with spaces")
    reason = said("a value cannot begin with {character}", character=character)
    return _not_valid(reason), said("put quotes around the value")
