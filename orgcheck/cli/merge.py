"""`orgcheck merge`: two reorganisations of one structure made one."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from orgcheck.cli import options
from orgcheck.cli.failure import Failure

if TYPE_CHECKING:
    from orgcheck.cli.asked import Asked
    from orgcheck.merge.merging import Merge

FORMATS = ("text", "json", "markdown", "html")


@click.command(
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
"""
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
    type=click.Choice(FORMATS),
    help=f"The form of the report: {', '.join(FORMATS)}. Without --output, the report alone.",
)
@options.with_rules
@options.choosing
@options.failing
@options.waiving
@options.in_language
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
    from orgcheck.cli.console import print_result, say
    from orgcheck.cli.merging import merged, write

    if partial and format_ is not None and output is None:
        raise Failure("--partial writes a snapshot, --format asks for a report", "add --output")
    merge = merged(base, ours, theirs, asked, most_mib)
    report = _report(format_ or "text", merge, lang, verbose=verbose)
    if merge.merged or (partial and merge.conflicts):
        write(merge, ours, output, report_only=output is None and format_ is not None)
    if output is None and format_ is None:
        if not merge.merged or merge.noted:
            say(report.rstrip("\n"))
    else:
        print_result(report, format_ or "text")
    return 0 if merge.merged else 1


def _report(format: str, merge: Merge, language: str | None, *, verbose: bool) -> str:
    report: Any = import_module(f"orgcheck.reports.formats.{format}.merge").report
    if format == "text":
        return str(report(merge, language=language, verbose=verbose))
    return str(report(merge, language=language))
