"""`orgcheck changed`: which snapshots a branch touches, in pairs to compare."""

from __future__ import annotations

from fnmatch import fnmatchcase

import click

from orgcheck.cli.console import print_result
from orgcheck.cli.failure import Failure


@click.command(
    epilog="""\b
Examples:
  orgcheck changed --since main
  orgcheck changed --since origin/main 'snapshots/*.yaml' |
    while IFS="$(printf '\\t')" read -r old new; do
      orgcheck diff "$old" "$new"
    done

\b
Exit status:
  0  the pairs are printed; there may be none
  2  usage, a revision that git does not have
"""
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--since",
    metavar="REV",
    required=True,
    help="A branch, a tag or a commit; its changes since the current branch left it do not count.",
)
def command(paths: tuple[str, ...], since: str) -> int:
    """List the snapshots that changed since a revision.

    Prints a line for each, with what it was and what it is, OLD and NEW of
    `orgcheck diff`, and a tab between. A PATH, a file, a folder or a pattern in
    quotes, leaves out what lies elsewhere.

    A snapshot that is new is paired with the one that comes before it in its
    folder, as 2023.yaml does before 2024.yaml. Standard error names those that are
    gone, and those that are new and have nothing before them.
    """
    from orgcheck.cli.tracked import comparable, from_root, git_answers, repository_here
    from orgcheck.snapshot.tracked import State, pairs

    with git_answers():
        repository = repository_here()
        base = repository.merge_base(since)
        files = repository.changed_files(base, None)
        within = from_root(repository, paths)
        found = pairs(
            State(repository, base),
            State(repository, None),
            [file for file in files if not within or _is_within(file, within)],
        )
    print_result("".join(_line(old, new) for old, new in comparable(found)))
    return 0


def _line(old: str, new: str) -> str:
    if any(character in "\t\n\r" for character in old + new):
        raise Failure(
            f"{new}: a tab or a line break in the name of a snapshot",
            "give it a name without one",
        )
    return f"{old}\t{new}\n"


def _is_within(file: str, folders: frozenset[str]) -> bool:
    return any(
        folder in (".", file) or file.startswith(f"{folder}/") or fnmatchcase(file, folder)
        for folder in folders
    )
