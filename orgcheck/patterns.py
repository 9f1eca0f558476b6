"""Regular expressions that are compiled when they are first used.

A command imports sixty of them and needs a few; compiling one takes a tenth of a millisecond. Those
of libraries are the same: PyYAML has a dozen for a parser that is not used here, and compiling
them takes longer than reading a rule pack.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from threading import RLock, get_ident
from typing import TYPE_CHECKING, Any

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


_IMPORTING = RLock()


@contextmanager
def compiled_when_used() -> Iterator[None]:
    """Import libraries whose own patterns, too, are compiled when they are first used.

    While it lasts, `re.compile` gives a `pattern` to whatever this thread runs, and compiles for
    all others. A text that is no regular expression is found out later, so nothing but imports
    belongs within.

    Examples
    --------
    >>> with compiled_when_used():
    ...     import tomllib
    >>> tomllib.loads("port = 0x50")
    {'port': 80}
    """
    with _IMPORTING:
        compile, thread = re.compile, get_ident()

        def compile_later(text: Any, flags: Any = 0) -> Any:
            return (pattern if get_ident() == thread else compile)(text, flags)

        re.compile = compile_later  # type: ignore[assignment]
        try:
            yield
        finally:
            re.compile = compile


__all__ = ["compiled_when_used", "pattern"]
