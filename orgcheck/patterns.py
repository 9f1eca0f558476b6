"""Regular expressions that are compiled when they are first used.

A command imports sixty of them and needs a few; compiling one takes a tenth of a millisecond.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from re import compile as pattern
else:

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
            method = getattr(re.compile(*self._expression), name)
            setattr(self, name, method)
            return method


__all__ = ["pattern"]
