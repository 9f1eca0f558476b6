"""Standard output and standard error: their encoding, their colour, what is said on them."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

from orgcheck.cli.failure import Failure
from orgcheck.escaping import Commands, escape_controls, without_commands


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
    """Whether colour helps there: on a terminal, unless NO_COLOR is set."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person reads the stream as it is written."""
    return stream is not None and not stream.closed and stream.isatty()


def print_result(result: str | bytes) -> None:
    """Write a result to standard output, to the last byte, and no command to a runner of CI."""
    if sys.stdout is None or sys.stdout.closed:
        raise Failure("standard output is closed", "write to a file with --output FILE")
    try:
        if isinstance(result, bytes):
            sys.stdout.buffer.write(result)
        else:
            sys.stdout.write(_safe(result))
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderGone from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Failure(f"standard output cannot be written: {reason}") from None


def _safe(text: str) -> str:
    """What a command prints; a report of commands to a runner stays one."""
    return text if isinstance(text, Commands) else without_commands(text)


def say(message: str) -> None:
    """Write a line to standard error; where that cannot be written there is nobody to tell."""
    if sys.stderr is None or sys.stderr.closed:
        return
    try:
        sys.stderr.write(f"{without_commands(message)}\n")
        sys.stderr.flush()
    except OSError:
        pass


def say_failure(failure: Failure) -> None:
    """Say what kept the command from its work, and what to do."""
    complaints = failure.complaints
    for number, (message, fix) in enumerate(complaints, start=1):
        say(f"Error: {escape_controls(message)}")
        # What mends several in a row is said once, below them.
        if fix and (number == len(complaints) or complaints[number][1] != fix):
            say(f"  fix: {escape_controls(fix)}")
