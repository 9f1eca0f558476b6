"""`orgcheck conflicts`: whether a branch collides with others, before either is merged."""

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
  orgcheck conflicts --with origin/reform
  orgcheck conflicts --with origin/reform --with origin/merger snapshots/

\b
Exit status:
  0  nothing collides
  1  this branch and another collide, or break together what neither breaks
     alone
  2  usage, settings, a rule pack; a revision that git does not have
  3  a snapshot of this branch that cannot be read
""",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--with",
    "branches",
    metavar="REV",
    multiple=True,
    required=True,
    help="A branch, tag or commit to hold HEAD against; may be repeated.",
)
@options.with_rules
@options.choosing
@options.failing
@options.waiving
@options.formatted(lambda: formats_of("collisions"))
@options.in_language
@options.naming_people
@options.configured
@options.sized
@options.asking
def command(
    paths: tuple[str, ...],
    branches: tuple[str, ...],
    asked: Asked,
    reports: tuple[tuple[str, str | None], ...],
    lang: str | None,
    with_people: bool,
    most_mib: int | None,
) -> int:
    """Hold what HEAD does to the snapshots against what other branches do.

    Each snapshot that both changed since they parted is merged in memory. Which
    events collide is told with their places; nothing is written. Rules, waivers and
    settings are those of the commit where the two parted; of other branches only
    the snapshots are read.

    It is advice: what binds is the check of the merged tree, in a merge queue or
    after the push.
    """
    from orgcheck.cli.console import screen_of
    from orgcheck.cli.delivery import deliver, refuse_overwriting
    from orgcheck.policy.merging import collisions_with
    from orgcheck.reports.format import Options

    refuse_overwriting([file for _, file in reports], (*asked.packs, *asked.waivers))
    collisions = collisions_with(branches, paths, asked, most_mib=most_mib)
    for name, file in reports:
        wanted = Options(language=lang, screen=screen_of(file), with_people=with_people)
        deliver(report_on("collisions", collisions, name, wanted), file)
    return 1 if collisions.colliding else 0
