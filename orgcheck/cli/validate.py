"""`orgcheck validate`: whether snapshots obey integrity and the rules of their organisation."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import coloured
from orgcheck.cli.failure import Failure

if TYPE_CHECKING:
    from orgcheck.cli.policy import Asked, Policy
    from orgcheck.cli.progress import Progress
    from orgcheck.findings import Finding
    from orgcheck.reports.checked import Checked
    from orgcheck.snapshot.reader import Unreadable

FORMATS = ("text", "json")


@click.command(
    epilog="""\b
Examples:
  orgcheck validate snapshots/2024.yaml
  orgcheck validate snapshots/*.yaml --rules rules/kela.yaml
  git show HEAD:org.yaml | orgcheck validate - --format json

\b
Exit status:
  0  no finding at or above --fail-on
  1  such a finding; also a snapshot that cannot be parsed
  2  usage, settings, a rule pack, a path that does not exist
"""
)
@click.argument("snapshots", metavar="SNAPSHOT...", nargs=-1, required=True, type=options.A_FILE)
@options.with_rules
@options.choosing
@options.failing
@options.formatted(FORMATS)
@options.in_language
@options.configured
@options.sized
@click.option("-q", "--quiet", is_flag=True, help="Findings only, no summary.")
@click.option("-v", "--verbose", is_flag=True, help="Related places too, and timings.")
def command(
    snapshots: tuple[str, ...],
    packs: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    format_: str,
    output: str | None,
    reports: tuple[str, ...],
    lang: str | None,
    config: str | None,
    isolated: bool,
    most_mib: int | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check snapshots for integrity and against rule packs.

    A SNAPSHOT is a YAML or JSON file, a folder of files that together are one
    snapshot, `-` for standard input, or REV:path for what git has.
    """
    from orgcheck.cli.delivery import deliver, refuse_overwriting
    from orgcheck.cli.policy import Asked
    from orgcheck.cli.reading import refuse_second_stdin

    further = [options.further_report(report, FORMATS) for report in reports]
    refuse_second_stdin((*snapshots, *packs))
    refuse_overwriting([output, *(file for _, file in further)], (*snapshots, *packs))
    asked = Asked(
        packs=packs,
        select=select,
        ignore=ignore,
        fail_on=fail_on,
        config=config,
        isolated=isolated,
    )
    checked, failed = _check(snapshots, asked, most_mib, lang, verbose)
    for format, file in (*further, (format_, output)):
        colour = format == "text" and file is None and coloured(sys.stdout)
        text = _rendered(format, checked, colour=colour, quiet=quiet, verbose=verbose)
        deliver(text, file)
    return 1 if failed else 0


def _check(
    snapshots: Sequence[str], asked: Asked, most_mib: int | None, lang: str | None, timed: bool
) -> tuple[list[Checked], bool]:
    """What was found in each snapshot, and whether any of it makes the exit status 1."""
    from orgcheck.cli.policy import Policies
    from orgcheck.cli.progress import Progress

    policies = Policies(asked)
    arguments = list(dict.fromkeys(snapshots))
    policy_of = {argument: policies.of(argument) for argument in arguments}
    policies.check_options()
    progress = Progress(2 * len(arguments), timed=timed)
    checked: list[Checked] = []
    failed = False
    failures: list[Failure] = []
    for argument in arguments:
        try:
            result = _checked(argument, policy_of[argument], most_mib, lang, progress)
        except Failure as failure:
            failures.append(failure)
            continue
        checked.append(result)
        failed = failed or policy_of[argument].fails(result.findings)
    progress.end()
    if failures:
        complaints = [complaint for failure in failures for complaint in failure.complaints]
        raise Failure.of_complaints(complaints, status=failures[0].status)
    return checked, failed


def _checked(
    argument: str, policy: Policy, most_mib: int | None, lang: str | None, progress: Progress
) -> Checked:
    from orgcheck.cli.reading import read_organisation
    from orgcheck.reports.checked import Checked
    from orgcheck.rules.engine import findings_of
    from orgcheck.snapshot.model import display
    from orgcheck.snapshot.reader import Unreadable

    progress.step(f"{argument}: reading")
    try:
        organisation = read_organisation(argument, most_mib)
    except Unreadable as unreadable:
        return Checked(source=argument, findings=_unreadable(unreadable))
    progress.step(f"{argument}: checking")
    findings = findings_of(organisation, policy.in_force)
    snapshot = organisation.snapshot
    rules = tuple(
        rule.id
        for pack in policy.in_force
        for rule in pack.rules
        if rule.applies_to.covers(organisation)
    )
    return Checked(
        source=argument,
        findings=policy.reported(findings),
        organisation=display(snapshot.organisation, lang),
        version=snapshot.label,
        units=len(organisation.units),
        rules=rules if policy.configured else None,
    )


def _unreadable(unreadable: Unreadable) -> tuple[Finding, ...]:
    """What keeps a text from being a snapshot, as findings: nothing else of it is checked."""
    from orgcheck.findings import Finding, Severity

    return tuple(
        Finding(
            rule="ORG001",
            severity=Severity.ERROR,
            message=problem.message,
            location=problem.location,
            fix=problem.fix,
            about=problem.location.file,
            value=problem.message,
        )
        for problem in unreadable.problems
    )


def _rendered(
    format: str, checked: Sequence[Checked], *, colour: bool, quiet: bool, verbose: bool
) -> str:
    if format == "json":
        from orgcheck.reports import findings_json

        return findings_json.report(checked)
    from orgcheck.reports import findings_text

    return findings_text.report(checked, colour=colour, quiet=quiet, verbose=verbose)
