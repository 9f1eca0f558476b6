"""`orgcheck hook validate`: what is about to be committed, judged by what it makes worse."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result, say

if TYPE_CHECKING:
    from orgcheck.cli.change_review import ChangeReview
    from orgcheck.snapshot.tracked import State


@click.command(
    epilog="""\b
Examples:
  orgcheck hook validate snapshots/2024.yaml org/units/audit.yaml
  orgcheck hook validate --all snapshots/2024.yaml

\b
Exit status:
  0  no finding at or above --fail-on that the commit brings
  1  such a finding; also a snapshot that cannot be parsed
  2  usage, settings, a rule pack
"""
)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=options.A_FILE)
@click.option("--all", "everything", is_flag=True, help="What was there before counts too.")
@options.with_rules
@options.failing
@click.pass_context
def command(
    context: click.Context,
    files: tuple[str, ...],
    everything: bool,
    packs: tuple[str, ...],
    fail_on: str | None,
) -> int:
    """Check the snapshots that are about to be committed.

    FILES are those that changed; a part of a folder that is one snapshot stands for
    the folder. Folders that lose a file are checked though nobody names it. What is
    read is what is staged, whatever the working tree has.

    What HEAD has as well is counted, and does not fail, nor does what another parent
    of a merge has. Of a FILE in which nothing
    changes everything is checked, unless a later snapshot replaced it.
    """
    from orgcheck.cli.asked import Asked
    from orgcheck.cli.change_review import ChangeReview
    from orgcheck.cli.hook_side import between, concerned
    from orgcheck.cli.reviewed import finish
    from orgcheck.cli.standpoints import new_in_merge
    from orgcheck.cli.tracked import from_root, git_answers, repository_here
    from orgcheck.cli.validate import command as validate

    with git_answers():
        repository = repository_here()
        old, new = between(repository)
        named = from_root(repository, files)
        review = ChangeReview(
            old,
            new,
            old.revision if old is not None else None,
            Asked(packs=packs, fail_on=fail_on),
            within=concerned(old, new, named),
            comparing=False,
        )
        whole = _asked_for(new, named)
        judged = not everything and review.concerned
        if everything:
            whole |= set(review.pairing.newer)
        else:
            whole = _standing(review, whole)
        arguments = tuple(new.argument(snapshot) for snapshot in sorted(whole))
        results = new_in_merge(review, review.results()) if judged else []
    status = finish(review, results, (("text", None),), verbose=False) if judged else 0
    if arguments:
        found: int = context.invoke(validate, snapshots=arguments, packs=packs, fail_on=fail_on)
        return max(status, found)
    if not judged:
        print_result("no snapshot is about to change\n")
    return status


def _asked_for(state: State, files: Collection[str]) -> set[str]:
    """The snapshots of the files; one that is called a snapshot and looks like none is checked."""
    from orgcheck.snapshot.recognition import Role

    present = [file for file in files if file in state.roles]
    return {
        state.snapshots.get(file, file)
        for file in present
        if file in state.snapshots or state.roles[file] is Role.UNKNOWN
    }


def _standing(review: ChangeReview, asked: Collection[str]) -> set[str]:
    """Those in which nothing changes, without what a later snapshot replaced; that is said."""
    from orgcheck.policy.pairing import is_replaced

    profiles = review.head.profiles
    standing = {path for path in asked if path not in review.pairing.newer}
    replaced = {
        path
        for path in standing & profiles.keys()
        if is_replaced(profiles[path], profiles.values())
    }
    for path in sorted(replaced):
        say(f"Note: {path} does not change, and a later snapshot replaced it: --all checks it")
    return standing - replaced
