"""`orgcheck baseline`: what is wrong today, named, so that a later run tells what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result, say
from orgcheck.cli.failure import Failure
from orgcheck.counting import counted

if TYPE_CHECKING:
    from orgcheck.cli.asked import Asked
    from orgcheck.cli.policy import Policies
    from orgcheck.policy.baseline import Known

FILE = "orgcheck-baseline.json"


@click.command(
    epilog="""\b
Examples:
  orgcheck baseline snapshots/*.yaml
  orgcheck baseline snapshots/*.yaml --update

\b
Exit status:
  0  the baseline is written
  2  usage, settings, a rule pack; a baseline that is there already
  3  a snapshot that cannot be read
"""
)
@click.argument("snapshots", metavar="SNAPSHOT...", nargs=-1, required=True, type=options.A_FILE)
@click.option("--update", is_flag=True, help="Rewrite the baseline that is there.")
@options.with_rules
@options.waiving
@options.configured
@options.sized
@options.asking
def command(snapshots: tuple[str, ...], asked: Asked, update: bool, most_mib: int | None) -> int:
    """Name what is wrong in the snapshots today, so that only what is new fails.

    Written is the file that the settings name as `baseline`, else
    orgcheck-baseline.json in the current folder. Nothing else rewrites it.
    """
    from orgcheck.cli.delivery import deliver
    from orgcheck.cli.policy import Policies
    from orgcheck.policy.baseline import baseline_text

    policies = Policies(replace(asked, no_baseline=True))
    named = {policies.of(argument).baseline_file for argument in snapshots}
    if len(named) > 1:
        raise Failure(
            "the snapshots are under several settings, each with a baseline of its own",
            "name those of one file of settings at a time",
        )
    file = named.pop()
    target = file or FILE
    there = Path(target).exists()
    if there and not update:
        raise Failure(f"{target} is there already", "rewrite it with --update")
    before = _read(target) if there else ()
    known = [one for argument in snapshots for one in _found(argument, target, policies, most_mib)]
    deliver(baseline_text(known), target)
    print_result(_told(target, before, known))
    if file is None:
        say(f'Note: it counts once the settings name it: baseline = "{FILE}"')
    return 0


def _found(argument: str, target: str, policies: Policies, most_mib: int | None) -> list[Known]:
    """What counts of a snapshot today."""
    from orgcheck.cli.examination import examine
    from orgcheck.cli.reading import needed_organisation
    from orgcheck.policy.baseline import Known

    policy = replace(policies.of(argument), baseline_file=target)
    examination = examine(needed_organisation(argument, most_mib), policy)
    path = policy.path_from_baseline(argument)
    return [Known(path, finding) for finding in examination.findings]


def _read(target: str) -> tuple[Known, ...]:
    from orgcheck.policy.baseline import BaselineError, read_baseline
    from orgcheck.snapshot.reader import Unreadable
    from orgcheck.snapshot.sources import decoded

    try:
        return read_baseline(decoded(target, Path(target).read_bytes()))
    except (BaselineError, Unreadable) as error:
        raise Failure.of_problems(error.problems) from None


def _told(target: str, before: Sequence[Known], now: Sequence[Known]) -> str:
    was, here = ({(k.snapshot, k.finding.fingerprint) for k in side} for side in (before, now))
    changes = [
        words
        for words in (
            f"{len(here - was)} added" if before and here - was else "",
            f"{len(was - here)} mended" if was - here else "",
        )
        if words
    ]
    entries = counted(len(now), "finding") or "no findings"
    return f"{target}: {entries}" + (f" ({', '.join(changes)})" if changes else "") + "\n"
