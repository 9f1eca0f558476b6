"""`orgcheck schema`: the JSON Schema of what people and the program write."""

from __future__ import annotations

import click

from orgcheck.cli import options
from orgcheck.cli.delivery import deliver

# Beside the schemas themselves, whose imports completion should not wait for.
NAMES = (
    "snapshot",
    "rules",
    "waivers",
    "successions",
    "changes",
    "merge",
    "history",
    "lineage",
    "duties",
    "crosswalk",
    "restatement",
    "findings",
)


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck schema snapshot --output schemas/snapshot.json
  check-jsonschema --schemafile schemas/snapshot.json snapshots/2024.yaml

\b
An editor completes and checks a YAML file that begins with the line
  # yaml-language-server: $schema=../schemas/snapshot.json
""",
)
@click.argument("name", metavar="NAME", type=click.Choice(NAMES))
@options.to_file
def command(name: str, output: str | None) -> int:
    """Print a JSON Schema (2020-12), for editors and CI.

    NAME is snapshot, rules, waivers, changes, merge or findings.
    """
    from orgcheck.reports.formats.json.writing import json_text
    from orgcheck.schemas import schema

    deliver(json_text(schema(name)), output)
    return 0
