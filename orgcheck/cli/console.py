"""Standard output and standard error: their encoding, their colour, what is said on them."""

from __future__ import annotations

import errno
import io
import os
import sys
import time
from typing import TYPE_CHECKING, TextIO

from orgcheck.errors import InvalidSnapshot, NoSnapshot, OrgcheckError, reason_of
from orgcheck.escaping import Commands, escape_controls, without_commands
from orgcheck.language import number_words, said, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from orgcheck.errors import Diagnostic
    from orgcheck.reports.format import Screen

USAGE = 2
UNREADABLE = 3
# Of a program that an interrupt or a closed pipe ended, as shells count it.
INTERRUPTED = 130
PIPE_CLOSED = 141
# Seconds: work that is done sooner needs no words.
PATIENCE = 1.0
_ERASE = "\r\x1b[K"
_BAR = 20
# Columns where nothing says how many there are, and the most that help has.
_PAPER = 80


class ReaderGone(Exception):
    """Nobody reads standard output any more, as after `| head`."""


def prepare() -> None:
    """Write UTF-8 whatever the locale says; what has no encoding is written as an escape.

    A report is then the same bytes on every machine, and no name stops it.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def coloured(stream: TextIO | None) -> bool:
    """Whether colour helps there: on a terminal that knows it, unless NO_COLOR is set."""
    return not os.environ.get("NO_COLOR") and knows_escapes(stream)


def knows_escapes(stream: TextIO | None, windows: bool = os.name == "nt") -> bool:
    """Whether the stream is a terminal that obeys escape sequences.

    The console of Windows prints them, unless it is Windows Terminal or was set up otherwise.
    """
    if windows and not any(os.environ.get(name) for name in ("WT_SESSION", "ANSICON", "TERM")):
        return False
    return os.environ.get("TERM") != "dumb" and is_terminal(stream)


def screen_of(file: str | None) -> Screen:
    """What a report is read on that goes to a file, or to standard output where none is named.

    On a terminal lines are 60 to 120 columns wide: longer ones are hard to follow back.
    """
    from orgcheck.reports.format import PLAIN, Screen

    if file is not None or not is_terminal(sys.stdout):
        return PLAIN
    return Screen(_width(), colour=coloured(sys.stdout), folds=True)


def screen_beside() -> Screen:
    """What a report is read on that goes to standard error, uncoloured, beside a result."""
    from orgcheck.reports.format import PLAIN, Screen

    return Screen(_width(), folds=True) if is_terminal(sys.stderr) else PLAIN


def _width() -> int:
    return min(max(columns(), 60), 120)


def columns() -> int:
    """How wide the terminal is, or a sheet of paper where there is none.

    As `shutil.get_terminal_size`, without importing what packs files.
    """
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _PAPER  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return _PAPER


def help_width() -> int:
    """How wide help is: a little less than the terminal, and no wider than a sheet of paper."""
    return max(min(columns(), _PAPER) - 2, 50)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person reads the stream as it is written."""
    return stream is not None and not stream.closed and stream.isatty()


def print_result(result: str | bytes) -> None:
    """Write a result to standard output, to the last byte, and no command to a runner of CI."""
    if sys.stdout is None or sys.stdout.closed:
        raise OrgcheckError(
            said("standard output is closed"), said("write to a file with --output FILE")
        )
    try:
        if isinstance(result, bytes):
            sys.stdout.buffer.write(result)
        else:
            sys.stdout.write(_safe(result))
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderGone from None
    except OSError as error:
        if is_closed_pipe(error):
            raise ReaderGone from None
        raise OrgcheckError(
            said("standard output cannot be written: {reason}", reason=reason_of(error))
        ) from None


def is_closed_pipe(error: OSError, windows: bool = os.name == "nt") -> bool:
    """Whether nobody reads a stream any more: Windows calls that an invalid argument."""
    return windows and error.errno == errno.EINVAL


def _safe(text: str) -> str:
    """What a command prints; a report of commands to a runner stays one."""
    return text if isinstance(text, Commands) else without_commands(text)


def say(*lines: str) -> None:
    """Write lines to standard error; where that cannot be written there is nobody to tell."""
    if sys.stderr is None or sys.stderr.closed:
        return
    try:
        sys.stderr.write("".join(f"{without_commands(escape_controls(line))}\n" for line in lines))
        sys.stderr.flush()
    except OSError:
        pass


def say_error(
    error: OrgcheckError, fix_of: Callable[[Diagnostic], str | None] = lambda one: one.fix
) -> None:
    """Say what kept the command from its work, and what to do: `fix_of` says what of each."""
    problems = error.problems
    fixes = list(map(fix_of, problems))
    for number, (problem, fix) in enumerate(zip(problems, fixes, strict=True), start=1):
        say(tr("Error: {message}", message=problem.words))
        # What mends several in a row is said once, below them.
        if fix and (number == len(problems) or fixes[number] != fix):
            say("  " + tr("fix: {text}", text=fix))


def status_of(error: OrgcheckError) -> int:
    """The exit status that says so."""
    unreadable = isinstance(error, InvalidSnapshot) and not isinstance(error, NoSnapshot)
    return UNREADABLE if unreadable else USAGE


class Progress:
    """How far the work is, of which there are `total` steps: on standard error.

    Shown on a terminal, for work over a second; `timed` says how long each step took, on a
    terminal or not.
    """

    def __init__(self, total: int, *, timed: bool = False) -> None:
        self._total = total
        self._timed = timed
        self._live = knows_escapes(sys.stderr)
        self._begun = self._step_begun = time.monotonic()
        self._done = -1
        self._what: str | None = None
        self._shown = False

    def plan(self, total: int) -> None:
        """There are so many steps: it is known only now."""
        self._total = total

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
            seconds = _seconds(time.monotonic() - self._begun)
            say(tr("{seconds} s in all", seconds=seconds))

    def _end_step(self) -> None:
        now = time.monotonic()
        if self._shown:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
            self._shown = False
        if self._timed and self._what is not None:
            say(f"{_seconds(now - self._step_begun)} s {self._what}")
        self._step_begun = now


def _seconds(number: float) -> str:
    from decimal import Decimal

    return number_words(Decimal(number), "7.2f")
