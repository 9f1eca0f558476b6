"""How far the work is: on standard error, for work over a second, on a terminal."""

from __future__ import annotations

import sys
import time

from orgcheck.cli.console import is_terminal, say
from orgcheck.escaping import escape_controls, without_commands

# Work that is done sooner needs no words.
PATIENCE = 1.0
_ERASE = "\r\x1b[K"
_BAR = 20


class Progress:
    """The steps of a command's work, of which there are `total`.

    `timed` says how long each step took, on a terminal or not.
    """

    def __init__(self, total: int, *, timed: bool = False) -> None:
        self._total = total
        self._timed = timed
        self._live = is_terminal(sys.stderr)
        self._begun = self._step_begun = time.monotonic()
        self._done = -1
        self._what: str | None = None
        self._shown = False

    def step(self, what: str, *, done: int | None = None) -> None:
        """The next step begins; `done` says how many are behind it, where not one more."""
        self._end_step()
        self._done = self._done + 1 if done is None else done
        self._what = what
        if self._live and self._step_begun - self._begun > PATIENCE:
            full = _BAR * self._done // max(self._total, 1)
            bar = "#" * full + "." * (_BAR - full)
            sys.stderr.write(f"{_ERASE}[{bar}] {without_commands(escape_controls(what))}")
            sys.stderr.flush()
            self._shown = True

    def end(self) -> None:
        """The work is done: what was said of it disappears."""
        self._end_step()
        self._what = None
        if self._timed:
            say(f"{time.monotonic() - self._begun:7.2f} s in all")

    def _end_step(self) -> None:
        now = time.monotonic()
        if self._shown:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
            self._shown = False
        if self._timed and self._what is not None:
            say(f"{now - self._step_begun:7.2f} s {escape_controls(self._what)}")
        self._step_begun = now
