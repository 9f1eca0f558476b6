"""`orgcheck crosswalk`: from the units of one version to those of another."""

from __future__ import annotations

import click

from orgcheck.cli import options
from orgcheck.cli.versions import Telling, telling


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck crosswalk snapshots/2023.yaml snapshots/2024.yaml
  orgcheck crosswalk snapshots/*.yaml -o crosswalk.xlsx
  orgcheck crosswalk 2019.yaml 2024.yaml --format csv

\b
Exit status:
  0  written
  2  usage, settings; two versions that cannot be told apart
  3  a snapshot that cannot be read
""",
)
@click.argument("snapshots", metavar="V1 [SNAPSHOTS]... V2", nargs=-1, type=options.A_FILE)
@options.recorded
@telling("crosswalks", "Also units that only go on; timings.")
def command(
    snapshots: tuple[str, ...],
    git: str | None,
    telling: Telling,
) -> int:
    """Write a table from the units of one version to those of another.

    V1 and V2 are versions of one organisation; valid_from tells which is the
    earlier, or the numbers in their versions. Versions between them are followed
    one by one. Of a unit that was divided the shares are told by its children,
    duties and sites, or by a figure where one is stated: each is a row with its
    basis. Shares by children, duties or sites say nothing of figures.
    """
    from orgcheck.descent.crosswalk import crosswalk_of

    telling.deliver("crosswalks", crosswalk_of(telling.history(snapshots, git)))
    return 0
