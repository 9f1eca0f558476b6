"""`orgcheck waive`: a waiver for one finding, bound to it, written into the waiver file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgcheck.cli import options
from orgcheck.cli.console import is_terminal, print_result
from orgcheck.cli.delivery import deliver
from orgcheck.errors import OrgcheckError, reason_of
from orgcheck.language import naming_members, said, spoken, tr

if TYPE_CHECKING:
    from orgcheck.policy.choice import Asked
    from orgcheck.rules.waivers.model import Waiver


@click.command(
    cls=options.Command,
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
""",
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
@options.speaking
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
    from orgcheck.policy import excuses
    from orgcheck.policy.policy import Policies
    from orgcheck.rules.waivers.model import Waiver
    from orgcheck.snapshot.model import display

    if permanent and expires is not None:
        raise OrgcheckError(
            said("{one} and {other} exclude each other", one="--expires", other="--permanent"),
            said("leave one of them out"),
        )
    policy = Policies(asked).of(snapshot)
    found = excuses.open_findings(snapshot, against, asked, policy, most_mib)
    meant = excuses.finding_meant(finding, found, snapshot)
    excuses.refuse_unwaivable(meant, policy)
    target = file or excuses.waiver_file(policy)
    reason = reason or _asked("--reason", tr("Reason"))
    approved_by = approved_by or _asked("--approved-by", tr("Approved by"))
    if not permanent and expires is None:
        expires = options.day_of(_asked("--expires", tr("Last day on which it holds (2027-01-31)")))
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
    words = tr("{file}: waived {finding}", file=target, finding=waiver.words)
    with naming_members(display):
        print_result(f"{words}: {spoken(meant.message)}\n")
    return 0


def _asked(option: str, question: str) -> str:
    """What an option leaves open, asked on a terminal."""
    if not is_terminal(sys.stdin):
        raise OrgcheckError(
            said("{option} is missing, and there is no terminal to ask on", option=option),
            said("add {option}", option=option),
        )
    answer: str = click.prompt(question, err=True)
    return answer.strip()


def _write(target: str, waiver: Waiver) -> None:
    from orgcheck.rules.waivers.files import NotWritable, on_one_line, with_waiver
    from orgcheck.snapshot.sources import decoded
    from orgcheck.snapshot.text import SourceText

    path = Path(target)
    try:
        source = decoded(target, path.read_bytes()) if path.exists() else SourceText(target, "")
        text = with_waiver(source, waiver)
    except OSError as error:
        raise OrgcheckError(
            said("{file} cannot be read: {reason}", file=target, reason=reason_of(error))
        ) from None
    except NotWritable as error:
        raise OrgcheckError(
            error.message, said("write by hand: {text}", text=on_one_line(waiver))
        ) from None
    deliver(text, target)
