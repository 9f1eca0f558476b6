"""`orgcheck history`: the versions of an organisation, and what happened between them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from orgcheck.cli import options
from orgcheck.cli.versions import Telling, telling
from orgcheck.errors import OrgcheckError
from orgcheck.language import said
from orgcheck.reports.formats import formats_of


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck history snapshots/*.yaml
  orgcheck history snapshots/*.yaml --verbose
  orgcheck history --git organisation.yaml
  orgcheck history snapshots/*.yaml --duty communications
  orgcheck history register.yaml
  orgcheck history snapshots/*.yaml --rules rules/kela.yaml
  orgcheck history snapshots/*.yaml --register -o register.yaml
  orgcheck history 2021.yaml 2022.yaml 2023.yaml -o history.md

\b
Exit status:
  0  the history is told, or the register written
  1  a rule over all versions has a finding at or above --fail-on
  2  usage, settings, a rule pack, a waiver file; two versions that cannot be
     told apart
  3  a snapshot that cannot be read
""",
)
@click.argument("snapshots", metavar="[SNAPSHOTS]...", nargs=-1, type=options.A_FILE)
@options.recorded
@click.option(
    "--register",
    "as_register",
    is_flag=True,
    help="Write the versions as one register with time inside, which gives each of them back.",
)
@click.option("--duty", metavar="TEXT|ID", help="Tell who held a duty, in which version, alone.")
@options.with_rules
@options.choosing
@options.failing
@options.waiving
@telling("histories", "Every change; timings.")
def command(
    snapshots: tuple[str, ...],
    git: str | None,
    duty: str | None,
    as_register: bool,
    telling: Telling,
) -> int:
    """Tell what happened to an organisation from version to version.

    The SNAPSHOTS are its versions, in any order: valid_from tells which comes
    first, or the numbers in their versions. Each two neighbours are compared as
    diff compares them. Then come figures over time, units that versions in between
    leave out, ids that are used again, and where a comparison of the first version
    with the last says something else (HIS001).

    Rules over all versions, `over: all` in a pack, are held against the history.

    Of one register, the versions are what it says of each day on which something
    changed, up to the day in SNAPSHOT@2018-06-01, else up to today. A correction is
    no event of the organisation: it is told of the time that it corrects.

    With --git it is a history of the record: it tells on which day each commit on
    the line of HEAD recorded what, not when it happened.
    """
    from orgcheck.cli.delivery import deliver

    formats = [name for name, _ in telling.reports]
    if duty is not None:
        _refuse_other_answers(formats, as_register=as_register)
    if as_register:
        deliver(telling.register(snapshots, git), telling.reports[-1][1])
        return 0
    history = telling.history(snapshots, git)
    if duty is None:
        telling.deliver("histories", history)
        return 1 if history.failed else 0
    from orgcheck.descent.duties import duties_of

    telling.deliver("duties", duties_of(history, duty))
    return 0


def _refuse_other_answers(formats: Sequence[str], *, as_register: bool) -> None:
    """Stop where who held a duty is asked in a form in which it is not told."""
    if as_register:
        raise OrgcheckError(
            said("{one} and {other} exclude each other", one="--duty", other="--register"),
            said("leave one of them out"),
        )
    offered = formats_of("duties")
    if other := [name for name in formats if name not in offered]:
        message = said("there is no report on a duty as {format}", format=other[0])
        raise OrgcheckError(
            message, said("name one with --format: {names}", names=", ".join(offered))
        )
