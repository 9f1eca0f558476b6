"""`orgcheck hook diff`: what a commit does to the structure, before it is made."""

from __future__ import annotations

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result, say_failure
from orgcheck.cli.failure import UNREADABLE, Failure


@click.command(
    epilog="""\b
Example:
  orgcheck hook diff snapshots/2024.yaml

\b
Exit status:
  0  no finding at or above --fail-on, whatever has changed
  1  such a finding that the change brings
  2  usage, settings, a rule pack
  3  a staged snapshot that cannot be read
"""
)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=options.A_FILE)
@options.with_rules
@options.failing
@click.pass_context
def command(
    context: click.Context, files: tuple[str, ...], packs: tuple[str, ...], fail_on: str | None
) -> int:
    """Say what the staged changes do to the structure.

    Compares what HEAD has with what is staged. FILES are those that changed; a file
    that is gone counts though nobody names it. At the first commit there is nothing
    to compare with, and a snapshot that HEAD has only in a broken form is not
    compared, so that it can be mended.
    """
    from orgcheck.cli.hook_side import between
    from orgcheck.cli.tracked import comparable, from_root, git_answers, repository_here
    from orgcheck.snapshot.tracked import pairs

    with git_answers():
        repository = repository_here()
        old, new = between(repository)
        if old is None:
            print_result("this is the first commit: there is nothing to compare with\n")
            return 0
        assert old.revision is not None
        changed = repository.changed_files(old.revision, new.revision)
        named = from_root(repository, files)
        gone = [file for file in old.snapshots if file not in new.roles]
        compared = comparable(pairs(old, new, changed & {*named, *gone}))
    if not compared:
        print_result("no snapshot is about to change\n")
    return max((_status(context, *pair, packs, fail_on) for pair in compared), default=0)


def _status(
    context: click.Context, old: str, new: str, packs: tuple[str, ...], fail_on: str | None
) -> int:
    from orgcheck.cli.diff import command as diff

    try:
        status: int = context.invoke(diff, old=old, new=new, packs=packs, fail_on=fail_on)
    except Failure as failure:
        if failure.status == UNREADABLE and _reads(new):
            print_result(f"{old} cannot be read: nothing was compared with {new}\n")
            return 0
        say_failure(failure)
        return failure.status
    return status


def _reads(argument: str) -> bool:
    from orgcheck.cli.reading import needed_organisation

    try:
        needed_organisation(argument)
    except Failure:
        return False
    return True
