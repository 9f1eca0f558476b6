"""`orgcheck apply`: make the changes of a change set to a snapshot."""

from __future__ import annotations

import click

from orgcheck.cli import options
from orgcheck.cli.console import say
from orgcheck.cli.delivery import deliver, refuse_overwriting, refuse_second_stdin
from orgcheck.escaping import IN_DATA, without_commands
from orgcheck.language import naming_members, spoken, tr


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck diff 2023.yaml 2024.yaml --format json --output changes.json
  orgcheck apply changes.json 2023.yaml --output again-2024.yaml

\b
Exit status:
  0  the new snapshot is written
  1  it is written, and has findings of integrity that the old one has not
  2  usage; a text that is no change set; a snapshot that it does not fit
  3  a snapshot that cannot be read
""",
)
@click.argument("changes", metavar="CHANGES", type=options.A_FILE)
@click.argument("snapshot", metavar="SNAPSHOT", type=options.A_FILE)
@options.to_file
@options.speaking
@options.sized
def command(changes: str, snapshot: str, output: str | None, most_mib: int | None) -> int:
    """Make the changes of a change set to a snapshot.

    CHANGES is what `orgcheck diff --format json` wrote. Prints the snapshot that
    comes of it, equal as an organisation to the newer one that was compared.
    """
    from orgcheck.changes.replay import apply
    from orgcheck.organisation import Organisation
    from orgcheck.policy.reading import load, load_changes
    from orgcheck.rules.integrity import introduced
    from orgcheck.snapshot.words import choice_of
    from orgcheck.snapshot.writing import yaml_of

    refuse_second_stdin((changes, snapshot))
    refuse_overwriting([output], (changes, snapshot))
    change_set = load_changes(changes)
    organisation = load(snapshot, most_mib=most_mib)
    result = apply(change_set, organisation)
    if organisation.slice is not None:
        say(
            tr(
                "Note: {file} is a register; the result is a snapshot of {day}",
                file=snapshot,
                day=organisation.slice.day,
            )
        )
    deliver(without_commands(yaml_of(result), IN_DATA), output)
    found = introduced(organisation, Organisation(result), change_set.recoded)
    for finding in found:
        with naming_members(choice_of([result])):
            words = f"{finding.rule} {spoken(finding.message)}"
        say(tr("The result has a new finding: {finding}", finding=words))
    return 1 if found else 0
