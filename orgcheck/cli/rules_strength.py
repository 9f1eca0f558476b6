"""`orgcheck rules strength`: which mistakes in a structure no rule would see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orgcheck.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orgcheck.cli.asked import Asked
    from orgcheck.cli.policy import Policy
    from orgcheck.organisation import Organisation
    from orgcheck.rules.model import Rule
    from orgcheck.rules.strength import Strength


@click.command(
    "strength",
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
@options.configured
@options.sized
@options.asking
def command(
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
    from orgcheck.cli.delivery import deliver, refuse_overwriting
    from orgcheck.cli.policy import Policies
    from orgcheck.cli.reading import needed_organisation, refuse_second_stdin

    refuse_second_stdin((snapshot, *asked.packs))
    refuse_overwriting([output], (snapshot, *asked.packs))
    policy = Policies(asked).of(snapshot)
    organisation = needed_organisation(snapshot, most_mib)
    rules = policy.applying(organisation)
    strength = _measured(organisation, policy, rules, limit)
    deliver(_rendered(format_, snapshot, strength, rules), output)
    return 1 if fail_under is not None and strength.share < fail_under else 0


def _measured(
    organisation: Organisation, policy: Policy, rules: Sequence[Rule], limit: int | None
) -> Strength:
    from orgcheck.cli.progress import Progress
    from orgcheck.rules.integrity import check
    from orgcheck.rules.strength import Strength, measured, plan, usual_limit

    todo = plan(organisation, limit or usual_limit(organisation))
    progress = Progress(len(todo.mutants))
    outcomes = []
    for number, outcome in enumerate(measured(organisation, policy.in_force, todo), start=1):
        outcomes.append(outcome)
        if number % 20 == 0:
            progress.step(f"{number:,} of {len(todo.mutants):,} mutants", done=number)
    progress.end()
    ids = tuple(rule.id for rule in rules)
    return Strength(todo, tuple(outcomes), ids, len(check(organisation)))


def _rendered(format: str, snapshot: str, strength: Strength, rules: Sequence[Rule]) -> str:
    if format == "json":
        from orgcheck.reports.formats.json import strength as strength_json

        return strength_json.report(snapshot, strength)
    from orgcheck.reports.formats.text import strength as strength_text
    from orgcheck.rules.builtin import BUILTIN

    statements = {rule.id: rule.statement for rule in BUILTIN.values()}
    statements |= {rule.id: rule.statement for rule in rules}
    return strength_text.report(snapshot, strength, statements)
