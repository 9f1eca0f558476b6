"""The judgement of a change: what its rules say of both sides, and what counts of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from orgcheck.changes.changeset import ChangeSet
from orgcheck.changes.compare import compared_sides
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.thresholds import thresholds_of
from orgcheck.findings import Finding
from orgcheck.organisation import Organisation
from orgcheck.policy.baseline import Known, unmatched
from orgcheck.policy.examination import Examination, about_waivers, examine, verdict
from orgcheck.policy.policy import Policy
from orgcheck.policy.silence import Looked, Silenced, taken_away
from orgcheck.policy.standards import Standards
from orgcheck.records import dataclass
from orgcheck.results import Review, Verdict, with_loosened
from orgcheck.rules.change_rules import (
    change_findings,
    empty_selections,
    ground_of,
    in_order_of_weight,
    without_consequences,
    without_dangling,
)
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.waivers.model import Waived


def reviewed(
    standards: Standards,
    old: Organisation | None,
    new: Organisation,
    changes: ChangeSet | None = None,
) -> Review:
    """Judge a change; with a change set, by the rules about changes too.

    Of a snapshot that nothing comes before, all counts that is found in it.
    """
    case = _Case(old, new, changes, standards.first)
    if not standards.control.alterations:
        if standards.target is not None:
            return Review(case.verdict_of_others(standards.target), standards.control)
        before = standards.before if old is not None else None
        return Review(case.verdict(standards.own, before), standards.control)
    assert standards.before is not None, "what is altered was there before"
    return with_loosened(
        Review(
            first=case.verdict_of_others(standards.target or standards.before),
            own=case.verdict(standards.own, standards.before, standards.entries),
            control=standards.control,
        )
    )


@dataclass(frozen=True)
class _Case:
    """A change before its judges; `first` is the policy whose thresholds tell who is who.

    `old` is None where nothing was there before.
    """

    old: Organisation | None
    new: Organisation
    changes: ChangeSet | None
    first: Policy

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        """The newer ids of members that have another one, by the older."""
        if self.old is None:
            return {}
        if self.changes is not None:
            return self.changes.recoded

        thresholds = thresholds_of(self.first.settings.thresholds)
        return Comparison.of(*self._compared, thresholds).recoded

    def verdict_of_others(self, policy: Policy) -> Verdict:
        """Under rules that the change cannot mend: of both snapshots, and of the change alone."""
        before, after = self._examined(policy), examine(self.new, policy)
        ground = self._ground(before, after)
        on_change, waived = _on_change(ground, policy)
        return verdict(
            before.findings if before is not None else (),
            (
                *without_dangling(after.findings, ground, on_change),
                *self._silenced(before, after, policy),
                *self._taken_away(after, policy),
            ),
            known=self._known(policy),
            renamed=lambda: self._renamed,
            on_change=on_change,
            waived=(*after.waived, *waived),
            withheld=after.withheld,
            found_before=before.found if before is not None else (),
            fail_on=policy.fail_on,
        )

    def verdict(self, own: Policy, before: Policy | None, entries: Sequence[Known] = ()) -> Verdict:
        """Under the newer side's own rules, against what the older side's said of it.

        What is wrong with waivers, and with rules that select nothing, is held against the same
        of the older side, where that has rules of its own. `entries` are those that the change
        adds to the baseline.
        """
        was, now = self._examined(before or own), examine(self.new, own)
        ground = self._ground(was, now)
        on_change, waived = _on_change(ground, own)
        every = (*now.waived, *waived)
        compared = self.changes is not None
        earlier: tuple[Finding, ...] = ()
        # What a change adds to the baseline does not count: the older side's holds.
        known = self._known(before or own)
        if was is not None and before is not None:
            earlier = about_waivers(before, [was], was.waived)
            # Where nothing changes, no waiver of a rule about changes is needed.
            known += about_waivers(before, [was], was.waived, compared=compared)
            known += _empty_selections(ground, before)
        earlier_ones = [was] if was is not None else []
        later = about_waivers(own, [now], every, before=earlier_ones, compared=compared)
        later += _empty_selections(ground, own)
        guarded = (
            *self._silenced(was, now, own),
            *self._taken_away(now, own),
            *unmatched(entries, lambda _: now.found),
        )
        return verdict(
            (*(was.findings if was is not None else ()), *earlier),
            (*without_dangling(now.findings, ground, on_change), *later, *guarded),
            known=known,
            renamed=lambda: self._renamed,
            on_change=on_change,
            waived=every,
            withheld=now.withheld,
            found_before=was.found if was is not None else (),
            fail_on=own.fail_on,
        )

    def _known(self, policy: Policy) -> tuple[Finding, ...]:
        """What the baseline names, where there is no older side: else that says what was there."""
        return policy.known_findings() if self.old is None else ()

    def _examined(self, policy: Policy) -> Examination | None:
        return examine(self.old, policy) if self.old is not None else None

    def _taken_away(self, now: Examination, policy: Policy) -> Sequence[Finding]:
        """The ids that rules name and the change takes away."""
        if self.old is None:
            return ()
        rules = policy.applying(now.organisation)
        of_changes = [
            rule
            for pack in policy.in_force
            for rule in pack.change_rules
            if rule.applies_to.covers(now.organisation)
        ]
        return tuple(
            taken_away((*rules, *of_changes), *self._compared, now.found, lambda: self._renamed)
        )

    def _silenced(
        self, was: Examination | None, now: Examination, policy: Policy
    ) -> Sequence[Finding]:
        """The answers that the change takes away: told before, and withheld now."""
        if was is None or not now.withheld:
            return ()
        before, after = (Looked(one.organisation, one.found) for one in (was, now))
        silenced = Silenced(before, after, self._renamed)
        return silenced.findings(policy.applying(now.organisation), now.withheld)

    @cached_property
    def _compared(self) -> tuple[Organisation, Organisation]:
        """Both sides as they are compared: without what a day leaves open."""
        assert self.old is not None, "there are two sides"
        return compared_sides(self.old, self.new)

    def _ground(self, was: Examination | None, now: Examination) -> ChangeGround | None:
        if self.changes is None or self.old is None or was is None:
            return None
        return ground_of(*self._compared, self.changes, was.found, now.found)


def _on_change(
    ground: ChangeGround | None, policy: Policy
) -> tuple[Sequence[Finding], Sequence[Waived]]:
    """The findings of the rules about changes that count, and those that waivers excuse."""
    if ground is None:
        return (), ()
    found = policy.reported(change_findings(ground, policy.in_force, policy.applies))
    findings, waived = policy.apply_waivers(found)
    return in_order_of_weight(without_consequences(findings)), waived


def _empty_selections(ground: ChangeGround | None, policy: Policy) -> tuple[Finding, ...]:
    if ground is None:
        return ()
    return policy.apply_waivers(policy.reported(empty_selections(ground, policy.in_force)))[0]
