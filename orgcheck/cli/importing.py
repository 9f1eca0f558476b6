"""`orgcheck import`: a snapshot made of a spreadsheet or of another format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.convert.formats import readable

if TYPE_CHECKING:
    from orgcheck.convert.columns import ColumnMap
    from orgcheck.convert.format import Imported

# So many remarks are told one by one; the others are counted.
MOST_TOLD = 200


@click.command(
    epilog="""\b
Examples:
  orgcheck import hr.xlsx -o org.yaml
  orgcheck import hr.csv --map hr-map.yaml -o org.yaml

\b
Exit status:
  0  imported
  1  imported, with defects in the source, each told with its cell
  2  usage, a format that is not known, a map that does not fit
  3  nothing to read, or no structure in it
"""
)
@click.argument("source", metavar="SOURCE", type=options.A_FILE)
@click.option(
    "--format",
    "format_",
    metavar="FORMAT",
    type=click.Choice(readable()),
    help=f"The form of SOURCE: {', '.join(readable())}; where left out, as its name ends.",
)
@click.option(
    "--map",
    "map_",
    metavar="FILE",
    type=options.A_FILE,
    help="What each column is, and the ids that were made: read if it is there, then written.",
)
@options.to_file
@options.sized
@click.option("-q", "--quiet", is_flag=True, help="Defects only, not what was left out or how.")
def command(
    source: str,
    format_: str | None,
    map_: str | None,
    output: str | None,
    most_mib: int | None,
    quiet: bool,
) -> int:
    """Make a snapshot of a spreadsheet, a catalogue or another format.

    Columns are found by their heads, in English, Finnish, Swedish, German and French.
    What is wrong in SOURCE is told by sheet and cell, all at once, on standard error.
    """
    from orgcheck.cli.delivery import deliver, refuse_overwriting, refuse_second_stdin
    from orgcheck.convert.columns import map_text
    from orgcheck.convert.converting import import_source
    from orgcheck.snapshot.writing import yaml_of

    refuse_second_stdin([source, *([map_] if map_ else ())])
    refuse_overwriting([output, map_], [source])
    imported = import_source(source, format=format_, map=_map(map_), most_mib=most_mib)
    _tell(source, imported, quiet=quiet)
    deliver(yaml_of(imported.snapshot), output)
    if map_ is not None and imported.map is not None:
        deliver(map_text(imported.map), map_)
    return 1 if imported.defects else 0


def _map(name: str | None) -> ColumnMap | None:
    """The map of an earlier import; None where there is none yet."""
    if name is None or not Path(name).exists():
        return None
    from orgcheck.convert.columns import map_at

    return map_at(name)


def _tell(source: str, imported: Imported, *, quiet: bool) -> None:
    from orgcheck.cli.console import say
    from orgcheck.counting import counted

    remarks = [one for one in imported.remarks if one.is_defect or not quiet]
    for remark in remarks[:MOST_TOLD]:
        say(f"{'defect' if remark.is_defect else 'note'}: {remark}")
        if remark.fix:
            say(f"  fix: {remark.fix}")
    if len(remarks) > MOST_TOLD:
        say(f"... and {counted(len(remarks) - MOST_TOLD, 'more remark')}")
    snapshot = imported.snapshot
    counts = [counted(len(snapshot.units), "unit")]
    if snapshot.posts:
        counts.append(counted(len(snapshot.posts), "post"))
    if snapshot.bodies:
        counts.append(counted(len(snapshot.bodies), "body", "bodies"))
    defects = counted(len(imported.defects), "defect") or "no defect"
    say(f"{source}: {', '.join(filter(None, counts)) or 'no unit'}; {defects}")
