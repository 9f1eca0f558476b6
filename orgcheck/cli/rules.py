"""`orgcheck rules`: the rules that are in force, and their own tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import Progress, print_result, screen_of
from orgcheck.cli.delivery import deliver, refuse_overwriting, refuse_second_stdin
from orgcheck.errors import OrgcheckError
from orgcheck.language import said, speaking, tr
from orgcheck.policy.choice import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orgcheck.organisation import Organisation
    from orgcheck.policy.policy import Policy
    from orgcheck.reports.format import Screen
    from orgcheck.rules.model import Rule
    from orgcheck.rules.strength import Strength


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
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck rules list
  orgcheck rules list --rules rules/kela.yaml
""",
)
@options.with_rules
@options.speaking
@options.configured
@options.asking
def list_rules(asked: Asked) -> int:
    """List the rules that come with the program and those of the packs.

    The configured packs are those of the current folder.
    """
    from orgcheck.policy.policy import packs_of
    from orgcheck.reports.formats.text import rules as rules_text

    read = packs_of(asked)
    print_result(rules_text.listing([pack for pack, _ in read], screen=screen_of(None)))
    return 0


@command.command(
    "test",
    cls=options.Command,
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
@options.speaking
@options.configured
@options.asking
def test(asked: Asked, strict: bool) -> int:
    """Run the tests that rules bring along: their `pass` and `fail` examples.

    Without a PACK those of the current folder's settings are tested. A pack is tested
    with its own parameters: its examples are about those.
    """
    from orgcheck.descent.ruled import run_history_examples
    from orgcheck.policy.policy import packs_of
    from orgcheck.reports.formats.text.rules import Tested, example_results
    from orgcheck.rules.examples import never_shown_to_fail, run_examples

    read = packs_of(asked, own_parameters=True)
    if not read:
        raise OrgcheckError(
            said("no rule pack is named, and none is configured"),
            said("name one: `orgcheck rules test PACK`"),
        )
    tested = []
    for pack, _ in read:
        results = (*run_examples(pack), *run_history_examples(pack))
        tested.append(Tested(pack, results, tuple(never_shown_to_fail(pack, results))))
    print_result(example_results(tested, screen=screen_of(None)))
    failed = any(pack.wrong or (strict and pack.never_shown_to_fail) for pack in tested)
    return 1 if failed else 0


@command.command(
    "strength",
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck rules strength snapshots/2024.yaml --rules rules/kela.yaml
  orgcheck rules strength snapshots/2024.yaml --fail-under 40

\b
Exit status:
  0  the share was measured
  1  it is below --fail-under
  2  usage, settings, a rule pack, a path that does not exist
  3  the snapshot cannot be read
""",
)
@click.argument("snapshot", metavar="SNAPSHOT", type=options.A_FILE)
@options.with_rules
@click.option(
    "--fail-under",
    metavar="N",
    type=click.FloatRange(0, 100),
    help="Exit with 1 where the share caught, in percent, is below this.",
)
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    help="Try at most so many mutants: a sample, the same every time. "
    "[default: 5,000, fewer above 100 units]",
)
@options.text_or_json
@options.speaking
@options.configured
@options.sized
@options.asking
def strength(
    snapshot: str,
    asked: Asked,
    fail_under: float | None,
    limit: int | None,
    format_: str,
    output: str | None,
    most_mib: int | None,
) -> int:
    """Measure how strong rules are, by mutants of a snapshot.

    A mutant is the structure with one mistake in it: a unit moved elsewhere, another
    superior, a unit removed, renamed or given another kind, a duty or a site left out.
    It is caught where a finding appears that the snapshot itself does not have. The
    share is a measure to read, not a target: a rule that no source supports freezes
    the structure as it is.
    """
    from orgcheck.policy.policy import Policies
    from orgcheck.policy.reading import load

    refuse_second_stdin((snapshot, *asked.packs))
    refuse_overwriting([output], (snapshot, *asked.packs))
    policy = Policies(asked).of(snapshot)
    organisation = load(snapshot, most_mib=most_mib)
    rules = policy.applying(organisation)
    found = _measured(organisation, policy, rules, limit)
    deliver(_rendered(format_, snapshot, found, rules, screen_of(output)), output)
    return 1 if fail_under is not None and found.share < fail_under else 0


def _measured(
    organisation: Organisation, policy: Policy, rules: Sequence[Rule], limit: int | None
) -> Strength:
    from orgcheck.rules.integrity import check
    from orgcheck.rules.strength import Strength, measured, plan, usual_limit

    todo = plan(organisation, limit or usual_limit(organisation))
    progress = Progress(len(todo.mutants))
    outcomes = []
    for number, outcome in enumerate(measured(organisation, policy.in_force, todo), start=1):
        outcomes.append(outcome)
        if number % 20 == 0:
            progress.step(
                tr("{number} of {all} mutants", number=number, all=len(todo.mutants)),
                done=number,
            )
    progress.end()
    ids = tuple(rule.id for rule in rules)
    return Strength(todo, tuple(outcomes), ids, len(check(organisation)))


def _rendered(
    format: str, snapshot: str, strength: Strength, rules: Sequence[Rule], screen: Screen
) -> str:
    if format == "json":
        from orgcheck.reports.formats.json import rules as rules_json

        with speaking(None):
            return rules_json.strength(snapshot, strength)
    from orgcheck.reports.formats.text import strength as strength_text
    from orgcheck.rules.builtin import BUILTIN

    statements = {rule.id: rule.statement for rule in BUILTIN.values()}
    statements |= {rule.id: rule.statement for rule in rules}
    return strength_text.report(snapshot, strength, statements, screen=screen)
