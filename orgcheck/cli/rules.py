"""`orgcheck rules`: the rules that are in force, and their own tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orgcheck.cli import options, rules_strength, rules_test
from orgcheck.cli.console import print_result

if TYPE_CHECKING:
    from orgcheck.cli.asked import Asked


@click.group(
    no_args_is_help=False,
    epilog="""\b
Example:
  orgcheck rules list --rules rules/kela.yaml
  orgcheck rules test rules/kela.yaml
  orgcheck rules strength snapshots/2024.yaml
""",
)
def command() -> None:
    """List rules, run their own tests, measure how strong they are."""


@command.command(
    "list",
    epilog="""\b
Examples:
  orgcheck rules list
  orgcheck rules list --rules rules/kela.yaml
""",
)
@options.with_rules
@options.configured
@options.asking
def list_rules(asked: Asked) -> int:
    """List the rules that come with the program and those of the packs.

    The configured packs are those of the current folder.
    """
    from orgcheck.cli.policy import packs_of
    from orgcheck.reports.formats.text import rules as rules_text

    read = packs_of(asked)
    print_result(rules_text.listing([pack for pack, _ in read]))
    return 0


command.add_command(rules_test.command)
command.add_command(rules_strength.command)
