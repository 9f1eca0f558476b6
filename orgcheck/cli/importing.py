"""`orgcheck import`: a snapshot made of a spreadsheet or of another format."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.convert.formats import readable
from orgcheck.language import msg, msg_n, said, tr, tr_n
from orgcheck.records import replace

if TYPE_CHECKING:
    from orgcheck.convert.columns import ColumnMap
    from orgcheck.convert.converting import ImportOptions
    from orgcheck.convert.format import Imported
    from orgcheck.policy.importing import Updated

# So many remarks are told one by one; the others are counted.
MOST_TOLD = 200


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck import hr.xlsx -o org.yaml
  orgcheck import hr.csv --map hr-map.yaml -o org.yaml
  orgcheck import hr.xlsx --into snapshots/2026.yaml

\b
Exit status:
  0  imported
  1  imported, with defects in the source, each told with its cell
  2  usage, a format that is not known, a map that does not fit
  3  nothing to read, or no structure in it
""",
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
@click.option(
    "--into",
    metavar="SNAPSHOT",
    type=options.A_FILE,
    help="Write what SOURCE says into this snapshot, and keep what else people wrote there.",
)
@click.option(
    "--with-people",
    is_flag=True,
    help="Read who belongs to what, by handle, where SOURCE has that.",
)
@click.option("--prune", is_flag=True, help="With --into: remove what SOURCE lacks.")
@options.to_file
@options.speaking
@options.sized
@click.option("-q", "--quiet", is_flag=True, help="Defects only, not what was left out or how.")
def command(
    source: str,
    format_: str | None,
    map_: str | None,
    into: str | None,
    with_people: bool,
    prune: bool,
    output: str | None,
    most_mib: int | None,
    quiet: bool,
) -> int:
    """Make a snapshot of a spreadsheet, a catalogue or another format.

    Columns are found by their heads, in English, Finnish, Swedish, German and French.
    What is wrong in SOURCE is told by sheet and cell, all at once, on standard error.

    With --into, comments, declarations, sources and all that SOURCE has no place for
    stay in SNAPSHOT, and what SOURCE changed is told. What SOURCE lacks is told too, and
    kept without --prune.
    """
    from orgcheck.cli.delivery import deliver, refuse_overwriting, refuse_second_stdin
    from orgcheck.convert.columns import map_text
    from orgcheck.convert.converting import ImportOptions, import_source
    from orgcheck.snapshot.writing import yaml_of

    if prune and into is None:
        raise click.UsageError(said("--prune is for --into"))
    refuse_second_stdin([source, *([map_] if map_ else ()), *([into] if into else ())])
    refuse_overwriting([output, map_], [source])
    wanted = ImportOptions(format_, _map(map_), most_mib, with_people)

    def made(wanted: ImportOptions) -> Imported:
        if into is not None:
            return _into(into, source, wanted, output, prune=prune, quiet=quiet)
        imported = import_source(source, wanted)
        tell(source, imported, quiet=quiet)
        deliver(yaml_of(imported.snapshot), output)
        return imported

    imported = _with_asked_columns(made, wanted)
    if map_ is not None and imported.map is not None:
        deliver(map_text(imported.map), map_)
    return 1 if imported.defects else 0


def _with_asked_columns(
    made: Callable[[ImportOptions], Imported], wanted: ImportOptions
) -> Imported:
    """What is made of a source; where no head of its table is known, a person is asked."""
    from orgcheck.cli.console import is_terminal
    from orgcheck.convert.tables.found import UnknownHeads

    try:
        return made(wanted)
    except UnknownHeads as unknown:
        if not (unknown.heads and is_terminal(sys.stdin) and is_terminal(sys.stderr)):
            raise
        return made(replace(wanted, map=_asked_columns(unknown.heads, wanted.map)))


def _asked_columns(heads: Sequence[str], map: ColumnMap | None) -> ColumnMap:
    """Which column is which, as the person says who was asked."""
    from orgcheck.cli.console import say
    from orgcheck.convert.columns import ColumnMap

    say(tr("No head of the table is known. Its columns are:"))
    say(*(f"  {number}  {head}" for number, head in enumerate(heads, 1)))
    columns = dict.fromkeys(heads, "-")
    for field, words in _ASKED.items():
        least = 1 if field == "name" else 0
        number = click.prompt(
            tr("The number of the column that has {what}", what=tr(words))
            if least
            else tr("The number of the column that has {what}, 0 for none", what=tr(words)),
            type=click.IntRange(least, len(heads)),
            default=None if least else 0,
            err=True,
        )
        if number:
            columns[heads[number - 1]] = field
    return ColumnMap(sheet=map.sheet if map is not None else None, columns=columns)


# What is asked about a table of which nothing is known: an organisation needs no more to be told.
_ASKED = {
    "name": msg("the name of each unit"),
    "id": msg("its code"),
    "parent": msg("the code or the name of the unit above it"),
    "head": msg("the title of its head"),
    "kind": msg("its kind"),
}


def _into(
    into: str,
    source: str,
    wanted: ImportOptions,
    output: str | None,
    *,
    prune: bool,
    quiet: bool,
) -> Imported:
    """Write what a source says into a snapshot, and say what that changed."""
    from orgcheck.cli.delivery import deliver_texts
    from orgcheck.policy.importing import import_into

    updated = import_into(into, source, wanted, prune=prune)
    tell(source, updated.imported, quiet=quiet)
    _tell_changes(source, updated, pruned=prune)
    deliver_texts(updated.texts, into, output or into)
    return updated.imported


def _tell_changes(source: str, updated: Updated, *, pruned: bool) -> None:
    from orgcheck.changes.kinds import sentence
    from orgcheck.changes.names import Names
    from orgcheck.cli.console import say
    from orgcheck.snapshot.model import display

    names = Names(updated.before, updated.after, updated.changes)
    events = updated.changes.events
    for event in events[:MOST_TOLD]:
        say(tr("changed: {event}", event=sentence(event, names)))
    if len(events) > MOST_TOLD:
        left = len(events) - MOST_TOLD
        say(tr_n("... and {number} more change", "... and {number} more changes", left))
    likely = dict(updated.likely)
    for entity in updated.lacking[:MOST_TOLD]:
        said = {"name": display(entity.name), "id": entity.id, "file": source}
        say(
            tr("removed: {name} ({id}) is not in {file}", **said)
            if pruned
            else tr("kept: {name} ({id}) is not in {file}", **said)
        )
        if entity.id in likely and not pruned:
            fix = tr(
                "if it is {other} now, write `previously: [{id}]` there",
                other=likely[entity.id],
                id=entity.id,
            )
            say("  " + tr("fix: {text}", text=fix))
    if len(updated.lacking) > MOST_TOLD:
        left = len(updated.lacking) - MOST_TOLD
        say(
            tr_n("... and {number} more that it lacks", "... and {number} more that it lacks", left)
        )
    say(tr_n("{number} change", "{number} changes", len(events)) if events else tr("no change"))


def _map(name: str | None) -> ColumnMap | None:
    """The map of an earlier import; None where there is none yet."""
    if name is None or not Path(name).exists():
        return None
    from orgcheck.convert.columns import map_at

    return map_at(name)


def tell(source: str, imported: Imported, *, quiet: bool) -> None:
    """Say what is wrong in a source, and what was made of it."""
    from orgcheck.cli.console import say

    remarks = [one for one in imported.remarks if one.is_defect or not quiet]
    for remark in remarks[:MOST_TOLD]:
        words = remark.words
        say(
            tr("defect: {remark}", remark=words)
            if remark.is_defect
            else tr("note: {remark}", remark=words)
        )
        if remark.fix:
            say("  " + tr("fix: {text}", text=remark.fix))
    if len(remarks) > MOST_TOLD:
        left = len(remarks) - MOST_TOLD
        say(tr_n("... and {number} more remark", "... and {number} more remarks", left))
    say(f"{source}: {_made(imported)}")


def _made(imported: Imported) -> str:
    """How many of what was made of a source, and how many defects it has."""
    made = imported.snapshot
    counts = [
        tr_n(one, many, number)
        for (one, many), number in (
            (msg_n("{number} unit", "{number} units"), len(made.units)),
            (msg_n("{number} post", "{number} posts"), len(made.posts)),
            (msg_n("{number} body", "{number} bodies"), len(made.bodies)),
        )
        if number
    ]
    defects = len(imported.defects)
    found = tr_n("{number} defect", "{number} defects", defects) if defects else tr("no defect")
    return "; ".join((", ".join(counts) or tr("no unit"), found))
