"""Two reorganisations merged, and judged by the rules of the side that they are merged into."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.errors import InvalidSnapshot
from orgcheck.findings import Finding
from orgcheck.merging.merge import Merge, merge
from orgcheck.organisation import Organisation
from orgcheck.policy.choice import Asked
from orgcheck.policy.examination import examine
from orgcheck.policy.policy import Policies, Policy
from orgcheck.policy.reading import load
from orgcheck.policy.review import together


def merge_snapshots(
    base: str | Organisation,
    ours: str | Organisation,
    theirs: str | Organisation,
    asked: Asked,
    *,
    most_mib: int | None = None,
) -> Merge:
    """Merge what two sides made of a base.

    Parameters
    ----------
    base, ours, theirs
        What names each of the three, or the organisation itself. The rules, waivers and settings
        are those of ours.
    asked
        What is asked about rules.
    most_mib
        How large a file may be, in MiB.

    Raises
    ------
    OrgcheckError
        Where rules or settings have errors, a side is withdrawn, or the text of ours does not
        allow a change without another one.
    InvalidSnapshot
        Where any of the three cannot be read; with all that keeps them from it.
    """
    policies = Policies(asked)
    policy = policies.of(ours if isinstance(ours, str) else "-")
    policies.check_options()
    first, one, other = _read((base, ours, theirs), most_mib)
    return judged(first, one, other, policy)


def judged(base: Organisation, ours: Organisation, theirs: Organisation, policy: Policy) -> Merge:
    """The merge of three organisations, judged by a policy."""

    def check(organisation: Organisation) -> tuple[Finding, ...]:
        return examine(organisation, policy).findings

    def counts(finding: Finding) -> bool:
        return finding.severity.at_least(policy.fail_on)

    return merge(base, ours, theirs, check, counts)


def _read(sources: Sequence[str | Organisation], most_mib: int | None) -> list[Organisation]:
    """Every one of some snapshots, or one error with all that keeps them from being read."""
    sides: list[Organisation] = []
    errors: list[InvalidSnapshot] = []
    for source in sources:
        if isinstance(source, Organisation):
            sides.append(source)
            continue
        try:
            sides.append(load(source, most_mib=most_mib, like=sides[0] if sides else None))
        except InvalidSnapshot as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return sides
