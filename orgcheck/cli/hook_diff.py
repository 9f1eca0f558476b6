"""`orgcheck hook diff`: what a commit does to the structure, before it is made."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result

if TYPE_CHECKING:
    from orgcheck.snapshot.tracked import State


@click.command(
    epilog="""\b
Example:
  orgcheck hook diff snapshots/2024.yaml

\b
Exit status:
  0  no finding at or above --fail-on, whatever has changed
  1  such a finding that the change brings; a snapshot that cannot be read, or
     that it takes out of sight
  2  usage, settings, a rule pack
"""
)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=options.A_FILE)
@options.with_rules
@options.failing
def command(files: tuple[str, ...], packs: tuple[str, ...], fail_on: str | None) -> int:
    """Say what the staged changes do to the structure.

    Compares what HEAD has with what is staged. FILES are those that changed; a file
    that is gone counts though nobody names it. At the first commit there is nothing
    to compare with. Where HEAD has a snapshot only in a broken form, all of the
    staged one is checked.
    """
    from orgcheck.cli.asked import Asked
    from orgcheck.cli.change_review import ChangeReview
    from orgcheck.cli.hook_side import between
    from orgcheck.cli.reviewed import finish
    from orgcheck.cli.tracked import from_root, git_answers, repository_here

    with git_answers():
        repository = repository_here()
        old, new = between(repository)
        if old is None:
            print_result("this is the first commit: there is nothing to compare with\n")
            return 0
        named = from_root(repository, files)
        asked = Asked(packs=packs, fail_on=fail_on)
        review = ChangeReview(old, new, old.revision, asked, within=_counts(old, new, named))
        if not review.concerned:
            print_result("no snapshot is about to change\n")
            return 0
        results = review.results()
    return finish(review, results, (("text", None),), verbose=False)


def _counts(old: State, new: State, named: Collection[str]) -> Callable[[str], bool]:
    """Whether a snapshot has a file that is named, or that is gone."""
    gone = [file for file in old.snapshots if file not in new.facts]
    snapshots = {*old.touched((*named, *gone)), *new.touched(named), *named}
    return snapshots.__contains__
