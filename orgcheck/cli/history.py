"""`orgcheck history`: the versions of an organisation, and what happened between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.errors import OrgcheckError
from orgcheck.reports.formats import formats_of, report_on

if TYPE_CHECKING:
    from orgcheck.policy.choice import Asked


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck history snapshots/*.yaml
  orgcheck history snapshots/*.yaml --verbose
  orgcheck history --git organisation.yaml
  orgcheck history snapshots/*.yaml --duty communications
  orgcheck history register.yaml
  orgcheck history snapshots/*.yaml --register -o register.yaml
  orgcheck history 2021.yaml 2022.yaml 2023.yaml -o history.md

\b
Exit status:
  0  the history is told, or the register written
  2  usage, settings; two versions that cannot be told apart
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
@options.inferring
@options.formatted(formats_of("histories"))
@options.in_language
@options.configured
@options.sized
@click.option("-v", "--verbose", is_flag=True, help="Every change; timings.")
@options.asking
def command(
    snapshots: tuple[str, ...],
    git: str | None,
    duty: str | None,
    as_register: bool,
    asked: Asked,
    no_inference: bool,
    thresholds: tuple[str, ...],
    reports: tuple[tuple[str, str | None], ...],
    lang: str | None,
    most_mib: int | None,
    verbose: bool,
) -> int:
    """Tell what happened to an organisation from version to version.

    The SNAPSHOTS are its versions, in any order: valid_from tells which comes
    first, or the numbers in their versions. Each two neighbours are compared as
    diff compares them. Then come figures over time, units that versions in between
    leave out, ids that are used again, and where a comparison of the first version
    with the last says something else (HIS001).

    Of one register, the versions are what it says of each day on which something
    changed, up to the day in SNAPSHOT@2018-06-01, else up to today. A correction is
    no event of the organisation: it is told of the time that it corrects.

    With --git it is a history of the record: it tells on which day each commit on
    the line of HEAD recorded what, not when it happened.
    """
    from orgcheck.cli.delivery import deliver
    from orgcheck.cli.versions import compared, register_of
    from orgcheck.descent.duties import duties_of
    from orgcheck.reports.format import Options

    if duty is not None:
        _refuse_other_answers([name for name, _ in reports], as_register=as_register)
    if as_register:
        text = register_of(snapshots, git, reports, most_mib=most_mib, timed=verbose)
        deliver(text, reports[-1][1])
        return 0
    history = compared(
        snapshots,
        git,
        asked,
        no_inference=no_inference,
        thresholds=thresholds,
        reports=reports,
        language=lang,
        most_mib=most_mib,
        timed=verbose,
    )
    wanted = Options(language=lang, verbose=verbose)
    for name, file in reports:
        report = (
            report_on("histories", history, name, wanted)
            if duty is None
            else report_on("duties", duties_of(history, duty), name, wanted)
        )
        deliver(report, file)
    return 0


def _refuse_other_answers(formats: Sequence[str], *, as_register: bool) -> None:
    """Stop where who held a duty is asked in a form in which it is not told."""
    if as_register:
        raise OrgcheckError("--duty and --register exclude each other", "leave one of them out")
    offered = formats_of("duties")
    if other := [name for name in formats if name not in offered]:
        message = f"there is no report on a duty as {other[0]}"
        raise OrgcheckError(message, f"name one with --format: {', '.join(offered)}")
