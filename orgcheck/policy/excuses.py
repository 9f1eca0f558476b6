"""What is excused: one finding by a waiver, and what is wrong today by a baseline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from orgcheck.errors import Diagnostic, OrgcheckError, Unusable
from orgcheck.findings import Finding
from orgcheck.language import said, said_n
from orgcheck.policy.baseline import Known, read_baseline
from orgcheck.policy.choice import Asked
from orgcheck.policy.examination import examine
from orgcheck.policy.policy import Policies, Policy
from orgcheck.policy.reading import load
from orgcheck.policy.review import review_change
from orgcheck.records import dataclass, replace
from orgcheck.rules.waivers.model import unwaivable_rules
from orgcheck.snapshot.sources import decoded

# Where a baseline is written that no settings name.
BASELINE = "orgcheck-baseline.json"
# Of several findings that are meant, so many are named.
_MOST_NAMED = 10


def open_findings(
    snapshot: str,
    against: str | None,
    asked: Asked,
    policy: Policy,
    most_mib: int | None = None,
) -> Sequence[Finding]:
    """What counts of a snapshot, or of the change that leads to it: what a waiver may be for.

    Parameters
    ----------
    snapshot
        What names it.
    against
        What names an older one.
    asked, policy
        What is asked about rules, and what holds for the snapshot.
    most_mib
        How large a file may be, in MiB.

    Raises
    ------
    OrgcheckError
        Where rules or settings have errors, or a snapshot cannot be read.
    """
    if against is None:
        return examine(load(snapshot, most_mib=most_mib, today=policy.day), policy).findings
    return review_change(against, snapshot, asked, most_mib=most_mib).brought


def finding_meant(word: str, findings: Sequence[Finding], snapshot: str) -> Finding:
    """The one finding that a word names: by fingerprint, its beginning, RULE:UNIT or RULE.

    Raises
    ------
    OrgcheckError
        Where none or several are meant.
    """
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
        raise OrgcheckError(
            said("{file} has no finding {word} that counts", file=snapshot, word=word),
            said("name a fingerprint of `orgcheck validate --format json`, or RULE:UNIT"),
        )
    named = [
        said("{id} {rule}: {message}", id=one.fingerprint, rule=one.rule, message=one.message)
        for one in found.values()
    ]
    more = len(named) - _MOST_NAMED
    lines = [
        said("{word} may be any of {number} findings", word=word, number=len(named)),
        *named[:_MOST_NAMED],
        *([said_n("and {number} more", "and {number} more", more)] if more > 0 else []),
    ]
    raise Unusable(
        [
            *(Diagnostic(None, line) for line in lines),
            Diagnostic(None, said("nothing was written"), said("name one by its fingerprint")),
        ]
    )


def refuse_unwaivable(finding: Finding, policy: Policy) -> None:
    """Stop where nobody may waive a finding."""
    if finding.rule in unwaivable_rules(policy.packs):
        raise OrgcheckError(said("{rule} may not be waived", rule=finding.rule), finding.fix)


def waiver_file(policy: Policy) -> str:
    """The one file of waivers that the settings name."""
    names = policy.waiver_files
    if len(names) == 1:
        return names[0]
    which = (
        said("several files of waivers are configured")
        if names
        else said("no waiver file is configured")
    )
    raise OrgcheckError(
        which, said("name the file with --to FILE, and as `waivers` in the settings")
    )


@dataclass(frozen=True)
class NewBaseline:
    """A baseline that is to be written.

    `configured` says whether the settings name the file, `before` is what it says so far, and
    `now` what counts today.
    """

    file: str
    configured: bool
    before: tuple[Known, ...]
    now: tuple[Known, ...]


def new_baseline(
    snapshots: Sequence[str], asked: Asked, *, update: bool = False, most_mib: int | None = None
) -> NewBaseline:
    """What is wrong in some snapshots today.

    Parameters
    ----------
    snapshots
        What names them.
    asked
        What is asked about rules.
    update
        Whether a baseline may be there already.
    most_mib
        How large a file may be, in MiB.

    Raises
    ------
    OrgcheckError
        Where the snapshots have several baselines, or one is there already; where rules or
        settings have errors, or a snapshot cannot be read.
    """
    policies = Policies(replace(asked, no_baseline=True))
    named = {policies.of(argument).baseline_file for argument in snapshots}
    if len(named) > 1:
        raise OrgcheckError(
            said("the snapshots are under several settings, each with a baseline of its own"),
            said("name those of one file of settings at a time"),
        )
    configured = named.pop()
    file = configured or BASELINE
    path = Path(file)
    if path.exists() and not update:
        raise OrgcheckError(
            said("{file} is there already", file=file), said("rewrite it with --update")
        )
    before = read_baseline(decoded(file, path.read_bytes())) if path.exists() else ()
    now: list[Known] = []
    for argument in snapshots:
        policy = replace(policies.of(argument), baseline_file=file)
        findings = examine(load(argument, most_mib=most_mib, today=policy.day), policy).findings
        here = policy.path_from_baseline(argument)
        now += [Known(here, finding) for finding in findings]
    return NewBaseline(file, configured is not None, before, tuple(now))
