"""`orgcheck why`: every rule that binds a unit, with its result, its chain and its basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import screen_of
from orgcheck.cli.delivery import deliver, refuse_overwriting, refuse_second_stdin
from orgcheck.cli.terms import speak_of
from orgcheck.language import as_programs_are_told

if TYPE_CHECKING:
    from orgcheck.policy.choice import Asked


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck why internal-audit snapshots/2024.yaml
  orgcheck why internal-audit snapshots/2024.yaml --rules rules/kela.yaml

\b
Exit status:
  0  the answer was given, whatever the results
  2  usage, settings, a rule pack; a unit that does not exist
  3  the snapshot cannot be read
""",
)
@click.argument("unit", metavar="UNIT")
@click.argument("snapshot", metavar="SNAPSHOT", type=options.A_FILE)
@options.with_rules
@options.text_or_json
@options.in_language
@options.configured
@options.sized
@options.asking
def command(
    unit: str,
    snapshot: str,
    asked: Asked,
    format_: str,
    output: str | None,
    lang: str | None,
    most_mib: int | None,
) -> int:
    """Say which rules bind a unit, and what came of each.

    UNIT is the id of a unit, a post, a body or a person. A rule binds it where it
    selects the unit or a duty of it, or names it.
    """
    from orgcheck.policy.examination import examine
    from orgcheck.policy.policy import Policies
    from orgcheck.policy.reading import load, unknown_member
    from orgcheck.rules.binding import bindings

    refuse_second_stdin((snapshot, *asked.packs))
    refuse_overwriting([output], (snapshot, *asked.packs))
    policy = Policies(asked).of(snapshot)
    organisation = load(snapshot, most_mib=most_mib)
    if unit not in organisation and unit not in organisation.named_people:
        raise unknown_member(organisation, unit)
    speak_of(lang, organisation)
    waived = [w.finding.fingerprint for w in examine(organisation, policy).waived]
    found = bindings(organisation, unit, policy.in_force, waived)
    if format_ == "json":
        from orgcheck.reports.formats.json.rules import why

        with as_programs_are_told():
            text = why(snapshot, found, language=lang)
        deliver(text, output)
    else:
        from orgcheck.reports.formats.text import why as why_text

        deliver(why_text.report(found, language=lang, screen=screen_of(output)), output)
    return 0
