"""`orgcheck baseline`: what is wrong today, named, so that a later run tells what is new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result, say
from orgcheck.cli.delivery import deliver
from orgcheck.language import tr, tr_n

if TYPE_CHECKING:
    from orgcheck.policy.baseline import Known
    from orgcheck.policy.choice import Asked


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck baseline snapshots/*.yaml
  orgcheck baseline snapshots/*.yaml --update

\b
Exit status:
  0  the baseline is written
  2  usage, settings, a rule pack; a baseline that is there already
  3  a snapshot that cannot be read
""",
)
@click.argument("snapshots", metavar="SNAPSHOT...", nargs=-1, required=True, type=options.A_FILE)
@click.option("--update", is_flag=True, help="Rewrite the baseline that is there.")
@options.with_rules
@options.waiving
@options.configured
@options.speaking
@options.sized
@options.asking
def command(snapshots: tuple[str, ...], asked: Asked, update: bool, most_mib: int | None) -> int:
    """Name what is wrong in the snapshots today, so that only what is new fails.

    Written is the file that the settings name as `baseline`, else
    orgcheck-baseline.json in the current folder. Nothing else rewrites it.
    """
    from orgcheck.policy.baseline import baseline_text
    from orgcheck.policy.excuses import new_baseline

    baseline = new_baseline(snapshots, asked, update=update, most_mib=most_mib)
    deliver(baseline_text(baseline.now), baseline.file)
    print_result(_told(baseline.file, baseline.before, baseline.now))
    if not baseline.configured:
        say(
            tr('Note: it counts once the settings name it: baseline = "{file}"', file=baseline.file)
        )
    return 0


def _told(target: str, before: Sequence[Known], now: Sequence[Known]) -> str:
    was, here = ({(k.snapshot, k.finding.fingerprint) for k in side} for side in (before, now))
    changes = []
    if before and (added := len(here - was)):
        changes.append(tr_n("{number} added", "{number} added", added))
    if mended := len(was - here):
        changes.append(tr_n("{number} mended", "{number} mended", mended))
    entries = tr_n("{number} finding", "{number} findings", len(now)) if now else tr("no findings")
    return f"{target}: {entries}" + (f" ({', '.join(changes)})" if changes else "") + "\n"
