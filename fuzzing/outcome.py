"""How a target ended, and what tells a sound message from an unsound one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgcheck.errors import Diagnostic
from orgcheck.findings import Finding, Location
from orgcheck.rules.builtin import BUILTIN
from orgcheck.snapshot.text import SourceText

# What a message says only by mistake: words of Python and of the libraries.
_FOREIGN = re.compile(
    r"Traceback|pydantic|<class |NoneType|object at 0x|Input should|validation error|Errno"
)
# What no report shows as it is: characters that drive a terminal or turn a line round.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_LINE_END = re.compile(r"\r\n|\n|\r")
_DATA = re.compile(r'"[^"]*"|\S*\d\S*')


# The ending of a text of which nothing can be used.
REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """How a case ended: a word that is counted, and the sorts of messages that it brought."""

    kind: str
    traits: frozenset[str] = frozenset()


class Unsound(AssertionError):
    """An ending that the documentation does not allow."""


def refused(problems: Sequence[Diagnostic], texts: Iterable[SourceText]) -> Outcome:
    """The outcome of a text that is refused, its problems being what they should be."""
    if not problems:
        raise Unsound("refused without a word")
    lines = _lines_of(texts)
    for problem in problems:
        _check_words(problem.message, problem.fix)
        if problem.location is None:
            raise Unsound(f"a problem has no place: {problem.message}")
        _check_place(problem.location, lines)
    return Outcome(REFUSED, frozenset(_trait(problem.message) for problem in problems))


def told(
    findings: Sequence[Finding], texts: Iterable[SourceText], kind: str | None = None
) -> Outcome:
    """The outcome of a text that is used, its findings being what they should be."""
    lines = _lines_of(texts)
    for finding in findings:
        _check_words(finding.message, finding.fix)
        if finding.location is None:
            raise Unsound(f"{finding.rule} has no place: {finding.message}")
        for place in (finding.location, *(related.location for related in finding.related)):
            _check_place(place, lines)
        if not re.fullmatch("[0-9a-f]{16}", finding.fingerprint):
            raise Unsound(f"{finding.rule} has the fingerprint {finding.fingerprint}")
    traits = frozenset(
        f"{finding.rule}: {_trait(finding.message)}" if finding.rule in BUILTIN else finding.rule
        for finding in findings
    )
    return Outcome(kind or ("findings" if findings else "clean"), traits)


def check_report(text: str) -> None:
    """Stop where a report holds what drives a terminal."""
    if match := _UNSEEN.search(text):
        raise Unsound(f"a report holds U+{ord(match.group()):04X} as it is")


def _lines_of(texts: Iterable[SourceText]) -> dict[str, list[str]]:
    return {text.name: _LINE_END.split(text.text) for text in texts}


def _check_place(place: Location, lines: dict[str, list[str]]) -> None:
    own = lines.get(place.file)
    if own is None:
        raise Unsound(f"{place} is in no file that was read")
    for line, column in ((place.line, place.column), (place.end_line, place.end_column)):
        if not (1 <= line <= len(own) and 1 <= column <= len(own[line - 1]) + 1):
            raise Unsound(f"{place} to {place.end_line}:{place.end_column} is not in the file")
    if (place.line, place.column) > (place.end_line, place.end_column):
        raise Unsound(f"{place} ends at {place.end_line}:{place.end_column}, before it begins")


def _check_words(message: str, fix: str | None) -> None:
    for words in (message, fix):
        if words is not None and (not words.strip() or _FOREIGN.search(words)):
            raise Unsound(f"a message reads {words!r}")


def _trait(message: str) -> str:
    """A message without the data in it, so that it is the same for all of its kind."""
    return _DATA.sub("_", message)[-40:]
