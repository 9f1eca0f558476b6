"""`orgcheck chart`: a picture of a structure, or of what a reorganisation does to it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from orgcheck.charts.formats import PICTURES
from orgcheck.cli import options
from orgcheck.cli.console import is_terminal, say
from orgcheck.cli.delivery import deliver, refuse_overwriting, refuse_second_stdin
from orgcheck.cli.options import form_of
from orgcheck.counting import counted, is_or_are
from orgcheck.errors import OrgcheckError

if TYPE_CHECKING:
    from orgcheck.charts.drawing import Drawing
    from orgcheck.cli.console import Progress
    from orgcheck.organisation import Organisation

FORMATS = tuple(PICTURES)
# More boxes than these are not taken in at a glance: units below some depth are counted.
MOST_BOXES = 150
# More lines than these cover what they connect.
MOST_LINES = 40


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck chart snapshots/2024.yaml -o 2024.svg
  orgcheck chart 2024.yaml --against 2023.yaml -o change.html
  orgcheck chart org.yaml --root shared-services --depth 2 --format mmd

\b
Exit status:
  0  the picture is drawn
  2  usage, an unknown unit, a revision or path that does not exist
  3  a snapshot that cannot be read
""",
)
@click.argument("snapshot", metavar="SNAPSHOT", type=options.A_FILE)
@click.option(
    "--against",
    metavar="OLD",
    type=options.A_FILE,
    help="Draw what changed since this older snapshot.",
)
@click.option("--root", metavar="UNIT", help="Draw this unit and what is below it.")
@click.option(
    "--depth",
    metavar="N",
    type=click.IntRange(min=0),
    help=f"So many levels below the top; where left out, as many as {MOST_BOXES} boxes allow.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="The form of the picture; where left out, as the file's name says, else svg.",
)
@options.to_file
@options.in_language
@options.sized
def command(
    snapshot: str,
    against: str | None,
    root: str | None,
    depth: int | None,
    format_: str | None,
    output: str | None,
    lang: str | None,
    most_mib: int | None,
) -> int:
    """Draw the structure of a snapshot, or a change of it.

    Kinds of unit differ in fill and border. Posts, bodies and stated lines of
    command look unlike units and membership. With --against, what is new, ended,
    moved or renamed says so, and what is gone stands as a ghost in its old place.
    """
    from orgcheck.cli.console import Progress

    format = format_ or _format_of(output)
    if format == "png" and output is None and is_terminal(sys.stdout):
        raise OrgcheckError("a PNG is no text for a terminal", "name a file with -o FILE.png")
    inputs = [name for name in (against, snapshot) if name is not None]
    refuse_second_stdin(inputs)
    refuse_overwriting([output], inputs)
    progress = Progress(3)
    whole = _drawing(snapshot, against, root, lang, most_mib, progress)
    progress.step("drawing")
    drawing = _sized_down(whole, depth)
    picture = _rendered(format, drawing)
    progress.end()
    deliver(picture, output)
    return 0


def _format_of(output: str | None) -> str:
    """The format that a file's name asks for."""
    if output is None or output == "-":
        return FORMATS[0]
    form = form_of(output, FORMATS)
    if form is None:
        raise OrgcheckError(
            f"the name {output} says no format of a picture",
            f"end it in .{', .'.join(FORMATS)}, or name one with --format",
        )
    return form


def _drawing(
    snapshot: str,
    against: str | None,
    root: str | None,
    language: str | None,
    most_mib: int | None,
    progress: Progress,
) -> Drawing:
    """The whole picture, or that of the branch asked for."""
    from orgcheck.charts.structure import of_organisation
    from orgcheck.policy.reading import load

    progress.step(f"{snapshot}: reading")
    new = load(snapshot, most_mib=most_mib)
    if new.findings:
        say(f"Note: parts of {snapshot} do not fit the format; `orgcheck validate` names them")
    if against is None:
        return _branch(of_organisation(new, language=language), new, root)
    from orgcheck.changes.compare import compare
    from orgcheck.charts.change import of_change

    old = load(against, most_mib=most_mib, like=new)
    progress.step("comparing")
    changes = compare(old, new, sources=(against, snapshot))
    return _branch(of_change(old, new, changes, language=language), new, root)


def _branch(drawing: Drawing, organisation: Organisation, root: str | None) -> Drawing:
    if root is None:
        return drawing
    from orgcheck.charts.change import ghost
    from orgcheck.charts.folding import branch
    from orgcheck.policy.reading import unknown_member

    if root in organisation.units:
        return branch(drawing, root)
    if ghost(root) in drawing.box:
        return branch(drawing, ghost(root))
    if root in organisation:
        message = f'"{root}" is a post or a body'
        raise OrgcheckError(message, "name a unit: only units have others below")
    raise unknown_member(organisation, root)


def _sized_down(drawing: Drawing, depth: int | None) -> Drawing:
    """As many levels as were asked for; else what can be read, and a word about the rest."""
    from orgcheck.charts import folding

    if depth is not None:
        return _with_fewer_lines(folding.to_depth(drawing, depth))
    less, fitting = folding.sized_down(drawing, MOST_BOXES)
    if less is not drawing:
        levels = "" if fitting is None else f", to depth {fitting}"
        drawn = len(less.boxes)
        say(
            f"Note: {counted(drawn, 'box', 'boxes')} {is_or_are(drawn)} drawn, "
            f"not {len(drawing.boxes):,}{levels}; "
            "--depth N draws so many levels, --root UNIT one branch"
        )
    return _with_fewer_lines(less)


def _with_fewer_lines(drawing: Drawing) -> Drawing:
    from orgcheck.charts.folding import with_fewer_lines

    fewer = with_fewer_lines(drawing, MOST_LINES)
    if fewer is not drawing:
        say(
            f"Note: {len(fewer.lines):,} of {len(drawing.lines):,} lines are drawn; "
            "the boxes say the others in words"
        )
    return fewer


def _rendered(format: str, drawing: Drawing) -> str | bytes:
    picture = PICTURES[format].draw(drawing)
    if format == "mmd" and isinstance(picture, str):
        from orgcheck.charts.mermaid import is_too_large

        if is_too_large(drawing, picture):
            say(
                "Note: most hosts refuse so large a Mermaid chart; "
                "--depth or --root makes it smaller"
            )
    return picture
