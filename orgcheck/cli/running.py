"""One run of the program: the words of the command line in, an exit status out."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import TracebackType

import click

from orgcheck.cli.console import (
    INTERRUPTED,
    PIPE_CLOSED,
    USAGE,
    ReaderGone,
    help_width,
    prepare,
    say,
    say_error,
    status_of,
)
from orgcheck.cli.group import orgcheck
from orgcheck.errors import Diagnostic, FolderOfSnapshots, OrgcheckError, reason_of
from orgcheck.language import said, speaking, tr

# By this variable a shell asks how a word of the command line may end.
COMPLETION = "_ORGCHECK_COMPLETE"


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; its exit status."""
    prepare()
    with speaking(None):
        return _run(arguments)


def _run(arguments: Sequence[str]) -> int:
    try:
        status = orgcheck.main(
            list(arguments),
            prog_name="orgcheck",
            standalone_mode=False,
            terminal_width=help_width(),
        )
        if sys.stdout is not None and not sys.stdout.closed:
            sys.stdout.flush()
    except OrgcheckError as error:
        say_error(error, lambda problem: _meant(problem, arguments))
        return status_of(error)
    except click.ClickException as error:
        _say_usage(error, arguments)
        return USAGE
    except click.Abort:
        return INTERRUPTED
    except (ReaderGone, BrokenPipeError):
        _abandon_output()
        return PIPE_CLOSED
    except SystemExit as end:
        # Click ends the process itself in two cases: when a shell asks how a word may end, and,
        # with the status of findings, where nobody reads its help.
        if COMPLETION in os.environ:
            return end.code if isinstance(end.code, int) else 0
        _abandon_output()
        return PIPE_CLOSED
    except OSError as error:
        reason = reason_of(error)
        if isinstance(error.filename, str):
            reason = said("{file}: {reason}", file=error.filename, reason=reason)
        say_error(OrgcheckError(reason))
        _abandon_output()
        return USAGE
    except MemoryError:
        say(tr("Error: {message}", message=tr("not enough memory")))
        return USAGE
    except Exception as error:
        _say_defect(error)
        return USAGE
    return status if isinstance(status, int) else 0


def _say_usage(error: click.ClickException, arguments: Sequence[str]) -> None:
    # A command line is seldom wrong.
    from orgcheck.cli.usage import usage_lines

    say(*usage_lines(error, arguments))


def _meant(problem: Diagnostic, arguments: Sequence[str]) -> str | None:
    """What mends a problem, by the command line on which it came up."""
    if not isinstance(problem, FolderOfSnapshots):
        return problem.fix
    # A folder of snapshots is seldom named as one.
    from orgcheck.cli.meant import command_meant

    return command_meant(problem, arguments) or problem.fix


def _abandon_output() -> None:
    """Keep the interpreter from writing at its end what nobody reads, and from complaining."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        pass


def _say_defect(error: Exception) -> None:
    """Name the place of a mistake in this program: the innermost one that is its own."""
    name, place = type(error).__name__, _own_place(error.__traceback__)
    failed = tr("orgcheck failed: {error} at {place}", error=name, place=place)
    whose = tr("This is a defect of orgcheck, not of your files; nothing was decided about them.")
    report = tr("report it with this line, the command and the version (`orgcheck --version`)")
    say(
        tr("Error: {message}", message=failed),
        f"  {whose}",
        "  " + tr("fix: {text}", text=report),
    )


def _own_place(trace: TracebackType | None) -> str:
    from pathlib import Path

    package = Path(__file__).parent.parent
    place = tr("an unknown place")
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(package):
            place = f"{file.relative_to(package.parent).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
