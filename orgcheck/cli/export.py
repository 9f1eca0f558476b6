"""`orgcheck export`: a snapshot in another format."""

from __future__ import annotations

import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.convert.formats import templates, writable
from orgcheck.language import said, spoken, tr

if TYPE_CHECKING:
    from orgcheck.convert.format import Exported


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck export org.yaml -o org.xlsx
  orgcheck export main:org.yaml --format csv
  orgcheck export org.yaml -o org.ttl
  orgcheck export --template xlsx -o units.xlsx
  orgcheck export changes.json -o changes.ttl

\b
Exit status:
  0  written; what the format cannot hold is told
  2  usage, a format that is not known, a path that does not exist
  3  a snapshot that cannot be read
""",
)
@click.argument("snapshot", metavar="[SNAPSHOT_OR_CHANGES]", required=False, type=options.A_FILE)
@click.option(
    "--format",
    "format_",
    metavar="FORMAT",
    type=click.Choice(writable()),
    help=f"The form to write: {', '.join(writable())}; where left out, as FILE ends.",
)
@click.option(
    "--template",
    metavar="FORMAT",
    type=click.Choice(templates()),
    help=f"An empty file to fill in, with the kinds of SNAPSHOT: {', '.join(templates())}.",
)
@click.option("--with-people", is_flag=True, help="Write who belongs to what, too.")
@options.to_file
@options.speaking
@options.sized
def command(
    snapshot: str | None,
    format_: str | None,
    template: str | None,
    with_people: bool,
    output: str | None,
    most_mib: int | None,
) -> int:
    """Write a snapshot as a workbook, a table or in another format; or a change set.

    A change set is what `orgcheck diff --format json` wrote; org alone holds one.
    What the format cannot hold is told on standard error, never dropped in silence.
    """
    from orgcheck.cli.console import say
    from orgcheck.cli.delivery import refuse_overwriting
    from orgcheck.convert.converting import export_changes, export_snapshot, export_template
    from orgcheck.organisation import Organisation
    from orgcheck.policy.reading import load, load_either

    refuse_overwriting([output], [snapshot] if snapshot is not None else [])
    if template is not None:
        if format_ is not None:
            raise click.UsageError(
                said("{one} and {other} exclude each other", one="--template", other="--format")
            )
        words = load(snapshot, most_mib=most_mib).snapshot if snapshot is not None else None
        _deliver(export_template(template, words), template, output)
        return 0
    if snapshot is None:
        raise click.UsageError(said("Missing argument {name}.", name="'SNAPSHOT_OR_CHANGES'"))
    format = format_ or _format_of(output)
    ending = PurePath(output).suffix.lower() if output else None
    subject = load_either(snapshot, most_mib=most_mib)
    if not isinstance(subject, Organisation):
        exported = export_changes(subject, format, ending)
    else:
        if subject.findings:
            say(
                tr(
                    "Note: parts of {file} do not fit the format; `orgcheck validate` names them",
                    file=snapshot,
                )
            )
        exported = export_snapshot(subject.snapshot, format, ending, with_people=with_people)
    _deliver(exported, format, output)
    if exported.not_written:
        say(tr("not written: {words}", words=", ".join(map(spoken, exported.not_written))))
    return 0


def _format_of(output: str | None) -> str:
    """The format that the name of a file says."""
    from orgcheck.convert.formats import format_for
    from orgcheck.errors import OrgcheckError

    found = format_for(output) if output else None
    if found is not None:
        return found.name
    message = (
        said("the name {file} says no format", file=output)
        if output
        else said("no format is named")
    )
    raise OrgcheckError(
        message, said("name one with --format: {names}", names=", ".join(writable()))
    )


def _deliver(exported: Exported, format: str, output: str | None) -> None:
    from orgcheck.cli.console import is_terminal
    from orgcheck.cli.delivery import deliver
    from orgcheck.errors import OrgcheckError

    if output is None and is_terminal(sys.stdout) and not _is_readable(exported.content):
        raise OrgcheckError(
            said("{format} is no text for a terminal", format=format),
            said("name a file with -o FILE"),
        )
    deliver(exported.content, output)


def _is_readable(content: str | bytes) -> bool:
    """Whether a person can read it: what another format holds is written as it is, unescaped."""
    return isinstance(content, str) and all(map(str.isprintable, content.splitlines()))
