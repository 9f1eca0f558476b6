"""`orgcheck changed`: the review of a branch, or of the change that a pipeline runs for."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result
from orgcheck.cli.failure import Failure
from orgcheck.reports.formats import of_reviews

if TYPE_CHECKING:
    from orgcheck.cli.asked import Asked
    from orgcheck.policy.base import Base
    from orgcheck.snapshot.git import Repository

# What a host says of a change is a page or two; a larger file is something else.
_MOST_OF_EVENT = 2**26


@click.command(
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
"""
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
@options.formatted(of_reviews())
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
    from orgcheck.cli.change_review import ChangeReview
    from orgcheck.cli.delivery import refuse_overwriting
    from orgcheck.cli.reviewed import finish, listing
    from orgcheck.cli.standpoints import with_committed
    from orgcheck.cli.tracked import from_root, git_answers, repository_here
    from orgcheck.snapshot.tracked import State

    refuse_overwriting([file for _, file in reports], (*asked.packs, *asked.waivers))
    with git_answers():
        repository = repository_here()
        found = _base(base, repository)
        head = State(repository, None)
        older = State(repository, found.structures, head.known) if found.structures else None
        review = ChangeReview(
            older,
            head,
            found.rules,
            asked,
            within=_within(from_root(repository, paths)) if paths else lambda _: True,
            language=lang,
            most_mib=most_mib,
        )
        if only_list:
            print_result(listing(review))
            return 0
        review.notes.append(found.words)
        results = with_committed(review, review.results())
    return finish(review, results, reports, verbose=verbose)


def _base(revision: str | None, repository: Repository) -> Base:
    """The base that is named, or that the pipeline says."""
    from orgcheck.errors import OrgcheckError
    from orgcheck.policy.base import base_from, base_of
    from orgcheck.policy.environment import request_of

    try:
        if revision is not None:
            return base_from(revision, repository)
        request = request_of(os.environ, _event())
        if request is None:
            raise Failure(
                "nothing says what the change is compared with",
                "name the branch that it is for: --base main; in a pipeline of another system than "
                "those that --help names, the one that the request is for: --base origin/main",
            )
        return base_of(request, repository)
    except OrgcheckError as refusal:
        raise Failure(refusal.message, refusal.fix) from None


def _event() -> dict[str, Any]:
    """What GitHub says of the event that a workflow runs for; nothing elsewhere."""
    file = os.environ.get("GITHUB_EVENT_PATH")
    if not file or not os.environ.get("GITHUB_ACTIONS"):
        return {}
    try:
        with Path(file).open(encoding="utf-8") as stream:
            event = json.loads(stream.read(_MOST_OF_EVENT))
    except (OSError, ValueError, RecursionError):
        raise Failure(
            "the file that GITHUB_EVENT_PATH names cannot be read",
            "name the base: --base REV",
        ) from None
    return event if isinstance(event, dict) else {}


def _within(places: Sequence[str] | frozenset[str]) -> Callable[[str], bool]:
    """Whether a path is one of some files, lies in one of some folders or fits a pattern."""

    def within(path: str) -> bool:
        return any(
            place in (".", path) or path.startswith(f"{place}/") or fnmatchcase(path, place)
            for place in places
        )

    return within
