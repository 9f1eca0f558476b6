"""`orgcheck validate`: whether snapshots obey integrity and the rules of their organisation."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import click

from orgcheck.cli import options
from orgcheck.cli.console import coloured
from orgcheck.cli.failure import Failure
from orgcheck.reports.formats import of_findings

if TYPE_CHECKING:
    from orgcheck.cli.asked import Asked
    from orgcheck.cli.examination import Examination
    from orgcheck.cli.policy import Policy
    from orgcheck.cli.progress import Progress
    from orgcheck.results import CheckResult, Review


@click.command(
    epilog="""\b
Examples:
  orgcheck validate snapshots/2024.yaml
  orgcheck validate snapshots/*.yaml --rules rules/kela.yaml
  orgcheck validate snapshots/2024.yaml --against main
  git show HEAD:org.yaml | orgcheck validate - --format json

\b
Exit status:
  0  no finding at or above --fail-on
  1  such a finding; also a snapshot that cannot be parsed
  2  usage, settings, a rule pack, a waiver file, a path that does not exist
  3  an OLD that cannot be read
"""
)
@click.argument("snapshots", metavar="SNAPSHOT...", nargs=-1, required=True, type=options.A_FILE)
@options.with_rules
@options.choosing
@options.failing
@options.waiving
@click.option(
    "--against",
    metavar="OLD",
    type=options.A_FILE,
    help="Only what is new since OLD fails: a snapshot, REV:path, or REV for the same path.",
)
@options.formatted(of_findings())
@options.in_language
@options.configured
@options.sized
@click.option("-q", "--quiet", is_flag=True, help="Findings only, no summary.")
@click.option("-v", "--verbose", is_flag=True, help="Related places too, and timings.")
@options.asking
def command(
    snapshots: tuple[str, ...],
    asked: Asked,
    against: str | None,
    reports: tuple[tuple[str, str | None], ...],
    lang: str | None,
    most_mib: int | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check snapshots for integrity and against rule packs.

    A SNAPSHOT is a YAML or JSON file, a folder of files that together are one
    snapshot, `-` for standard input, or REV:path for what git has.

    With --against, findings are told apart: new, there before, mended. Where OLD is
    a revision, rules, waivers and settings are read from it as well: nobody makes
    the rules by which their change is judged.
    """
    from orgcheck.cli.delivery import deliver, refuse_overwriting
    from orgcheck.cli.reading import refuse_second_stdin
    from orgcheck.cli.rendering import findings_report
    from orgcheck.reports.format import Options

    inputs = (*snapshots, *asked.packs, *asked.waivers, *([against] if against is not None else ()))
    refuse_second_stdin(inputs)
    refuse_overwriting([file for _, file in reports], inputs)
    if against is None:
        checked = _check(snapshots, asked, most_mib, lang, verbose)
    else:
        from orgcheck.cli.against import checked_against, pairs_against

        pairs = pairs_against(against, list(dict.fromkeys(snapshots)))
        checked = checked_against(pairs, asked, most_mib=most_mib, lang=lang, timed=verbose)
    for format, file in reports:
        colour = file is None and coloured(sys.stdout)
        wanted = Options(language=lang, colour=colour, quiet=quiet, verbose=verbose)
        deliver(findings_report(format, checked, wanted), file)
    return 1 if any(one.failed for one in checked) else 0


def _check(
    snapshots: Sequence[str], asked: Asked, most_mib: int | None, lang: str | None, timed: bool
) -> list[CheckResult]:
    """What was found in each snapshot."""
    from orgcheck.cli.policy import Policies
    from orgcheck.cli.progress import Progress

    policies = Policies(asked)
    arguments = list(dict.fromkeys(snapshots))
    policy_of = {argument: policies.of(argument) for argument in arguments}
    policies.check_options()
    progress = Progress(2 * len(arguments), timed=timed)
    results: list[_Result] = []
    failures: list[Failure] = []
    for argument in arguments:
        try:
            results.append(_checked(argument, policy_of[argument], most_mib, lang, progress))
        except Failure as failure:
            failures.append(failure)
    progress.end()
    if failures:
        raise Failure.together(failures, status=failures[0].status)
    return _with_waivers(results)


class _Result(NamedTuple):
    """What is to be reported of a snapshot; no examination where it could not be read."""

    checked: CheckResult
    policy: Policy
    examination: Examination | None


def _checked(
    argument: str, policy: Policy, most_mib: int | None, lang: str | None, progress: Progress
) -> _Result:
    from orgcheck.cli.examination import examine
    from orgcheck.cli.reading import read_organisation, unreadable_findings
    from orgcheck.results import CheckResult
    from orgcheck.snapshot.reader import Unreadable

    progress.step(f"{argument}: reading")
    try:
        organisation = read_organisation(argument, most_mib)
    except Unreadable as unreadable:
        unread = CheckResult(
            source=argument, findings=unreadable_findings(unreadable), fail_on=policy.fail_on
        )
        return _Result(unread, policy, None)
    progress.step(f"{argument}: checking")
    examination = examine(organisation, policy)
    findings, waived = examination.findings, examination.waived
    review = _since_baseline(argument, policy, examination) if policy.baseline else None
    if review is not None:
        findings = review.counted
    checked = policy.checked(argument, organisation, findings, waived, language=lang)
    checked = replace(checked, withheld=examination.withheld)
    return _Result(replace(checked, review=review), policy, examination)


def _since_baseline(argument: str, policy: Policy, examination: Examination) -> Review:
    """What is told apart from what the baseline names, and what of it is mended here."""
    from orgcheck.policy.verdict import verdict
    from orgcheck.results import Control, Review

    here = policy.path_from_baseline(argument)
    first = verdict(
        [one.finding for one in policy.baseline if one.snapshot == here],
        examination.findings,
        known=policy.known_findings(),
        waived=examination.waived,
        found_before=examination.found,
        fail_on=policy.fail_on,
    )
    return Review(first, Control())


def _with_waivers(results: Sequence[_Result]) -> list[CheckResult]:
    """The findings about waivers too, told once: with the first snapshot that they are for."""
    from orgcheck.cli.examination import about_waivers

    checked: list[CheckResult] = []
    told: set[int] = set()
    for result in results:
        one, policy = result.checked, result.policy
        if id(policy) not in told:
            told.add(id(policy))
            alike = [other for other in results if other.policy is policy]
            found = about_waivers(
                policy,
                [other.examination for other in alike if other.examination is not None],
                [waived for other in alike for waived in other.checked.waived],
                complete=all(other.examination is not None for other in alike),
            )
            one = replace(one, findings=(*one.findings, *found))
        checked.append(one)
    return checked
