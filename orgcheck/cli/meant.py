"""The command that was probably meant where one cannot be obeyed."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

import click

from orgcheck.cli.group import orgcheck
from orgcheck.errors import FolderOfSnapshots
from orgcheck.language import tr

# So many files of a folder are named.
_MOST_NAMED = 3
# Its own mend names another command beside it: who checks several may want to compare them.
_CHECKS = "validate"


def command_meant(problem: FolderOfSnapshots, arguments: Sequence[str]) -> str | None:
    """What to write where a folder of snapshots was named as one; None where nothing tells.

    The snapshots of the folder stand in its place where the command takes any number of them,
    else the last one, which is the newest where they are named by their dates.
    """
    name = next(iter(arguments), "")
    if name == _CHECKS or problem.folder not in arguments:
        return None
    command = orgcheck.get_command(click.Context(orgcheck), name)
    if command is None:
        return None
    several = any(one.nargs < 0 for one in command.params)
    meant = f"`{' '.join(['orgcheck', name, *_words(problem, arguments[1:], several)])}`"
    if several:
        return tr("name them as files: {command}", command=meant)
    return tr("name one of them: {command}", command=meant)


def _words(problem: FolderOfSnapshots, arguments: Sequence[str], several: bool) -> Iterator[str]:
    for word in arguments:
        if word != problem.folder:
            yield shlex.quote(word)
        elif not several:
            yield shlex.quote(problem.names[-1])
        else:
            yield from map(shlex.quote, problem.names[:_MOST_NAMED])
            if len(problem.names) > _MOST_NAMED:
                yield "..."
