"""`orgcheck waive`: a waiver for one finding, bound to it, written into the waiver file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import is_terminal, print_result
from orgcheck.cli.failure import Failure

if TYPE_CHECKING:
    from orgcheck.cli.asked import Asked
    from orgcheck.cli.policy import Policy
    from orgcheck.findings import Finding
    from orgcheck.rules.waivers.model import Waiver

# Of several findings that are meant, so many are named.
_MOST_NAMED = 10


@click.command(
    epilog="""\b
Examples:
  orgcheck waive KELA001:internal-audit snapshots/2024.yaml
  orgcheck waive 9b0c1e snapshots/2024.yaml --reason "Until the reform." \\
    --approved-by "Board, 12 March 2026" --expires 2027-01-31
  orgcheck waive CHG002:press-office snapshots/2024.yaml \\
    --against main:snapshots/2024.yaml

\b
Exit status:
  0  the waiver is written
  2  usage, no such finding, a rule that may not be waived, a file that cannot
     be written
  3  a snapshot that cannot be read
"""
)
@click.argument("finding", metavar="FINDING")
@click.argument("snapshot", metavar="SNAPSHOT", type=options.A_FILE)
@click.option("--reason", metavar="TEXT", help="Why the exception is right.")
@click.option("--approved-by", metavar="TEXT", help="Who granted it.")
@click.option(
    "--expires",
    metavar="DATE",
    callback=options.day,
    help="The last day on which it holds, such as 2027-01-31.",
)
@click.option("--permanent", is_flag=True, help="It has no end.")
@click.option("--reference", metavar="TEXT", help="Where the grant is recorded.")
@click.option(
    "--to",
    "file",
    metavar="FILE",
    type=options.A_FILE,
    help="The waiver file; else the one configured.",
)
@click.option(
    "--against",
    metavar="OLD",
    type=options.A_FILE,
    help="A finding about the change from OLD, a snapshot or REV:path.",
)
@options.with_rules
@options.configured
@options.sized
@options.asking
def command(
    finding: str,
    snapshot: str,
    asked: Asked,
    reason: str | None,
    approved_by: str | None,
    expires: date | None,
    permanent: bool,
    reference: str | None,
    file: str | None,
    against: str | None,
    most_mib: int | None,
) -> int:
    """Write a waiver for one finding of a snapshot, bound to that finding.

    FINDING is a fingerprint, its beginning, RULE:UNIT, or RULE where the rule is
    broken once. On a terminal, what the options leave open is asked.
    """
    from orgcheck.cli.policy import Policies
    from orgcheck.rules.waivers.model import Waiver

    if permanent and expires is not None:
        raise Failure("--expires and --permanent exclude each other", "leave one of them out")
    policy = Policies(asked).of(snapshot)
    found = _findings(snapshot, against, asked, policy, most_mib)
    meant = _meant(finding, found, snapshot)
    _refuse_unwaivable(meant, policy)
    target = file or _configured_file(policy)
    reason = reason or _asked("--reason", "Reason")
    approved_by = approved_by or _asked("--approved-by", "Approved by")
    if not permanent and expires is None:
        expires = options.day_of(_asked("--expires", "Last day on which it holds (2027-01-31)"))
    waiver = Waiver(
        rule=meant.rule,
        unit=meant.unit,
        reason=reason,
        approved_by=approved_by,
        expires=expires,
        reference=reference,
        fingerprint=meant.fingerprint,
        value=meant.measure.value if meant.measure is not None else None,
    )
    _write(target, waiver)
    print_result(f"{target}: waived {waiver.words}: {meant.message}\n")
    return 0


def _findings(
    snapshot: str, against: str | None, asked: Asked, policy: Policy, most_mib: int | None
) -> Sequence[Finding]:
    """What counts of a snapshot, or of the change that leads to it."""
    from orgcheck.cli.examination import examine
    from orgcheck.cli.reading import needed_organisation

    if against is None:
        return examine(needed_organisation(snapshot, most_mib), policy).findings
    from orgcheck.changes.compare import compare
    from orgcheck.changes.thresholds import thresholds_of
    from orgcheck.cli.review import reviewed, standards_of

    (standards,) = standards_of(asked, [(against, snapshot)])
    before = needed_organisation(against, most_mib)
    after = needed_organisation(snapshot, most_mib, before)
    thresholds = thresholds_of(standards.first.settings.thresholds)
    changes = compare(before, after, thresholds=thresholds, sources=(against, snapshot))
    return reviewed(standards, before, after, changes).counted


def _meant(word: str, findings: Sequence[Finding], snapshot: str) -> Finding:
    """The one finding that a word names."""
    rule, _, unit = word.partition(":")
    found = {
        one.fingerprint: one
        for one in findings
        if one.fingerprint.startswith(word.lower())
        or (one.rule == rule and (not unit or one.unit == unit))
    }
    if len(found) == 1:
        return next(iter(found.values()))
    if not found:
        raise Failure(
            f"{snapshot} has no finding {word} that counts",
            "name a fingerprint of `orgcheck validate --format json`, or RULE:UNIT",
        )
    named = [f"{one.fingerprint} {one.rule}: {one.message}" for one in found.values()]
    more = len(named) - _MOST_NAMED
    raise Failure.of_complaints(
        [
            (f"{word} may be any of {len(named)} findings", None),
            *((line, None) for line in named[:_MOST_NAMED]),
            *([(f"and {more} more", None)] if more > 0 else []),
            ("nothing was written", "name one by its fingerprint"),
        ]
    )


def _refuse_unwaivable(finding: Finding, policy: Policy) -> None:
    from orgcheck.rules.waivers.model import unwaivable_rules

    if finding.rule in unwaivable_rules(policy.packs):
        raise Failure(f"{finding.rule} may not be waived", finding.fix)


def _configured_file(policy: Policy) -> str:
    names = policy.waiver_files
    if len(names) == 1:
        return names[0]
    which = "several files of waivers are configured" if names else "no waiver file is configured"
    raise Failure(which, "name the file with --to FILE, and as `waivers` in the settings")


def _asked(option: str, question: str) -> str:
    """What an option leaves open, asked on a terminal."""
    if not is_terminal(sys.stdin):
        raise Failure(f"{option} is missing, and there is no terminal to ask on", f"add {option}")
    answer: str = click.prompt(question, err=True)
    return answer.strip()


def _write(target: str, waiver: Waiver) -> None:
    from orgcheck.cli.delivery import deliver
    from orgcheck.rules.waivers.files import NotWritable, on_one_line, with_waiver
    from orgcheck.rules.waivers.model import WaiverError
    from orgcheck.snapshot.reader import Unreadable
    from orgcheck.snapshot.sources import decoded
    from orgcheck.snapshot.text import SourceText

    path = Path(target)
    try:
        source = decoded(target, path.read_bytes()) if path.exists() else SourceText(target, "")
        text = with_waiver(source, waiver)
    except OSError as error:
        raise Failure(f"{target} cannot be read: {error.strerror}") from None
    except (WaiverError, Unreadable) as error:
        raise Failure.of_problems(error.problems) from None
    except NotWritable as error:
        raise Failure(str(error), f"write by hand: {on_one_line(waiver)}") from None
    deliver(text, target)
