"""`orgcheck lineage`: what one unit came from and what became of it, through many versions."""

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
@options.inferring
@options.formatted(formats_of("lineages"))
@options.in_language
@options.configured
@options.sized
@click.option("-v", "--verbose", is_flag=True, help="How each field changed, and all evidence.")
@options.asking
def command(
    unit: str,
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
    """Tell the lineage of UNIT, an id, through all SNAPSHOTS.

    The snapshots are versions of one organisation, in any order: valid_from tells
    which comes first, or the numbers in their versions. Each two neighbours are
    compared as diff compares them. A unit that one version alone leaves out is the
    same unit; one that is missing for longer is told as an id that is used again.
    """
    from orgcheck.cli.delivery import deliver
    from orgcheck.cli.versions import compared
    from orgcheck.descent.lineage import lineage_of
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
    lineage = lineage_of(history, unit)
    wanted = Options(language=lang, verbose=verbose)
    for name, file in reports:
        deliver(report_on("lineages", lineage, name, wanted), file)
    return 0
