"""`orgcheck hook`: what stands between an edit and a commit; pre-commit runs these."""

from __future__ import annotations

import click

from orgcheck.cli.hook_diff import command as diff
from orgcheck.cli.hook_validate import command as validate


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


command.add_command(validate, "validate")
command.add_command(diff, "diff")
