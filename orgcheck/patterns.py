"""Regular expressions that are compiled when they are first used.

A command imports sixty of them and needs a few; compiling one takes a tenth of a millisecond. Those
of libraries are the same: PyYAML has a dozen for a parser that is not used here, and compiling
them takes longer than reading a rule pack.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import compile as pattern
else:
    # What `compiled_when_used` puts another in place of.
    _compile = re.compile

    class pattern:  # noqa: N801
        """As `re.compile`, of which it has all methods.

        Examples
        --------
        >>> pattern("[0-9]+").findall("10 of 12")
        ['10', '12']
        """

        def __init__(self, text, flags=0):
            self._expression = text, flags

        def __getattr__(self, name):
            # Asked once for each method: from then on the instance has it.
            method = getattr(_compile(*self._expression), name)
            setattr(self, name, method)
            return method

        @property
        def __class__(self):
            # So that `re.sub` and the others take it in place of a text, too.
            return re.Pattern


_of_libraries = False


def defer_those_of_libraries() -> None:
    """From now on the patterns of libraries are compiled when they are used, too.

    For a process that runs one command and ends: whoever imports this program into another one
    shares the libraries with it, and has them as they are.
    """
    global _of_libraries
    _of_libraries = True


@contextmanager
def compiled_when_used() -> Iterator[None]:
    """Import libraries whose own patterns may be compiled when they are first used.

    While it lasts, and where that was asked for, `re.compile` gives a `pattern`. A text that is no
    regular expression is found out later, so nothing but imports belongs within.

    Examples
    --------
    >>> with compiled_when_used():
    ...     import tomllib
    >>> tomllib.loads("port = 0x50")
    {'port': 80}
    """
    if not _of_libraries:
        yield
        return
    compile = re.compile
    re.compile = pattern
    try:
        yield
    finally:
        re.compile = compile


__all__ = ["compiled_when_used", "defer_those_of_libraries", "pattern"]
