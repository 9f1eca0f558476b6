"""`orgcheck merge`: two reorganisations of one structure made one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.delivery import deliver_texts, refuse_overwriting, refuse_second_stdin
from orgcheck.errors import OrgcheckError
from orgcheck.language import said
from orgcheck.policy.choice import Asked
from orgcheck.reports.formats import formats_of, report_on

if TYPE_CHECKING:
    from orgcheck.merging.merge import Merge

_FORMATS = formats_of("merges")


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck merge base.yaml ours.yaml theirs.yaml --output merged.yaml
  orgcheck merge main:org.yaml org.yaml feature:org.yaml --format markdown
  orgcheck merge base.yaml ours.yaml theirs.yaml --partial -o ours.yaml

\b
Exit status:
  0  merged
  1  the two collide, or break together what neither breaks alone
  2  usage, settings, a rule pack; a side that is withdrawn; a text in which a
     change cannot be made alone
  3  a snapshot that cannot be read
""",
)
@click.argument("base", metavar="BASE", type=options.A_FILE)
@click.argument("ours", metavar="OURS", type=options.A_FILE)
@click.argument("theirs", metavar="THEIRS", type=options.A_FILE)
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    type=options.A_FILE,
    help="Write the merged snapshot to this file (OURS itself too), and the report to the screen.",
)
@click.option(
    "--partial",
    is_flag=True,
    help="Where they collide, write what merges, and mark the rest as git does.",
)
@click.option(
    "--format",
    "format_",
    metavar="FORMAT",
    type=click.Choice(_FORMATS),
    help=f"The form of the report: {', '.join(_FORMATS)}. Without --output, the report alone.",
)
@options.with_rules
@options.choosing
@options.failing
@options.waiving
@options.in_language
@options.naming_people
@options.configured
@options.sized
@click.option("-v", "--verbose", is_flag=True, help="Every event that is made to OURS.")
@options.asking
def command(
    base: str,
    ours: str,
    theirs: str,
    output: str | None,
    partial: bool,
    format_: str | None,
    asked: Asked,
    lang: str | None,
    with_people: bool,
    most_mib: int | None,
    verbose: bool,
) -> int:
    """Make the changes of THEIRS against BASE to the text of OURS.

    Each of the three is a file, a folder of files that together are one snapshot,
    or REV:path for what git has. Comments, order and layout of OURS are kept.

    Who is who is told by id, by declaration and by acceptance, never by likeness.
    Two events that cannot both have happened are a conflict; so is what each side
    alone would pass and both together break, by integrity and by the rules of OURS.
    Without --output the merged snapshot goes to standard output, and the report of
    conflicts to standard error.
    """
    from orgcheck.cli.console import print_result, say, screen_beside, screen_of
    from orgcheck.policy.merging import merge_snapshots
    from orgcheck.reports.format import Options
    from orgcheck.reports.merging import MergeWords

    if partial and format_ is not None and output is None:
        raise click.UsageError(said("--partial writes a snapshot, --format a report: add --output"))
    inputs = (base, ours, theirs, *asked.packs, *asked.waivers)
    refuse_second_stdin(inputs)
    refuse_overwriting([output], [name for name in inputs if name != ours])
    merge = merge_snapshots(base, ours, theirs, asked, most_mib=most_mib)
    alone = output is None and format_ is not None
    on_screen = output is not None or alone
    wanted = Options(
        language=lang,
        screen=screen_of(None) if on_screen else screen_beside(),
        verbose=verbose,
        with_people=with_people,
    )
    report = report_on("merges", merge, format_ or "text", wanted)
    if not alone and (merge.merged or partial):
        _write(merge, ours, output)
    if on_screen:
        print_result(report)
    elif not merge.merged or merge.noted:
        say(*report.splitlines())
    else:
        say(*MergeWords(merge, lang).standing())
    return 0 if merge.merged else 1


def _write(merge: Merge, ours: str, output: str | None) -> None:
    """Write the merged snapshot: to standard output, to a file, or file by file to a folder."""
    from orgcheck.merging.marking import marked

    if not merge.texts:
        fix = said("name a snapshot; `orgcheck import` makes one")
        raise OrgcheckError(
            said("{file} is in another format, and is not written to", file=ours), fix
        )
    deliver_texts(marked(merge) if merge.conflicts else merge.texts, ours, output)
