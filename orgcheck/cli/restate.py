"""`orgcheck restate`: a figure of one version in the structure of another."""

from __future__ import annotations

import click

from orgcheck.cli import options
from orgcheck.cli.versions import Telling, telling


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck restate headcount --from 2023.yaml --to 2024.yaml
  orgcheck restate headcount --from 2019.yaml --to 2024.yaml 2021.yaml
  orgcheck restate headcount --from 2024.yaml --to 2019.yaml -o headcount.csv

\b
Exit status:
  0  written
  2  usage, settings; no unit has the figure; versions are not told apart
  3  a snapshot that cannot be read
""",
)
@click.argument("figure", metavar="FIGURE")
@click.option(
    "--from", "stated", metavar="V1", type=options.A_FILE, required=True, help="It states FIGURE."
)
@click.option(
    "--to", "told", metavar="V2", type=options.A_FILE, required=True, help="Its structure is used."
)
@click.argument("between", metavar="[SNAPSHOTS]...", nargs=-1, type=options.A_FILE)
@telling("restatements", "Timings.")
def command(
    figure: str,
    stated: str,
    told: str,
    between: tuple[str, ...],
    telling: Telling,
) -> int:
    """Tell FIGURE of one version in the structure of another, later or earlier.

    A figure is a unit's own, without what is below it. It is exact where all of a
    unit went to one; where a unit was divided, each of those that it became has
    between nothing and all of it. What no unit has is a row of its own, so that
    sums are the same. SNAPSHOTS are versions between the two.
    """
    from orgcheck.descent.restatement import restatement_of

    history = telling.history((stated, told, *between))
    start, end = history.number_of(stated), history.number_of(told)
    telling.deliver("restatements", restatement_of(history, figure, start, end))
    return 0
