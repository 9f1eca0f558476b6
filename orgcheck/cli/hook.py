"""`orgcheck hook`: what stands between an edit and a commit; pre-commit runs these."""

from __future__ import annotations

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result, say
from orgcheck.language import tr
from orgcheck.policy.choice import Asked

# What tells the findings about the structures, which `hook diff` counts: nothing is told twice.
_FINDINGS = "orgcheck hook validate"


@click.group(
    no_args_is_help=False,
    epilog="""\b
Examples:
  orgcheck hook validate snapshots/2024.yaml
  git diff --cached --name-only -- snapshots | xargs orgcheck hook diff
""",
)
def command() -> None:
    """Check what is about to be committed, for git hooks.

    `.pre-commit-hooks.yaml` offers both to pre-commit.
    """


@command.command(
    "validate",
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck hook validate snapshots/2024.yaml org/units/audit.yaml
  orgcheck hook validate --all snapshots/2024.yaml

\b
Exit status:
  0  no finding at or above --fail-on that the commit brings
  1  such a finding; also a snapshot that cannot be parsed
  2  usage, settings, a rule pack
""",
)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=options.A_FILE)
@click.option("--all", "everything", is_flag=True, help="What was there before counts too.")
@options.with_rules
@options.failing
@options.in_language
@click.pass_context
def validate(
    context: click.Context,
    files: tuple[str, ...],
    everything: bool,
    packs: tuple[str, ...],
    fail_on: str | None,
    lang: str | None,
) -> int:
    """Check the snapshots that are about to be committed.

    FILES are those that changed; a part of a folder that is one snapshot stands for
    the folder. Folders that lose a file are checked though nobody names it. What is
    read is what is staged, whatever the working tree has.

    What HEAD has as well is counted, and does not fail, nor does what another parent
    of a merge has. Of a FILE in which nothing
    changes everything is checked, unless a later snapshot replaced it.
    """
    from orgcheck.cli.reviewed import finish
    from orgcheck.cli.validate import command as validate_snapshots
    from orgcheck.policy.change import staged_change
    from orgcheck.policy.change_review import review_staged

    change = staged_change(files, Asked(packs=packs, fail_on=fail_on))
    whole = change.named(files)
    judged = not everything and change.concerned
    if everything:
        whole |= change.pairing.newer
    else:
        whole, replaced = change.standing(whole)
        for path in sorted(replaced):
            say(
                tr(
                    "Note: {file} does not change, and a later snapshot replaced it: --all checks "
                    "it",
                    file=path,
                )
            )
    arguments = tuple(change.head.argument(snapshot) for snapshot in sorted(whole))
    status = 0
    if judged:
        review = review_staged(change, comparing=False)
        status = finish(review, (("text", None),), verbose=False, language=lang)
    if arguments:
        found: int = context.invoke(
            validate_snapshots, snapshots=arguments, packs=packs, fail_on=fail_on, lang=lang
        )
        return max(status, found)
    if not judged:
        print_result(tr("no snapshot is about to change") + "\n")
    return status


@command.command(
    "diff",
    cls=options.Command,
    epilog="""\b
Example:
  orgcheck hook diff snapshots/2024.yaml

\b
Exit status:
  0  no finding at or above --fail-on, whatever has changed
  1  such a finding that the change brings; a snapshot that cannot be read, or
     that it takes out of sight
  2  usage, settings, a rule pack
""",
)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=options.A_FILE)
@options.with_rules
@options.failing
@options.in_language
def diff(
    files: tuple[str, ...], packs: tuple[str, ...], fail_on: str | None, lang: str | None
) -> int:
    """Say what the staged changes do to the structure.

    Compares what HEAD has with what is staged. FILES are those that changed; a file
    that is gone counts though nobody names it. At the first commit there is nothing
    to compare with.

    Findings on the change are told; those about the structure that it makes worse
    are counted and refuse it too: `orgcheck hook validate` tells them. Of a merge
    counts what none of its parents has.
    """
    from orgcheck.cli.reviewed import finish
    from orgcheck.policy.change import staged_change
    from orgcheck.policy.change_review import review_staged

    change = staged_change(files, Asked(packs=packs, fail_on=fail_on))
    if change.base is None:
        print_result(tr("this is the first commit: there is nothing to compare with") + "\n")
        return 0
    if not change.concerned:
        print_result(tr("no snapshot is about to change") + "\n")
        return 0
    reports = (("text", None),)
    review = review_staged(change)
    return finish(review, reports, verbose=False, language=lang, told_by=_FINDINGS)
