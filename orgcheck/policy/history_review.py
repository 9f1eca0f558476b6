"""A history held against the rules over all versions that are in force, with their waivers."""

from __future__ import annotations

from orgcheck.descent.history import History
from orgcheck.descent.ruled import ruled
from orgcheck.findings import in_order
from orgcheck.policy.policy import Policy
from orgcheck.records import replace
from orgcheck.rules.waivers.findings import Examined, Run, findings_about


def reviewed(history: History, policy: Policy, *, is_whole: bool) -> History:
    """The history with what the rules over all versions find in it, less what waivers excuse.

    `is_whole` says whether every version could be read.
    """
    found = policy.reported(ruled(history, policy.in_force, is_whole=is_whole))
    findings, waived = policy.apply_waivers(found)
    last = len(history.versions) - 1
    run = Run(
        packs=policy.packs,
        applies=policy.applies,
        examined=[
            Examined(version.organisation, found if number == last else ())
            for number, version in enumerate(history.versions)
        ],
        waived=waived,
        over_all=True,
        complete=is_whole,
    )
    of_history = {rule.id for pack in policy.packs for rule in pack.history_rules}
    waivers = [waiver for waiver in policy.waivers if waiver.rule in of_history]
    about_waivers = policy.reported(findings_about(waivers, policy.day, run))
    return replace(
        history,
        findings=tuple(in_order((*findings, *about_waivers))),
        waived=len(waived),
        fail_on=policy.fail_on,
    )
