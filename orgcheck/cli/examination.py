"""A snapshot held against the policy that holds for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orgcheck.cli.policy import Policy
    from orgcheck.findings import Finding
    from orgcheck.organisation import Organisation
    from orgcheck.rules.structure_rules import Withheld
    from orgcheck.rules.waivers.model import Waived


@dataclass(frozen=True)
class Examination:
    """What was found in a snapshot: `found` is all of it, `findings` what no waiver excuses.

    `withheld` are the answers of rules that pass through faulty values.
    """

    organisation: Organisation
    found: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    withheld: tuple[Withheld, ...] = ()


def examine(organisation: Organisation, policy: Policy) -> Examination:
    """Check a snapshot for integrity and against the rules of its policy."""
    from orgcheck.rules.structure_rules import findings_of

    withheld: list[Withheld] = []
    found = policy.reported(findings_of(organisation, policy.in_force, withheld))
    findings, waived = policy.apply_waivers(found)
    return Examination(organisation, found, findings, waived, tuple(withheld))


def about_waivers(
    policy: Policy,
    examinations: Sequence[Examination],
    waived: Sequence[Waived],
    *,
    before: Sequence[Examination] = (),
    compared: bool = False,
    complete: bool = True,
) -> tuple[Finding, ...]:
    """The findings about the policy's waivers, given all that a run looked at.

    Parameters
    ----------
    policy
        The policy whose waivers they are.
    examinations
        The snapshots that were held against it.
    waived
        All that its waivers excused.
    before
        The older snapshot of a comparison.
    compared
        Whether the rules about changes were asked too.
    complete
        Whether every snapshot could be read.
    """
    if not policy.waivers:
        return ()
    from orgcheck.rules.waivers.findings import Examined, Run, findings_about

    run = Run(
        packs=policy.packs,
        applies=policy.applies,
        examined=[Examined(one.organisation, one.found) for one in examinations],
        before=[Examined(one.organisation, one.found) for one in before],
        waived=waived,
        compared=compared,
        complete=complete,
    )
    return policy.reported(findings_about(policy.waivers, policy.day, run))
