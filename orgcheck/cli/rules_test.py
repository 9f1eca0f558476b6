"""`orgcheck rules test`: whether rules accept and reject what their packs claim."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import coloured, print_result
from orgcheck.cli.failure import Failure

if TYPE_CHECKING:
    from orgcheck.cli.asked import Asked


@click.command(
    "test",
    epilog="""\b
Examples:
  orgcheck rules test rules/kela.yaml
  orgcheck rules test --strict

\b
Exit status:
  0  every example agrees
  1  one does not; with --strict also a rule that none shows to fail
  2  usage, settings, a rule pack, a path that does not exist
""",
)
@click.argument("packs", metavar="[PACK...]", nargs=-1, type=options.A_FILE)
@click.option("--strict", is_flag=True, help="Fail for rules that no example shows to fail, too.")
@options.configured
@options.asking
def command(asked: Asked, strict: bool) -> int:
    """Run the tests that rules bring along: their `pass` and `fail` examples.

    Without a PACK those of the current folder's settings are tested. A pack is tested
    with its own parameters: its examples are about those.
    """
    from orgcheck.cli.policy import packs_of
    from orgcheck.reports.formats.text import rules_test as rules_test_text
    from orgcheck.reports.formats.text.rules_test import Tested
    from orgcheck.rules.examples import never_shown_to_fail, run_examples

    read = packs_of(asked, own_parameters=True)
    if not read:
        raise Failure(
            "no rule pack is named, and none is configured", "name one: `orgcheck rules test PACK`"
        )
    tested = []
    for pack, _ in read:
        results = tuple(run_examples(pack))
        tested.append(Tested(pack, results, tuple(never_shown_to_fail(pack, results))))
    print_result(rules_test_text.report(tested, colour=coloured(sys.stdout)))
    failed = any(pack.wrong or (strict and pack.never_shown_to_fail) for pack in tested)
    return 1 if failed else 0
