"""Why a file of another format is not read, found where nobody knows what the file is called."""

from __future__ import annotations

from typing import Any

from orgcheck.language import said


class NotRead(Exception):
    """Why a file is not read.

    Parameters
    ----------
    message
        Marked by `msg`; the file is `{file}` in it.
    named
        Its other values.
    """

    def __init__(self, message: str, /, **named: Any) -> None:
        super().__init__(message)
        self._message = message
        self._named = named

    def of(self, file: str) -> str:
        """The same of a file, or of a part of one, that has a name.

        Examples
        --------
        >>> NotRead("{file} has {number} sheets", number=1200).of("units.xlsx")
        'units.xlsx has 1,200 sheets'
        """
        return said(self._message, file=file, **self._named)
