"""`orgcheck crosswalk`: from the units of one version to those of another."""

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
@options.inferring
@options.formatted(formats_of("crosswalks"))
@options.in_language
@options.configured
@options.sized
@click.option("-v", "--verbose", is_flag=True, help="Also units that only go on; timings.")
@options.asking
def command(
    snapshots: tuple[str, ...],
    git: str | None,
    asked: Asked,
    no_inference: bool,
    thresholds: tuple[str, ...],
    reports: tuple[tuple[str, str | None], ...],
    lang: str | None,
    most_mib: int | None,
    verbose: bool,
) -> int:
    """Write a table from the units of one version to those of another.

    V1 and V2 are versions of one organisation; valid_from tells which is the
    earlier, or the numbers in their versions. Versions between them are followed
    one by one. Of a unit that was divided the shares are told by its children,
    duties and sites, or by a figure where one is stated: each is a row with its
    basis. Shares by children, duties or sites say nothing of figures.
    """
    from orgcheck.cli.delivery import deliver
    from orgcheck.cli.versions import compared
    from orgcheck.descent.crosswalk import crosswalk_of
    from orgcheck.reports.format import Options

    history = compared(
        snapshots,
        git,
        asked,
        no_inference=no_inference,
        thresholds=thresholds,
        reports=reports,
        language=lang,
        most_mib=most_mib,
        timed=verbose,
    )
    crosswalk = crosswalk_of(history)
    wanted = Options(language=lang, verbose=verbose)
    for name, file in reports:
        deliver(report_on("crosswalks", crosswalk, name, wanted), file)
    return 0
