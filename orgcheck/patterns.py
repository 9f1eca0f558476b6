"""Regular expressions that are compiled when they are first used.

A command imports sixty of them and needs a few; compiling one takes a tenth of a millisecond. For
those of libraries see `orgcheck.libraries`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

__all__ = ["pattern"]

if TYPE_CHECKING:
    from re import compile as pattern
else:
    # What `orgcheck.libraries` puts another in place of.
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
