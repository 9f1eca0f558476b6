"""`orgcheck changed`: the review of a branch, or of the change that a pipeline runs for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result
from orgcheck.cli.delivery import refuse_overwriting
from orgcheck.errors import OrgcheckError
from orgcheck.language import said
from orgcheck.reports.formats import of_reviews

if TYPE_CHECKING:
    from orgcheck.policy.change import Change
    from orgcheck.policy.choice import Asked


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck changed
  orgcheck changed --base main
  orgcheck changed --base main 'snapshots/*.yaml' --report markdown:review.md
  orgcheck changed --base main --list

\b
Exit status:
  0  no finding at or above --fail-on
  1  such a finding that the change brings; a snapshot that it takes out of
     sight
  2  usage, settings, a rule pack; a base that cannot be told or that git does
     not have; a PATH in which there is no snapshot
""",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--base",
    metavar="REV",
    help="The branch that the change is for, or a commit; where left out, the pipeline says it.",
)
@click.option("--list", "only_list", is_flag=True, help="Only the pairs, a line each, with a tab.")
@options.with_rules
@options.choosing
@options.failing
@options.waiving
@options.formatted(of_reviews)
@options.in_language
@options.configured
@options.sized
@click.option("-v", "--verbose", is_flag=True, help="Every event and all evidence.")
@options.asking
def command(
    paths: tuple[str, ...],
    asked: Asked,
    base: str | None,
    only_list: bool,
    reports: tuple[tuple[str, str | None], ...],
    lang: str | None,
    most_mib: int | None,
    verbose: bool,
) -> int:
    """Review what a branch or a pull request does to the snapshots.

    Each snapshot is compared with what it was where the change left its target, a
    new one with the latest before it, and judged by the rules, waivers and settings
    of the target's newest commit. What is found only where nothing changed does not
    fail. A snapshot that is moved, split or renamed is followed; one that is out of
    sight fails.

    In pipelines of GitHub, GitLab, Azure, Bitbucket and Jenkins the base is known;
    elsewhere --base names it. A PATH, a file, a folder or a pattern in quotes, leaves
    out what neither lies there nor came from there.
    """
    refuse_overwriting([file for _, file in reports], (*asked.packs, *asked.waivers))
    if only_list:
        from orgcheck.policy.change import change_since

        change, _ = change_since(base, paths, asked)
        print_result(_listing(change))
        return 0
    from orgcheck.cli.reviewed import finish
    from orgcheck.policy.change_review import review_since

    review = review_since(base, paths, asked, language=lang, most_mib=most_mib)
    return finish(review, reports, verbose=verbose, language=lang)


def _listing(change: Change) -> str:
    """The pairs of a change, a line each: OLD and NEW of `orgcheck diff`, a tab between."""
    base = change.base
    pairs = change.pairing.pairs if base is not None else ()
    arguments = [
        (base.argument(old), change.head.argument(new)) for old, new in pairs if base is not None
    ]
    for old, new in arguments:
        if any(character in "\t\n\r" for character in old + new):
            raise OrgcheckError(
                said("{file}: a tab or a line break in the name of a snapshot", file=new),
                said("give it a name without one"),
            )
    return "".join(f"{old}\t{new}\n" for old, new in arguments)
