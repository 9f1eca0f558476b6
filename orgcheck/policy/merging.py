"""Two reorganisations merged, and judged by the rules of the side that they are merged into."""

from __future__ import annotations

from orgcheck.findings import Finding
from orgcheck.merging.merge import Merge, merge
from orgcheck.organisation import Organisation
from orgcheck.policy.choice import Asked
from orgcheck.policy.examination import examine
from orgcheck.policy.policy import Policies, Policy
from orgcheck.policy.reading import versions


def merge_snapshots(
    base: str | Organisation,
    ours: str | Organisation,
    theirs: str | Organisation,
    asked: Asked,
    *,
    most_mib: int | None = None,
) -> Merge:
    """Merge what two sides made of a base, by the rules of ours; see `orgcheck.merge`."""
    policies = Policies(asked)
    policy = policies.of(ours if isinstance(ours, str) else "-")
    policies.check_options()
    first, one, other = versions((base, ours, theirs), most_mib)
    return judged(first, one, other, policy)


def judged(base: Organisation, ours: Organisation, theirs: Organisation, policy: Policy) -> Merge:
    """The merge of three organisations, judged by a policy."""

    def check(organisation: Organisation) -> tuple[Finding, ...]:
        return examine(organisation, policy).findings

    def counts(finding: Finding) -> bool:
        return finding.severity.at_least(policy.fail_on)

    return merge(base, ours, theirs, check, counts)
