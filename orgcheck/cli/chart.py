"""`orgcheck chart`: a picture of a structure, or of what a reorganisation does to it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from orgcheck.charts.formats import PICTURES
from orgcheck.charts.sheets import SHEETS, Sheet
from orgcheck.cli import options
from orgcheck.cli.console import is_terminal, say
from orgcheck.cli.delivery import deliver, refuse_overwriting, refuse_second_stdin
from orgcheck.cli.options import form_of
from orgcheck.cli.terms import speak_of
from orgcheck.counting import listed
from orgcheck.errors import OrgcheckError
from orgcheck.language import said, tr, tr_n
from orgcheck.records import dataclass

if TYPE_CHECKING:
    from orgcheck.charts.drawing import Drawing
    from orgcheck.cli.console import Progress
    from orgcheck.organisation import Organisation

FORMATS = tuple(PICTURES)
# More boxes than these are not taken in at a glance: units below some depth are counted.
MOST_BOXES = 150
# More lines than these cover what they connect.
MOST_LINES = 40
# Of more characters that no font has, the warning says how many there are.
MOST_SIGNS = 5


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck chart snapshots/2024.yaml -o 2024.svg
  orgcheck chart 2024.yaml --against 2023.yaml -o change.html
  orgcheck chart org.yaml --show headcount,id --page A4 -o org.pdf
  orgcheck chart org.yaml --root shared-services --depth 2 --format mmd

\b
Exit status:
  0  the picture is drawn
  2  usage, an unknown unit or figure, a revision or path that does not exist
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
@click.option(
    "--show",
    metavar="NAME,...",
    help="What boxes say beside names: figures of the snapshot by their names, and `id`.",
)
@click.option(
    "--page",
    type=click.Choice(("none", *SHEETS)),
    help="Draw on paper of this size, upright or across, in as many pages as it takes.",
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
    show: str | None,
    page: str | None,
    output: str | None,
    lang: str | None,
    most_mib: int | None,
) -> int:
    """Draw the structure of a snapshot, or a change of it.

    Kinds of unit differ in fill and border. Bodies and stated lines of command
    look unlike units and membership; the head of a unit is a line in its box.
    With --against, a small change is drawn as before and after, a large one as one
    tree, in which what is gone stands as a ghost in its old place.
    """
    from orgcheck.cli.console import Progress

    format = format_ or _format_of(output)
    sheet = SHEETS.get(page or "none")
    _refuse_output(format, sheet, output)
    inputs = [name for name in (against, snapshot) if name is not None]
    refuse_second_stdin(inputs)
    refuse_overwriting([output], inputs)
    progress = Progress(3)
    wanted = Wanted(root, depth, tuple(filter(None, (show or "").split(","))), lang, sheet)
    drawing = _drawing(snapshot, against, wanted, most_mib, progress)
    progress.step(tr("drawing"))
    pictures = _rendered(format, drawing, sheet)
    progress.end()
    for picture, name in zip(pictures, _names(output, len(pictures)), strict=True):
        deliver(picture, name)
    return 0


@dataclass(frozen=True)
class Wanted:
    """What of a structure or change is drawn, with what in the boxes, for what paper."""

    root: str | None
    depth: int | None
    show: tuple[str, ...]
    language: str | None
    sheet: Sheet | None


def _refuse_output(format: str, sheet: Sheet | None, output: str | None) -> None:
    """Stop before a picture is drawn that cannot be brought to where it was asked for."""
    if sheet is not None and PICTURES[format].on_pages is None:
        able = ", ".join(name for name, one in PICTURES.items() if one.on_pages is not None)
        raise OrgcheckError(
            said("{format} knows no pages", format=format),
            said("leave --page out, or write {formats}", formats=able),
        )
    if format in ("png", "pdf") and output is None and is_terminal(sys.stdout):
        raise OrgcheckError(
            said("{format} is no text for a terminal", format=format.upper()),
            said("name a file with -o FILE.{ending}", ending=format),
        )


def _names(output: str | None, number: int) -> list[str | None]:
    """The file of each page: the one that was named, or several beside it with their numbers."""
    if number == 1:
        return [output]
    if output is None or output == "-":
        raise OrgcheckError(
            said(
                "the picture takes {number} pages, and each is a file of its own",
                number=number,
            ),
            said("name a file with -o, or write HTML or PDF, which hold them all"),
        )
    path = PurePath(output)
    width = len(str(number))
    names = [str(path.with_stem(f"{path.stem}-{page:0{width}}")) for page in range(1, number + 1)]
    say(
        tr(
            "Note: {number} pages, from {first} to {last}",
            number=number,
            first=names[0],
            last=names[-1],
        )
    )
    return list(names)


def _format_of(output: str | None) -> str:
    """The format that a file's name asks for."""
    if output is None or output == "-":
        return FORMATS[0]
    form = form_of(output, lambda: FORMATS)
    if form is None:
        raise OrgcheckError(
            said("the name {file} says no format of a picture", file=output),
            said(
                "end it in {endings}, or name one with --format",
                endings=", ".join(f".{name}" for name in FORMATS),
            ),
        )
    return form


def _drawing(
    snapshot: str, against: str | None, wanted: Wanted, most_mib: int | None, progress: Progress
) -> Drawing:
    """The picture as it was asked for; without levels, with as many as can be read."""
    from orgcheck.policy.reading import load

    progress.step(tr("{file}: reading", file=snapshot))
    new = load(snapshot, most_mib=most_mib)
    if new.findings:
        say(
            tr(
                "Note: parts of {file} do not fit the format; `orgcheck validate` names them",
                file=snapshot,
            )
        )
    _refuse_unknown(wanted.show, new)
    if against is None:
        speak_of(wanted.language, new)
        return _remarked(_of_structure(new, wanted), new)
    old = load(against, most_mib=most_mib, like=new)
    speak_of(wanted.language, new, old)
    progress.step(tr("comparing"))
    return _remarked(_of_change(old, new, (against, snapshot), wanted), new, old)


def _remarked(drawing: Drawing, *organisations: Organisation) -> Drawing:
    """The picture with a word on names that the language lacks, which is said here, too."""
    from orgcheck.records import replace
    from orgcheck.reports.missing_names import missing_names_text

    words = missing_names_text(*organisations)
    if words:
        say(tr("Note: {note}", note=words))
    return replace(drawing, remark=words)


def _refuse_unknown(show: Sequence[str], organisation: Organisation) -> None:
    from orgcheck.charts.structure import ID, figures_of

    known = (ID, *figures_of(organisation))
    for name in show:
        if name not in known:
            raise OrgcheckError(
                said('--show: no unit has a figure "{name}"', name=name),
                said("write one of {names}", names=", ".join(known)),
            )


def _of_structure(organisation: Organisation, wanted: Wanted) -> Drawing:
    from orgcheck.charts.structure import of_organisation

    whole = of_organisation(organisation, language=wanted.language, show=wanted.show)
    return _sized_down(_branch(whole, organisation, wanted.root), wanted)


def _of_change(
    old: Organisation, new: Organisation, sources: tuple[str, str], wanted: Wanted
) -> Drawing:
    """Before and after where that is small and nothing else was asked for; else one tree."""
    from orgcheck.changes.compare import compare, compared_sides
    from orgcheck.charts.change import before_and_after, of_change
    from orgcheck.charts.pages import fitted_page

    changes = compare(old, new, sources=sources)
    old, new = compared_sides(old, new)
    language, show = wanted.language, wanted.show
    if wanted.root is None and wanted.depth is None:
        small = before_and_after(old, new, changes, language=language, show=show)
        if small is not None and (wanted.sheet is None or fitted_page(small, wanted.sheet.sizes)):
            return small
    whole = of_change(old, new, changes, language=language, show=show)
    return _sized_down(_branch(whole, new, wanted.root), wanted)


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
        message = said('"{id}" is a post or a body', id=root)
        raise OrgcheckError(message, said("name a unit: only units have others below"))
    raise unknown_member(organisation, root)


def _sized_down(drawing: Drawing, wanted: Wanted) -> Drawing:
    """As many levels as were asked for; else what can be read, and a word about the rest.

    On paper there is room for all: what does not fit a page is on another.
    """
    from orgcheck.charts import folding

    if wanted.depth is not None:
        return _with_fewer_lines(folding.to_depth(drawing, wanted.depth))
    if wanted.sheet is not None:
        return _with_fewer_lines(folding.only_changed(drawing, MOST_BOXES))
    less, fitting = folding.sized_down(drawing, MOST_BOXES)
    if less is not drawing:
        say(_fewer_boxes(len(less.boxes), len(drawing.boxes), fitting))
    return _with_fewer_lines(less)


def _fewer_boxes(drawn: int, all: int, depth: int | None) -> str:
    """That so many of all boxes are drawn, and how to have others."""
    if depth is None:
        return tr_n(
            "Note: {number} box is drawn, not {all}; --depth N draws so many levels, --root UNIT "
            "one branch, --page A4 all on pages",
            "Note: {number} boxes are drawn, not {all}; --depth N draws so many levels, --root "
            "UNIT one branch, --page A4 all on pages",
            drawn,
            all=all,
        )
    return tr_n(
        "Note: {number} box is drawn, not {all}, to depth {depth}; --depth N draws so many "
        "levels, --root UNIT one branch, --page A4 all on pages",
        "Note: {number} boxes are drawn, not {all}, to depth {depth}; --depth N draws so many "
        "levels, --root UNIT one branch, --page A4 all on pages",
        drawn,
        all=all,
        depth=depth,
    )


def _with_fewer_lines(drawing: Drawing) -> Drawing:
    from orgcheck.charts.folding import with_fewer_lines

    fewer = with_fewer_lines(drawing, MOST_LINES)
    if fewer is not drawing:
        say(
            tr(
                "Note: {number} of {all} lines are drawn; the boxes say the others in words",
                number=len(fewer.lines),
                all=len(drawing.lines),
            )
        )
    return fewer


def _rendered(format: str, drawing: Drawing, sheet: Sheet | None) -> Sequence[str | bytes]:
    """The picture, or its pages, in a format."""
    form = PICTURES[format]
    if form.needs_fonts:
        _note_missing_glyphs(drawing)
    if sheet is not None and form.on_pages is not None:
        from orgcheck.charts.pages import paged

        return form.on_pages(paged(drawing, sheet))
    picture = form.draw(drawing)
    if format == "mmd" and isinstance(picture, str):
        from orgcheck.charts.mermaid import is_too_large

        if is_too_large(drawing, picture):
            say(
                tr(
                    "Note: most hosts refuse so large a Mermaid chart; --depth or --root makes "
                    "it smaller"
                )
            )
    return [picture]


def _note_missing_glyphs(drawing: Drawing) -> None:
    """A warning of characters that no font here has, since nobody could read them."""
    from orgcheck.charts.png import without_glyphs

    texts = [drawing.title, drawing.subtitle, *drawing.kinds, *(box.text for box in drawing.boxes)]
    missing = without_glyphs(texts)
    if missing:
        named = listed([f"{sign} (U+{ord(sign):04X})" for sign in missing], most=MOST_SIGNS)
        say(
            tr(
                "Warning: no font of this machine has {signs}: they are drawn as empty boxes; "
                "install a font that has them, such as Noto Sans, or write SVG",
                signs=named,
            )
        )
