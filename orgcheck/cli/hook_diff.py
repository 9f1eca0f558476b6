"""`orgcheck hook diff`: what a commit does to the structure, before it is made."""

from __future__ import annotations

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result

# What tells the findings about the structures, which this hook counts: nothing is told twice.
_FINDINGS = "orgcheck hook validate"


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
    to compare with.

    Findings on the change are told; those about the structure that it makes worse
    are counted and refuse it too: `orgcheck hook validate` tells them. Of a merge
    counts what none of its parents has.
    """
    from orgcheck.cli.asked import Asked
    from orgcheck.cli.change_review import ChangeReview
    from orgcheck.cli.hook_side import between, concerned
    from orgcheck.cli.reviewed import finish
    from orgcheck.cli.standpoints import new_in_merge
    from orgcheck.cli.tracked import from_root, git_answers, repository_here

    with git_answers():
        repository = repository_here()
        old, new = between(repository)
        if old is None:
            print_result("this is the first commit: there is nothing to compare with\n")
            return 0
        named = from_root(repository, files)
        asked = Asked(packs=packs, fail_on=fail_on)
        review = ChangeReview(old, new, old.revision, asked, within=concerned(old, new, named))
        if not review.concerned:
            print_result("no snapshot is about to change\n")
            return 0
        results = new_in_merge(review, review.results())
    return finish(review, results, (("text", None),), verbose=False, told_by=_FINDINGS)
