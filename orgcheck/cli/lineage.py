"""`orgcheck lineage`: what one unit came from and what became of it, through many versions."""

from __future__ import annotations

import click

from orgcheck.cli import options
from orgcheck.cli.versions import Telling, telling


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck lineage internal-audit snapshots/*.yaml
  orgcheck lineage ict-services 2021.yaml 2022.yaml 2023.yaml -o ict.mmd
  orgcheck lineage ict-services snapshots/*.yaml --format json
  orgcheck lineage ict-services --git organisation.yaml

\b
Exit status:
  0  the lineage is told
  2  usage, settings; no version has the unit; versions that cannot be told
     apart
  3  a snapshot that cannot be read
""",
)
@click.argument("unit", metavar="UNIT")
@click.argument("snapshots", metavar="[SNAPSHOTS]...", nargs=-1, type=options.A_FILE)
@options.recorded
@telling("lineages", "How each field changed, and all evidence.")
def command(
    unit: str,
    snapshots: tuple[str, ...],
    git: str | None,
    telling: Telling,
) -> int:
    """Tell the lineage of UNIT, an id, through all SNAPSHOTS.

    The snapshots are versions of one organisation, in any order: valid_from tells
    which comes first, or the numbers in their versions. Each two neighbours are
    compared as diff compares them. A unit that one version alone leaves out is the
    same unit; one that is missing for longer is told as an id that is used again.
    """
    from orgcheck.descent.lineage import lineage_of

    telling.deliver("lineages", lineage_of(telling.history(snapshots, git), unit))
    return 0
