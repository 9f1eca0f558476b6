"""`orgcheck compare`: scenarios of one reorganisation side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.reports.formats import formats_of, report_on

if TYPE_CHECKING:
    from orgcheck.policy.choice import Asked


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck compare 2024.yaml lean.yaml regional.yaml
  orgcheck compare main:org.yaml lean:org.yaml wide:org.yaml -o options.html

\b
Exit status:
  0  the scenarios are put side by side, whatever they break
  2  usage, settings, a rule pack
  3  a snapshot that cannot be read
""",
)
@click.argument("base", metavar="BASE", type=options.A_FILE)
@click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True, type=options.A_FILE)
@options.with_rules
@options.choosing
@options.waiving
@options.formatted(lambda: formats_of("scenarios"))
@options.in_language
@options.naming_people
@options.configured
@options.sized
@options.asking
def command(
    base: str,
    scenarios: tuple[str, ...],
    asked: Asked,
    reports: tuple[tuple[str, str | None], ...],
    lang: str | None,
    with_people: bool,
    most_mib: int | None,
) -> int:
    """Put scenarios of a reorganisation side by side, each against BASE.

    BASE and each SCENARIO are snapshots, as `orgcheck diff` takes them. The table
    says of each how much happens, what it does to duties, which findings it brings
    and mends, and how large, deep and wide the structure is afterwards. The format
    paper makes the options of one decision paper of them.
    """
    from orgcheck.cli.console import screen_of
    from orgcheck.cli.delivery import deliver, refuse_overwriting, refuse_second_stdin
    from orgcheck.policy.review import compare_scenarios
    from orgcheck.reports.format import Options

    inputs = (base, *scenarios, *asked.packs, *asked.waivers)
    refuse_second_stdin(inputs)
    refuse_overwriting([file for _, file in reports], inputs)
    result = compare_scenarios(base, scenarios, asked, language=lang, most_mib=most_mib)
    for name, file in reports:
        wanted = Options(language=lang, screen=screen_of(file), with_people=with_people)
        deliver(report_on("scenarios", result, name, wanted), file)
    return 0
