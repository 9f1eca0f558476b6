"""`orgcheck diff`: what a reorganisation does, and whether it breaks a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import say
from orgcheck.cli.failure import UNREADABLE, Failure

if TYPE_CHECKING:
    from orgcheck.changes.model import ChangeSet
    from orgcheck.cli.policy import Asked, Policy
    from orgcheck.cli.progress import Progress
    from orgcheck.findings import Finding
    from orgcheck.organisation import Organisation
    from orgcheck.reports.checked import Checked

FORMATS = ("text", "json", "markdown", "html", "mermaid", "github", "sarif", "junit")


@click.command(
    epilog="""\b
Examples:
  orgcheck diff snapshots/2023.yaml snapshots/2024.yaml
  orgcheck diff HEAD~1:org.yaml org.yaml --format json --output changes.json

\b
Exit status:
  0  no finding at or above --fail-on, whatever has changed
  1  such a finding that the change brings; with --exit-code any difference
  2  usage, settings, a rule pack, a revision or path that does not exist
  3  a snapshot that cannot be read
"""
)
@click.argument("old", metavar="OLD", type=options.A_FILE)
@click.argument("new", metavar="NEW", type=options.A_FILE)
@options.with_rules
@options.choosing
@options.failing
@click.option(
    "--no-inference",
    is_flag=True,
    help="Take ids and declarations only; infer nothing from names and structure.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 where there is any difference.")
@options.formatted(FORMATS)
@options.in_language
@options.configured
@options.sized
@click.option("-v", "--verbose", is_flag=True, help="Every event and all evidence; timings.")
def command(
    old: str,
    new: str,
    packs: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    no_inference: bool,
    exit_code: bool,
    format_: str,
    output: str | None,
    reports: tuple[str, ...],
    lang: str | None,
    config: str | None,
    isolated: bool,
    most_mib: int | None,
    verbose: bool,
) -> int:
    """Say what a reorganisation does: from OLD, a snapshot, to NEW.

    Both are a file, a folder of files that together are one snapshot, `-` for
    standard input, or REV:path for what git has. Settings are those of NEW.

    The formats github, sarif and junit hold the findings that the change brings;
    the others hold the change.
    """
    from orgcheck.cli.delivery import deliver, refuse_overwriting
    from orgcheck.cli.policy import Asked
    from orgcheck.cli.reading import refuse_second_stdin

    further = [options.further_report(report, FORMATS) for report in reports]
    refuse_second_stdin((old, new, *packs))
    refuse_overwriting([output, *(file for _, file in further)], (old, new, *packs))
    asked = Asked(
        packs=packs,
        select=select,
        ignore=ignore,
        fail_on=fail_on,
        config=config,
        isolated=isolated,
    )
    compared = _compared(
        old, new, asked, most_mib=most_mib, inference=not no_inference, timed=verbose
    )
    for format, file in (*further, (format_, output)):
        deliver(_rendered(format, compared, lang, verbose=verbose), file)
    if exit_code and compared.changes.events:
        return 1
    return 1 if compared.policy.fails(compared.introduced) else 0


@dataclass(frozen=True)
class _Compared:
    """Two organisations, what happened between them, and what that breaks and mends."""

    old: Organisation
    new: Organisation
    newer: str
    policy: Policy
    changes: ChangeSet
    introduced: tuple[Finding, ...]
    fixed: tuple[Finding, ...]


def _compared(
    old: str, new: str, asked: Asked, *, most_mib: int | None, inference: bool, timed: bool
) -> _Compared:
    from orgcheck.changes.compare import compare
    from orgcheck.cli.policy import Policies
    from orgcheck.cli.progress import Progress
    from orgcheck.findings import in_order

    policies = Policies(asked)
    policy = policies.of(new)
    policies.check_options()
    if unheeded := sum(len(pack.change_rules) for pack in policy.in_force):
        say(f"Note: change rules are not applied yet; {unheeded} of the packs were left out")
    progress = Progress(4, timed=timed)
    before, after = _both(old, new, most_mib, progress)
    progress.step("checking both")
    was, now = (_by_fingerprint(side, policy) for side in (before, after))
    introduced = in_order(finding for key, finding in now.items() if key not in was)
    fixed = in_order(finding for key, finding in was.items() if key not in now)
    progress.step("comparing")
    changes = compare(before, after, inference=inference, sources=(old, new))
    progress.end()
    return _Compared(before, after, new, policy, changes, tuple(introduced), tuple(fixed))


def _both(
    old: str, new: str, most_mib: int | None, progress: Progress
) -> tuple[Organisation, Organisation]:
    """Both organisations; or one failure that names all that keeps either from being read."""
    from orgcheck.cli.reading import needed_organisation

    sides: list[Organisation] = []
    failures: list[Failure] = []
    for argument in (old, new):
        progress.step(f"{argument}: reading")
        try:
            sides.append(needed_organisation(argument, most_mib))
        except Failure as failure:
            failures.append(failure)
    if failures:
        complaints = [complaint for failure in failures for complaint in failure.complaints]
        complaints.append(("nothing was compared", None))
        status = UNREADABLE if all(f.status == UNREADABLE for f in failures) else 2
        raise Failure.of_complaints(complaints, status=status)
    return sides[0], sides[1]


def _by_fingerprint(organisation: Organisation, policy: Policy) -> dict[str, Finding]:
    from orgcheck.rules.engine import findings_of

    findings = policy.reported(findings_of(organisation, policy.in_force))
    return {finding.fingerprint: finding for finding in findings}


def _rendered(format: str, compared: _Compared, lang: str | None, *, verbose: bool) -> str:
    if format == "json":
        from orgcheck.reports import changes_json

        return changes_json.report(_with_findings(compared))
    if format == "mermaid":
        from orgcheck.reports import changes_mermaid

        return changes_mermaid.report(compared.changes, compared.old, compared.new, language=lang)
    if format in ("markdown", "html"):
        from importlib import import_module

        text: str = import_module(f"orgcheck.reports.changes_{format}").report(
            compared.changes,
            compared.old,
            compared.new,
            language=lang,
            introduced=compared.introduced,
            fixed=compared.fixed,
        )
        return text
    if format != "text":
        from orgcheck.cli.rendering import findings_report

        return findings_report(format, [_as_checked(compared, lang)])
    from orgcheck.reports import changes_text

    return changes_text.report(
        compared.changes,
        compared.old,
        compared.new,
        language=lang,
        verbose=verbose,
        introduced=compared.introduced,
        fixed=compared.fixed,
    )


def _as_checked(compared: _Compared, lang: str | None) -> Checked:
    """The newer snapshot with the findings that the change brings, for reports on findings."""
    from orgcheck.reports.checked import Checked
    from orgcheck.snapshot.model import display

    snapshot = compared.new.snapshot
    return Checked(
        source=compared.newer,
        findings=compared.introduced,
        organisation=display(snapshot.organisation, lang),
        version=snapshot.label,
        units=len(compared.new.units),
        rules=compared.policy.rules_for(compared.new),
        fail_on=compared.policy.fail_on,
    )


def _with_findings(compared: _Compared) -> ChangeSet:
    """The change set with its findings, and with those that its inverse has."""
    from dataclasses import replace

    from orgcheck.reports.findings_json import finding_record

    introduced = tuple(finding_record(finding) for finding in compared.introduced)
    fixed = tuple(finding_record(finding) for finding in compared.fixed)
    return replace(
        compared.changes,
        findings=introduced,
        fixed=fixed,
        findings_of_inverse=fixed,
        fixed_of_inverse=introduced,
    )
