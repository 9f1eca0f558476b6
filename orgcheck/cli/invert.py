"""`orgcheck invert`: the change set that undoes a change set."""

from __future__ import annotations

import click

from orgcheck.cli import options
from orgcheck.cli.delivery import deliver, refuse_overwriting


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck invert changes.json --output undo.json
  orgcheck apply undo.json 2024.yaml
""",
)
@click.argument("changes", metavar="CHANGES", type=options.A_FILE)
@options.to_file
@options.speaking
def command(changes: str, output: str | None) -> int:
    """Turn a change set round, so that applying it undoes the change.

    CHANGES is what `orgcheck diff --format json` wrote.
    """
    from orgcheck.changes.inversion import invert
    from orgcheck.policy.reading import load_changes
    from orgcheck.reports.formats.json import changes as changes_json

    refuse_overwriting([output], (changes,))
    deliver(changes_json.report(invert(load_changes(changes))), output)
    return 0
