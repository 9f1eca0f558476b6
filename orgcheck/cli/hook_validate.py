"""`orgcheck hook validate`: whether the snapshots about to be committed obey their rules."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result

if TYPE_CHECKING:
    from orgcheck.snapshot.tracked import State


@click.command(
    epilog="""\b
Example:
  orgcheck hook validate snapshots/2024.yaml org/units/audit.yaml

\b
Exit status:
  0  no finding at or above --fail-on
  1  such a finding; also a snapshot that cannot be parsed
  2  usage, settings, a rule pack
"""
)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=options.A_FILE)
@options.with_rules
@options.failing
@click.pass_context
def command(
    context: click.Context, files: tuple[str, ...], packs: tuple[str, ...], fail_on: str | None
) -> int:
    """Check the snapshots that are about to be committed.

    FILES are those that changed; a part of a folder that is one snapshot stands for
    the folder. Folders that lose a file are checked though nobody names it. What is
    read is what is staged, whatever the working tree has.
    """
    from orgcheck.cli.hook_side import between
    from orgcheck.cli.tracked import from_root, git_answers, repository_here
    from orgcheck.cli.validate import command as validate

    with git_answers():
        repository = repository_here()
        old, new = between(repository)
        named = from_root(repository, files)
        snapshots = _to_check(new, named)
        if old is not None:
            snapshots |= _shrunk(old, new)
        arguments = tuple(new.argument(snapshot) for snapshot in sorted(snapshots))
    if not arguments:
        print_result("no snapshot is about to change\n")
        return 0
    status: int = context.invoke(validate, snapshots=arguments, packs=packs, fail_on=fail_on)
    return status


def _to_check(state: State, files: Collection[str]) -> set[str]:
    """The snapshots of the files; one that is called a snapshot and looks like none is checked."""
    from orgcheck.snapshot.layout import Role

    present = [file for file in files if file in state.roles]
    return {
        state.snapshots.get(file, file)
        for file in present
        if file in state.snapshots or state.roles[file] is Role.UNKNOWN
    }


def _shrunk(old: State, new: State) -> set[str]:
    """The folders that lose a file and keep others."""
    lost = [file for file in old.snapshots if file not in new.roles]
    return {old.snapshots[file] for file in lost if new.has(old.snapshots[file])}
