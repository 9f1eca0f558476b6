"""`orgcheck show`: a snapshot's tree in the terminal, or one unit of it."""

from __future__ import annotations

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result, say, screen_of


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck show snapshots/2024.yaml
  orgcheck show snapshots/2024.yaml internal-audit
  orgcheck show HEAD~1:snapshots/2024.yaml --lang fi
""",
)
@click.argument("snapshot", metavar="SNAPSHOT", type=options.A_FILE)
@click.argument("unit", metavar="[UNIT]", required=False)
@options.in_language
@options.sized
def command(snapshot: str, unit: str | None, lang: str | None, most_mib: int | None) -> int:
    """Show the tree of a snapshot, or one unit.

    UNIT is the id of a unit, a post or a body: its place, its chain of command,
    its children, duties and sites.
    """
    from orgcheck.policy.reading import load, unknown_member

    organisation = load(snapshot, most_mib=most_mib)
    if unit is not None and unit not in organisation:
        raise unknown_member(organisation, unit)
    if organisation.findings:
        say(f"Note: parts of {snapshot} do not fit the format; `orgcheck validate` names them")
    from orgcheck.reports.formats.text import structure

    screen = screen_of(None)
    if unit is None:
        text = structure.tree(organisation, language=lang, screen=screen)
    else:
        text = structure.member(organisation, unit, language=lang, screen=screen)
    print_result(text)
    return 0
