"""`orgcheck restate`: a figure of one version in the structure of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.reports.formats import formats_of, report_on

if TYPE_CHECKING:
    from orgcheck.policy.choice import Asked


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
@options.inferring
@options.formatted(formats_of("restatements"))
@options.in_language
@options.configured
@options.sized
@click.option("-v", "--verbose", is_flag=True, help="Timings.")
@options.asking
def command(
    figure: str,
    stated: str,
    told: str,
    between: tuple[str, ...],
    asked: Asked,
    no_inference: bool,
    thresholds: tuple[str, ...],
    reports: tuple[tuple[str, str | None], ...],
    lang: str | None,
    most_mib: int | None,
    verbose: bool,
) -> int:
    """Tell FIGURE of one version in the structure of another, later or earlier.

    A figure is a unit's own, without what is below it. It is exact where all of a
    unit went to one; where a unit was divided, each of those that it became has
    between nothing and all of it. What no unit has is a row of its own, so that
    sums are the same. SNAPSHOTS are versions between the two.
    """
    from orgcheck.cli.delivery import deliver
    from orgcheck.cli.versions import compared
    from orgcheck.descent.restatement import restatement_of
    from orgcheck.reports.format import Options

    history = compared(
        (stated, told, *between),
        None,
        asked,
        no_inference=no_inference,
        thresholds=thresholds,
        reports=reports,
        language=lang,
        most_mib=most_mib,
        timed=verbose,
    )
    start, end = history.number_of(stated), history.number_of(told)
    restatement = restatement_of(history, figure, start, end)
    wanted = Options(language=lang, verbose=verbose)
    for name, file in reports:
        deliver(report_on("restatements", restatement, name, wanted), file)
    return 0
