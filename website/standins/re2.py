"""RE2 for the browser: RE2JS, the same engine in JavaScript, behind the names of google-re2.

What is found is the same. The size of a program is counted otherwise, in characters and not in
bytes, so that a pattern near the limits may be refused in one place alone.
"""

from __future__ import annotations

from pyodide.ffi import JsException
from re2js import RE2JS


class error(Exception):
    """What is wrong with a pattern."""


class Options:
    """Settings of a pattern; only those of the program are known."""

    log_errors = False


class _Pattern:
    """A compiled pattern, and how large it is."""

    def __init__(self, text: str) -> None:
        try:
            self.engine = RE2JS.compile(text)
        except JsException as wrong:
            raise error(str(wrong).partition("error parsing regexp: ")[2] or str(wrong)) from None
        self.programsize = self.engine.programSize()


def compile(text: str, options: Options | None = None) -> _Pattern:
    """A compiled pattern; an `error` where it is none."""
    return _Pattern(text)


class Set:
    """Patterns that are searched for together."""

    def __init__(self) -> None:
        self._patterns: list[_Pattern] = []

    @classmethod
    def SearchSet(cls, options: Options) -> Set:
        """A set whose patterns may be found anywhere in a text."""
        return cls()

    def Add(self, text: str) -> int:
        """Take a pattern in."""
        self._patterns.append(_Pattern(text))
        return len(self._patterns) - 1

    def Compile(self) -> None:
        """Nothing is left to do."""

    def Match(self, text: str) -> list[int]:
        """The numbers of those that are found in a text."""
        return [
            number
            for number, pattern in enumerate(self._patterns)
            if pattern.engine.matcher(text).find()
        ]
