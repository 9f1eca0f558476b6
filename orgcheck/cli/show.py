"""`orgcheck show`: a snapshot's tree in the terminal, or one member or person of it."""

from __future__ import annotations

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result, say, screen_of
from orgcheck.cli.terms import speak_of
from orgcheck.language import tr


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
@click.argument("member", metavar="[ID]", required=False)
@options.in_language
@options.sized
def command(snapshot: str, member: str | None, lang: str | None, most_mib: int | None) -> int:
    """Show the tree of a snapshot, or one unit, post, body or person.

    ID is that of a unit, a post or a body: its place, its chain of command, its
    children, duties and sites. Of a person, where a snapshot has people: what
    they belong to, the posts they hold, and what they head by these.
    """
    from orgcheck.policy.reading import load, unknown_member

    organisation = load(snapshot, most_mib=most_mib)
    is_member = member is None or member in organisation
    if not is_member and member not in organisation.named_people:
        raise unknown_member(organisation, str(member))
    if organisation.findings:
        say(
            tr(
                "Note: parts of {file} do not fit the format; `orgcheck validate` names them",
                file=snapshot,
            )
        )
    from orgcheck.reports.formats.text import structure

    speak_of(lang, organisation)

    screen = screen_of(None)
    if member is None:
        text = structure.tree(organisation, language=lang, screen=screen)
    else:
        shown = structure.member if is_member else structure.person
        text = shown(organisation, member, language=lang, screen=screen)
    print_result(text)
    return 0
